/** Makes a PostgreSQL database of a portable backup: everything in one transaction, so that there is all of it or nothing. */
import type { Client } from "pg";
import type { AuditEntry } from "../../ports/audit.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import type { Parts, Row } from "../backup/format.ts";
import { knownSchema } from "../backup/schema.ts";
import { auditAppender } from "../sql/audit.ts";
import { type Migration, migrations } from "../sql/migrations.ts";
import { readerOn } from "./connection.ts";
import { DIALECT } from "./dialect.ts";
import { quoted } from "./dump.ts";
import { migrateWithin } from "./migrate.ts";
import { openClient } from "./pool.ts";
import { hasTables } from "./read.ts";
import { kept } from "./translate.ts";
import { classified } from "./unavailable.ts";

export interface Loading {
  /** Of the backup, for what is said. */
  readonly name: string;
  readonly now: number;
  /** What the audit log says of it, once all rows are there. */
  readonly entry: () => AuditEntry;
  /** Changes rows before anybody sees them. */
  readonly finish?: (client: Client) => Promise<void>;
}

/** Fills an empty database. Rejects, and changes nothing, if it has tables of Candor. */
export async function loadPostgres(url: string, parts: Parts, { name, now, entry, finish }: Loading): Promise<void> {
  const client = await openClient(url);
  try {
    await client.query("begin");
    if (await hasTables(client))
      throw new Error(
        "There is already something of Candor in this database. Make an empty database, and restore into that.",
      );
    await loadWithin(client, parts, name, now);
    await finish?.(client);
    await note(client, entry());
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw classified(error);
  } finally {
    await client.end();
  }
}

async function loadWithin(client: Client, parts: Parts, name: string, now: number): Promise<void> {
  const all: readonly Migration[] = migrations(DIALECT);
  let into = "";
  let columns: readonly string[] = [];
  const filled: string[] = [];
  for await (const part of parts) {
    if (part.is === "beginning") {
      const { database, migrations: applied } = part.beginning;
      if (database === "sqlite" && applied.length < all.length)
        throw new Error(
          `${name} is from an older version of Candor. Restore it into a data directory first, which updates it, and back that up.`,
        );
      await migrateWithin(client, all.slice(0, knownSchema(part.beginning, all, name)), now);
    } else if (part.is === "table") {
      columns = part.columns;
      into = quoted(part.table);
      filled.push(into);
      // Triggers would count again what the rows have counted.
      await client.query(`alter table ${into} disable trigger user`);
      await client.query(`delete from ${into}`);
    } else {
      const names = columns.map(quoted).join(", ");
      await client.query(
        `insert into ${into} (${names}) select ${names} from json_populate_recordset(null::${into}, $1::json)`,
        [JSON.stringify(part.rows.map((row) => recordOf(columns, row)))],
      );
    }
  }
  for (const table of filled) {
    await client.query(`alter table ${table} enable trigger user`);
    await countOn(client, table);
  }
  await migrateWithin(client, all, now);
}

/** A row as JSON that PostgreSQL reads by the types of the columns. */
const recordOf = (columns: readonly string[], row: Row): object =>
  Object.fromEntries(
    columns.map((column, at) => {
      const value = row[at] ?? null;
      if (value instanceof Uint8Array) return [column, `\\x${Buffer.from(value).toString("hex")}`];
      return [column, typeof value === "string" ? kept(value) : value];
    }),
  );

/** Numbers that a table gives by itself go on after the highest that it has. */
async function countOn(client: Client, table: string): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string | null }>(
    `select attname::text as column, pg_get_serial_sequence($1, attname) as sequence from pg_attribute
     where attrelid = $1::regclass and attidentity <> ''`,
    [table],
  );
  for (const { column, sequence } of rows)
    if (sequence !== null)
      await client.query(`select setval($1, coalesce((select max(${quoted(column)}) from ${table}), 0) + 1, false)`, [
        sequence,
      ]);
}

/** A log that can't be continued is restored as it is, and `candor audit verify` says so. */
async function note(client: Client, entry: AuditEntry): Promise<void> {
  const { prepare, read } = readerOn(client);
  const append = read(auditAppender(prepare));
  try {
    await append(entry);
  } catch (error) {
    if (!(error instanceof StorageUnavailable) || error.reason !== "unaudited") throw error;
  }
}
