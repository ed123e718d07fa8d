import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DrainingCount, failuresIn, type Limit, oneMore, waitFor } from "./draining-count.ts";

const T = Date.UTC(2026, 5, 15, 12);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEADY: Limit = { most: 3, drain: MINUTE, pauses: false };
const PAUSING: Limit = { most: 3, drain: 10 * MINUTE, pauses: true };

/** The count after failures at these times. */
const countOf = (drain: number, ...times: readonly number[]): DrainingCount | undefined =>
  times.reduce<DrainingCount | undefined>((count, at) => oneMore(count, drain, at), undefined);

describe("a count", () => {
  it.each<[failures: readonly number[], now: number, holds: number]>([
    [[], T, 0],
    [[T], T, 1],
    [[T, T, T], T, 3],
    [[T, T, T], T + 1, 3],
    [[T, T, T], T + MINUTE, 2],
    [[T, T, T], T + 3 * MINUTE, 0],
    [[T, T + MINUTE, T + 2 * MINUTE], T + 2 * MINUTE, 1],
    [[T, T + 10 * MINUTE], T + 10 * MINUTE, 1],
  ])("of %j holds at %d: %d", (failures, now, holds) =>
    expect(failuresIn(countOf(MINUTE, ...failures), MINUTE, now)).toBe(holds),
  );

  it("never grows while failures are no faster than it drains, however long that lasts", () => {
    let count: DrainingCount | undefined;
    for (let n = 0; n < 10_000; n++) {
      const now = T + n * MINUTE;
      count = oneMore(count, MINUTE, now);
      expect(failuresIn(count, MINUTE, now)).toBe(1);
    }
  });
});

describe("an attempt waits", () => {
  it.each<[limit: Limit, failures: readonly number[], now: number, wait: number]>([
    [STEADY, [], T, 0],
    [STEADY, [T, T], T, 0],
    [STEADY, [T, T, T], T, MINUTE],
    [STEADY, [T, T, T], T + 20 * SECOND, 40 * SECOND],
    [STEADY, [T, T, T], T + MINUTE, 0],
    // Attempts that were under way together may exceed the limit.
    [STEADY, [T, T, T, T], T, 2 * MINUTE],
    [PAUSING, [T, T], T, 0],
    [PAUSING, [T, T, T], T, 5 * SECOND],
    [PAUSING, [T, T, T], T + 2 * SECOND, 3 * SECOND],
    [PAUSING, [T, T, T], T + 5 * SECOND, 0],
    [PAUSING, [T, T, T, T], T, 10 * SECOND],
    [PAUSING, [T, T, T, T, T], T, 20 * SECOND],
    [PAUSING, Array(30).fill(T), T, 15 * MINUTE],
  ])("%j after %j at %d: %d ms", (limit, failures, now, wait) =>
    expect(waitFor(countOf(limit.drain, ...failures), limit, now)).toBe(wait),
  );

  it("and may be made when the wait is over, and no earlier", () => {
    const limits = fc.record({ most: fc.integer({ min: 1, max: 9 }), drain: fc.integer({ min: 1, max: HOUR }) });
    const steps = fc.array(fc.nat(HOUR), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(limits, fc.boolean(), steps, ({ most, drain }, pauses, gaps) => {
        const limit = { most, drain, pauses };
        let now = T;
        let count: DrainingCount | undefined;
        for (const gap of gaps) {
          now += gap;
          count = oneMore(count, drain, now);
        }
        const wait = waitFor(count, limit, now);
        expect(waitFor(count, limit, now + wait)).toBe(0);
        if (wait > 0 && !pauses) expect(waitFor(count, limit, now + wait - 1)).toBeGreaterThan(0);
        if (pauses) expect(wait).toBeLessThanOrEqual(15 * MINUTE);
      }),
    );
  });

  it("limits constant guessing to about a hundred attempts a day", () => {
    let now = T;
    let count: DrainingCount | undefined;
    let tried = 0;
    while (now < T + DAY && tried < 1_000) {
      const wait = waitFor(count, { most: 5, drain: 15 * MINUTE, pauses: true }, now);
      now += wait;
      if (wait > 0) continue;
      count = oneMore(count, 15 * MINUTE, now);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(90);
    expect(tried).toBeLessThan(170);
  });
});

describe("a clock that is set back", () => {
  const full = countOf(10 * MINUTE, ...Array(12).fill(T));

  it.each([MINUTE + 1, HOUR, DAY, 366 * DAY])(
    "by %d ms locks nobody out: what was dated ahead is forgotten",
    (step) => {
      expect(waitFor(full, PAUSING, T - step)).toBe(0);
      expect(failuresIn(oneMore(full, 10 * MINUTE, T - step), 10 * MINUTE, T - step)).toBe(1);
    },
  );

  it("by less than a minute makes nobody wait longer than the pause and the step", () => {
    const wait = waitFor(full, PAUSING, T - MINUTE);
    expect(wait).toBe(15 * MINUTE);
    expect(waitFor(full, PAUSING, T + 15 * MINUTE)).toBe(0);
    const steady = countOf(MINUTE, T, T, T);
    expect(waitFor(steady, STEADY, T - 30 * SECOND)).toBe(MINUTE);
  });

  it("by a minute and no more keeps what was counted", () => {
    const once = countOf(10 * MINUTE, T);
    expect(failuresIn(once, 10 * MINUTE, T - MINUTE)).toBe(1);
    expect(failuresIn(oneMore(once, 10 * MINUTE, T - MINUTE), 10 * MINUTE, T)).toBe(2);
    expect(failuresIn(once, 10 * MINUTE, T - MINUTE - 1)).toBe(0);
  });

  it("leaves the count right once it has gone on", () => {
    const again = oneMore(oneMore(full, MINUTE, T - HOUR), MINUTE, T - HOUR);
    expect(failuresIn(again, MINUTE, T - HOUR)).toBe(2);
    expect(failuresIn(again, MINUTE, T - HOUR + 2 * MINUTE)).toBe(0);
  });
});

it("a clock that leaps ahead empties the count, and coming back does not fill it again", () => {
  const full = countOf(MINUTE, T, T, T);
  expect(failuresIn(full, MINUTE, T + 366 * DAY)).toBe(0);
  const ahead = oneMore(full, MINUTE, T + 366 * DAY);
  expect(failuresIn(ahead, MINUTE, T)).toBe(0);
});
