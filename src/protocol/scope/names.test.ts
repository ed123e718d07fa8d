import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../test/breadth.ts";
import { nearest } from "../edits.ts";
import type { Catalogue } from "./catalogue.ts";
import { inOtherCase, nearestScope } from "./names.ts";

const catalogueOf = (names: readonly string[]): Catalogue => ({
  scopes: new Map(
    names.map((name) => [name, { name, description: name, state: "active" }]),
  ) as unknown as Catalogue["scopes"],
  apis: new Map(),
});
/** Few letters, so that words are often near. */
const word = fc.string({ unit: fc.constantFrom(..."abcAB.:é"), minLength: 1, maxLength: 12 });

describe("nearestScope", () => {
  it("finds what a search of all names finds, the first of equals", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 40 }), word, (names, sent) => {
        expect(nearestScope(sent, catalogueOf(names))).toBe(nearest(sent, names));
      }),
      { numRuns: cases(2_000) },
    );
  });
});

describe("inOtherCase", () => {
  it("finds the first name with the same letters", () => {
    const catalogue = catalogueOf(["orders.read", "Orders.Read", "ORDERS"]);
    expect(inOtherCase("ORDERS.READ", catalogue)).toBe("orders.read");
    expect(inOtherCase("orders", catalogue)).toBe("ORDERS");
    expect(inOtherCase("orders.write", catalogue)).toBeUndefined();
  });
});
