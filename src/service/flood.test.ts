import { describe, expect, it } from "vitest";
import { flood } from "./flood.ts";

const MINUTE = 60_000;
const limits = { perMinute: 3, charactersPerMinute: 100, share: 1 };

/** Keeps what is to be kept, as the journal does; answers the references under which each was kept or counted. */
function utter(bounds: ReturnType<typeof flood>, key: string, times: number, now: number): string[] {
  return Array.from({ length: times }, (_, i) => {
    const counted = bounds.counted(key, now);
    if (counted !== undefined) return `counted under ${counted}`;
    const ref = `${key}${now}#${i}`;
    bounds.kept(key, ref, now);
    return ref;
  });
}

describe("a flood of one kind", () => {
  it("is kept up to the bound and then counted under the last that was kept", () => {
    const bounds = flood(limits);
    expect(utter(bounds, "a", 5, 0)).toEqual(["a0#0", "a0#1", "a0#2", "counted under a0#2", "counted under a0#2"]);
    expect(bounds.counts()).toEqual([{ ref: "a0#2", more: 2 }]);
    expect(bounds.counts()).toEqual([]);
    utter(bounds, "a", 1, 1);
    expect(bounds.counts()).toEqual([{ ref: "a0#2", more: 1 }]);
  });

  it("is kept again a minute later, and what was counted before is not lost", () => {
    const bounds = flood(limits);
    utter(bounds, "a", 4, 0);
    expect(utter(bounds, "a", 1, MINUTE - 1)).toEqual(["counted under a0#2"]);
    expect(utter(bounds, "a", 1, MINUTE)).toEqual([`a${MINUTE}#0`]);
    expect(bounds.counts()).toEqual([{ ref: "a0#2", more: 2 }]);
  });

  it("says nothing about another kind or party", () => {
    const bounds = flood(limits);
    utter(bounds, "a", 10, 0);
    expect(utter(bounds, "b", 1, 0)).toEqual(["b0#0"]);
  });
});

describe("a flood of many kinds", () => {
  it("is bounded by the length of all records together", () => {
    const bounds = flood(limits);
    expect([bounds.admits("a", 60, 0), bounds.admits("b", 30, 1), bounds.admits("c", 20, 2)]).toEqual([
      true,
      true,
      false,
    ]);
    expect([bounds.isFull("d", 3), bounds.isFull("d", MINUTE)]).toEqual([true, false]);
    expect(bounds.admits("c", 100, MINUTE)).toBe(true);
  });

  it("from one network takes no more than its share", () => {
    const bounds = flood({ ...limits, share: 0.3 });
    expect([bounds.admits("a", 20, 0), bounds.admits("a", 20, 0), bounds.admits("b", 20, 0)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([bounds.isFull("a", 1), bounds.isFull("b", 1), bounds.isFull("a", MINUTE)]).toEqual([true, false, false]);
  });

  it("pushes out the oldest, whose count is not lost", () => {
    const bounds = flood(limits);
    utter(bounds, "first", 5, 0);
    for (let i = 0; i < 10_000; i++) utter(bounds, `made-up-${i}`, 1, 0);
    expect(bounds.counts()).toEqual([{ ref: "first0#2", more: 2 }]);
    // It begins anew, as a kind that was not seen before.
    expect(utter(bounds, "first", 1, 0)).toEqual(["first0#0"]);
  });
});

it("a count that could not be written is told again", () => {
  const bounds = flood(limits);
  bounds.giveBack("ref", 7);
  expect(bounds.counts()).toEqual([{ ref: "ref", more: 7 }]);
  expect(bounds.counts()).toEqual([]);
});
