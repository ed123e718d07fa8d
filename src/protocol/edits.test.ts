import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../test/breadth.ts";
import { editsBetween, nearest } from "./edits.ts";

/** The definition, word by word: slow, and easy to see to be right. */
function defined(one: string, other: string): number {
  if (one === "" || other === "") return one.length + other.length;
  const replaced = defined(one.slice(1), other.slice(1)) + (one[0] === other[0] ? 0 : 1);
  const swapped =
    one.length > 1 && other.length > 1 && one[0] === other[1] && one[1] === other[0]
      ? defined(one.slice(2), other.slice(2)) + 1
      : Number.POSITIVE_INFINITY;
  return Math.min(replaced, swapped, defined(one.slice(1), other) + 1, defined(one, other.slice(1)) + 1);
}

describe("edits between two words", () => {
  it.each([
    ["openid", "openid", 0],
    ["opneid", "openid", 1],
    ["emial", "email", 1],
    ["porfile", "profile", 1],
    ["profle", "profile", 1],
    ["profilee", "profile", 1],
    ["prefile", "profile", 1],
    ["rpofiel", "profile", 2],
    ["", "ab", 2],
    ["ca", "abc", undefined],
    ["profile", "phone", undefined],
  ])("%s, %s: %s", (one, other, edits) => expect(editsBetween(one, other, 2)).toBe(edits));

  it("are what the definition says, up to the bound", () => {
    const word = fc.stringMatching(/^[abc]{0,6}$/);
    fc.assert(
      fc.property(word, word, fc.nat(4), (one, other, most) => {
        const edits = defined(one, other);
        expect(editsBetween(one, other, most)).toBe(edits > most ? undefined : edits);
      }),
      { numRuns: cases(500) },
    );
  });
});

describe("nearest", () => {
  const SCOPES = ["openid", "profile", "email", "read_photos", "read_photo"];
  it.each([
    ["opneid", "openid"],
    ["emial", "email"],
    ["porfile", "profile"],
    ["read_pohtos", "read_photos"],
    ["read_phot", "read_photo"],
    ["read_photos", "read_photos"],
    ["eamli", undefined],
    ["ab", undefined],
    ["", undefined],
    ["x".repeat(65), undefined],
  ])("to %s: %s", (word, found) => expect(nearest(word, SCOPES)).toBe(found));
});
