/**
 * Which of several hosts is connected to. All are asked at the same time what they are, and what was found is kept until a connection shows
 * that it isn't so any more.
 */
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { StorageUnavailable } from "../../ports/storage.ts";
import type { Address, Host, Use } from "./address.ts";
import { Client } from "./client.ts";
import { NoHost } from "./refused.ts";
import { classified } from "./unavailable.ts";

/** Milliseconds between two looks for a host that was promoted later than the one in use. */
const LOOKED_EVERY = 10_000;
/** Milliseconds that a host has to say what it is, and that the others have once one of use has been found. */
const [PATIENCE, GRACE] = [1_200, 200];

export interface Hosts {
  /** The host to connect to. Rejects with `NoHost`, or with what the database says about the user. */
  find(): Promise<Host>;
  /** Looks again the next time: it is gone, or something else now. */
  forget(host: Host): void;
  /** Until the connection ends, other hosts are asked what they are. It ends where one of them was promoted later. */
  keep(client: pg.Client, host: Host): void;
  /** Rejects where a connection leads to a host that is of no use any more. */
  check(client: pg.ClientBase): Promise<void>;
}

/** What a database is. */
interface State {
  readonly standby: boolean;
  readonly refuses: boolean;
  /** It grows with each promotion. */
  readonly timeline: string | null;
}

const STATE = `select pg_is_in_recovery() as standby, current_setting('transaction_read_only') = 'on' as refuses,
  case when not pg_is_in_recovery() then substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end as timeline`;

const isOfUse = ({ standby, refuses }: State, wants: Use): boolean =>
  wants === "standby" ? standby : !standby && !refuses;

const inWords = ({ standby }: State): string =>
  standby ? "a standby" : "a primary whose transactions are read-only by default";

const named = ({ host, port }: Host): string => `${host}:${port}`;

/** `undefined` where the URL has only one host, and doesn't say what it must be. */
export function hostsOf({ hosts, wants }: Address): Hosts | undefined {
  if (wants === undefined) return undefined;
  let found: Found | undefined;
  let finding: Promise<Found> | undefined;
  const connections = new Map<pg.Client, Host>();
  let timer: NodeJS.Timeout | undefined;

  /** Moves if another host was promoted later: who is connected to a former primary reads what isn't so any more. */
  async function lookAgain(): Promise<void> {
    const [before, best] = [found, await look(hosts, wants as Use).catch(() => undefined)];
    if (best === undefined || before !== found) return;
    if (before === undefined || best.timeline > before.timeline) found = best;
    if (found?.host !== best.host) return;
    for (const [client, host] of connections) {
      if (host === best.host) continue;
      const moved = `${named(best.host)} was promoted later than ${named(host)}: end the former primary`;
      client.connection.stream.destroy(new NoHost(moved));
    }
  }

  return {
    async find() {
      if (found !== undefined) return found.host;
      finding ??= look(hosts, wants).finally(() => {
        finding = undefined;
      });
      found = await finding;
      return found.host;
    },
    forget(host) {
      if (found?.host === host) found = undefined;
    },
    keep(client, host) {
      if (wants === "standby" || hosts.length === 1) return;
      connections.set(client, host);
      timer ??= setInterval(lookAgain, LOOKED_EVERY).unref();
      client.once("end", () => {
        connections.delete(client);
        if (connections.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      });
    },
    async check(client) {
      const { rows } = await client.query<State>(STATE);
      const [state] = rows;
      if (state === undefined || isOfUse(state, wants)) return;
      found = undefined;
      throw new NoHost(`the host that was a ${wants} is ${inWords(state)} now`);
    },
  };
}

interface Found {
  readonly host: Host;
  /** Of a primary; of a standby, empty. */
  readonly timeline: string;
}

/** All that accept writes, as `host:port`. There is one, or none for now. */
export async function primariesAmong({ hosts }: Address): Promise<readonly string[]> {
  const states = await Promise.all(hosts.map((host) => stateOf(host).catch(() => undefined)));
  return hosts.filter((_, at) => states[at] && isOfUse(states[at], "primary")).map(named);
}

/** Of several that say that they are the primary, the one that was promoted last is. */
async function look(hosts: readonly Host[], wants: Use): Promise<Found> {
  const states = new Map<Host, State>();
  const faults = new Map<Host, Error>();
  await new Promise<void>((done) => {
    const asked = hosts.map(async (host) => {
      try {
        const state = await stateOf(host);
        states.set(host, state);
        if (isOfUse(state, wants)) void wait(GRACE).then(done);
      } catch (error) {
        faults.set(host, error as Error);
      }
    });
    void Promise.all(asked).then(() => done());
  });
  const ofUse = [...states].filter(([, state]) => isOfUse(state, wants));
  const newest = ofUse
    .map(([, { timeline }]) => timeline ?? "")
    .sort()
    .at(-1);
  const best = hosts.find((host) => ofUse.some(([one, { timeline }]) => one === host && (timeline ?? "") === newest));
  if (best !== undefined) return { host: best, timeline: newest ?? "" };
  // A wrong password is wrong everywhere.
  for (const fault of faults.values()) if (!(classified(fault) instanceof StorageUnavailable)) throw fault;
  const each = hosts.map((host) => {
    const state = states.get(host);
    return `${named(host)}: ${state === undefined ? faults.get(host)?.message || "no connection" : inWords(state)}`;
  });
  throw new NoHost(`no host is a ${wants} that can be used: ${each.join("; ")}`);
}

async function stateOf({ url }: Host): Promise<State> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE, query_timeout: PATIENCE });
  try {
    await client.connect();
    const { rows } = await client.query<State>(STATE);
    return rows[0] as State;
  } finally {
    client.end().catch(() => {});
  }
}
