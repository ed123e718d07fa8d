import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { inOrder, LONGEST } from "../longest-first.ts";

it.each(LONGEST)("%s is there", (path) => {
  expect(existsSync(resolve(import.meta.dirname, "../..", path))).toBe(true);
});

it("the longest test files come first, and the others stay in their order", () => {
  const [first = "", second = ""] = LONGEST;
  const files = ["/r/test/b.test.ts", `/r/${second}`, "/r/test/a.test.ts", `/r/${first}`];
  expect(inOrder(files, (file) => file)).toEqual([
    `/r/${first}`,
    `/r/${second}`,
    "/r/test/b.test.ts",
    "/r/test/a.test.ts",
  ]);
});
