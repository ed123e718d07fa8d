/** The contents of a SQLite database as a portable backup, while a server may be writing it. */
import { DatabaseSync } from "node:sqlite";
import { START } from "../../ports/audit-chain.ts";
import { type Beginning, FORMAT, NOT_KEPT, type Part, type Row } from "../backup/format.ts";
import { migrations } from "../sql/migrations.ts";
import { hasTablesOfCandor } from "./application.ts";
import { DIALECT } from "./dialect.ts";

/** Milliseconds. A reader waits for a checkpoint, and blocks nobody. */
const BUSY = 2_000;
/** Rows that are read at a time. */
const PORTION = 500;

/**
 * One state of the database, read as it is asked for. `now` in milliseconds; `version` of this program. @throws if the schema
 * isn't this program's: the tables of an older one may lack what later migrations compute.
 */
export async function* dumpSqlite(
  file: string,
  { now, version }: { readonly now: number; readonly version: string },
): AsyncGenerator<Part> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.exec(`pragma busy_timeout = ${BUSY}; begin`);
    if (!hasTablesOfCandor(database)) throw new Error(`${file} isn't a database of Candor.`);
    const applied = database.prepare("select name from migrations order by position").all();
    const known = migrations(DIALECT).map(({ name }) => name);
    const names = applied.map(({ name }) => String(name));
    if (names.length > known.length || names.some((name, at) => name !== known[at]))
      throw new Error(`${file} is from a newer version of Candor. Use that version, or a later one.`);
    if (names.length < known.length)
      throw new Error(`${file} is from an older version of Candor. Start the server once on it, which updates it.`);
    const head = database.prepare("select number, hash from audit_head").get() ?? START;
    const beginning: Beginning = {
      candor: "backup",
      format: FORMAT,
      made_at: new Date(now).toISOString(),
      version,
      database: "sqlite",
      migrations: names,
      audit_head: { number: Number(head.number), hash: String(head.hash) },
    };
    yield { is: "beginning", beginning };
    for (const table of tablesOf(database)) yield* rowsOf(database, table);
  } finally {
    database.close();
  }
}

/** The tables whose rows are kept, by name. */
export const tablesOf = (database: DatabaseSync): readonly string[] =>
  database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !NOT_KEPT.has(name));

function* rowsOf(database: DatabaseSync, table: string): Generator<Part> {
  const found = database.prepare("select name, pk from pragma_table_info(?) order by name").all(table);
  const columns = found.map(({ name }) => String(name));
  const key = found
    .filter(({ pk }) => pk !== 0)
    .toSorted((a, b) => Number(a.pk) - Number(b.pk))
    .map(({ name }) => quoted(String(name)));
  yield { is: "table", table, columns };
  const select = database.prepare(
    `select ${columns.map(quoted).join(", ")} from ${quoted(table)}${key.length === 0 ? "" : ` order by ${key.join(", ")}`}`,
  );
  select.setReturnArrays(true);
  let rows: Row[] = [];
  for (const row of select.iterate()) {
    if (rows.push(row as unknown as Row) < PORTION) continue;
    yield { is: "rows", table, rows };
    rows = [];
  }
  if (rows.length > 0) yield { is: "rows", table, rows };
}

const quoted = (name: string): string => `"${name}"`;
