/** The audit log of a database: its tables refuse changes, several processes append to it, and whoever changes the file is found out. */
import { spawn } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { auditAppender } from "../../src/adapters/sql/audit.ts";
import { connect } from "../../src/adapters/sqlite/connection.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { shared } from "../../src/adapters/sqlite/shared.ts";
import type { LostEnd } from "../../src/ports/audit.ts";
import { chainFault } from "../../src/ports/audit-chain.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { auditEntry } from "./samples.ts";
import { scratchFiles } from "./scratch.ts";

const newFile = scratchFiles();

const KEY = { kid: "k", use: "ES256", sealed: "x", createdAt: 1 };

const faultIn = async ({ audit }: Storage) => chainFault(await audit.read(1, 1_000), await audit.head());

/** A file with three entries. */
async function three(): Promise<string> {
  const file = newFile();
  const storage = await openSqlite({ file });
  for (const id of ["a", "b", "c"]) await storage.audit.append(auditEntry(id, { after: { role: "user" } }));
  await storage.close();
  return file;
}

const UNGUARDED = "drop trigger audit_refuses_update; drop trigger audit_refuses_delete;";

function execute(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

it.each([
  ["update audit set action = 'user/add' where number = 2"],
  ["delete from audit where number = 3"],
  ["delete from audit"],
])("%s is refused", async (sql) => {
  const file = await three();
  expect(() => execute(file, sql)).toThrow("The table audit is append-only.");
  const storage = await openSqlite({ file });
  expect(await faultIn(storage)).toBeUndefined();
  expect((await storage.audit.head()).number).toBe(3);
  await storage.close();
});

it.each<[sql: string, is: string, number: number]>([
  ["update audit set changed_at = changed_at + 1 where number = 2", "changed", 2],
  ["update audit set actor_is = 'user' where number = 2", "changed", 2],
  ["update audit set actor_id = 'eve' where number = 2", "changed", 2],
  ["update audit set actor_network = '192.0.2.0/24' where number = 2", "changed", 2],
  ["update audit set action = 'user/add' where number = 2", "changed", 2],
  ["update audit set target_kind = 'scope' where number = 2", "changed", 2],
  ["update audit set target_id = 'c' where number = 2", "changed", 2],
  ["update audit set content = replace(content, 'user', 'operator') where number = 2", "changed", 2],
  [`update audit set content = '{}' where number = 2`, "changed", 2],
  ["update audit set content = 'no JSON' where number = 2", "changed", 2],
  ["update audit set content = 'null' where number = 2", "changed", 2],
  ["update audit set content = '5' where number = 2", "changed", 2],
  [`update audit set content = json_set(content, '$.more', 1) where number = 2`, "changed", 2],
  ["update audit set hash = 'x' where number = 1", "changed", 1],
  ["update audit set number = 9 where number = 3", "missing", 3],
  ["delete from audit where number = 1", "missing", 1],
  ["delete from audit where number = 2", "missing", 2],
  ["delete from audit where number = 3", "missing", 3],
  ["delete from audit", "missing", 1],
  [
    "insert into audit select 4, changed_at, actor_is, actor_id, actor_network, action, target_kind, target_id, content, hash from audit where number = 3",
    "unexpected",
    4,
  ],
  ["update audit_head set number = 4", "missing", 4],
  ["update audit_head set number = 2", "rewritten", 2],
  ["update audit_head set number = 2, hash = (select hash from audit where number = 2)", "unexpected", 3],
  ["update audit_head set hash = 'x'", "rewritten", 3],
  ["delete from audit_head", "unexpected", 1],
])("%s is found: %s at %d", async (sql, is, number) => {
  const file = await three();
  execute(file, UNGUARDED + sql);
  const storage = await openSqlite({ file });
  expect(await faultIn(storage)).toEqual({ is, number });
  // Listing goes on.
  expect((await storage.audit.list({ limit: 9 })).length).toBeLessThanOrEqual(4);
  await storage.close();
});

it.each([["no JSON"], ["null"], ["5"], ["[]"], ['"{}"'], [""], ['{"why":1}']])(
  "an empty content that became %j is found",
  async (content) => {
    const file = newFile();
    const storage = await openSqlite({ file });
    await storage.audit.append(auditEntry("a"));
    execute(file, `${UNGUARDED} update audit set content = '${content}'`);
    expect(await faultIn(storage)).toEqual({ is: "changed", number: 1 });
    await storage.close();
  },
);

it("entries that are appended after a cut don't hide it", async () => {
  const file = await three();
  execute(file, `${UNGUARDED} delete from audit where number > 1`);
  const storage = await openSqlite({ file });
  expect(await storage.audit.append(auditEntry("d"))).toMatchObject({ number: 4 });
  expect(await faultIn(storage)).toEqual({ is: "missing", number: 2 });
  await storage.close();
});

it("without its head nothing is appended, because the numbers would start again", async () => {
  const file = await three();
  execute(file, "delete from audit_head");
  const storage = await openSqlite({ file });
  await expect(storage.audit.append(auditEntry("d"))).rejects.toMatchObject({ reason: "unaudited" });
  await storage.close();
});

const lossOf = (lost: LostEnd) => auditEntry("candor", { action: "audit/repair", before: { ...lost } });

it.each<[sql: string, head: object | undefined, last: number, fault: object | undefined]>([
  ["delete from audit_head", undefined, 3, undefined],
  ["update audit_head set number = 2, hash = (select hash from audit where number = 2)", { number: 2 }, 3, undefined],
  ["delete from audit_head; delete from audit where number = 3", undefined, 2, undefined],
  ["delete from audit_head; delete from audit", undefined, 0, undefined],
  ["delete from audit_head; delete from audit where number = 2", undefined, 3, { is: "missing", number: 2 }],
  [
    "delete from audit_head; update audit set actor_id = 'eve' where number = 1",
    undefined,
    3,
    { is: "changed", number: 1 },
  ],
])("after %s the log goes on with an entry about it, and hides nothing", async (sql, head, last, fault) => {
  const file = await three();
  execute(file, UNGUARDED + sql);
  const storage = await openSqlite({ file });
  await expect(storage.keys.addFirst(KEY, auditEntry("k"))).rejects.toMatchObject({ reason: "unaudited" });
  expect(await storage.keys.all()).toEqual([]);
  const kept = await storage.audit.continueAfterLoss(lossOf);
  expect(kept?.number).toBe(last + 1);
  expect(kept?.before).toMatchObject({ ...(head && { head }), last: { number: last } });
  expect(await faultIn(storage)).toEqual(fault);
  await storage.keys.addFirst(KEY, auditEntry("k"));
  expect((await storage.audit.head()).number).toBe(last + 2);
  expect(await storage.audit.continueAfterLoss(lossOf)).toBeUndefined();
  await storage.close();
});

it("a log that lost nothing, or whose end is gone but not its head, is left as it is", async () => {
  const file = await three();
  const storage = await openSqlite({ file });
  expect(await storage.audit.continueAfterLoss(lossOf)).toBeUndefined();
  execute(file, `${UNGUARDED} delete from audit where number = 3`);
  expect(await storage.audit.continueAfterLoss(lossOf)).toBeUndefined();
  expect(await faultIn(storage)).toEqual({ is: "missing", number: 3 });
  await storage.close();
});

it("two processes append at once, without a gap", async () => {
  const file = newFile();
  const both = [await openSqlite({ file }), await openSqlite({ file })];
  const rounds = Array.from({ length: 50 }, (_, i) => i);
  const kept = await Promise.all(
    rounds.flatMap((i) => both.map(({ audit }, process) => audit.append(auditEntry(`${process} ${i}`)))),
  );
  expect(kept.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(kept.map((_, i) => i + 1));
  for (const storage of both) expect(await faultIn(storage)).toBeUndefined();
  for (const storage of both) await storage.close();
});

/** A process that appends until it has `count` entries of its own on the disk, and prints a line for each; then it is killed. */
function appending(file: string, name: string, count: number): Promise<readonly string[]> {
  const open = JSON.stringify(new URL("../../src/adapters/sqlite/open.ts", import.meta.url).href);
  const script = `const { openSqlite } = await import(${open});
    const { writeSync } = await import("node:fs");
    const { audit } = await openSqlite({ file: ${JSON.stringify(file)} });
    const append = async (i) => {
      const { number, hash } = await audit.append({ at: 1, actor: { is: "command", id: "${name}" }, action: "a/b", target: { kind: "a", id: String(i) } });
      writeSync(1, number + ":" + hash + "\\n");
    };
    for (let i = 0; i < ${count}; i++) await Promise.all([append(i), append(-i)]);
    void append(${count});
    process.kill(process.pid, "SIGKILL");`;
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script]);
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((done, fail) =>
    child.once("close", (_, signal) => (signal === "SIGKILL" ? done(out.trim().split("\n")) : fail(new Error(err)))),
  );
}

it("processes that are killed leave a whole log with every entry that was acknowledged", async () => {
  const file = newFile();
  await (await openSqlite({ file })).close();
  const count = 30;
  const printed = (await Promise.all([appending(file, "one", count), appending(file, "two", count)])).flat();
  expect(new Set(printed).size).toBe(4 * count);
  const storage = await openSqlite({ file });
  const kept = (await storage.audit.read(1, 1_000)).map(({ number, hash }) => `${number}:${hash}`);
  expect(kept).toEqual(expect.arrayContaining(printed));
  expect(await faultIn(storage)).toBeUndefined();
  await storage.close();
});

it("an entry and the change that it is about are committed together, or not at all", async () => {
  const file = newFile();
  const storage = await openSqlite({ file });
  const database = new DatabaseSync(file);
  const connection = connect(database);
  const { prepare, write } = shared(connection);
  const append = auditAppender(prepare);
  const failing = write(function* () {
    yield* append(auditEntry("a"));
    throw new Error("the change failed");
  })();
  const other = write(append)(auditEntry("b"));
  await expect(failing).rejects.toThrow("the change failed");
  expect(await other).toMatchObject({ number: 1, target: { id: "b" } });
  expect(await faultIn(storage)).toBeUndefined();
  expect((await storage.audit.head()).number).toBe(1);
  connection.close();
  await storage.close();
});

it("what was appended is there after closing and opening again", async () => {
  const file = await three();
  const storage = await openSqlite({ file });
  expect(await storage.audit.append(auditEntry("d"))).toMatchObject({ number: 4 });
  expect(await faultIn(storage)).toBeUndefined();
  await storage.close();
});
