/** `candor backup` and `candor restore`, and what a start says of a database that was copied in another way. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
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
import { describe, expect, it, onTestFinished } from "vitest";
import { createCandor, restoreBackup } from "../../src/index.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { PASSWORD, type Place, place, run, SECRET, serveWithOperator, toEnd, USERNAME } from "./run.ts";

const KEY = { CANDOR_KEY_ENCRYPTION_SECRET: "a-key-encryption-secret-of-32-ch" };

async function newPlace(): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  return at;
}

const candor = (at: Place, args: readonly string[], input?: string) => toEnd(args, at.directory, input);

const dataOf = (at: Place) => join(at.directory, "data");
const databaseOf = (at: Place) => join(dataOf(at), "candor.sqlite");
const jwks = async (at: Place) => (await fetch(`${at.issuer}/jwks`)).json();

/** What a start says until it listens, or ends. */
async function startOf(at: Place) {
  const server = run(["serve"], at.directory, { SHOP_SECRET: SECRET });
  onTestFinished(() => void server.child.kill("SIGKILL"));
  const serves = server.says(`Candor is at ${at.issuer} and listens on `).then(() => true);
  const listens = await Promise.race([serves.catch(() => false), server.ended.then(() => false)]);
  return { server, listens, said: () => server.stdout() + server.stderr() };
}

describe("a backup", () => {
  it("under load, restored elsewhere, has everything that was acknowledged before it", async () => {
    const at = await newPlace();
    await serveWithOperator(at, KEY);
    const person = new Person(at.issuer, USERNAME, PASSWORD);
    const early = await at.app.tokens(person);
    const acknowledged: string[] = [];
    let isOver = false;
    const client = async () => {
      while (!isOver) {
        const { status, body } = await at.app.token({ grant_type: "client_credentials", scope: "orders" });
        expect(status).toBe(200);
        acknowledged.push(String(body.access_token));
      }
    };
    const clients = [client(), client(), client(), client()];
    await expect.poll(() => acknowledged.length).toBeGreaterThan(200);
    const before = [...acknowledged];
    const done = await candor(at, ["backup", "one.backup", "--json"]);
    expect(done).toMatchObject({ code: 0, err: "" });
    isOver = true;
    await Promise.all(clients);
    expect(acknowledged.length).toBeGreaterThan(before.length);

    const file = join(at.directory, "one.backup");
    const keys = { signingKeys: 3, keysEncrypted: true };
    expect(JSON.parse(done.out)).toMatchObject({ file, users: 1, grants: 1, bytes: statSync(file).size, ...keys });
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    expect(readdirSync(at.directory).filter((name) => name.includes("partial"))).toEqual([]);

    const there = await newPlace();
    const restored = await candor(there, ["restore", file]);
    expect(restored).toMatchObject({ code: 0, err: "" });
    expect(restored.out).toMatch(
      /^Restored .*\/data\/candor\.sqlite\.\n1 user, 1 grant, 3 signing keys, \d+ refusals, \d+ audit entr(?:y|ies); .*\nIts keys are encrypted/,
    );
    const without = await startOf(there);
    expect(without.listens).toBe(false);
    expect(without.said()).toContain("Set CANDOR_KEY_ENCRYPTION_SECRET");
    const server = await there.serve(KEY);
    expect(server.stdout()).not.toContain("/welcome/operator");
    expect(server.stdout() + server.stderr()).not.toContain("incomplete");
    expect(await jwks(there)).toEqual(await jwks(at));
    for (const token of [early.access_token, ...before]) {
      expect((await there.app.introspect(token)).body.active).toBe(true);
    }
    expect((await there.app.refresh(early.refresh_token)).status).toBe(200);
    await new Person(there.issuer, USERNAME, PASSWORD).signIn();
  });

  it("overwrites nothing, and leaves nothing behind if it fails", async () => {
    const at = await newPlace();
    await serveWithOperator(at);
    at.write("kept.txt", "mine");
    const kept = await candor(at, ["backup", "kept.txt"]);
    expect(kept).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/kept\.txt already exists\. Choose another name/),
    });
    expect(readFileSync(join(at.directory, "kept.txt"), "utf8")).toBe("mine");
    const nowhere = await candor(at, ["backup", "no/such/folder/file"]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toMatch(/^There is no folder .*no\/such\/folder\.\n$/);
    const plain = await candor(at, ["backup", "two.backup"]);
    expect(plain.out).toMatch(
      /^Backed up to .*two\.backup and verified the copy\.\n.*\nIts keys aren't encrypted, so anyone who can read/,
    );
    expect(readdirSync(at.directory).sort()).toEqual(["candor.config.json", "data", "kept.txt", "two.backup"]);
    const missing = await candor(at, ["backup", "three.backup", "--data", "elsewhere"]);
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining("There is no database") });
    expect(existsSync(join(at.directory, "three.backup"))).toBe(false);
  });
});

describe("restoring", () => {
  it("refuses to replace a database that is in use or exists; with --force the former one is kept under another name", async () => {
    const at = await newPlace();
    const server = await serveWithOperator(at);
    expect((await candor(at, ["backup", "one.backup"])).code).toBe(0);
    await candor(at, ["users", "add", "late", "--password-stdin"], PASSWORD);
    for (const force of [[], ["--force"]]) {
      const used = await candor(at, ["restore", "one.backup", ...force]);
      expect(used).toMatchObject({
        code: 1,
        out: "",
        err: expect.stringMatching(/Stop the server or command that is using the database .* first\.\n$/),
      });
    }
    // Its log is left behind, and belongs to the former database.
    await server.stop("SIGKILL");
    const there = await candor(at, ["restore", "one.backup"]);
    expect(there).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is already a database .*\. With --force, it is kept/),
    });
    const done = await candor(at, ["restore", "one.backup", "--force", "--json"]);
    expect(done).toMatchObject({ code: 0, err: "" });
    const { former, file } = JSON.parse(done.out);
    expect(file).toBe(databaseOf(at));
    expect(former).toMatch(/candor\.sqlite\.before-\d{8}T\d{6}Z$/);
    expect(readdirSync(dataOf(at)).filter((name) => /-(wal|shm)$/.test(name) || /partial|restored/.test(name))).toEqual(
      [],
    );
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");

    const names = async () =>
      JSON.parse((await candor(at, ["users", "list", "--json"])).out).map((one: { username: string }) => one.username);
    expect(await names()).toEqual([USERNAME]);
    expect((await candor(at, ["restore", former, "--force"])).code).toBe(0);
    expect(await names()).toEqual(["late", USERNAME]);
    const again = await startOf(at);
    expect(again.listens).toBe(true);
    expect(again.said()).not.toMatch(/incomplete|welcome/);
  });

  it.each<[string, (backup: string) => void, RegExp]>([
    ["one that is not there", (file) => rmSync(file), /^There is no file .*b\.backup\.\n$/],
    ["an empty file", (file) => writeFileSync(file, ""), /isn't a database of Candor: it has no tables\.\n$/],
    [
      "a text",
      (file) => writeFileSync(file, "a letter to my aunt".repeat(500)),
      /can't be read as a database: file is not a database\.\n$/,
    ],
    [
      "half of one",
      (file) => writeFileSync(file, readFileSync(file).subarray(0, 20_480)),
      /(?:can't be read as a database|is damaged): /,
    ],
    [
      "one with a page of noise",
      (file) => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 4_096 * 3, 4_096 * 12);
        writeFileSync(file, bytes);
      },
      /(?:can't be read as a database|is damaged): /,
    ],
    [
      "one of a later version",
      (file) => {
        const database = new DatabaseSync(file);
        database.exec("insert into migrations values (999, '9999-from-the-future', 0)");
        database.close();
      },
      /has the migration 9999-from-the-future, which is unknown to this version of Candor\.\n$/,
    ],
    [
      "one of another program",
      (file) => {
        const database = new DatabaseSync(file);
        database.exec("pragma application_id = 42");
        database.close();
      },
      /isn't a database of Candor\.\n$/,
    ],
  ])("refuses %s, and touches nothing", async (_, spoil, said) => {
    const at = await newPlace();
    await candor(at, ["users", "add", USERNAME, "--password-stdin"], PASSWORD);
    await candor(at, ["backup", "b.backup"]);
    spoil(join(at.directory, "b.backup"));
    const before = readFileSync(databaseOf(at));
    const done = await candor(at, ["restore", "b.backup", "--force"]);
    expect(done).toMatchObject({ code: 1, out: "", err: expect.stringMatching(said) });
    expect(readFileSync(databaseOf(at)).equals(before)).toBe(true);
    expect(readdirSync(dataOf(at)).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(["candor.sqlite"]);
  });
});

describe("a start says what is wrong with a database", () => {
  it("that was copied without its log: it warns, and invites nobody until an operator was added", async () => {
    const at = await newPlace();
    await serveWithOperator(at);
    const there = await newPlace();
    mkdirSync(dataOf(there));
    copyFileSync(databaseOf(at), databaseOf(there));
    for (let i = 0; i < 2; i++) {
      const { server, listens, said } = await startOf(there);
      expect(listens).toBe(true);
      await expect
        .poll(said)
        .toMatch(/the database seems to be incomplete\. The most recently saved users, grants and keys may be missing/);
      expect(said()).not.toContain("/welcome/operator");
      expect(await server.stop()).toBe(0);
    }
    await candor(there, ["users", "add", USERNAME, "--role", "operator", "--password-stdin"], PASSWORD);
    const { server, said } = await startOf(there);
    await expect.poll(said).toContain("incomplete");
    await server.stop();
    const last = await startOf(there);
    expect(last.listens).toBe(true);
    expect(last.said()).not.toContain("incomplete");
  });

  it("that was copied alone long after its start: it warns too", async () => {
    const at = await newPlace();
    await (await serveWithOperator(at)).stop();
    const server = await at.serve();
    const there = await newPlace();
    mkdirSync(dataOf(there));
    copyFileSync(databaseOf(at), databaseOf(there));
    const { said } = await startOf(there);
    await expect.poll(said).toContain("the database seems to be incomplete");
    await server.stop();
  });

  it.each<[string, (at: Place) => void, RegExp]>([
    [
      "without any table",
      (at) => writeFileSync(databaseOf(at), ""),
      /candor\.sqlite has no tables\. It was copied without its log/,
    ],
    [
      "without any table, as version 0.1 left it",
      (at) => {
        const database = new DatabaseSync(databaseOf(at));
        database.exec("pragma journal_mode = wal");
        database.close();
      },
      /candor\.sqlite has no tables\./,
    ],
    [
      "whose log alone is left",
      (at) => writeFileSync(`${databaseOf(at)}-wal`, "x"),
      /There is a database log, \S+candor\.sqlite-wal, but no /,
    ],
  ])("%s: it does not serve, and invites nobody", async (_, spoil, expected) => {
    const at = await newPlace();
    mkdirSync(dataOf(at));
    spoil(at);
    const { server, listens, said } = await startOf(at);
    expect(listens).toBe(false);
    expect(await server.ended).toBe(1);
    expect(said()).toMatch(expected);
    expect(said()).not.toContain("/welcome/operator");
    // A backup fixes it.
    const whole = await newPlace();
    await candor(whole, ["users", "add", USERNAME, "--role", "operator", "--password-stdin"], PASSWORD);
    await candor(whole, ["backup", join(at.directory, "one.backup")]);
    expect(await candor(at, ["restore", "one.backup", "--force"])).toMatchObject({ code: 0, err: "" });
    expect((await startOf(at)).listens).toBe(true);
  });

  it("whose file and log were copied at different times: it does not serve what is damaged", async () => {
    const at = await newPlace();
    const server = await serveWithOperator(at);
    const there = await newPlace();
    mkdirSync(dataOf(there));
    const bytes = readFileSync(databaseOf(at));
    bytes.fill(0, 4_096 * 2, 4_096 * 20);
    writeFileSync(databaseOf(there), bytes);
    copyFileSync(`${databaseOf(at)}-wal`, `${databaseOf(there)}-wal`);
    const { listens, said } = await startOf(there);
    expect(listens).toBe(false);
    expect(said()).toMatch(/damaged|malformed/);
    await server.stop();
  });

  it("and nothing after a crash, a clean stop, a command beside it, another server, or a copy of all that is closed", async () => {
    const at = await newPlace();
    let server = await serveWithOperator(at);
    await server.stop("SIGKILL");
    server = await at.serve();
    const port = await freePort();
    const other = run(["serve", "--port", String(port)], at.directory, { SHOP_SECRET: SECRET });
    await other.says("Candor is at ");
    await candor(at, ["users", "list"]);
    await other.stop();
    await server.stop("SIGKILL");
    await candor(at, ["users", "list"]);
    server = await at.serve();
    await server.stop();
    const there = await newPlace();
    mkdirSync(dataOf(there));
    copyFileSync(databaseOf(at), databaseOf(there));
    for (const each of [at, there]) {
      const { server: started, said } = await startOf(each);
      await new Person(each.issuer, USERNAME, PASSWORD).signIn();
      await started.stop();
      expect(said()).not.toMatch(/incomplete|welcome|damaged/);
    }
    expect(server.stdout() + server.stderr()).not.toMatch(/incomplete|welcome/);
  });
});

describe("two issuers on one data directory", () => {
  it("are warned of by the name of the other, at each change; a server of the same issuer is not", async () => {
    const at = await newPlace();
    const port = await freePort();
    const other = `http://localhost:${port}`;
    at.write("other.json", JSON.stringify({ issuer: other, port, host: "localhost" }));
    const warned = (running: ReturnType<typeof run>): unknown[] =>
      running
        .stdout()
        .split("\n")
        .filter((line) => line.includes('"data-of-another-issuer"'))
        .map((line) => JSON.parse(line).msg);
    const first = await at.serve();
    const second = run(["serve", "--config", "other.json"], at.directory);
    await second.says(`Candor is at ${other} and listens on `);
    const third = run(["serve", "--config", "other.json", "--port", String(await freePort())], at.directory);
    await third.says(`Candor is at ${other} and listens on `);
    expect([first, second, third].map(warned)).toEqual([
      [],
      [
        `Give each issuer its own data directory, with data or --data. If you renamed the issuer, do nothing: the next start won't warn again. data is ${dataOf(at)}, which was last served as ${at.issuer}. Both issuers share users, grants and signing keys.`,
      ],
      [],
    ]);
    for (const each of [first, second, third]) await each.stop();
    const again = await at.serve();
    expect(warned(again)).toEqual([expect.stringContaining(`which was last served as ${other}.`)]);
    await again.stop();
    const aside = run(["serve", "--config", "other.json", "--data", "aside"], at.directory);
    await aside.says(`Candor is at ${other} and listens on `);
    expect(warned(aside)).toEqual([]);
    await aside.stop();
  });
});

describe("createCandor", () => {
  it("backs up, and what was backed up is restored into another directory", async () => {
    const directory = mkdtempSync(join(tmpdir(), "candor-backup-"));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const open = (name: string) =>
      createCandor({ config: { issuer: "http://localhost", data: join(directory, name), logLevel: "silent" } });
    const one = await open("one");
    await one.users.add({ username: "ada", password: PASSWORD });
    const file = join(directory, "one.backup");
    expect(await one.backup(file)).toMatchObject({ file, users: 1, signingKeys: 3, keysEncrypted: false });
    await expect(one.backup(file)).rejects.toThrow("already exists");
    const data = join(directory, "one");
    await expect(restoreBackup(file, { data, force: true })).rejects.toThrow(
      "Stop the server or command that is using the database",
    );
    await one.close();
    expect(await restoreBackup(file, { data: join(directory, "two") })).toMatchObject({ users: 1, former: undefined });
    const two = await open("two");
    expect(two.warnings.map(({ name }) => name)).not.toContain("database-incomplete");
    expect((await two.users.list()).items).toMatchObject([{ username: "ada" }]);
    await two.close();
    const memory = await createCandor({ config: { issuer: "http://localhost" }, storage: "memory" });
    await expect(memory.backup(join(directory, "three.backup"))).rejects.toThrow("no database to back up");
    await memory.close();
  });
});
