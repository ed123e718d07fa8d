/** Any changed byte of a backup is found, wherever it is, and a backup that a server has used is a database like any other. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { backUp } from "./backup.ts";
import { openSqlite } from "./open.ts";
import { verifyDatabase } from "./verify.ts";

let folder: string;
let backup: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "candor-seal-"));
  const file = join(folder, "candor.sqlite");
  await (await openSqlite({ file })).close();
  backup = join(folder, "backup");
  await backUp(file, backup);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("finds a byte that was changed, in the header, in unused space and in the seal", () => {
  const bytes = readFileSync(backup);
  const file = join(folder, "changed");
  const places = [
    18,
    24,
    27,
    40,
    75,
    92,
    95,
    ...Array.from({ length: 40 }, (_, i) => Math.floor((i * bytes.length) / 40) + 100),
  ];
  const inSeal = [1, 2, 9, 10, 40, 74, 75, 90, 95].map((back) => bytes.length - back);
  const missed = [...places, ...inSeal].filter((at) => {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    writeFileSync(file, changed);
    try {
      verifyDatabase(file);
      return true;
    } catch {
      return false;
    }
  });
  expect(missed).toEqual([]);
});

it("finds that the end is missing, unless exactly the hash is", () => {
  const file = join(folder, "cut");
  for (const less of [1, 50, 94, 5_000]) {
    copyFileSync(backup, file);
    truncateSync(file, readFileSync(backup).length - less);
    expect(() => verifyDatabase(file)).toThrow(/is damaged|can't be read/);
  }
});

it("is a database that a server can use, and which is then judged without its hash", async () => {
  const file = join(folder, "used.sqlite");
  copyFileSync(backup, file);
  const storage = await openSqlite({ file });
  for (let i = 0; i < 300; i++)
    await storage.people.insert(
      {
        ...{ subject: `s${i}`, username: `user${i}`, passwordHash: "x".repeat(200), role: "user", disabled: false },
        ...{ claims: {}, createdAt: 1 },
      },
      { at: 1, actor: { is: "command", id: "root" }, action: "user/add", target: { kind: "user", id: `s${i}` } },
    );
  await storage.close();
  expect(verifyDatabase(file)).toMatchObject({ users: 300, auditFault: undefined });
  await backUp(file, join(folder, "again"));
  expect(verifyDatabase(join(folder, "again"))).toMatchObject({ users: 300 });
});

it("opened and closed by a server, it is whole too", async () => {
  const file = join(folder, "opened.sqlite");
  copyFileSync(backup, file);
  await (await openSqlite({ file })).close();
  expect(verifyDatabase(file)).toMatchObject({ users: 0 });
});
