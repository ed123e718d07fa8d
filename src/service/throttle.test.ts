import { beforeEach, describe, expect, it } from "vitest";
import { T } from "../../test/catalogue/samples.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import { attempter, countFailure, forgiveFailures, pauseOf } from "./throttle.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let deps: { storage: ReturnType<typeof memoryStorage> };
let now: number;
beforeEach(() => {
  deps = { storage: memoryStorage() };
  now = T;
});

interface Given {
  readonly username?: string;
  readonly address?: string | undefined;
  readonly mark?: string;
}

const who = (given: Given = {}) =>
  attempter(given.username ?? "ada", "address" in given ? given.address : "192.0.2.1", given.mark);
/** Seconds to wait, or 0 where the attempt may be made. */
const wait = (given?: Given) => pauseOf(deps, who(given), now);
const fail = async (times: number, given: (n: number) => Given = () => ({})) => {
  for (let n = 0; n < times; n++) {
    const waits = await wait(given(n));
    if (waits > 0) throw new Error(`attempt ${n} had to wait ${waits} s`);
    await countFailure(deps, who(given(n)), now);
  }
};

describe("an attacker who guesses a password", () => {
  it("waits after five failures, twice as long each time, up to a quarter of an hour", async () => {
    await fail(5);
    const waits: number[] = [];
    for (let n = 0; n < 12; n++) {
      const seconds = await wait();
      waits.push(seconds);
      now += seconds * 1000;
      await fail(1);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 640, 640, 900, 900]);
  });

  it("is the same user in other letters", async () => {
    const spellings = ["ada", "Ada", "ADA", "aDa", "ａda"];
    await fail(5, (n) => ({ username: spellings[n] ?? "ada" }));
    expect(await wait({ username: "adA" })).toBe(5);
  });

  it("doesn't include a user who mistypes now and then, however often", async () => {
    for (let n = 0; n < 500; n++) {
      await fail(1);
      now += 15 * MINUTE;
    }
    await fail(4);
    expect(await wait()).toBe(0);
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
    await fail(5, () => ({ address: one }));
    expect((await wait({ address: other })) > 0).toBe(same);
  });

  const others = (n: number): Given => ({ username: `user ${n}` });

  it("is not held back by 56 typos of 56 users in 13 hours, nor by as many in a minute", async () => {
    for (let n = 0; n < 56; n++) {
      await fail(1, () => others(n));
      now += 14 * MINUTE;
    }
    await fail(56, others);
    expect(await wait()).toBe(0);
  });

  it("that tries one name after another waits after a hundred, for a minute at a time", async () => {
    await fail(100, others);
    expect(await wait(others(100))).toBe(60);
    expect(await wait({ ...others(100), address: "192.0.2.9" })).toBe(0);
    now += MINUTE;
    await fail(1, () => others(100));
    expect(await wait(others(101))).toBe(60);
  });

  it("that tries without a pause for a day has tried one password a minute", async () => {
    let tried = 0;
    for (const end = now + 24 * HOUR; now < end && tried < 5_000; ) {
      now += 1000 * (await wait(others(tried)));
      await fail(1, () => others(tried));
      tried += 1;
    }
    expect(tried).toBeLessThan(100 + 24 * 60 + 2);
  });

  it("doesn't get a new count by signing in with another account", async () => {
    for (let n = 0; n < 100; n++) {
      await fail(1, () => others(n));
      await forgiveFailures(deps, who({ username: "eve" }), now);
    }
    expect(await wait(others(100))).toBe(60);
  });
});

describe("whoever has a whole neighborhood of networks", () => {
  it.each([
    ["a /48 of IPv6", (n: number) => `2001:db8:1:${((n % 256) * 256).toString(16)}::1`, "2001:db8:2::1"],
    ["a /24 of IPv4", (n: number) => `198.51.100.${n % 256}`, "198.51.101.1"],
  ])("waits after four hundred failures: %s", async (_, address, elsewhere) => {
    const guess = (n: number): Given => ({ username: `user ${n}`, address: address(n) });
    await fail(400, guess);
    expect(await wait(guess(401))).toBe(15);
    expect(await wait({ address: elsewhere })).toBe(0);
  });
});

describe("strangers everywhere", () => {
  it("are slowed down after a hundred failures with one name, but nobody else is", async () => {
    await fail(100, (n) => ({ address: `192.0.${n}.1` }));
    expect(await wait({ address: "198.51.100.1" })).toBe(300);
    expect(await wait({ address: "198.51.100.1", mark: "home" })).toBe(0);
    expect(await wait({ username: "grace", address: "198.51.100.1" })).toBe(0);
    now += 5 * MINUTE;
    expect(await wait({ address: "198.51.100.1" })).toBe(0);
  });

  it("share one count if the host gives no IP address, except for familiar browsers", async () => {
    await fail(100, () => ({ address: undefined }));
    expect(await wait({ address: undefined })).toBe(300);
    expect(await wait({ address: undefined, mark: "home" })).toBe(0);
    expect(await wait({ address: undefined, username: "grace" })).toBe(0);
  });
});

describe("a familiar browser", () => {
  const home: Given = { mark: "home" };

  it("does not wait for what strangers do: with its user's name, on its network, next door, anywhere", async () => {
    await fail(5);
    await fail(95, (n) => ({ username: `user ${n}` }));
    await fail(299, (n) => ({ username: `user ${n}`, address: `192.0.2.${2 + (n % 250)}` }));
    await fail(95, (n) => ({ address: `192.${n}.3.1` }));
    await fail(1, () => ({ address: "192.0.2.200", username: "somebody" }));
    expect(await wait({ address: "192.0.2.200", username: "somebody" })).toBe(15);
    expect(await wait()).toBeGreaterThan(0);
    expect(await wait(home)).toBe(0);
  });

  it("waits after ten failures of its own, on whatever network it is, and no other browser does", async () => {
    await fail(10, (n) => ({ ...home, address: `192.0.${n}.1` }));
    expect(await wait(home)).toBe(5);
    expect(await wait({ mark: "phone" })).toBe(0);
    expect(await wait()).toBe(0);
  });

  it("never waits if its user mistypes now and then", async () => {
    for (let n = 0; n < 500; n++) {
      await fail(1, () => home);
      now += 15 * MINUTE;
    }
    await fail(9, () => home);
    expect(await wait(home)).toBe(0);
  });

  it("is slowed down with all others if somebody has collected marks", async () => {
    await fail(100, (n) => ({ mark: `collected ${n}` }));
    expect(await wait({ mark: "one more" })).toBe(300);
    expect(await wait()).toBe(0);
  });
});

describe("a right password", () => {
  it.each<[string, Given, number]>([
    ["on a network", {}, 5],
    ["in a familiar browser", { mark: "home" }, 10],
  ])("clears the count of its own: %s", async (_, given, most) => {
    await fail(most - 1, () => given);
    await forgiveFailures(deps, who(given), now);
    await fail(most, () => given);
    expect(await wait(given)).toBe(5);
  });

  it("doesn't clear the count that strangers share if the host gives no IP address", async () => {
    await fail(100, () => ({ address: undefined }));
    await forgiveFailures(deps, who({ address: undefined }), now);
    expect(await wait({ address: undefined })).toBe(300);
  });
});

it("the waiting room knows who tries: own key, network, and whether the browser is familiar", () => {
  const parties = [who(), who({ mark: "home" }), who({ address: undefined })];
  expect(parties.map(({ network, familiar }) => [network, familiar])).toEqual([
    ["192.0.2.1", false],
    ["192.0.2.1", true],
    ["nowhere", false],
  ]);
  expect(new Set(parties.map(({ key }) => key)).size).toBe(3);
  // What isn't an IP address has a network to be counted by, and no neighborhood.
  expect([who(), who({ address: "unknown" })].map(({ counts }) => counts.length)).toEqual([4, 3]);
});

it("nobody has to wait when the clock is set back by a day, or ahead by a year for a minute", async () => {
  await fail(5);
  now -= 24 * HOUR;
  expect(await wait()).toBe(0);
  await fail(5);
  expect(await wait()).toBe(5);
  now += 366 * 24 * HOUR;
  await fail(5);
  now -= 366 * 24 * HOUR;
  expect(await wait()).toBe(0);
});
