/** The contents of a PostgreSQL database as a portable backup, while servers may be writing it. */
import type { Client } from "pg";
import { START } from "../../ports/audit-chain.ts";
import { type Beginning, FORMAT, NOT_KEPT, type Part, type Row } from "../backup/format.ts";
import { openClient } from "./pool.ts";
import { hasTables } from "./read.ts";
import { classified } from "./unavailable.ts";

/** Rows that are read at a time. */
const PORTION = 500;

/** One state of the database, read as it is asked for. `now` in milliseconds; `version` of this program. */
export async function* dumpPostgres(
  url: string,
  { now, version }: { readonly now: number; readonly version: string },
): AsyncGenerator<Part> {
  const client = await openClient(url);
  try {
    await client.query("begin isolation level repeatable read read only");
    if (!(await hasTables(client))) throw new Error("There is nothing of Candor in the database of DATABASE_URL.");
    const applied = await client.query<{ name: string }>("select name from migrations order by position");
    const head = await client.query<Beginning["audit_head"]>("select number, hash from audit_head");
    const beginning: Beginning = {
      candor: "backup",
      format: FORMAT,
      made_at: new Date(now).toISOString(),
      version,
      database: "postgres",
      migrations: applied.rows.map(({ name }) => name),
      audit_head: head.rows[0] ?? START,
    };
    yield { is: "beginning", beginning };
    for (const table of await tablesOf(client)) yield* rowsOf(client, table);
  } catch (error) {
    throw classified(error);
  } finally {
    await client.end();
  }
}

/** The tables whose rows are kept, by name. Partitions belong to their table. */
export async function tablesOf(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname::text as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
     order by relname::text collate "C"`,
  );
  return rows.map(({ name }) => name).filter((name) => !NOT_KEPT.has(name));
}

async function* rowsOf(client: Client, table: string): AsyncGenerator<Part> {
  const columns = await columnsOf(client, table);
  const keys = await client.query<{ name: string }>(
    `select a.attname::text as name from pg_index i
       cross join unnest(i.indkey::smallint[]) with ordinality as k (number, place)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
     where i.indrelid = $1::regclass and i.indisprimary order by k.place`,
    [quoted(table)],
  );
  yield { is: "table", table, columns };
  const order = keys.rows.length === 0 ? "" : ` order by ${keys.rows.map(({ name }) => quoted(name)).join(", ")}`;
  await client.query(
    `declare dumped no scroll cursor for select ${columns.map(quoted).join(", ")} from ${quoted(table)}${order}`,
  );
  for (;;) {
    const { rows } = await client.query<SqlRow>({ text: `fetch ${PORTION} from dumped`, rowMode: "array" });
    if (rows.length === 0) break;
    yield { is: "rows", table, rows: rows as unknown as readonly Row[] };
  }
  await client.query("close dumped");
}

type SqlRow = unknown[];

/** The columns that are written, by name. */
export async function columnsOf(client: Client, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname::text as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
     order by attname::text collate "C"`,
    [quoted(table)],
  );
  return rows.map(({ name }) => name);
}

export const quoted = (name: string): string => `"${name}"`;
