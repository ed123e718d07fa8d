import fc from "fast-check";
import { expect, it } from "vitest";
import { cases } from "../../test/breadth.ts";
import { compared } from "./timing.ts";

const times = (base: number, spread: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: base, max: base + spread, noNaN: true }), { minLength: 24, maxLength: 24 });

it("a difference that is always there is found", () => {
  fc.assert(
    fc.property(times(22, 5), times(2, 5), (slow, fast) => {
      expect(compared(slow, fast).is).toBe("different");
      expect(compared(fast, slow).is).toBe("different");
    }),
  );
});

it("what can't be told over a network is none", () => {
  fc.assert(fc.property(times(2, 1), times(2.5, 1), (one, other) => compared(one, other).is === "same"));
});

it("the same distribution never differs, however wide it is", () => {
  fc.assert(
    fc.property(times(5, 200), times(5, 200), (one, other) => compared(one, other).is !== "different"),
    {
      numRuns: cases(2_000),
    },
  );
});

it("a large difference with few times is unclear", () => {
  expect(compared([30, 31, 29], [2, 3, 2]).is).toBe("unclear");
});
