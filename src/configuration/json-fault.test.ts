/** The place of what is wrong in JSON is found wherever JSON.parse finds something wrong, and nowhere else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../test/breadth.ts";
import { jsonFault } from "./json-fault.ts";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("jsonFault", () => {
  it.each([
    ['{ "a": 1 }', undefined],
    ["", { line: 1, column: 1 }],
    ["{", { line: 1, column: 2 }],
    ['{ issuer: "x" }', { line: 1, column: 3 }],
    ['{\n  "a": 1,\n}', { line: 3, column: 1 }],
    ['{\n  "a": 1\n  "b": 2\n}', { line: 3, column: 3 }],
    ['{\n  "a": [1, 2,],\n  "b": 2\n}', { line: 2, column: 14 }],
    ['{\n  // why\n  "a": 1\n}', { line: 2, column: 3 }],
    ['{ "a": 01 }', { line: 1, column: 9 }],
    ["{ 'a': 1 }", { line: 1, column: 3 }],
    ["[1] 2", { line: 1, column: 5 }],
    ['"a\nb"', { line: 1, column: 1 }],
  ])("%j", (text, place) => expect(jsonFault(text)).toEqual(place));

  it("agrees with JSON.parse", () => {
    const cut = fc.record({
      at: fc.nat(),
      with: fc.constantFrom("", ",", "}", "]", '"', ":", "1", "x", "\\", "\n", "{"),
    });
    fc.assert(
      fc.property(fc.json(), fc.array(cut, { maxLength: 2 }), (json, cuts) => {
        const text = cuts.reduce((all, { at, with: inserted }) => {
          const place = at % (all.length + 1);
          return all.slice(0, place) + inserted + all.slice(place + (inserted === "" ? 1 : 0));
        }, json);
        expect(jsonFault(text) === undefined, text).toBe(isJson(text));
      }),
      { numRuns: cases(3_000) },
    );
  });
});
