/** Storage in PostgreSQL: durable once an operation has resolved. Any number of nodes may use it at the same time. */
import type { Pool } from "pg";
import type { Storage } from "../../ports/storage.ts";
import type { PoolState, Telemetry } from "../../ports/telemetry.ts";
import { migrations } from "../sql/migrations.ts";
import { storesOn } from "../sql/stores.ts";
import { type Listening, listenTo } from "./announcements.ts";
import { connect } from "./connection.ts";
import { countersOn, type NodeClock } from "./counters.ts";
import { DIALECT } from "./dialect.ts";
import { hotStores } from "./hot.ts";
import { hotReads } from "./hot-reads.ts";
import { migrate } from "./migrate.ts";
import { openClient, openPool, openPoolByKey, sourceAt } from "./pool.ts";
import type { Replica, ReplicaOptions } from "./replica.ts";
import { refuseShared } from "./shared.ts";
import { togetherIn } from "./together.ts";
import { classified } from "./unavailable.ts";

export interface PostgresOptions {
  /** As in `DATABASE_URL`: `postgresql://user:password@host:port/database?sslmode=verify-full`, with one host or several. */
  readonly url: string;
  /** Of a streaming standby from which lists and reports are read, if there is one. */
  readonly replica?: string | undefined;
  readonly clock?: NodeClock | undefined;
  /** Hears of connections that break. */
  readonly onFault?: (error: Error) => void;
  /** Counts commits and connections. */
  readonly telemetry?: (Pick<Telemetry, "committed"> & { readonly pool: (read: () => PoolState) => void }) | undefined;
}

/** Opens the storage in a database, and makes or updates its schema. Rejects if it can't be reached. */
export async function openPostgres({
  url,
  replica,
  clock = { now: Date.now, onDifference: () => {} },
  onFault = () => {},
  telemetry,
}: PostgresOptions): Promise<Storage> {
  // A new index may take long.
  const client = await openClient(url);
  try {
    await refuseShared(client, url);
    await migrate(client, migrations(DIALECT), Date.now());
  } catch (error) {
    throw classified(error);
  } finally {
    await client.end().catch(() => {});
  }
  const source = sourceAt(url);
  const pool = openPool(source, onFault);
  const byKey = openPoolByKey(source, onFault);
  const pools = [pool, byKey];
  let closed: Promise<unknown> | undefined;
  let listening: Listening | undefined;
  const stores = storesOn(connect(pool, telemetry));
  const hot = hotStores(byKey, telemetry);
  const reads = hotReads(byKey);
  const standby = replica ? await standbyAt(replica, { primary: pool, own: stores, onFault }) : undefined;
  const sum = (count: (of: Pool) => number): number => pools.reduce((total, one) => total + count(one), 0);
  telemetry?.pool(() => ({
    open: sum(({ totalCount }) => totalCount),
    idle: sum(({ idleCount }) => idleCount),
    waiting: sum(({ waitingCount }) => waitingCount),
  }));
  return {
    ...stores,
    counters: { ...stores.counters, ...countersOn(byKey, clock, telemetry) },
    together: togetherIn(byKey),
    ...(standby && { reports: standby.reports }),
    grants: {
      ...stores.grants,
      ...hot.grants,
      find: reads.grant,
      redeem: (id, at, issued) =>
        // What a client manages is one grant, so others end in the same transaction.
        (issued.supersedes === undefined ? hot : stores).grants.redeem(id, at, issued),
    },
    singleUse: {
      use: async (all) => {
        const [one, ...others] = all;
        return one !== undefined && others.length === 0 ? await hot.useOnce(one) : await stores.singleUse.use(all);
      },
    },
    accessTokens: { ...stores.accessTokens, ...hot.accessTokens, find: reads.accessToken },
    sessions: { ...stores.sessions, find: reads.session },
    people: { ...stores.people, find: reads.account },
    registrations: {
      ...stores.registrations,
      find: (kind, id, at) =>
        at === undefined ? stores.registrations.find(kind, id) : reads.registration(kind, id, at),
    },
    consents: { ...stores.consents, find: reads.consents },
    // The database itself knows whether it is whole.
    isIncomplete: async () => false,
    acceptAsIs: async () => {},
    follow: (heard) => {
      listening ??= listenTo(source, heard, onFault);
    },
    close: async () => {
      const ended = async (): Promise<void> => {
        // It asks the primary.
        await standby?.close();
        await Promise.all(pools.map((one) => one.end()));
      };
      closed ??= Promise.all([ended(), listening?.close()]);
      await closed;
    },
  };
}

/** It is loaded only where there is one. */
const standbyAt = async (url: string, options: Omit<ReplicaOptions, "url">): Promise<Replica> =>
  (await import("./replica.ts")).openReplica({ url, ...options });
