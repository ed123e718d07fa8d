/** Restoring where a database is, or was. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AT_START } from "../../ports/audit.ts";
import { backUp } from "./backup.ts";
import { openSqlite } from "./open.ts";
import { restore } from "./restore.ts";

let folder: string;
let file: string;
let backup: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "candor-restore-"));
  file = join(folder, "candor.sqlite");
  backup = join(folder, "one.backup");
  await (await openSqlite({ file })).close();
  await backUp(file, backup);
});
afterEach(() => rmSync(folder, { recursive: true }));

const NOW = Date.UTC(2026, 5, 15, 12);
const NAME = "candor.sqlite.before-20260615T120000Z";

it("keeps every former database that is replaced within one second", async () => {
  for (const name of [NAME, `${NAME}-2`, `${NAME}-3`])
    expect(await restore(backup, file, { by: AT_START, force: true, now: NOW })).toMatchObject({
      former: join(folder, name),
    });
  expect(await restore(backup, file, { by: AT_START, force: true, now: NOW + 1_000 })).toMatchObject({
    former: join(folder, "candor.sqlite.before-20260615T120001Z"),
  });
  expect(readdirSync(folder).filter((name) => name.startsWith("candor.sqlite.before")).length).toBe(4);
});

it("never gives a former database a name that has another database's log", async () => {
  writeFileSync(join(folder, `${NAME}-wal`), "");
  expect(await restore(backup, file, { by: AT_START, force: true, now: NOW })).toMatchObject({
    former: join(folder, `${NAME}-2`),
  });
});

/** Opens the database in a process that is killed: its log stays. */
function crash(): void {
  const open = JSON.stringify(new URL("./open.ts", import.meta.url).href);
  const script = `const { openSqlite } = await import(${open});
    await (await openSqlite({ file: ${JSON.stringify(file)} })).check();
    process.kill(process.pid, "SIGKILL");`;
  const { signal } = spawnSync(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script]);
  expect(signal).toBe("SIGKILL");
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
}

const isIncomplete = async (): Promise<boolean> => {
  const storage = await openSqlite({ file });
  const found = await storage.isIncomplete();
  await storage.close();
  return found;
};

describe("after a crash, a restore that is refused", () => {
  it("moves the log into the database, which is then whole", async () => {
    crash();
    await expect(restore(backup, file, { by: AT_START, now: NOW })).rejects.toThrow("There is already a database");
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(await isIncomplete()).toBe(false);
  });

  it("doesn't mark a database without its log as whole", async () => {
    crash();
    rmSync(`${file}-wal`);
    await expect(restore(backup, file, { by: AT_START, now: NOW })).rejects.toThrow("There is already a database");
    expect(await isIncomplete()).toBe(true);
  });

  it("doesn't mark a copy as whole, because its log may be from another time", async () => {
    crash();
    const copy = join(folder, "copy");
    for (const each of ["", "-wal"]) copyFileSync(file + each, copy + each);
    file = copy;
    await expect(restore(backup, copy, { by: AT_START, now: NOW })).rejects.toThrow("There is already a database");
    expect(await isIncomplete()).toBe(true);
  });
});

describe("the database of another program", () => {
  it.each<[what: string, sql: string]>([
    ["with other tables", "create table notes (text text)"],
    ["with migrations of another kind", "create table migrations (id integer, name text)"],
    [
      "with migrations of its own",
      "create table migrations (position integer, name text); insert into migrations values (0, 'first')",
    ],
  ])("%s is neither opened nor restored from, and stays as it is", async (_, sql) => {
    const other = join(folder, "other.sqlite");
    const database = new DatabaseSync(other);
    database.exec(sql);
    database.close();
    const before = readFileSync(other);
    await expect(openSqlite({ file: other })).rejects.toThrow(
      "other.sqlite belongs to another program: its tables aren't those of Candor. Set data to another directory.",
    );
    await expect(restore(other, join(folder, "new"), { by: AT_START, now: NOW })).rejects.toThrow(
      "other.sqlite isn't a database of Candor.",
    );
    await expect(backUp(other, join(folder, "two.backup"))).rejects.toThrow(
      /^\S+other\.sqlite isn't a database of Candor\.$/,
    );
    expect(tablesOf(other)).toEqual(tablesOf(other, before));
  });
});

function tablesOf(path: string, bytes?: Buffer): unknown[] {
  const at = bytes === undefined ? path : join(folder, "before.sqlite");
  if (bytes !== undefined) writeFileSync(at, bytes);
  const database = new DatabaseSync(at, { readOnly: true });
  const found = database.prepare("select sql from sqlite_master").all();
  database.close();
  return found;
}
