/**
 * A streaming standby of the database, from which lists and reports are read (`ports/reports.ts`). It is asked only while its audit log ends
 * where the primary's does, so whoever has changed something finds it in the next list, through whichever node; and only while it is less than
 * ten seconds behind in everything else. Otherwise, and whenever it fails, they are read from the primary.
 */
import type { Pool } from "pg";
import type { Reports } from "../../ports/storage.ts";
import { auditStore } from "../sql/audit.ts";
import { holdingStore } from "../sql/holdings.ts";
import { peopleStore } from "../sql/people.ts";
import { refusalReader } from "../sql/refusals.ts";
import { connect } from "./connection.ts";
import { openPool, sourceAt } from "./pool.ts";

/** Milliseconds. */
export const LONGEST_LAG = 10_000;
const LOOKED_AT_EVERY = 1_000;
/** Milliseconds that a list waits for a connection to it. */
const PATIENCE = 1_000;

/** How far a database is: the last entry of its audit log, and the end of its write-ahead log in bytes. */
interface Position {
  readonly entry: number;
  readonly written: number | null;
}

const positionAt = (end: string): string =>
  `select (select number from audit_head) as entry, pg_wal_lsn_diff(${end}, '0/0') as written`;
const OF_PRIMARY = positionAt("pg_current_wal_lsn()");
/** Null where it isn't a standby, or isn't one any more. */
const OF_STANDBY = positionAt("pg_last_wal_replay_lsn()");

export interface Replica {
  readonly reports: Reports;
  readonly close: () => Promise<void>;
}

export interface ReplicaOptions {
  readonly url: string;
  readonly primary: Pool;
  /** The reports of the primary. */
  readonly own: Reports;
  /** Hears when it fails after it has worked. */
  readonly onFault: (error: Error) => void;
  /** A clock that can't be set, in milliseconds. */
  readonly steady?: () => number;
}

/** Begins to look at a standby. It need not be there: until it is, the primary is read. */
export function openReplica({ url, primary, own, onFault, steady = () => performance.now() }: ReplicaOptions): Replica {
  const pool = openPool(sourceAt(url, "standby"), () => {}, PATIENCE);
  const connection = connect(pool);
  const far: Reports = {
    holdings: holdingStore(connection),
    people: peopleStore(connection),
    audit: auditStore(connection),
    refusals: refusalReader(connection),
  };
  /** Where the primary was at which time, the oldest first, as far back as the standby may be behind. */
  let seen: { readonly at: number; readonly written: number }[] = [];
  let isUsable = false;

  const positionOf = async (of: Pool, text: string): Promise<Position> => {
    const { rows } = await of.query<Position>({ name: text === OF_PRIMARY ? "candor_at" : "candor_behind", text });
    return rows[0] ?? { entry: 0, written: null };
  };

  /** Both at the same time, so the standby may be further than it is said to be, but never less far. */
  async function look(): Promise<void> {
    const at = steady();
    const { written } = await positionOf(primary, OF_PRIMARY);
    if (written !== null) seen = [...seen.filter((one) => at - one.at <= LONGEST_LAG), { at, written }];
    try {
      const { written: replayed } = await positionOf(pool, OF_STANDBY);
      isUsable = replayed !== null && seen.some((one) => one.written <= replayed);
    } catch (error) {
      failed(error);
    }
  }

  function failed(error: unknown): void {
    if (isUsable) onFault(error as Error);
    isUsable = false;
  }

  async function isCurrent(): Promise<boolean> {
    if (!isUsable) return false;
    const [here, there] = await Promise.all([positionOf(primary, OF_PRIMARY), positionOf(pool, OF_STANDBY)]);
    return there.written !== null && there.entry >= here.entry;
  }

  const either =
    <Asked extends readonly unknown[], Answer>(
      near: (...asked: Asked) => Promise<Answer>,
      far: (...asked: Asked) => Promise<Answer>,
    ) =>
    async (...asked: Asked): Promise<Answer> => {
      try {
        if (await isCurrent()) return await far(...asked);
      } catch (error) {
        // If it was the primary that failed, it says so again.
        failed(error);
      }
      return await near(...asked);
    };

  const again = (): void => void look().catch(() => {});
  const timer = setInterval(again, LOOKED_AT_EVERY);
  timer.unref();
  again();
  return {
    reports: {
      holdings: {
        grants: either(own.holdings.grants, far.holdings.grants),
        countGrants: either(own.holdings.countGrants, far.holdings.countGrants),
        sessions: either(own.holdings.sessions, far.holdings.sessions),
        consents: either(own.holdings.consents, far.holdings.consents),
        activity: either(own.holdings.activity, far.holdings.activity),
      },
      people: {
        list: either(own.people.list, far.people.list),
        search: either(own.people.search, far.people.search),
        groups: either(own.people.groups, far.people.groups),
      },
      audit: { list: either(own.audit.list, far.audit.list), read: either(own.audit.read, far.audit.read) },
      refusals: {
        list: either(own.refusals.list, far.refusals.list),
        groups: either(own.refusals.groups, far.refusals.groups),
        counts: either(own.refusals.counts, far.refusals.counts),
      },
    },
    close: async () => {
      clearInterval(timer);
      await pool.end();
    },
  };
}
