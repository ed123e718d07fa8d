/** What a purge deletes while the clock does what it likes, and what it says of it. */
import { describe, expect, it } from "vitest";
import { memoryStorage } from "../adapters/memory/storage.ts";
import type { Session } from "../ports/storage.ts";
import { leaseOf } from "./lease.ts";
import { PURGE_LEASE, type PurgeDeps, purge } from "./purge.ts";

const ADA = { subject: "ada", username: "ada", passwordHash: "x", role: "user", disabled: false, claims: {} } as const;
const T = Date.UTC(2026, 5, 15);
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

function world() {
  const storage = memoryStorage();
  const said: string[] = [];
  const log = { error: (_: object, message: string) => void said.push(message) };
  const now = { wall: T, steady: 0 };
  const journal = { flush: async () => {} } as never;
  const clocks = { clock: () => now.wall, steady: () => now.steady };
  /** A minute passes; the clock is wrong by so much at its end. */
  const pass = (error: number, times = 1) => {
    now.steady += MINUTE * times;
    now.wall = T + now.steady + error;
  };
  const start = (holder = "a", also?: PurgeDeps["also"]) => {
    const lease = leaseOf(storage, "purge", holder, PURGE_LEASE);
    return purge({ storage, log, journal, ...clocks, lease, ...(also && { also }) }, () => ({
      days: 14,
      megabytes: 1,
    }));
  };
  const session = (id: number, expiresAt: number): Session => ({
    id,
    hash: new Uint8Array(),
    subject: "ada",
    authTime: T,
    expiresAt,
    endedAt: undefined,
  });
  const left = async () => [
    (await storage.sessions.find(1)) !== undefined,
    (await storage.sessions.find(2)) !== undefined,
  ];
  const insert = async (given: Session) => {
    await storage.people.insert({ ...ADA, createdAt: T });
    expect(await storage.sessions.insert(given, ADA.passwordHash)).toBe(true);
  };
  return { storage, said, pass, start, session, insert, left };
}

it.each([
  ["a year ahead for a minute", 366 * DAY],
  ["a day ahead for a minute", DAY],
])("%s deletes nothing", async (_, error) => {
  const { said, pass, start, session, insert, left } = world();
  await insert(session(1, T + 2 * HOUR));
  const run = await start();
  pass(error);
  await run();
  expect(await left()).toEqual([true, false]);
  expect(said).toEqual([expect.stringContaining("jumped ahead: nothing is deleted")]);
  pass(0);
  await run();
  expect(await left()).toEqual([true, false]);
});

it("a start with a clock that is ahead of what the storage knows deletes nothing either, and goes on deleting by the time it was", async () => {
  const { storage, said, pass, start, session, insert, left } = world();
  await storage.trustTime(T);
  await insert(session(1, T + 2 * HOUR));
  await insert(session(2, T - 2 * HOUR));
  pass(40 * DAY);
  await (await start())();
  expect(await left()).toEqual([true, false]);
  expect(said).toHaveLength(1);
});

it.each([
  ["five minutes", 5, []],
  ["half an hour", 30, []],
  [
    "two hours",
    120,
    [expect.stringMatching(/^no server ran for a long time, or the clock jumped ahead: nothing is deleted/)],
  ],
])("a pause of %s without a server isn't a jump of the clock", async (_, minutes, expected) => {
  const { storage, said, pass, start } = world();
  await storage.trustTime(T);
  pass(0, minutes);
  const run = await start();
  pass(0);
  await run();
  expect(said).toEqual(expected);
  pass(40_000);
  await run();
  expect(said.slice(expected.length)).toEqual(minutes < 60 ? ["the clock jumped ahead"] : []);
});

it("nothing is deleted while the clock is set back, and what has ended is deleted once it is right again", async () => {
  const { said, pass, start, session, insert, left } = world();
  await insert(session(1, T));
  const run = await start();
  pass(-DAY);
  await run();
  expect(await left()).toEqual([true, false]);
  expect(said).toEqual(["the clock was set back"]);
  pass(0, 90);
  for (let i = 0; i < 2; i++) await run();
  pass(0, 24 * 60 + 1);
  for (let i = 0; i < 200; i++) {
    pass(0, 10);
    await run();
  }
  expect(await left()).toEqual([false, false]);
});

/** A purge whose storage and journal only write down what they are asked. */
function written(rows: number[] = [], given: Partial<PurgeDeps> = {}) {
  const uses = [2_000, 5];
  const done: unknown[] = [];
  const write =
    (name: string, value?: () => unknown) =>
    async (...asked: unknown[]) => {
      done.push([name, ...asked]);
      return value?.();
    };
  const storage = {
    trustedTime: async () => T,
    trustTime: write("trust"),
    purge: write("purge", () => rows.shift() ?? 0),
    refusals: { purge: async (before: number, bytes: number) => void done.push(["refusals", before, bytes]) },
    usage: { purge: write("usage", () => uses.shift() ?? 0) },
  };
  const now = { wall: T, steady: 5 };
  const log = {
    info: () => {},
    error: (fields: object, message: string) => void done.push(["log", fields, message]),
    flush: async () => {},
  };
  const lease = leaseOf(memoryStorage(), "purge", "a", PURGE_LEASE);
  const clocks = { clock: () => now.wall, steady: () => now.steady };
  const deps = { storage, log, lease, journal: { flush: write("journal") }, ...clocks };
  const pass = (steady: number, error = 0) => {
    now.steady += steady;
    now.wall += steady + error;
  };
  return { done, pass, start: () => purge({ ...deps, ...given } as never, () => ({ days: 14, megabytes: 3 })) };
}

it("keeps the time that it trusts, deletes in portions what ended an hour before, and of the journal what its limits say", async () => {
  const { done, pass, start } = written([2_000, 2_000, 1_999, 7]);
  const run = await start();
  pass(MINUTE);
  await run();
  const portion = ["purge", T + MINUTE - HOUR, 2_000];
  const usage = ["usage", { uses: T + MINUTE - 400 * DAY, successes: T + MINUTE - 14 * DAY }, 2_000];
  expect(done).toEqual([
    ["trust", T + MINUTE],
    portion,
    portion,
    portion,
    ["journal"],
    ["refusals", T + MINUTE - 14 * DAY, 3_000_000],
    usage,
    usage,
  ]);
});

it("logs by how many seconds the clock is off, and nothing if it is right", async () => {
  const { done, pass, start } = written();
  const run = await start();
  pass(MINUTE);
  await run();
  expect(done[0]).toEqual(["trust", T + MINUTE]);
  done.length = 0;
  pass(MINUTE, 2 * HOUR);
  await run();
  expect(done[0]).toEqual(["log", { seconds: 7_200 }, expect.stringContaining("jumped ahead")]);
  expect(done).toContainEqual(["trust", T + 2 * MINUTE]);
  done.length = 0;
  pass(MINUTE, -2 * HOUR - 100_000);
  await run();
  expect(done[0]).toEqual(["log", { seconds: -100 }, expect.stringContaining("no longer ahead")]);
});

it("never runs twice at once, tells of a fault, and runs again after it", async () => {
  let fail = (_: Error): void => undefined;
  const flush = () => new Promise<void>((_, reject) => (fail = reject));
  const { done, start } = written([], { journal: { flush } as never });
  const run = await start();
  const first = run();
  await run();
  await new Promise(setImmediate);
  expect(done.map((one) => (one as string[])[0])).toEqual(["trust", "purge"]);
  fail(new TypeError("the disk is full of secrets"));
  await first;
  expect(done.at(-1)).toEqual(["log", { fault: "TypeError" }, "purge failed"]);
  done.length = 0;
  void run();
  await new Promise(setImmediate);
  expect(done).toHaveLength(2);
});

describe("several processes", () => {
  /** Two of them, which write down when they work. */
  async function two() {
    const at = world();
    const done: string[] = [];
    const also = (name: string) => async () => void done.push(name);
    const [a, b] = [await at.start("a", also("a")), await at.start("b", also("b"))];
    return { ...at, done, a, b };
  }

  it("purge once for all, and another one goes on when the first has died", async () => {
    const { a, b, pass, done, insert, left, session } = await two();
    await insert(session(1, T));
    for (let minute = 0; minute < 3; minute++) {
      pass(0);
      await Promise.all([a(), b()]);
    }
    expect(done).toEqual(["a", "a", "a"]);
    // The first one is killed. Its lease lasts for two more minutes after this one.
    for (let minute = 0; minute < 3; minute++) {
      expect(done).toHaveLength(3);
      pass(0);
      await b();
    }
    expect(done).toEqual(["a", "a", "a", "b"]);
    // It comes back, and waits its turn.
    for (let i = 0; i < 8; i++) {
      pass(0, 10);
      await b();
      await a();
    }
    expect(done.slice(4)).toEqual(Array(8).fill("b"));
    expect(await left()).toEqual([false, false]);
  });

  it("don't take each other's work because the clock jumps, ahead or back", async () => {
    const { a, b, pass, done } = await two();
    pass(0);
    await a();
    for (const error of [40 * DAY, -40 * DAY]) {
      pass(error);
      await a();
      await b();
    }
    expect(done).toEqual(["a", "a", "a"]);
  });

  it("go on at once after one that has stopped", async () => {
    const { a, b, storage, pass, done } = await two();
    pass(0);
    await a();
    await leaseOf(storage, "purge", "a", PURGE_LEASE).release();
    await b();
    expect(done).toEqual(["a", "b"]);
  });

  it("stop in the middle of their work when they have lost the lease", async () => {
    const storage = memoryStorage();
    const { done, pass, start } = written([2_000, 2_000, 2_000], {
      lease: leaseOf(storage, "purge", "a", PURGE_LEASE),
      also: async () => void done.push(["also"]),
    });
    const run = await start();
    pass(MINUTE);
    const running = run();
    // It is held up for so long that another process takes over.
    pass(2 * PURGE_LEASE);
    expect(await storage.leases.take("purge", "b", T + 2 * PURGE_LEASE, T + 3 * PURGE_LEASE)).toBe(true);
    await running;
    expect(done.map((one) => (one as string[])[0])).toEqual(["trust", "journal"]);
  });
});
