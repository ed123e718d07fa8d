/** Where the write-ahead log is moved, by the version of SQLite. */
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { scratchFiles } from "../../../test/storage-contract/scratch.ts";
import { checkpointsOf, knowsLength } from "./checkpoints.ts";

const newFile = scratchFiles();

it.each([
  ["3.47.2", false],
  ["3.50.4", false],
  ["3.51.0", true],
  ["3.53.4", true],
  ["4.0.0", true],
  [undefined, false],
])("SQLite %s can be asked how long the log is: %s", (version, expected) =>
  expect(knowsLength(version)).toBe(expected),
);

it.each([
  ["3.50.4", 1_000],
  ["3.53.4", 32_000],
])("with SQLite %s, commits move the log at %i pages", async (version, pages) => {
  const file = newFile();
  const database = new DatabaseSync(file);
  database.exec("pragma journal_mode = wal");
  const checkpoints = checkpointsOf(database, file, version);
  for (let i = 0; i < 20; i++) checkpoints.look();
  await checkpoints.afterSync();
  expect(database.prepare("pragma wal_autocheckpoint").get()).toEqual({ wal_autocheckpoint: pages });
  expect(checkpoints.hasFailed()).toBe(false);
  checkpoints.close();
  database.close();
});
