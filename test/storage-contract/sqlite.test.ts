/** SQLite keeps the contract, and what only a file has: modes, settings, migrations, closing and opening again. */
import { chmodSync, copyFileSync, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { grantStore } from "../../src/adapters/sql/grants.ts";
import { migrations } from "../../src/adapters/sql/migrations.ts";
import { connect } from "../../src/adapters/sqlite/connection.ts";
import { openDatabase } from "../../src/adapters/sqlite/database.ts";
import { DIALECT } from "../../src/adapters/sqlite/dialect.ts";
import { migrate } from "../../src/adapters/sqlite/migrate.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { shared } from "../../src/adapters/sqlite/shared.ts";
import { storageContract } from "./contract.ts";
import { codeOf, grant, HOUR, issued, refresh, refusal, T, token } from "./samples.ts";
import { scratchFiles } from "./scratch.ts";

const newFile = scratchFiles();

/** A database as the first test has made it. Tens of migrations take longer than most tests. */
let made: string | undefined;

storageContract("sqlite", async () => {
  const file = newFile();
  if (made === undefined) {
    made = newFile();
    await (await openSqlite({ file: made })).close();
  }
  copyFileSync(made, file);
  return openSqlite({ file });
});

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe("the file", () => {
  test("and its log are its owner's only, and so is the directory that is made for it", async () => {
    const file = join(dirname(newFile()), "made", "for", "it.db");
    const storage = await openSqlite({ file });
    await storage.check();
    for (const each of [file, `${file}-wal`, `${file}-shm`]) expect(modeOf(each)).toBe("600");
    expect(modeOf(dirname(file))).toBe("700");
    expect(modeOf(dirname(dirname(file)))).toBe("700");
    await storage.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  test("keeps the mode that its owner gave it", async () => {
    const file = newFile();
    await (await openSqlite({ file })).close();
    chmodSync(file, 0o640);
    await (await openSqlite({ file })).close();
    expect(modeOf(file)).toBe("640");
  });

  test("is refused if it isn't a database", async () => {
    const file = newFile();
    writeFileSync(file, "this is a letter to my aunt, and not a database".repeat(100));
    await expect(openSqlite({ file })).rejects.toThrow(/cannot be opened: file is not a database/);
  });

  test("is written to the disk at each commit", () => {
    const database = openDatabase(newFile());
    const pragma = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
    expect(pragma("journal_mode")).toBe("wal");
    expect(pragma("synchronous")).toBe(2);
    expect(pragma("foreign_keys")).toBe(1);
    expect(pragma("busy_timeout")).toBe(5000);
    database.close();
  });

  test("is shared with another process that has it open", async () => {
    const file = newFile();
    const [server, command] = [await openSqlite({ file }), await openSqlite({ file })];
    await server.grants.insert(grant(1));
    expect(await command.grants.find(1)).toStrictEqual(grant(1));
    const answers = await Promise.all(
      [server, command, server, command].map((each) => each.grants.redeem(1, T, issued(refresh(0)))),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    await server.close();
    await command.close();
  });
});

describe("closing", () => {
  test("commits what is queued, and keeps it", async () => {
    const file = newFile();
    const storage = await openSqlite({ file });
    const queued = Array.from({ length: 1500 }, (_, i) => storage.grants.insert(grant(i + 1)));
    await storage.close();
    await Promise.all(queued);
    await storage.close();

    const again = await openSqlite({ file });
    expect(await again.lastId()).toBe(1500);
    expect(await again.grants.find(1500)).toStrictEqual(grant(1500));
    await again.close();
  });

  test("keeps refusals", async () => {
    const file = newFile();
    const storage = await openSqlite({ file });
    const queued = [
      storage.refusals.insert(refusal("a")),
      storage.refusals.count("a", 3),
      storage.refusals.insert(refusal("b", { at: T - 1, clientId: undefined })),
    ];
    await storage.close();
    await Promise.all(queued);

    const again = await openSqlite({ file });
    expect(await again.refusals.find("a")).toStrictEqual(refusal("a", { more: 3 }));
    await expect(again.refusals.insert(refusal("a"))).rejects.toThrow();
    // What was long before is counted with what comes.
    expect(await again.refusals.purge(0, 199)).toBe(1);
    expect(await again.refusals.find("b")).toBeUndefined();
    await again.close();
  });

  test("rejects what comes later", async () => {
    const storage = await openSqlite({ file: newFile() });
    await storage.close();
    await expect(storage.grants.insert(grant(1))).rejects.toThrow("The storage is closed.");
    await expect(storage.grants.find(1)).rejects.toThrow("The storage is closed.");
    await expect(storage.check()).rejects.toThrow("The storage is closed.");
    await expect(storage.purge(T, 1)).rejects.toThrow("The storage is closed.");
    await expect(storage.refusals.insert(refusal("a"))).rejects.toThrow("The storage is closed.");
    await expect(storage.refusals.find("a")).rejects.toThrow("The storage is closed.");
  });
});

describe("a batch", () => {
  test("goes through but for those that throw", async () => {
    const storage = await openSqlite({ file: newFile() });
    await storage.grants.insert(grant(5));
    await storage.accessTokens.insert(token(7));
    const answers = await Promise.allSettled([
      storage.grants.insert(grant(4)),
      storage.grants.insert(grant(5)),
      storage.grants.redeem(4, T, issued(refresh(0), token(7))),
      storage.grants.redeem(4, T, issued(refresh(0), token(8))),
      storage.grants.redeem(4, T, issued(refresh(0), token(9))),
      storage.counters.add([{ count: ["ada"], drain: HOUR }], T),
    ]);
    expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : "threw"))).toEqual([
      undefined,
      "threw",
      "threw",
      true,
      false,
      [{ emptyAt: T + HOUR, lastAt: T }],
    ]);
    expect(await storage.counters.find([["ada"]], T)).toEqual([{ emptyAt: T + HOUR, lastAt: T }]);
    expect(codeOf(await storage.grants.find(4))?.redeemedAt).toBe(T);
    expect(await storage.accessTokens.find(8)).toBeDefined();
    expect(await storage.accessTokens.find(9)).toBeUndefined();
    await storage.close();
  });
});

describe("a full disk", () => {
  test("loses nothing that was acknowledged, and what comes after it goes through", async () => {
    const database = openDatabase(newFile());
    migrate(database, migrations(DIALECT), T);
    const grants = grantStore(shared(connect(database)));
    const pages = database.prepare("pragma page_count").get()?.page_count;
    database.exec(`pragma max_page_count = ${Number(pages) + 5}`);
    const ids = Array.from({ length: 200 }, (_, i) => i + 1);
    const answers = await Promise.allSettled(ids.map((id) => grants.insert(grant(id))));
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(200);
    expect(refused[0]?.reason.message).toBe("database or disk is full");

    database.exec("pragma max_page_count = 1000000");
    for (const id of ids) {
      expect((await grants.find(id)) !== undefined).toBe(answers[id - 1]?.status === "fulfilled");
    }
    await grants.insert(grant(201));
    expect(await grants.redeem(201, T, issued(refresh(0)))).toBe(true);
    database.close();
  });
});

describe("migrations", () => {
  const first = { name: "0001-first", statements: ["create table birds (name text)"] };
  const second = {
    name: "0002-second",
    statements: ["alter table birds add colour text", "create table nests (n text)"],
  };
  const third = { name: "0003-third", statements: ["create table eggs (n text)", "create table nests (n text)"] };
  const tables = (database: DatabaseSync) =>
    database
      .prepare("select name from sqlite_master where type = 'table' order by name")
      .all()
      .map(({ name }) => name);

  test("are applied once each, in order, and recorded", () => {
    const database = openDatabase(newFile());
    migrate(database, [first], T);
    migrate(database, [first, second], T + 1);
    migrate(database, [first, second], T + 2);
    expect(tables(database)).toEqual(["birds", "migrations", "nests"]);
    expect(
      database
        .prepare("select * from migrations")
        .all()
        .map((row) => ({ ...row })),
    ).toEqual([
      { position: 0, name: "0001-first", applied_at: T },
      { position: 1, name: "0002-second", applied_at: T + 1 },
    ]);
    database.close();
  });

  test("leave nothing of one that fails", () => {
    const database = openDatabase(newFile());
    expect(() => migrate(database, [first, second, third], T)).toThrow(/nests already exists/);
    expect(tables(database)).toEqual(["birds", "migrations", "nests"]);
    migrate(database, [first, second], T);
    database.close();
  });

  test("bring a database from before the refusals up to date, and what is in it stays", async () => {
    const file = newFile();
    const database = openDatabase(file);
    migrate(database, migrations(DIALECT).slice(0, 1), T);
    const columns = "id, client_id, subject, session_id, scopes, created_at, auth_time, code_hash, code_expires_at";
    database.exec(`insert into grants (${columns}, redirect_uri, redirect_uri_sent, redeemed_at, forget_after, due_at)
      values (1, 'photos', 'usr_ada', 77, 'openid', ${T}, ${T}, x'00', ${T}, 'https://photos.example/callback', 1, ${T}, ${T}, ${T})`);
    database.close();
    const storage = await openSqlite({ file });
    expect(await storage.grants.find(1)).toMatchObject({
      subject: "usr_ada",
      source: { kind: "code", redeemedAt: T, redeemedBy: undefined },
    });
    await storage.refusals.insert(refusal("a"));
    expect(await storage.refusals.find("a")).toStrictEqual(refusal("a"));
    await storage.close();
  });

  test("delete refusals of which the scopes and settings were kept elsewhere, and count the others", async () => {
    const file = newFile();
    const database = openDatabase(file);
    migrate(database, migrations(DIALECT).slice(0, 2), T);
    database.exec(`insert into surroundings values ('around', 'text'), ('unused', 'text');
      insert into refusals values ('a', ${T}, 'x', null, 'r', 100, 'around', 0), ('b', ${T + 1}, 'x', null, 'r', 100, 'around', 0)`);
    database.close();
    const storage = await openSqlite({ file });
    expect([await storage.refusals.find("a"), await storage.refusals.find("b")]).toEqual([undefined, undefined]);
    await storage.refusals.insert(refusal("c", { at: T - 1 }));
    await storage.refusals.insert(refusal("d"));
    expect(await storage.refusals.purge(0, 200)).toBe(0);
    expect(await storage.refusals.purge(0, 199)).toBe(1);
    expect(await storage.refusals.find("d")).toStrictEqual(refusal("d"));
    await storage.close();
  });

  test("refuse a database that is newer than the program, and leave it as it is", async () => {
    const file = newFile();
    await (await openSqlite({ file })).close();
    const count = migrations(DIALECT).length;
    const database = new DatabaseSync(file);
    database.prepare("insert into migrations values (?, '9999-from-the-future', 0)").run(count);
    database.close();
    await expect(openSqlite({ file })).rejects.toThrow(
      "The database is from a newer version of Candor: it has the migration 9999-from-the-future.",
    );
    await expect(openSqlite({ file })).rejects.toThrow("newer version of Candor");
  });

  test("refuse a database of another program", async () => {
    const file = newFile();
    const database = openDatabase(file);
    migrate(database, [first, { name: "0002-other", statements: [] }], T);
    expect(() => migrate(database, [first, second], T)).toThrow("its migration 2 is 0002-other, not 0002-second");
    database.close();
  });
});
