import { describe, expect, it } from "vitest";
import { T } from "../../test/catalogue/samples.ts";
import { systemRandom } from "../adapters/clock/system.ts";
import { failures } from "./failures.ts";

const SECOND = 1_000;
const HERE = "192.0.2.1";

/** Counts with so many failures of a client in them. */
function guessed(times: number, clientId = "victim", address = HERE) {
  const counts = failures(systemRandom());
  for (let n = 0; n < times; n++) counts.add(clientId, address, T);
  return counts;
}

describe("failures of a client", () => {
  it("are bounded for each network, and drain", () => {
    const counts = guessed(30);
    expect(counts.wait("victim", HERE, T)).toBe(20);
    expect(counts.wait("victim", "198.51.100.1", T)).toBeUndefined();
    expect(counts.wait("another", HERE, T)).toBeUndefined();
    expect(counts.wait(undefined, HERE, T)).toBeUndefined();
    expect(counts.wait("xictim", HERE, T)).toBeUndefined();
    expect(counts.wait("victim", HERE, T + 20 * SECOND - 1)).toBe(1);
    expect(counts.wait("victim", HERE, T + 20 * SECOND)).toBeUndefined();
  });

  it("don't count for another id on the same network", () => {
    const counts = failures((length) => new Uint8Array(length).fill(21));
    for (let n = 0; n < 30; n++) counts.add("victim", HERE, T);
    const waits = Array.from({ length: 6_000 }, (_, n) => counts.wait(`id ${n}`, HERE, T));
    expect(waits.filter((wait) => wait !== undefined)).toEqual([]);
  });

  it("that are rare never add up", () => {
    const counts = guessed(0);
    for (let n = 0; n < 1_000; n++) counts.add("victim", HERE, T + n * 20 * SECOND);
    expect(counts.wait("victim", HERE, T + 1_000 * 20 * SECOND)).toBeUndefined();
  });

  it("are not washed out by ten thousand made-up ids, from here or from many networks", () => {
    const counts = guessed(30);
    for (let n = 0; n < 10_000; n++) counts.add(`made up ${n}`, HERE, T);
    for (let n = 0; n < 10_000; n++) counts.add(`made up ${n}`, `2001:db8:${n.toString(16)}::1`, T);
    expect(counts.wait("victim", HERE, T)).toBeGreaterThanOrEqual(20);
  });

  it("are not mixed up with those of others by a flood", () => {
    const counts = guessed(0);
    for (let n = 0; n < 50_000; n++) counts.add(`made up ${n}`, `2001:db8:${(n % 5_000).toString(16)}::1`, T);
    const mixed = Array.from({ length: 1_000 }, (_, n) =>
      counts.wait(`client ${n}`, `2001:db9:${n.toString(16)}::1`, T),
    );
    expect(mixed.filter((wait) => wait !== undefined)).toEqual([]);
  });
});

describe("failures of a network", () => {
  it("with one id after another wait after six hundred, existing ids and others alike", () => {
    const counts = failures(systemRandom());
    let tried = 0;
    while (tried < 5_000 && counts.wait(`id ${tried}`, HERE, T) === undefined) counts.add(`id ${tried++}`, HERE, T);
    expect(tried).toBe(600);
    expect(counts.wait("any", HERE, T)).toBe(1);
    expect(counts.wait("any", "192.0.2.2", T)).toBeUndefined();
  });

  it("of a /48 that changes its prefix each time wait as well", () => {
    const counts = failures(systemRandom());
    const address = (n: number) => `2001:db8:1:${((n % 256) * 256).toString(16)}::1`;
    let tried = 0;
    while (tried < 5_000 && counts.wait(`id ${tried}`, address(tried), T) === undefined) {
      counts.add(`id ${tried}`, address(tried), T);
      tried += 1;
    }
    expect(tried).toBe(2_400);
    expect(counts.wait("any", address(0), T)).toBe(1);
    expect(counts.wait("any", address(0), T + 249)).toBe(1);
    expect(counts.wait("any", address(0), T + 250)).toBeUndefined();
  });
});

it("a clock that is set back locks no client out", () => {
  const counts = guessed(30);
  expect(counts.wait("victim", HERE, T - 86_400 * SECOND)).toBeUndefined();
  counts.add("victim", HERE, T - 86_400 * SECOND);
  expect(counts.wait("victim", HERE, T - 86_400 * SECOND)).toBeUndefined();
});
