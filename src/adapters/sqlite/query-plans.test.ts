/** Every query is served by an index: none of them reads a large table as a whole, however much is stored. */
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { scratchFiles } from "../../../test/storage-contract/scratch.ts";
import { addFunctions } from "./migrate.ts";
import { openSqlite } from "./open.ts";

/** They have one row, or few. */
const SMALL = [
  ...["migrations", "wholeness", "trusted_time", "served", "audit_head", "journal_size", "registry"],
  ...["processes", "signing_keys", "file_clients", "hash_kinds"],
];

const newFile = scratchFiles();
const prepared = new Set<string>();
let database: DatabaseSync;

beforeAll(async () => {
  const file = newFile();
  const { prepare } = DatabaseSync.prototype;
  const spy = vi.spyOn(DatabaseSync.prototype, "prepare").mockImplementation(function (
    this: DatabaseSync,
    sql,
    ...rest
  ) {
    prepared.add(sql);
    return prepare.call(this, sql, ...rest);
  });
  const storage = await openSqlite({ file });
  // These are prepared when they are first needed.
  for (const kind of [undefined, "application"])
    for (const by of [{}, { id: "a" }, { id: ["a", "b"] }, { actor: "a" }, { action: "a" }, { from: 1 }, { to: 1 }])
      for (const more of [{}, { action: "b", actor: "c", from: 1, to: 2 }])
        await storage.audit.list({ ...more, ...by, kind, limit: 9 });
  for (const clientId of [undefined, "a", ["a", "b"]])
    for (const code of [undefined, "scope", "scope/unknown"])
      for (const network of [undefined, "192.0.2.0/24"])
        for (const endpoint of [undefined, "token"])
          await storage.refusals.list({ clientId, code, network, endpoint, limit: 9 });
  spy.mockRestore();
  await storage.close();
  database = new DatabaseSync(file);
  addFunctions(database);
});

afterAll(() => database.close());

const planOf = (sql: string): readonly string[] =>
  database
    .prepare(`explain query plan ${sql}`)
    .all()
    .map(({ detail }) => String(detail));

/** Whether a step reads a whole table, or a whole index for something that no limit ends. */
const isWhole = (step: string, sql: string): boolean => {
  const [, table = "", by] = /^SCAN (\w+)(?: USING (.*))?$/.exec(step) ?? [];
  const isTable = database.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(table);
  const ends = /\blimit\b/i.test(sql) && (by !== undefined || /order by (?:id|number) desc limit/.test(sql));
  return isTable !== undefined && !SMALL.includes(table) && !ends;
};

it("no query reads a large table as a whole", () => {
  const queries = [...prepared].filter(
    (sql) => /^\s*(?:select|with|update|delete)\b/i.test(sql) && !/pragma/.test(sql),
  );
  expect(queries.length).toBeGreaterThan(150);
  const whole = queries.flatMap((sql) =>
    planOf(sql)
      .filter((step) => isWhole(step, sql))
      .map((step) => `${step}: ${sql}`),
  );
  expect(whole).toEqual([]);
});

it("a list of the audit log reads no entry that doesn't match", () => {
  const lists = [...prepared].filter((sql) => /^select number from audit where \w/.test(sql));
  expect(lists.length).toBeGreaterThan(10);
  for (const sql of lists.filter((one) => !one.includes("where number"))) {
    const [step] = planOf(sql);
    expect(step, sql).toMatch(/^SEARCH audit USING COVERING INDEX/);
  }
});
