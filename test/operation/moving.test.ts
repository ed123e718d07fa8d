/** From SQLite to PostgreSQL and back: everything arrives, and what is damaged, newer or in the way is refused by name. */
import { hash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { portableBackup, postgresBackup } from "../../src/adapters/backup/make.ts";
import { restoreIntoFile, restoreIntoPostgres } from "../../src/adapters/backup/restore.ts";
import { verifiedBackup } from "../../src/adapters/backup/verify.ts";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { backUp } from "../../src/adapters/sqlite/backup.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { type Config, createCandor } from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { grant, session } from "../storage-contract/samples.ts";
import { toEnd } from "./run.ts";

const KEY = "a-key-encryption-secret-of-32-ch";
const BY = { is: "command", id: "root" } as const;
const NOW = Date.UTC(2026, 10, 30);
const HOW = { by: BY, now: NOW };

let server: PostgresServer;
let folder: string;
/** A database with rows in most tables, texts with a NUL, and bytes. */
let database: string;
let portable: string;

beforeAll(async () => {
  server = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), "candor-moving-"));
  const config: Config = { issuer: "http://localhost:9400", data: join(folder, "data"), logLevel: "silent" };
  const environment = { CANDOR_KEY_ENCRYPTION_SECRET: KEY };
  const candor = await createCandor({ config, demo: true, storage: "sqlite", environment });
  const refused = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } };
  for (const client of ["nobody", "nobody\0else", "\u{10FFFF}"])
    await candor.fetch(
      new Request("http://localhost:9400/token", {
        ...refused,
        body: new URLSearchParams({ grant_type: "client_credentials", client_id: client }).toString(),
      }),
    );
  await candor.close();
  database = join(folder, "data", "candor.sqlite");
  const storage = await openSqlite({ file: database });
  for (let id = 1; id <= 1_201; id++) await storage.grants.insert({ ...grant(id), subject: "usr_ada" });
  await storage.sessions.insert(session(7), undefined);
  await storage.close();
  portable = join(folder, "one.candor");
  await portableBackup(database, portable, NOW, KEY);
});
afterAll(() => {
  server.stop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
const fresh = (): string => join(folder, `file-${++files}`);
const linesOf = (file: string): readonly string[] => gunzipSync(readFileSync(file)).toString().split("\n");
const written = (lines: readonly string[]): string => {
  const file = fresh();
  writeFileSync(file, gzipSync(lines.join("\n")));
  return file;
};

/** What was hashed of each table that restoring doesn't write itself. */
const hashes = (file: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    linesOf(file)
      .filter((line) => line.startsWith('{"end":'))
      .map((line) => JSON.parse(line))
      .filter(({ end }) => !["audit", "audit_head", "backup"].includes(end))
      .map(({ end, sha256, rows }) => [end, `${rows} ${sha256}`]),
  );

describe("a portable backup", () => {
  it("has every row of the database, is readable only by its owner, and says what it contains", async () => {
    const found = await verifiedBackup(portable, KEY);
    expect(found).toMatchObject({ users: 3, grants: 1_201, keysEncrypted: true, keyFault: undefined });
    expect(found.auditFault).toBeUndefined();
    expect((statSync(portable).mode & 0o777).toString(8)).toBe("600");
    expect(Object.keys(hashes(portable)).length).toBeGreaterThan(35);
    expect(hashes(portable)).not.toHaveProperty("leases");
  });

  it("restored into PostgreSQL and from there into SQLite again is the same, table by table", async () => {
    const url = await server.database();
    await restoreIntoPostgres(portable, url, HOW);
    const there = fresh();
    const made = await postgresBackup(url, there, NOW, KEY);
    expect(made).toMatchObject({ keyFault: undefined, auditFault: undefined });
    expect(hashes(there)).toEqual(hashes(portable));

    const back = join(folder, "back", "candor.sqlite");
    await restoreIntoFile(there, back, HOW);
    const again = fresh();
    await portableBackup(back, again, NOW, KEY);
    expect(hashes(again)).toEqual(hashes(portable));
    const storage = await openSqlite({ file: back });
    const [last] = await storage.audit.list({ limit: 1 });
    expect(last).toMatchObject({ action: "database/restore", actor: BY });
    expect(await storage.isIncomplete()).toBe(false);
    await storage.close();
  });

  it("is served by PostgreSQL as it was by SQLite: the counts go on, and so do numbers and the audit log", async () => {
    const url = await server.database();
    await restoreIntoPostgres(portable, url, HOW);
    const config: Config = { issuer: "http://localhost:9400", data: "/nowhere", logLevel: "silent" };
    const environment = { CANDOR_KEY_ENCRYPTION_SECRET: KEY, DATABASE_URL: url };
    const candor = await createCandor({ config, environment });
    await candor.users.add({ username: "eve", password: "a-long-password-of-eve", role: "user", claims: {} });
    expect((await candor.users.list({ limit: 9 })).items.map(({ username }) => username)).toContain("ada");
    await candor.close();
    const storage = await openPostgres({ url });
    const here = await openSqlite({ file: database });
    expect(await storage.refusals.groups({ limit: 9 })).toEqual(await here.refusals.groups({ limit: 9 }));
    await here.close();
    await storage.close();
    const checked = await toEnd(["audit", "verify"], folder, "", { DATABASE_URL: url });
    expect(checked).toMatchObject({ code: 0 });
  });

  it("of a SQLite file, restored into PostgreSQL, is the same as well", async () => {
    const copy = fresh();
    await backUp(database, copy);
    const url = await server.database();
    await restoreIntoPostgres(copy, url, HOW);
    const there = fresh();
    await postgresBackup(url, there, NOW);
    expect(hashes(there)).toEqual(hashes(portable));
  });

  it("made with another secret in the environment says so", async () => {
    expect((await verifiedBackup(portable, "another-secret-of-16-chars")).keyFault).toMatch(/isn't the secret/);
  });
});

describe("what isn't whole is refused, and nothing is made of it", () => {
  const changed = (change: (lines: string[]) => string[]): string => written(change([...linesOf(portable)]));
  /** A file that somebody has changed and hashed again. */
  const rehashed = (change: (lines: string[]) => string[]): string => {
    const lines = change([...linesOf(portable)]).slice(0, -2);
    const sha256 = hash("sha256", `${lines.join("\n")}\n`);
    const { rows } = JSON.parse(linesOf(portable).at(-2) ?? "{}");
    return written([...lines, JSON.stringify({ end: "backup", rows, sha256 }), ""]);
  };
  const rowOfAccounts = (lines: readonly string[]): number =>
    lines.findIndex((line) => line.startsWith('{"table":"accounts"')) + 1;

  it.each<[string, () => string, RegExp]>([
    [
      "a row that was changed",
      () => changed((l) => l.with(rowOfAccounts(l), (l[rowOfAccounts(l)] ?? "").replace("ada", "eva"))),
      /the table accounts doesn't match its hash/,
    ],
    [
      "a row that is missing",
      () => changed((l) => l.toSpliced(rowOfAccounts(l), 1)),
      /the table accounts has 2 rows of 3/,
    ],
    ["a table that is missing", () => changed((l) => l.toSpliced(rowOfAccounts(l) - 1, 5)), /it has \d+ rows of \d+/],
    ["an end that is missing", () => changed((l) => l.slice(0, -2)), /its end is missing/],
    [
      "a file that was cut off",
      () => {
        const file = fresh();
        writeFileSync(file, readFileSync(portable).subarray(0, -100));
        return file;
      },
      /is damaged/,
    ],
    [
      "a later format",
      () => changed((l) => l.with(0, (l[0] ?? "").replace('"format":1', '"format":2'))),
      /was made by a later version/,
    ],
    [
      "another schema",
      () => rehashed((l) => l.with(0, (l[0] ?? "").replace("0016-audit", "0016-other"))),
      /has the migration 0016-other, which is unknown/,
    ],
    [
      "anything else",
      () => {
        const file = fresh();
        writeFileSync(file, gzipSync("{}\n"));
        return file;
      },
      /isn't a backup of Candor/,
    ],
    [
      "a text",
      () => {
        const file = fresh();
        writeFileSync(file, "what I had for lunch");
        return file;
      },
      /can't be read as a database|isn't a database/,
    ],
  ])("%s", async (_, make, said) => {
    const file = make();
    const url = await server.database();
    await expect(restoreIntoPostgres(file, url, HOW)).rejects.toThrow(said);
    const client = new pg.Client(url);
    await client.connect();
    expect((await client.query("select to_regclass('migrations') as there")).rows).toEqual([{ there: null }]);
    await client.end();
    const target = join(folder, `refused-${files}`, "candor.sqlite");
    await expect(restoreIntoFile(file, target, HOW)).rejects.toThrow(said);
    expect(() => statSync(target)).toThrow("ENOENT");
  });

  it("a database that isn't empty is not restored into", async () => {
    const url = await server.database();
    await (await openPostgres({ url })).close();
    await expect(restoreIntoPostgres(portable, url, HOW)).rejects.toThrow(/There is already something of Candor/);
  });
});

it("with endGrants nothing that was held is valid again", async () => {
  const url = await server.database();
  await restoreIntoPostgres(portable, url, { ...HOW, endGrants: true });
  const back = join(folder, "ended", "candor.sqlite");
  await restoreIntoFile(portable, back, { ...HOW, endGrants: true });
  for (const storage of [await openPostgres({ url }), await openSqlite({ file: back })]) {
    expect(await storage.grants.find(7)).toMatchObject({ revokedAt: NOW, revokedBecause: "a backup was restored" });
    expect(await storage.holdings.grants({ liveAt: NOW, limit: 9 })).toEqual([]);
    expect((await storage.audit.list({ limit: 1 }))[0]?.after).toMatchObject({ endedGrants: true });
    await storage.close();
  }
});

it("the commands do all of it", async () => {
  const url = await server.database();
  const candor = (...args: readonly string[]) =>
    toEnd(args, folder, "", { DATABASE_URL: url, CANDOR_KEY_ENCRYPTION_SECRET: KEY });
  expect(await candor("restore", portable)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Restored postgresql:\S+\.\n3 users, .*\nIts keys are encrypted/),
  });
  expect(await candor("backup", "two.candor")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/two\.candor and verified/),
  });
  expect(await candor("backup", "verify", "two.candor")).toMatchObject({ code: 0, err: "" });
  expect(await candor("restore", "two.candor", "--data", "third", "--json")).toMatchObject({ code: 0 });
  expect(await candor("backup", "verify", "third/candor.sqlite")).toMatchObject({ code: 0 });
  writeFileSync(join(folder, "bad"), "bad");
  expect((await candor("backup", "verify", "bad")).code).toBe(1);
  expect((await candor("restore", portable, "--force")).err).toContain("make an empty database");
});
