import { describe, expect, it } from "vitest";
import { HOLD, nextTrusted, type TrustedTime } from "./trusted-time.ts";

const T = Date.UTC(2026, 5, 15);
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const YEAR = 365 * DAY;

/** Reads the clock every minute; `error` is how wrong it is then. Returns what was trusted each time, less the right time, and what was said. */
function readings(errors: readonly number[], steady: (i: number) => number = () => MINUTE) {
  let trusted: TrustedTime = { at: T, doubted: 0 };
  const said: string[] = [];
  const off = errors.map((error, i) => {
    const right = T + (i + 1) * MINUTE;
    const next = nextTrusted(trusted, right + error, steady(i));
    trusted = next.trusted;
    if (next.says !== undefined) said.push(next.says);
    return trusted.at - right;
  });
  return { off, said };
}

describe("the time by which things are deleted", () => {
  it("is that of the clock, as long as it goes as clocks do", () => {
    expect(readings([0, 5, -5, 0])).toEqual({ off: [0, 5, -5, 0], said: [] });
  });

  it.each([
    ["a year", YEAR],
    ["a day", DAY],
    ["two hours", 2 * HOUR],
  ])("does not leap ahead by %s, and is logged", (_, leap) => {
    const { off, said } = readings([0, leap, leap, 0, 0]);
    expect(off).toEqual([0, 0, 0, 0, 0]);
    expect(said).toEqual([expect.stringContaining("jumped ahead: nothing is deleted"), "the clock is no longer ahead"]);
  });

  it("doesn't either if the other clock jumps too", () => {
    const { off } = readings([YEAR, YEAR, YEAR], (i) => (i === 0 ? YEAR : MINUTE));
    for (const each of off) expect(each).toBeLessThan(HOUR);
  });

  it("follows a clock that was set back, at once", () => {
    expect(readings([-HOUR, -HOUR, 0])).toEqual({
      off: [-HOUR, -HOUR, 0],
      said: ["the clock was set back", "the clock jumped ahead"],
    });
    expect(readings([-YEAR]).off).toEqual([-YEAR]);
  });

  it("believes a leap that has lasted for a day", () => {
    const minutes = HOLD / MINUTE;
    const { off, said } = readings(Array.from({ length: minutes + 10 }, () => YEAR));
    expect(off.slice(0, minutes - 1).every((each) => each === 0)).toBe(true);
    expect(off.at(-1)).toBe(YEAR);
    expect(said.at(-1)).toBe("the clock stayed ahead for a day and is trusted now");
  });

  it("doubts each leap again", () => {
    const half = Array.from({ length: HOLD / MINUTE / 2 + 10 }, () => YEAR);
    const { off } = readings([...half, 0, ...half]);
    expect(off.every((each) => each === 0)).toBe(true);
  });

  const SAYS = {
    leap: "the clock jumped ahead: nothing is deleted based on it until it has stayed ahead for a day",
    start:
      "no server ran for a long time, or the clock jumped ahead: nothing is deleted based on it until it has stayed ahead for a day",
    believed: "the clock stayed ahead for a day and is trusted now",
    ahead: "the clock jumped ahead",
    back: "the clock was set back",
    right: "the clock is no longer ahead",
  };
  it.each<[wall: number, elapsed: number | undefined, doubted: number, trusted: TrustedTime, says: string | undefined]>(
    [
      // An hour may be gained, and no millisecond more.
      [3_600_000, 0, 0, { at: T + 3_600_000, doubted: 0 }, SAYS.ahead],
      [3_600_001, 0, 0, { at: T, doubted: 1 }, SAYS.leap],
      [YEAR, undefined, 0, { at: T, doubted: 1 }, SAYS.start],
      [YEAR, -5, 0, { at: T, doubted: 1 }, SAYS.leap],
      // A doubt is logged once.
      [YEAR, 1_000, 1, { at: T + 1_000, doubted: 1_001 }, undefined],
      [YEAR, undefined, 7, { at: T, doubted: 7 }, undefined],
      // Ten minutes at a time, whatever the other clock says, and for a day.
      [YEAR, 600_000, 1, { at: T + 600_000, doubted: 600_001 }, undefined],
      [YEAR, 600_001, 1, { at: T + 600_000, doubted: 600_001 }, undefined],
      [YEAR, 1_000.9, 1, { at: T + 1_000, doubted: 1_001 }, undefined],
      [YEAR, 1_000, 86_398_999, { at: T + 1_000, doubted: 86_399_999 }, undefined],
      [YEAR, 1_000, 86_399_000, { at: T + YEAR, doubted: 0 }, SAYS.believed],
      [5, 0, 1, { at: T + 5, doubted: 0 }, SAYS.right],
      // Ten seconds are not worth a word.
      [10_000, 0, 0, { at: T + 10_000, doubted: 0 }, undefined],
      [10_001, 0, 0, { at: T + 10_001, doubted: 0 }, SAYS.ahead],
      [10_001, undefined, 0, { at: T + 10_001, doubted: 0 }, undefined],
      [-10_000, 0, 0, { at: T - 10_000, doubted: 0 }, undefined],
      [-10_001, 0, 0, { at: T - 10_001, doubted: 0 }, SAYS.back],
      [-10_001, undefined, 0, { at: T - 10_001, doubted: 0 }, SAYS.back],
    ],
  )("by a clock that is ahead by %d after %s, doubted for %d, is %j", (ahead, elapsed, doubted, trusted, says) => {
    const next = nextTrusted({ at: T, doubted }, T + ahead, elapsed);
    expect(next).toStrictEqual(says === undefined ? { trusted } : { trusted, says });
  });
});
