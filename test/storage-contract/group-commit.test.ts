/** Group commit by itself: when it resolves, whom a failure strikes, that a batch is bounded, and that the disk is waited for. */
import { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { groupCommit } from "../../src/adapters/sqlite/group-commit.ts";

/** A transaction that writes down what becomes of it. `fails` throws in place of the nth begin, commit or sync. */
function recorded(fails: Record<string, string> = {}) {
  const log: string[] = [];
  const counts: Record<string, number> = {};
  const step = (name: string) => () => {
    counts[name] = (counts[name] ?? 0) + 1;
    log.push(name);
    const failure = fails[`${name} ${counts[name]}`];
    if (failure !== undefined) throw new Error(failure);
  };
  const sync = step("sync");
  return {
    log,
    begin: step("begin"),
    commit: step("commit"),
    rollback: step("rollback"),
    sync: async () => sync(),
    syncNow: step("sync now"),
  };
}

/** A transaction whose disk is done when the test says so. */
function slow() {
  const { log, ...transaction } = recorded();
  const waiting: { readonly done: () => void; readonly fail: (error: Error) => void }[] = [];
  const sync = () => {
    log.push("sync");
    return new Promise<void>((done, fail) => waiting.push({ done, fail }));
  };
  return { log, waiting, group: groupCommit({ ...transaction, sync }) };
}

test("what is written in one turn is one transaction, resolved after its commit", async () => {
  const { log, ...transaction } = recorded();
  const group = groupCommit(transaction);
  const write = (name: string) => group.write(() => log.push(name)).then(() => log.push(`${name} answered`));
  const both = Promise.all([write("a"), write("b")]);
  expect(log).toEqual([]);
  await both;
  expect(log).toEqual(["begin", "a", "b", "commit", "sync", "a answered", "b answered"]);
});

test("an operation that throws is rolled back, and the others are run again alone", async () => {
  const { log, ...transaction } = recorded();
  const group = groupCommit(transaction);
  const write = (name: string, fails = false) =>
    group.write(() => {
      log.push(name);
      if (fails) throw new Error(`${name} failed`);
      return name;
    });
  const answers = await Promise.allSettled([write("a"), write("b", true), write("c")]);
  expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.message))).toEqual([
    "a",
    "b failed",
    "c",
  ]);
  expect(log.join(" ")).toBe("begin a b rollback begin a commit begin b rollback begin c commit sync");
});

test.each(["begin 1", "commit 1"])(
  "where %s fails, all of the batch are rejected, and the next goes through",
  async (at) => {
    const { log, ...transaction } = recorded({ [at]: "database or disk is full" });
    const group = groupCommit(transaction);
    const answers = await Promise.allSettled([group.write(() => 1), group.write(() => 2)]);
    expect(answers.map((answer) => answer.status === "rejected" && answer.reason.message)).toEqual([
      "database or disk is full",
      "database or disk is full",
    ]);
    expect(log.at(-1)).toBe("rollback");
    expect(await group.write(() => 3)).toBe(3);
  },
);

test("a batch is bounded, and the event loop turns between two", async () => {
  const { log, ...transaction } = recorded();
  const group = groupCommit(transaction);
  let ran = 0;
  const all = Promise.all(Array.from({ length: 1200 }, () => group.write(() => ++ran)));
  await nextTurn();
  expect(ran).toBe(512);
  await all;
  expect(log.join(" ")).toBe("begin commit sync begin commit sync begin commit sync");
});

test("closing commits everything that is queued, and rejects what comes later", async () => {
  const { log, ...transaction } = recorded();
  const group = groupCommit(transaction);
  const all = Promise.all(Array.from({ length: 600 }, (_, i) => group.write(() => i)));
  group.close();
  expect(log.join(" ")).toBe("begin commit sync now begin commit sync now");
  expect(await all).toHaveLength(600);
  await expect(group.write(() => 1)).rejects.toThrow("The storage is closed.");
});

test("what comes while the disk is busy is one transaction, and nobody gets a response before their own is on the disk", async () => {
  const { log, waiting, group } = slow();
  const write = (name: string) => group.write(() => log.push(name)).then(() => log.push(`${name} answered`));
  const first = write("a");
  await nextTurn();
  const later = Promise.all([write("b"), write("c")]);
  await nextTurn();
  await nextTurn();
  expect(log.splice(0).join(" ")).toBe("begin a commit sync");
  waiting[0]?.done();
  await first;
  await nextTurn();
  await nextTurn();
  expect(log.splice(0).join(" ")).toBe("a answered begin b c commit sync");
  waiting[1]?.done();
  await later;
  expect(log.join(" ")).toBe("b answered c answered");
});

test("a disk that fails rejects those whose commit it was, and only them", async () => {
  const { waiting, group } = slow();
  const failed = Promise.allSettled([group.write(() => 1), group.write(() => 2)]);
  await nextTurn();
  const later = group.write(() => 3);
  waiting[0]?.fail(new Error("EIO"));
  expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await nextTurn();
  waiting[1]?.done();
  expect(await later).toBe(3);
});

test("what is queued while the disk is busy is committed when it is closed, and the disk isn't waited for twice", async () => {
  const { log, waiting, group } = slow();
  const first = group.write(() => 1);
  await nextTurn();
  const second = group.write(() => 2);
  group.close();
  expect(log.join(" ")).toBe("begin commit sync begin commit sync now");
  expect(await second).toBe(2);
  waiting[0]?.done();
  expect(await first).toBe(1);
  await nextTurn();
  expect(log.join(" ")).toBe("begin commit sync begin commit sync now");
});

test("a commit that SQLite refuses rejects its batch and leaves the connection usable", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec(`
    pragma foreign_keys = on;
    create table parents (id integer primary key);
    create table children (parent integer references parents (id) deferrable initially deferred);
  `);
  const group = groupCommit({
    begin: () => database.exec("begin immediate"),
    commit: () => database.exec("commit"),
    rollback: () => database.exec("rollback"),
    sync: async () => {},
    syncNow: () => {},
  });
  const answers = await Promise.allSettled([
    group.write(() => database.exec("insert into parents values (1)")),
    group.write(() => database.exec("insert into children values (99)")),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await group.write(() => database.exec("insert into parents values (2)"));
  expect(
    database
      .prepare("select id from parents")
      .all()
      .map(({ id }) => id),
  ).toEqual([2]);
  database.close();
});
