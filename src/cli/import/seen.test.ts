import { expect, it } from "vitest";
import { seenTexts } from "./seen.ts";

it("knows each text that has come before, until it is removed", () => {
  const seen = seenTexts();
  expect(["a", "b", "a", "ä", "\u0000", ""].map(seen.add)).toEqual([true, true, false, true, true, true]);
  seen.remove("a");
  expect([seen.add("a"), seen.add("a"), seen.add("b")]).toEqual([true, false, false]);
  seen.close();
});
