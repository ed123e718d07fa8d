/** Group commit by itself: when it resolves, whom a failure strikes, and that a batch is bounded. */
import { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { groupCommit } from "../../src/adapters/sqlite/group-commit.ts";

/** A transaction that writes down what becomes of it. `fails` throws in place of the nth begin or commit. */
function recorded(fails: Record<string, string> = {}) {
  const log: string[] = [];
  const counts: Record<string, number> = {};
  const step = (name: string) => () => {
    counts[name] = (counts[name] ?? 0) + 1;
    log.push(name);
    const failure = fails[`${name} ${counts[name]}`];
    if (failure !== undefined) throw new Error(failure);
  };
  return { log, begin: step("begin"), commit: step("commit"), rollback: step("rollback") };
}

test("what is written in one turn is one transaction, resolved after its commit", async () => {
  const { log, ...transaction } = recorded();
  const group = groupCommit(transaction);
  const write = (name: string) => group.write(() => log.push(name)).then(() => log.push(`${name} answered`));
  const both = Promise.all([write("a"), write("b")]);
  expect(log).toEqual([]);
  await both;
  expect(log).toEqual(["begin", "a", "b", "commit", "a answered", "b answered"]);
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
  expect(log.join(" ")).toBe("begin a b rollback begin a commit begin b rollback begin c commit");
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
  expect(log).toEqual(["begin", "commit", "begin", "commit", "begin", "commit"]);
});

test("closing commits everything that is queued, and rejects what comes later", async () => {
  const { log, ...transaction } = recorded();
  const group = groupCommit(transaction);
  const all = Promise.all(Array.from({ length: 600 }, (_, i) => group.write(() => i)));
  group.close();
  expect(log).toEqual(["begin", "commit", "begin", "commit"]);
  expect(await all).toHaveLength(600);
  await expect(group.write(() => 1)).rejects.toThrow("The storage is closed.");
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
