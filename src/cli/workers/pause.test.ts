import { expect, it } from "vitest";
import { pauseAfter } from "./pause.ts";

it("a healthy worker is replaced at once, and those that end early ever later", () => {
  expect(pauseAfter({ early: 5, lived: 10_000 })).toEqual({ pause: 0, early: 0 });
  const pauses: number[] = [];
  for (let early = 0; early < 10; ) {
    const next = pauseAfter({ early, lived: 9_999 });
    pauses.push(next.pause);
    early = next.early;
  }
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});
