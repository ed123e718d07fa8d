import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../test/breadth.ts";
import {
  broughtForward,
  dueAlgs,
  type KeyDates,
  KNOWN_AFTER,
  nextChange,
  overKeys,
  published,
  type Takeover,
  takeoverOf,
  turnOf,
} from "./key-schedule.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];
const T = 1_800_000_000_000;
const KEPT = 25 * HOUR;

const key = (kid: string, signsFrom: number, alg = "ES256"): KeyDates => ({ kid, alg, signsFrom });
const [A, B, C] = [key("a", T), key("b", T + 10 * DAY), key("c", T + 20 * DAY)];
const R = key("r", T, "RS256");

/** Each key with its state, in the order of the JWKS. */
const shown = (keys: readonly KeyDates[], now: number) =>
  published(keys, KEPT, now).map(({ kid, state }) => `${kid} ${state}`);

describe("the JWKS", () => {
  it.each<[string, readonly KeyDates[], number, string[]]>([
    ["one key", [A], T, ["a signing"]],
    ["a key whose turn comes later", [A, B], T + DAY, ["a signing", "b next"]],
    ["a moment before its turn", [A, B], B.signsFrom - 1, ["a signing", "b next"]],
    ["its turn", [A, B], B.signsFrom, ["b signing", "a former"]],
    ["a moment before the former one goes", [A, B], B.signsFrom + KEPT - 1, ["b signing", "a former"]],
    ["when it has gone", [A, B], B.signsFrom + KEPT, ["b signing"]],
    ["two that wait", [A, B, C], T, ["a signing", "b next", "c next"]],
    [
      "two that have signed, the latest first",
      [A, B, key("c", B.signsFrom + HOUR)],
      B.signsFrom + HOUR,
      ["c signing", "b former", "a former"],
    ],
    ["several algorithms: those that sign come first", [A, R, B], T, ["a signing", "r signing", "b next"]],
    ["a clock that was set back before all of them", [B, C], T, ["b signing", "c next"]],
    ["a clock a year ahead", [A, B], T + 400 * DAY, ["b signing"]],
    ["dates in any order", [C, A, B], T, ["a signing", "b next", "c next"]],
    ["two of the same moment, always in the same order", [key("z", T), key("y", T)], T, ["z signing", "y former"]],
    ["none", [], T, []],
  ])("%s", (_, keys, now, expected) => expect(shown(keys, now)).toEqual(expected));

  it("says until when each signs and is published", () => {
    expect(published([A, B], KEPT, T)).toEqual([
      { ...A, state: "signing", signsUntil: B.signsFrom, publishedUntil: B.signsFrom + KEPT },
      { ...B, state: "next", signsUntil: undefined, publishedUntil: undefined },
    ]);
  });
});

describe("what is over", () => {
  it("is a former key whose last token is, and never one that signs or will", () => {
    expect(overKeys([A, B, C], KEPT, B.signsFrom + KEPT - 1)).toEqual([]);
    expect(overKeys([A, B, C], KEPT, B.signsFrom + KEPT)).toEqual(["a"]);
    expect(overKeys([A, B, C, R], KEPT, T + 400 * DAY)).toEqual(["a", "b"]);
  });
});

describe("a new key is due", () => {
  const schedule = { every: 90 * DAY, ahead: DAY, kept: KEPT };
  it.each<[string, readonly KeyDates[], number, string[]]>([
    ["as soon as none waits", [A], T, ["ES256"]],
    ["for each algorithm by itself", [A, key("r", T + 9 * DAY, "RS256")], T + DAY, ["ES256"]],
    ["not where one waits already", [A, key("b", T + 90 * DAY)], T + 89 * DAY, []],
    ["when the one that waited signs", [A, key("b", T + 90 * DAY)], T + 90 * DAY, ["ES256"]],
    ["after a long time without a server", [A], T + 900 * DAY, ["ES256"]],
  ])("%s", (_, keys, now, algs) => expect(dueAlgs(keys, schedule, now)).toEqual(algs));

  it("never if keys are replaced manually", () => {
    expect(dueAlgs([A], { ...schedule, every: undefined }, T + 900 * DAY)).toEqual([]);
  });
});

describe("a new key takes over", () => {
  const schedule = { every: 90 * DAY, ahead: DAY, kept: KEPT };
  it.each([
    ["when it is due", [A], T, T + 90 * DAY],
    ["after the one that waits", [A, B], T, B.signsFrom + 90 * DAY],
    ["never before it was published for long enough", [A], T + 400 * DAY, T + 401 * DAY],
  ])("%s", (_, keys, now, from) => expect(turnOf(keys, schedule, "ES256", now)).toBe(from));

  it("earlier, if the schedule is shortened, and never later", () => {
    const keys = published([A, key("b", T + 90 * DAY)], KEPT, T + 5 * DAY);
    const dates = (every: number | undefined) =>
      broughtForward(keys, { ...schedule, every }, T + 5 * DAY).map(({ signsFrom }) => signsFrom);
    expect(dates(90 * DAY)).toEqual([]);
    expect(dates(200 * DAY)).toEqual([]);
    expect(dates(30 * DAY)).toEqual([T + 30 * DAY]);
    expect(dates(2 * DAY)).toEqual([T + 6 * DAY]);
    expect(dates(undefined)).toEqual([]);
  });
});

describe("the revocation of a key", () => {
  const at = (keys: readonly KeyDates[], createdAt: number) =>
    published(keys, KEPT, T + DAY).map((one) => ({ ...one, createdAt }));
  it.each<[string, ReturnType<typeof at>, string, Takeover]>([
    ["that doesn't sign", at([A, B], T), "b", {}],
    ["that signs, with one that everyone knows", at([A, B], T), "a", { successor: { kid: "b" } }],
    [
      "that signs, with one that was just published",
      at([A, B], T + DAY),
      "a",
      { successor: { kid: "b" }, unknownUntil: T + DAY + KNOWN_AFTER },
    ],
    ["that signs, with none", at([A], T), "a", { successor: { kid: undefined }, unknownUntil: T + DAY + KNOWN_AFTER }],
    ["that isn't there", at([A, B], T), "x", {}],
  ])("%s", (_, keys, kid, expected) => expect(takeoverOf(keys, kid, T + DAY)).toEqual(expected));
});

it("for any keys and any time: one signs for each algorithm, and what has signed stays published until it is over", () => {
  const dates = fc.array(fc.record({ kid: fc.uuid(), alg: fc.constantFrom("ES256", "RS256"), signsFrom: fc.nat(50) }));
  fc.assert(
    fc.property(dates, fc.nat(100), fc.nat(30), (keys, now, kept) => {
      const found = published(keys, kept, now);
      for (const alg of new Set(keys.map((one) => one.alg)))
        expect(found.filter((one) => one.alg === alg && one.state === "signing")).toHaveLength(1);
      const gone = overKeys(keys, kept, now);
      expect([...gone, ...found.map(({ kid }) => kid)].sort()).toEqual(keys.map(({ kid }) => kid).sort());
      // Between now and the next change nothing changes.
      const until = nextChange(keys, kept, now);
      const later = Number.isFinite(until) ? until - 1 : now + 1_000;
      expect(published(keys, kept, later)).toEqual(found);
      // Whatever signed at some time before is published for as long as it was to be kept.
      for (let past = Math.max(0, now - kept + 1); past <= now; past++) {
        const signed = published(keys, kept, past).filter(({ state }) => state === "signing");
        expect(found.map(({ kid }) => kid)).toEqual(expect.arrayContaining(signed.map(({ kid }) => kid)));
      }
    }),
    { numRuns: cases(300) },
  );
});
