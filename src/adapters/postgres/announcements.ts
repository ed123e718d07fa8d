/**
 * Hears at once what other nodes have changed that every node keeps in memory (LISTEN). It has a connection of its own, and
 * another one when that breaks, or when nothing comes back on it: a firewall may forget a connection that is idle, and tell nobody.
 * What is announced in between is lost, so it then says that everything may have changed.
 */
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { ANNOUNCED, type Announced } from "../../ports/storage.ts";
import { Client } from "./client.ts";
import { CHANNEL } from "./dialect.ts";
import { currentUrl, type Source } from "./pool.ts";
import { setSession } from "./session.ts";

/** The name of that connection in `pg_stat_activity`. Each process has one. */
export const LISTENER = "candor-announcements";
/** Milliseconds until a new connection is tried, twice as long each time. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [100, 10_000];
/** Milliseconds between two looks whether the connection is still there, and how long each may take. */
const [ASKED_EVERY, PATIENCE] = [5_000, 3_000];

/** Milliseconds that the other side has to say goodbye. */
const GOODBYE = 500;

export interface Listening {
  close(): Promise<void>;
}

/** Calls `heard` for each announcement until it is closed. `onFault` hears of each connection that breaks. */
export function listenTo(source: Source, heard: (what: Announced) => void, onFault: (error: Error) => void): Listening {
  const closing = new AbortController();
  const { signal } = closing;
  let open: pg.Client | undefined;

  /** Listens on one connection for as long as it lasts. */
  async function once(): Promise<void> {
    const settings = {
      ...{ connectionTimeoutMillis: PATIENCE, query_timeout: PATIENCE },
      ...{ keepAlive: true, application_name: LISTENER },
    };
    const url = await currentUrl(source).catch(() => undefined);
    if (url === undefined) return;
    const client = new Client({ connectionString: url, ...settings });
    let [isKnown, broken] = [false, new Error("connection terminated")];
    const gone = new AbortController();
    client.once("end", () => gone.abort());
    client.on("error", (error) => {
      broken = error;
    });
    client.on("notification", ({ payload }) => {
      const what = ANNOUNCED.find((one) => one === payload);
      if (what !== undefined) heard(what);
    });
    open = client;
    try {
      await client.connect();
      await setSession(client, { statement: PATIENCE, idle: 0 });
      await client.query(`listen ${CHANNEL}`);
      isKnown = true;
      pause = FIRST_PAUSE;
      for (const what of ANNOUNCED) heard(what);
      while (!gone.signal.aborted) {
        await wait(ASKED_EVERY, undefined, { ref: false, signal: gone.signal }).catch(() => {});
        if (gone.signal.aborted) break;
        await client.query("select 1");
        // Requests are served from another host by now.
        if ((await currentUrl(source)) !== url) break;
      }
    } catch (error) {
      broken = error as Error;
    } finally {
      await ended(client);
    }
    // One that never came about is an outage that was reported before.
    if (isKnown && !signal.aborted) onFault(broken);
  }

  let pause = FIRST_PAUSE;
  async function always(): Promise<void> {
    while (!signal.aborted) {
      await once();
      // Partly random, so that not all nodes come back at once.
      await wait(pause * (0.5 + Math.random()), undefined, { ref: false, signal }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  const over = always();
  return {
    async close() {
      closing.abort();
      if (open !== undefined) await ended(open);
      await over;
    },
  };
}

/** Ends a connection. The other side may be gone, and never say goodbye. */
async function ended(client: pg.Client): Promise<void> {
  const late = setTimeout(() => client.connection.stream.destroy(), GOODBYE);
  await client.end().catch(() => {});
  clearTimeout(late);
}
