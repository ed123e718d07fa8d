/**
 * Which of several hosts is connected to. All are asked at the same time what they are, and what was found is kept until a connection shows
 * that it isn't so any more.
 */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { StorageUnavailable } from "../../ports/storage.ts";
import type { Address, Host, Use } from "./address.ts";
import { NoHost } from "./refused.ts";
import { classified } from "./unavailable.ts";

/** Milliseconds that a host has to say what it is, and that the others have once one of use has been found. */
const [PATIENCE, GRACE] = [1_200, 200];

export interface Hosts {
  /** The host to connect to. Rejects with `NoHost`, or with what the database says about the user. */
  find(): Promise<Host>;
  /** Looks again the next time: it is gone, or something else now. */
  forget(host: Host): void;
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

/** `undefined` where the URL has only one host, and doesn't say what it must be. */
export function hostsOf({ hosts, wants }: Address): Hosts | undefined {
  if (wants === undefined) return undefined;
  let found: Host | undefined;
  let finding: Promise<Host> | undefined;
  return {
    async find() {
      if (found !== undefined) return found;
      finding ??= look(hosts, wants).finally(() => {
        finding = undefined;
      });
      found = await finding;
      return found;
    },
    forget(host) {
      if (found === host) found = undefined;
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

/** Of several that say that they are the primary, the one that was promoted last is. */
async function look(hosts: readonly Host[], wants: Use): Promise<Host> {
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
  if (best !== undefined) return best;
  // A wrong password is wrong everywhere.
  for (const fault of faults.values()) if (!(classified(fault) instanceof StorageUnavailable)) throw fault;
  const each = hosts.map((host) => {
    const state = states.get(host);
    return `${host.host}:${host.port}: ${state === undefined ? faults.get(host)?.message || "no connection" : inWords(state)}`;
  });
  throw new NoHost(`no host is a ${wants} that can be used: ${each.join("; ")}`);
}

async function stateOf({ url }: Host): Promise<State> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE, query_timeout: PATIENCE });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<State>(STATE);
    return rows[0] as State;
  } finally {
    client.end().catch(() => {});
  }
}
