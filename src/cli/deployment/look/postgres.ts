/** Looks at a PostgreSQL database that servers may be writing. Changes nothing. */
import type { Client } from "pg";
import { readAddress } from "../../../adapters/postgres/address.ts";
import { LISTENER } from "../../../adapters/postgres/announcements.ts";
import { readerOn } from "../../../adapters/postgres/connection.ts";
import { DIALECT } from "../../../adapters/postgres/dialect.ts";
import { primariesAmong } from "../../../adapters/postgres/hosts.ts";
import { openClient } from "../../../adapters/postgres/pool.ts";
import { type Problem, problemOf } from "../../../adapters/postgres/problems.ts";
import { hasTables } from "../../../adapters/postgres/read.ts";
import { refuseShared } from "../../../adapters/postgres/shared.ts";
import { migrations } from "../../../adapters/sql/migrations.ts";
import { checkedAudit } from "../../../adapters/sql/read-audit.ts";
import type { Database } from "../facts.ts";
import type { KeyRow } from "./keys.ts";
import { comparedTo, missingOf } from "./schema.ts";

const SETTINGS = [
  ...["synchronous_commit", "fsync", "full_page_writes", "server_version_num", "server_encoding"],
  ...["transaction_read_only", "max_connections", "superuser_reserved_connections"],
];

/** The tables of Candor, which may be in any schema. */
const OURS = "c.relnamespace = (select relnamespace from pg_class where oid = to_regclass('migrations'))";

const OBJECTS = `select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and ${OURS}
  union all select c.relname from pg_class c where c.relkind = 'i' and ${OURS}`;

const FORBIDDEN = `select c.relname as name from pg_class c where c.relkind in ('r', 'p') and ${OURS}
  and not (select bool_and(has_table_privilege(c.oid, one)) from unnest(array['select', 'insert', 'update', 'delete']) one)
  order by 1`;

const namesOf = async (client: Client, sql: string): Promise<readonly string[]> =>
  (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);

/** `at`: what the database is called, without its password. */
export async function lookAtPostgres(
  url: string,
  at: string,
): Promise<{ readonly database: Database; readonly keys: readonly KeyRow[] }> {
  const place = { kind: "postgres", at } as const;
  let client: Awaited<ReturnType<typeof openClient>> | undefined;
  try {
    client = await openClient(url);
    await refuseShared(client, url);
    const { rows } = await client.query<{ name: string; value: string }>(
      "select name, current_setting(name) as value from unnest($1::text[]) as all_names (name)",
      [SETTINGS],
    );
    const settings = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    const address = readAddress(url);
    const primaries = address.hosts.length > 1 ? await primariesAmong(address) : undefined;
    const before = Date.now();
    const clock = await client.query<{ ms: string }>(
      "select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms",
    );
    const here = (before + Date.now()) / 2;
    const used = await client.query<{ used: number; processes: number }>(
      `select count(*)::int as used, count(*) filter (where application_name = '${LISTENER}' and datname = current_database())::int as processes
       from pg_stat_activity where backend_type = 'client backend'`,
    );
    const { used: connected = 0, processes = 0 } = used.rows[0] ?? {};
    const most = Number(settings.max_connections) - Number(settings.superuser_reserved_connections);
    const common = {
      ...place,
      settings,
      ...(primaries && { primaries }),
      clock: { there: Number(clock.rows[0]?.ms), here },
      connections: { used: connected, most, processes },
    };
    await client.query("begin isolation level repeatable read");
    if (!(await hasTables(client))) {
      const problem = await problemOfNew(client, at);
      return { database: { ...common, ...(problem === undefined ? { migrations: [] } : { problem }) }, keys: [] };
    }
    const applied = await client.query<{ name: string }>("select name from migrations order by position");
    const { prepare, read } = readerOn(client);
    const keys = await client.query<KeyRow>(
      "select kid, key_use as use, sealed, coalesce(signs_from, created_at) as at from signing_keys",
    );
    const names = applied.rows.map(({ name }) => name);
    const schema = {
      ...comparedTo(migrations(DIALECT), names),
      missing: missingOf(await namesOf(client, OBJECTS), names),
      forbidden: await namesOf(client, FORBIDDEN),
    };
    return {
      database: { ...common, ...schema, audit: await read(checkedAudit)(prepare) },
      keys: keys.rows,
    };
  } catch (error) {
    const problem = problemOf(error);
    const found = `${at}: ${problem.found}`;
    return { database: { ...place, problem: { ...problem, found } }, keys: [] };
  } finally {
    await client?.end();
  }
}

/** Why Candor's tables can't be made. */
async function problemOfNew(client: Client, at: string): Promise<Problem | undefined> {
  const { rows } = await client.query<{ schema: string | null; may: boolean | null; who: string }>(
    "select current_schema() as schema, has_schema_privilege(current_schema(), 'create') as may, current_user as who",
  );
  const { schema, may, who } = rows[0] ?? { schema: null, may: null, who: "" };
  if (may === true) return undefined;
  // As PostgreSQL would refuse the first start.
  const [code, found] =
    schema === null
      ? ["3F000", `no schema of the search path of ${who} exists`]
      : ["42501", `${who} may not make tables in the schema ${schema}`];
  return problemOf(Object.assign(new Error(`${at}: ${found}`), { code }));
}
