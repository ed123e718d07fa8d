import { beforeEach, describe, expect, it } from "vitest";
import { T } from "../../test/catalogue/samples.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import type { Deps } from "./deps.ts";
import { type Attempter, beginAttempt, familiarity, forgiveAttempt, isFamiliar } from "./throttle.ts";

let deps: Deps;
let now: number;
beforeEach(() => {
  deps = { storage: memoryStorage(), keys: { tag: (_: string, bytes: Uint8Array) => bytes } } as unknown as Deps;
  now = T;
});

const ada = (given: Partial<Attempter> = {}): Attempter => ({
  username: "ada",
  address: "192.0.2.1",
  familiar: false,
  ...given,
});
/** Seconds to wait, or 0 where the attempt is let through (and counted). */
async function wait(who: Attempter): Promise<number> {
  const attempt = await beginAttempt(deps, who, now);
  return "throttled" in attempt ? attempt.throttled : 0;
}
const fail = async (times: number, who: (n: number) => Attempter) => {
  for (let n = 0; n < times; n++) {
    const waits = await wait(who(n));
    if (waits > 0) throw new Error(`attempt ${n} had to wait ${waits} s`);
  }
};

describe("somebody who guesses a password", () => {
  it("waits after five failures, twice as long each time, up to a quarter of an hour", async () => {
    await fail(5, () => ada());
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      const seconds = await wait(ada());
      waits.push(seconds);
      now += seconds * 1000;
      expect(await wait(ada())).toBe(0);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900]);
  });

  it("is not let through by asking many times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => wait(ada())));
    expect(answers.filter((seconds) => seconds === 0).length).toBeLessThanOrEqual(5);
  });

  it("is forgotten after a quarter of an hour", async () => {
    await fail(5, () => ada());
    now += 15 * 60_000 + 1;
    await fail(5, () => ada());
  });

  it("is the same person in other letters", async () => {
    await fail(5, (n) => ada({ username: ["ada", "Ada", "ADA", "aDa", "ａda"][n] ?? "ada" }));
    expect(await wait(ada({ username: "adA" }))).toBe(5);
  });
});

describe("a network", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1", true],
    ["::ffff:192.0.2.1", "192.0.2.1", true],
    ["192.0.2.1", "192.0.2.2", false],
    ["2001:db8:1:100::1", "2001:db8:1:1ff:ffff::2", true],
    ["2001:db8:1:100::1", "2001:0db8:0001:0100:0:0:0:9", true],
    ["2001:db8:1:100::1", "2001:db8:1:200::1", false],
    ["::1", "::2", true],
    ["fe80::1%eth0", "fe80::2%eth0", true],
  ])("%s and %s are one: %j", async (one, other, same) => {
    await fail(5, () => ada({ address: one }));
    expect((await wait(ada({ address: other }))) > 0).toBe(same);
  });

  it("that tries one name after another waits after fifty", async () => {
    await fail(50, (n) => ada({ username: `person ${n}` }));
    expect(await wait(ada({ username: "one more" }))).toBe(5);
    expect(await wait(ada({ username: "one more", address: "192.0.2.9" }))).toBe(0);
  });
});

describe("strangers everywhere", () => {
  it("are slowed down after a hundred failures of one name, and the person's own browser is not", async () => {
    await fail(100, (n) => ada({ address: `192.0.${n}.1` }));
    expect(await wait(ada({ address: "198.51.100.1" }))).toBe(5);
    expect(await wait(ada({ address: "198.51.100.1", familiar: true }))).toBe(0);
    expect(await wait(ada({ username: "grace", address: "198.51.100.1" }))).toBe(0);
  });

  it("are all one where the host tells no address, and the person's own browser is another", async () => {
    await fail(100, () => ada({ address: undefined }));
    expect(await wait(ada({ address: undefined }))).toBe(5);
    expect(await wait(ada({ address: undefined, familiar: true }))).toBe(0);
  });
});

describe("a right password", () => {
  it("clears the count of the account, and takes back its own attempt from the network's", async () => {
    for (let round = 0; round < 60; round++) {
      const attempt = await beginAttempt(deps, ada(), now);
      if ("throttled" in attempt) throw new Error(`round ${round} had to wait`);
      await forgiveAttempt(deps, attempt);
    }
    await fail(4, () => ada());
    const right = await beginAttempt(deps, ada(), now);
    if (!("throttled" in right)) await forgiveAttempt(deps, right);
    await fail(5, () => ada());
  });
});

it("a browser is familiar to the person whose mark it keeps, in any letters of the name, and to nobody else", () => {
  const mark = familiarity(deps, "ada");
  expect([isFamiliar(deps, "ada", mark), isFamiliar(deps, "ADA", mark)]).toEqual([true, true]);
  for (const sent of [undefined, "", `${mark}A`, mark.slice(1)]) expect(isFamiliar(deps, "ada", sent)).toBe(false);
  expect(isFamiliar(deps, "grace", mark)).toBe(false);
});
