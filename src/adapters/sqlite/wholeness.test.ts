import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase } from "./database.ts";
import { openSqlite } from "./open.ts";
import { lookBefore, takeIntoUse } from "./wholeness.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "candor-wholeness-"));
  file = join(folder, "candor.sqlite");
  await (await openSqlite({ file })).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Opens the database as a process does that looked for its log at an earlier time; whether it then lacks something. */
function openAfter(before: ReturnType<typeof lookBefore>): boolean {
  const database = openDatabase(file);
  takeIntoUse(database, file, before, Date.now());
  const suspected = database.prepare("select suspected_at from wholeness").get()?.suspected_at;
  database.close();
  return suspected !== null;
}

it("a database is whole for a process that looked for its log just before another one began", async () => {
  const before = lookBefore(file, Date.now());
  expect(before.hadLog).toBe(false);
  const first = await openSqlite({ file });
  expect(openAfter(before)).toBe(false);
  expect(await first.isIncomplete()).toBe(false);
  await first.close();
});

it("a copy that was made while a server was running, without its log, lacks something", async () => {
  const running = await openSqlite({ file });
  const copy = join(folder, "copy.sqlite");
  copyFileSync(file, copy);
  await running.close();
  // Milliseconds tell a start from the one before.
  for (const then = Date.now(); Date.now() === then; );
  const storage = await openSqlite({ file: copy });
  expect(await storage.isIncomplete()).toBe(true);
  await storage.close();
});
