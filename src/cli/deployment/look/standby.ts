/** Looks at the database of DATABASE_REPLICA_URL, and compares it with the primary. Changes nothing. */
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "pg";
import { openClient } from "../../../adapters/postgres/pool.ts";
import { LONGEST_LAG } from "../../../adapters/postgres/replica.ts";
import type { Standby } from "../facts.ts";

/** Milliseconds between two looks at what a standby has replayed. */
const LOOK_EVERY = 200;

/** What is true of a database. */
interface Seen {
  readonly recovering: boolean;
  /** Of the cluster, and of the database in it; null where this user may not see it. */
  readonly system: string | null;
  readonly database: number;
}

const SEEN = `select pg_is_in_recovery() as recovering, d.oid::int8 as database,
  case when has_function_privilege('pg_control_system()', 'execute')
    then (select system_identifier::text from pg_control_system()) end as system
  from pg_database d where d.datname = current_database()`;

const UNREADABLE = `select c.relname as name from pg_class c
  where c.relkind in ('r', 'p') and c.relnamespace = (select relnamespace from pg_class where oid = to_regclass('migrations'))
    and not has_table_privilege(c.oid, 'select') order by 1`;

/** `at`: what it is called, without its password. `primaryUrl`: of DATABASE_URL. */
export async function lookAtStandby(url: string, at: string, primaryUrl: string): Promise<Standby | undefined> {
  const primary = await openClient(primaryUrl).catch(() => undefined);
  // What is wrong with the primary is another finding.
  if (primary === undefined) return undefined;
  let client: Client | undefined;
  try {
    client = await openClient(url, "standby");
    const [here, there] = [await seen(primary), await seen(client)];
    const isSame = here.database === there.database && (here.system ?? there.system) === (there.system ?? here.system);
    if (!isSame || !there.recovering) return { at, recovering: there.recovering, same: isSame };
    const unreadable = await client.query<{ name: string }>(UNREADABLE);
    return {
      ...{ at, recovering: true, same: true, unreadable: unreadable.rows.map(({ name }) => name) },
      behind: await behind(primary, client),
    };
  } catch (error) {
    return { at, fault: (error as Error).message };
  } finally {
    await client?.end();
    await primary.end();
  }
}

async function seen(client: Client): Promise<Seen> {
  const { rows } = await client.query<Seen>(SEEN);
  return rows[0] as Seen;
}

/** What the standby lacks of what the primary has now, after as long as a server lets it be behind. */
async function behind(primary: Client, standby: Client): Promise<NonNullable<Standby["behind"]>> {
  const now = await primary.query<{ end: string }>("select pg_current_wal_lsn()::text as end");
  const end = now.rows[0]?.end;
  for (const until = performance.now() + LONGEST_LAG; ; await wait(LOOK_EVERY)) {
    const { rows } = await standby.query<{ bytes: number; paused: boolean }>(
      "select pg_wal_lsn_diff($1::pg_lsn, pg_last_wal_replay_lsn()) as bytes, pg_is_wal_replay_paused() as paused",
      [end],
    );
    const { bytes = 0, paused = false } = rows[0] ?? {};
    if (bytes <= 0 || performance.now() >= until) return { bytes: Math.max(0, bytes), paused };
  }
}
