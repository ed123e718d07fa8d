import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Storage, StorageUnavailable } from "../../ports/storage.ts";
import { keepInPlace } from "./in-place.ts";
import { openSqlite } from "./open.ts";

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "candor-in-place-"));
  file = join(folder, "data", "candor.sqlite");
  mkdirSync(dirname(file));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const LOST: readonly [what: string, lose: () => void][] = [
  ["the file is deleted", () => rmSync(file)],
  ["the directory is deleted", () => rmSync(dirname(file), { recursive: true })],
  ["the directory is moved", () => renameSync(dirname(file), `${dirname(file)}-moved`)],
  ["the log is deleted", () => rmSync(`${file}-wal`)],
  [
    "a backup is put in its place",
    () => {
      copyFileSync(file, `${file}.backup`);
      renameSync(`${file}.backup`, file);
    },
  ],
];

describe("nothing is reported as stored", () => {
  it.each(LOST)("after %s", async (_, lose) => {
    const storage: Storage = await openSqlite({ file });
    onTestFinished(() => storage.close());
    await storage.check();
    lose();
    const refused = () =>
      storage.check().then(
        () => "stored",
        (error: unknown) => error,
      );
    await expect.poll(refused).toBeInstanceOf(StorageUnavailable);
    expect(await refused()).toMatchObject({ reason: "failing" });
    expect(await storage.trustedTime()).toBeUndefined();
  });
});

it("it continues when the directory is back", () => {
  let now = 0;
  for (const name of ["", "-wal"]) writeFileSync(file + name, "");
  const check = keepInPlace([file, `${file}-wal`], () => now);
  check();
  renameSync(dirname(file), `${dirname(file)}-moved`);
  now = 999;
  expect(check).not.toThrow();
  now = 1_000;
  expect(check).toThrow(/candor\.sqlite is not the file that was opened/);
  expect(check).toThrow(StorageUnavailable);
  renameSync(`${dirname(file)}-moved`, dirname(file));
  expect(check).not.toThrow();
});
