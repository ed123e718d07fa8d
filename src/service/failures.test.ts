import { describe, expect, it } from "vitest";
import { CELLS, countsOn } from "../../test/catalogue/counts.ts";
import { T } from "../../test/catalogue/samples.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import type { Counters } from "../ports/counters.ts";
import { StorageUnavailable } from "../ports/storage.ts";
import { type Failures, failures } from "./failures.ts";

const SECOND = 1_000;
const HERE = "192.0.2.1";

/** A wrong secret. */
const fail = (counts: Failures, clientId: string | undefined, address = HERE, now = T) =>
  counts.attempt(clientId, address, true, now);
/** A right one that could have been guessed. */
const wait = (counts: Failures, clientId: string | undefined, address = HERE, now = T) =>
  counts.attempt(clientId, address, false, now);

/** Counts with so many failures of a client in them. */
async function guessed(times: number, clientId = "victim", address = HERE): Promise<Failures> {
  const counts = countsOn().clientFailures;
  for (let n = 0; n < times; n++) await fail(counts, clientId, address);
  return counts;
}

describe("failures of a client", () => {
  it("are bounded for each network, and drain", async () => {
    const counts = await guessed(30);
    expect(await wait(counts, "victim")).toBe(20);
    expect(await fail(counts, "victim")).toBe(20);
    expect(await wait(counts, "victim", "198.51.100.1")).toBeUndefined();
    expect(await wait(counts, "another")).toBeUndefined();
    expect(await wait(counts, undefined)).toBeUndefined();
    expect(await wait(counts, "xictim")).toBeUndefined();
    expect(await wait(counts, "victim", HERE, T + 20 * SECOND - 1)).toBe(1);
    expect(await wait(counts, "victim", HERE, T + 20 * SECOND)).toBeUndefined();
  });

  it("don't count for another id on the same network, even if it shares one of two cells", async () => {
    const counts = await guessed(30);
    const cellsOf = (id: string) => CELLS("client", `${HERE} ${id}`);
    for (const row of [0, 1]) {
      const [here, other] = [row, 1 - row];
      const ids = Array.from({ length: 200_000 }, (_, n) => `id ${n}`);
      const id = ids.find((each) => cellsOf(each)[here] === cellsOf("victim")[here]) ?? expect.fail();
      expect(cellsOf(id)[other]).not.toBe(cellsOf("victim")[other]);
      expect(await wait(counts, id)).toBeUndefined();
    }
  });

  it("that are rare never add up", async () => {
    const counts = await guessed(0);
    for (let n = 0; n < 1_000; n++) expect(await fail(counts, "victim", HERE, T + n * 20 * SECOND)).toBeUndefined();
  });

  it("are not washed out by made-up ids, from here or from many networks", async () => {
    const counts = await guessed(30);
    for (let n = 0; n < 500; n++) await fail(counts, `made up ${n}`);
    for (let n = 0; n < 3_000; n++) await fail(counts, `made up ${n}`, `2001:db8:${n.toString(16)}::1`);
    expect(await wait(counts, "victim")).toBeGreaterThanOrEqual(20);
  });

  it("are not mixed up with those of others by a flood", async () => {
    const counts = await guessed(0);
    for (let n = 0; n < 15_000; n++) await fail(counts, `made up ${n}`, `2001:db8:${(n % 1_500).toString(16)}::1`);
    const waits = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => wait(counts, `client ${n}`, `2001:db9:${n.toString(16)}::1`)),
    );
    expect(waits.filter((each) => each !== undefined)).toEqual([]);
  });
});

describe("failures of a network", () => {
  it("with one id after another wait after six hundred, existing ids and others alike", async () => {
    const counts = countsOn().clientFailures;
    let tried = 0;
    while (tried < 5_000 && (await fail(counts, `id ${tried}`)) === undefined) tried++;
    expect(tried).toBe(600);
    expect(await wait(counts, "any")).toBe(1);
    expect(await wait(counts, "any", "192.0.2.2")).toBeUndefined();
  });

  it("of a /48 that changes its prefix each time wait as well", async () => {
    const counts = countsOn().clientFailures;
    const address = (n: number) => `2001:db8:1:${((n % 256) * 256).toString(16)}::1`;
    let tried = 0;
    while (tried < 5_000 && (await fail(counts, `id ${tried}`, address(tried))) === undefined) tried += 1;
    expect(tried).toBe(2_400);
    expect(await wait(counts, "any", address(0))).toBe(1);
    expect(await wait(counts, "any", address(0), T + 249)).toBe(1);
    expect(await wait(counts, "any", address(0), T + 250)).toBeUndefined();
  });
});

it("a clock that is set back locks no client out", async () => {
  const counts = await guessed(30);
  expect(await wait(counts, "victim", HERE, T - 86_400 * SECOND)).toBeUndefined();
  expect(await fail(counts, "victim", HERE, T - 86_400 * SECOND)).toBeUndefined();
  expect(await wait(counts, "victim", HERE, T - 86_400 * SECOND)).toBeUndefined();
});

describe("several processes", () => {
  const several = (count: number) => {
    const storage = memoryStorage();
    return Array.from({ length: count }, () => countsOn(storage).clientFailures);
  };

  it.each([1, 2, 4])("%d compare thirty wrong secrets together, one after another or at once", async (count) => {
    const [turns, burst] = [several(count), several(count)];
    let compared = 0;
    for (let n = 0; n < 200; n++) for (const each of turns) if ((await fail(each, "victim")) === undefined) compared++;
    expect(compared).toBe(30);
    const waits = await Promise.all(
      Array.from({ length: 200 }, () => burst.map((each) => fail(each, "victim"))).flat(),
    );
    expect(waits.filter((each) => each === undefined)).toHaveLength(30);
  });

  it("let a right secret that can be guessed through once each, before they hear of the others' failures", async () => {
    const [first, ...others] = several(4);
    for (let n = 0; n < 30; n++) await fail(first as Failures, "victim");
    expect(await wait(first as Failures, "victim")).toBe(20);
    for (const each of others) {
      expect(await wait(each, "victim")).toBeUndefined();
      // Its own first wrong one tells it, and from then on every right one waits too.
      expect(await fail(each, "victim")).toBe(20);
      expect(await wait(each, "victim")).toBe(20);
    }
  });

  it("that have seen one failure ask what the others have counted since", async () => {
    const [one, two] = several(2) as [Failures, Failures];
    await fail(two, "victim");
    for (let n = 0; n < 29; n++) await fail(one, "victim");
    expect(await wait(two, "victim")).toBe(20);
  });
});

describe("the storage", () => {
  function watched(): { readonly counts: Failures; readonly asked: string[] } {
    const { counters } = memoryStorage();
    const asked: string[] = [];
    const watch = Object.fromEntries(
      Object.entries(counters).map(([name, run]) => [
        name,
        (...given: never[]) => {
          asked.push(name);
          return (run as (...given: never[]) => unknown)(...given);
        },
      ]),
    ) as unknown as Counters;
    const { counts } = countsOn({ counters });
    return { counts: failures(counts, watch), asked };
  }

  it("isn't asked for a right secret, and once for a wrong one", async () => {
    const { counts, asked } = watched();
    expect(wait(counts, "victim")).toBeUndefined();
    expect(asked).toEqual([]);
    await fail(counts, "victim");
    expect(asked).toEqual(["addBelow"]);
    // The network has failed lately.
    await wait(counts, "another");
    expect(asked).toEqual(["addBelow", "find"]);
    expect(wait(counts, "another", "198.51.100.1")).toBeUndefined();
    expect(wait(counts, "victim", HERE, T + 20 * SECOND)).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it("isn't asked for those who must wait", async () => {
    const { counts, asked } = watched();
    for (let n = 0; n < 1_000; n++) await fail(counts, "victim");
    expect(asked).toHaveLength(30);
  });

  it("has a limited number of cells, whatever is made up", () => {
    const cells = new Set(Array.from({ length: 70_000 }, (_, n) => CELLS("client", `made up ${n}`)).flat());
    expect(cells.size).toBeLessThanOrEqual(2 * 2 ** 14);
  });

  it("may be unavailable: a process then counts by itself", async () => {
    const storage = memoryStorage();
    const busy = () => Promise.reject(new StorageUnavailable("busy", "busy"));
    const counters = { ...storage.counters, addBelow: busy, find: busy };
    const counts = failures(countsOn(storage).counts, counters);
    for (let n = 0; n < 30; n++) expect(await fail(counts, "victim")).toBeUndefined();
    expect(await fail(counts, "victim")).toBe(20);
    expect(await wait(counts, "another")).toBeUndefined();
  });
});
