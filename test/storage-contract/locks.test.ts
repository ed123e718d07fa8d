/** While another process holds the lock, whoever needs it waits, the event loop goes on, and the waiting has an end. */
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { connect } from "../../src/adapters/sqlite/connection.ts";
import { openDatabase } from "../../src/adapters/sqlite/database.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { classified } from "../../src/adapters/sqlite/unavailable.ts";
import { type Storage, StorageUnavailable } from "../../src/ports/storage.ts";
import { grant, refusal, T } from "./samples.ts";
import { scratchFiles } from "./scratch.ts";

const newFile = scratchFiles();
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** A storage, and somebody else's connection to its file. */
async function shared(): Promise<{ storage: Storage; other: DatabaseSync }> {
  const file = newFile();
  const storage = await openSqlite({ file });
  const other = new DatabaseSync(file);
  opened.push(other, storage);
  return { storage, other };
}

/** How often the event loop came round meanwhile. */
async function turns(meanwhile: Promise<unknown>): Promise<number> {
  let count = 0;
  const ticking = setInterval(() => count++, 5);
  await meanwhile;
  clearInterval(ticking);
  return count;
}

describe("a lock that another process holds for a while", () => {
  it("is waited for by every write, in their order, and reads go on", async () => {
    const { storage, other } = await shared();
    await storage.grants.insert(grant(1));
    other.exec("begin immediate");
    const done: number[] = [];
    const writes = [2, 3, 4].map((id) => storage.grants.insert(grant(id)).then(() => done.push(id)));
    // If the event loop stood still meanwhile, the writes would be refused.
    for (let turn = 0; turn < 20; turn++) await wait(5);
    expect(done).toEqual([]);
    expect(await storage.grants.find(1)).toStrictEqual(grant(1));
    other.exec("rollback");
    await Promise.all(writes);
    expect(done).toEqual([2, 3, 4]);
  });

  it("is waited for by reads, where another process recovers the file and keeps readers out too", async () => {
    const database = openDatabase(newFile());
    const { read, close } = connect(database);
    opened.push({ close });
    const recovering = Object.assign(new Error("database is locked"), { errcode: 261 });
    let asked = 0;
    const found = read(() => {
      if (++asked < 4) throw recovering;
      return "found";
    });
    expect(await found).toBe("found");
    expect(asked).toBe(4);
    const never = read(() => {
      throw recovering;
    });
    await expect(never).rejects.toMatchObject({ name: "StorageUnavailable", reason: "busy" });
  });

  it("is waited for at the end, so that nothing queued is lost", async () => {
    const file = newFile();
    const storage = await openSqlite({ file });
    const other = new DatabaseSync(file);
    other.exec("begin immediate");
    const write = storage.grants.insert(grant(1));
    await wait(50);
    other.exec("rollback");
    other.close();
    await storage.close();
    await write;
  });
});

describe("a lock that is not given back", () => {
  it("hears as the storage being busy, and what comes after it goes through", async () => {
    const { storage, other } = await shared();
    other.exec("begin immediate");
    const refused = Promise.allSettled([
      storage.grants.insert(grant(1)),
      storage.refusals.insert(refusal("a")),
      storage.check(),
      storage.counters.add([{ count: ["ada"], drain: 1 }], T),
      storage.purge(T, 10),
    ]);
    expect(await turns(refused)).toBeGreaterThan(10);
    for (const answer of await refused) {
      expect(answer.status === "rejected" && answer.reason).toBeInstanceOf(StorageUnavailable);
      expect(answer.status === "rejected" && answer.reason).toMatchObject({ reason: "busy" });
    }
    other.exec("rollback");
    expect(await storage.grants.find(1)).toBeUndefined();
    await storage.grants.insert(grant(1));
  });

  it("is not waited for again at the end", async () => {
    const file = newFile();
    const storage = await openSqlite({ file });
    const other = new DatabaseSync(file);
    other.exec("begin immediate");
    const write = storage.grants.insert(grant(1)).catch((error: unknown) => error);
    await storage.close();
    expect(await write).toMatchObject({ name: "StorageUnavailable", reason: "busy" });
    other.close();
  });
});

describe("what SQLite says", () => {
  const said = (errcode: number) => classified(Object.assign(new Error("said"), { errcode }));
  it.each([
    [5, "busy"],
    [517, "busy"],
    [13, "full"],
    [778, "failing"],
    [8, "failing"],
  ])("%i means that the storage is %s", (code, reason) => {
    expect(said(code)).toMatchObject({ name: "StorageUnavailable", reason, message: "said" });
  });

  it.each([1, 11, 19, 1555, 26])("%i is a fault of the program or the data", (code) => {
    expect(said(code)).not.toBeInstanceOf(StorageUnavailable);
  });
});
