/** From every schema that there ever was to the newest: the same tables, columns, indexes and triggers as a new one, and the rows survive. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIALECT as POSTGRES } from "../../src/adapters/postgres/dialect.ts";
import { migrateWithin } from "../../src/adapters/postgres/migrate.ts";
import { migrations } from "../../src/adapters/sql/migrations.ts";
import { DIALECT as SQLITE } from "../../src/adapters/sqlite/dialect.ts";
import { migrate } from "../../src/adapters/sqlite/migrate.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

const NOW = Date.UTC(2026, 10, 30);
const NAMES = migrations(SQLITE).map(({ name }) => name);

/** What a migration deletes on purpose, with the first schema whose rows stay. */
const GIVEN_UP: Readonly<Record<string, string>> = {
  // Records that can't be read without the scopes of their time.
  refusals: "0015-records-with-their-scopes",
};

/** Tables that a migration computes from others, has one row of, or replaces. */
const OWN =
  /^(?:migrations|journal_size|refusal_|audit_head|wholeness|registry|surroundings|attempts|.*_counts|memberships|registration_uses)/;

interface Column {
  readonly name: string;
  readonly type: string;
}

/** A value of a type, in the row with this number. Texts are JSON, because some columns have to be. */
const sampleOf = ({ type }: Column, number: number): SQLInputValue =>
  /int/i.test(type)
    ? number
    : /blob|bytea/i.test(type)
      ? Buffer.from(`bytes ${number}`)
      : JSON.stringify({ n: number });

/** Rows of a table, as texts, of those columns alone. */
type Rows = Readonly<Record<string, readonly string[]>>;
const asText = (row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(row, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value));

describe("SQLite", () => {
  const opened = (): DatabaseSync => {
    const database = new DatabaseSync(":memory:");
    database.exec("pragma journal_mode = off");
    return database;
  };
  const schemaOf = (database: DatabaseSync) =>
    database.prepare("select type, name, tbl_name, sql from sqlite_master order by type, name").all();
  const tablesOf = (database: DatabaseSync): readonly string[] =>
    database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")
      .all()
      .map(({ name }) => String(name))
      .filter((name) => !OWN.test(name));
  const columnsOf = (database: DatabaseSync, table: string) =>
    database.prepare("select name, type from pragma_table_info(?)").all(table) as unknown as readonly Column[];

  function fill(database: DatabaseSync): Rows {
    return Object.fromEntries(
      tablesOf(database).map((table) => {
        const columns = columnsOf(database, table);
        for (const number of [1, 2])
          database
            .prepare(`insert into ${table} values (${columns.map(() => "?").join(", ")})`)
            .run(...columns.map((column) => sampleOf(column, number)));
        return [table, rowsOf(database, table, columns)];
      }),
    );
  }
  const rowsOf = (database: DatabaseSync, table: string, columns: readonly Column[]) =>
    database
      .prepare(`select ${columns.map(({ name }) => name).join(", ")} from ${table} order by 1, 2`)
      .all()
      .map(asText);

  const newest = opened();
  migrate(newest, migrations(SQLITE), NOW);

  it.each(NAMES.map((name, at) => [name, at + 1] as const))("from %s", (_, applied) => {
    const database = opened();
    migrate(database, migrations(SQLITE).slice(0, applied), NOW);
    const columns = new Map(tablesOf(database).map((table) => [table, columnsOf(database, table)]));
    const before = fill(database);
    migrate(database, migrations(SQLITE), NOW);
    expect(schemaOf(database)).toEqual(schemaOf(newest));
    const there = new Set(tablesOf(database));
    expect(Object.keys(before).length).toBeGreaterThan(7);
    for (const [table, rows] of Object.entries(before)) {
      if (applied <= NAMES.indexOf(GIVEN_UP[table] ?? "")) continue;
      expect(there).toContain(table);
      const left = new Set(columnsOf(database, table).map(({ name }) => name));
      const all = columns.get(table) ?? [];
      // A column that is gone is a decision; none of those that stay loses a value.
      const kept = all.filter(({ name }) => left.has(name));
      const wanted = rows.map((row) => Object.fromEntries(kept.map(({ name }) => [name, JSON.parse(row)[name]])));
      expect([table, rowsOf(database, table, kept)]).toEqual([table, wanted.map(asText)]);
    }
    expect(database.prepare("pragma integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    database.close();
  });

  it("a database of the first version is opened as any other", async () => {
    const folder = mkdtempSync(join(tmpdir(), "candor-upgrade-"));
    const file = join(folder, "candor.sqlite");
    const first = new DatabaseSync(file);
    migrate(first, migrations(SQLITE).slice(0, 1), NOW);
    first.close();
    const storage = await openSqlite({ file });
    expect(await storage.audit.head()).toEqual({ number: 0, hash: "" });
    await storage.close();
    rmSync(folder, { recursive: true });
  });
});

describe("PostgreSQL", () => {
  let server: PostgresServer;
  let client: pg.Client;
  let newest: object;
  beforeAll(async () => {
    server = await startPostgres();
    client = new pg.Client(await server.database());
    await client.connect();
    newest = await within(async () => {
      await migrateWithin(client, migrations(POSTGRES), NOW);
      return schemaOf();
    });
  });
  afterAll(async () => {
    await client.end();
    server.stop();
  });

  /** Runs something in a schema of its own, which is gone afterwards. */
  async function within<T>(work: () => Promise<T>): Promise<T> {
    await client.query("begin; create schema tried; set local search_path to tried");
    try {
      return await work();
    } finally {
      await client.query("rollback");
    }
  }
  const all = async (sql: string) => (await client.query(sql)).rows;
  const schemaOf = async () => ({
    columns: await all(
      `select table_name, column_name, data_type, is_nullable, collation_name, column_default, is_identity
       from information_schema.columns where table_schema = 'tried' order by table_name, column_name`,
    ),
    indexes: await all("select indexdef from pg_indexes where schemaname = 'tried' order by indexname"),
    triggers: await all(
      `select pg_get_triggerdef(t.oid) as made, pg_get_functiondef(t.tgfoid) as runs from pg_trigger t
       join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'tried'::regnamespace and not t.tgisinternal order by 1`,
    ),
  });
  const columnsOf = async (): Promise<ReadonlyMap<string, readonly Column[]>> => {
    const rows = await all(
      "select table_name, column_name as name, data_type as type from information_schema.columns where table_schema = 'tried' order by ordinal_position",
    );
    const columns = new Map<string, Column[]>();
    for (const { table_name, ...column } of rows)
      if (!OWN.test(table_name)) columns.set(table_name, [...(columns.get(table_name) ?? []), column]);
    return columns;
  };
  const rowsOf = async (table: string, columns: readonly Column[]) =>
    (await all(`select ${columns.map(({ name }) => name).join(", ")} from ${table} order by 1, 2`)).map(asText);

  it.each(NAMES.map((name, at) => [name, at + 1] as const))("from %s", async (_, applied) => {
    await within(async () => {
      await migrateWithin(client, migrations(POSTGRES).slice(0, applied), NOW);
      const columns = await columnsOf();
      const before: Record<string, readonly string[]> = {};
      for (const [table, own] of columns) {
        for (const number of [1, 2])
          await client.query(
            `insert into ${table} (${own.map(({ name }) => name).join(", ")}) values (${own.map((_, at) => `$${at + 1}`).join(", ")})`,
            own.map((column) => sampleOf(column, number)),
          );
        before[table] = await rowsOf(table, own);
      }
      await migrateWithin(client, migrations(POSTGRES), NOW);
      expect(await schemaOf()).toEqual(newest);
      const now = await columnsOf();
      expect(now.size).toBeGreaterThan(25);
      for (const [table, rows] of Object.entries(before)) {
        if (applied <= NAMES.indexOf(GIVEN_UP[table] ?? "")) continue;
        const left = new Set(now.get(table)?.map(({ name }) => name));
        const kept = (columns.get(table) ?? []).filter(({ name }) => left.has(name));
        const wanted = rows.map((row) => Object.fromEntries(kept.map(({ name }) => [name, JSON.parse(row)[name]])));
        expect([table, await rowsOf(table, kept)]).toEqual([table, wanted.map(asText)]);
      }
    });
  });
});
