import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Passwords } from "../ports/passwords.ts";
import { hashPassword, isPassword, opaqueString, passwordFault } from "./passwords.ts";

const [COMPOSED, DECOMPOSED] = [
  "J\u00fcrgen trinkt Caf\u00e9".normalize("NFC"),
  "J\u00fcrgen trinkt Caf\u00e9".normalize("NFD"),
];

/** Hashes that can be read, and how often one was compared. */
function plain(): Passwords & { compared: string[] } {
  const compared: string[] = [];
  return {
    compared,
    hash: async (password) => `plain ${password}`,
    async verify(password, hash) {
      compared.push(password);
      return hash === `plain ${password}`;
    },
    isCurrent: () => true,
  };
}

describe("a password (RFC 8265 4.2)", () => {
  it.each([
    ["as it was typed", "correct horse", "correct horse"],
    ["composed", DECOMPOSED, COMPOSED],
    ["with a plain space for a hard one", "correct\u00a0horse", "correct horse"],
    ["with a plain space for an ideographic one", "correct\u3000horse", "correct horse"],
    ["with the blanks around it", "  correct horse ", "  correct horse "],
    ["in its own case", "Correct Horse", "Correct Horse"],
    ["in its own width", "ｃｏｒｒｅｃｔ", "ｃｏｒｒｅｃｔ"],
    ["with its ligatures", "ﬁne", "ﬁne"],
    ["with its emoji", "👩‍🚀 in space", "👩‍🚀 in space"],
  ])("is hashed %s", (_, typed, hashed) => expect(opaqueString(typed)).toBe(hashed));

  it("has one form: that of its form is itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => opaqueString(opaqueString(text)) === opaqueString(text)),
    );
  });

  it.each([
    ["composed", "decomposed", COMPOSED, DECOMPOSED],
    ["decomposed", "composed", DECOMPOSED, COMPOSED],
    ["with a hard space", "with a plain one", "correct\u00a0horse battery", "correct horse battery"],
  ])("that was made %s is right %s", async (_, __, made, typed) => {
    const passwords = plain();
    expect(await isPassword(passwords, typed, await hashPassword(passwords, made))).toBe(true);
  });

  it.each([
    ["composed", COMPOSED, COMPOSED],
    ["decomposed", DECOMPOSED, DECOMPOSED],
    ["decomposed, and typed composed", DECOMPOSED, COMPOSED],
    ["with a hard space", "correct\u00a0horse", "correct\u00a0horse"],
    ["with a blank at its end", "correct horse ", "correct horse "],
  ])(
    "whose hash was made from the bytes as typed, before this version, goes on working: %s",
    async (_, made, typed) => {
      expect(await isPassword(plain(), typed, `plain ${made}`)).toBe(true);
    },
  );

  it.each([
    ["another case", "Correct Horse", "correct horse"],
    ["a blank more", "correct horse ", "correct horse"],
    ["another width", "ｃorrect horse", "correct horse"],
    ["without its accents", "Jürgen trinkt", "Jurgen trinkt"],
    ["nothing", "", "correct horse"],
  ])("is not right with %s", async (_, typed, made) =>
    expect(await isPassword(plain(), typed, `plain ${made}`)).toBe(false),
  );
});

describe("the work of comparing", () => {
  const worked = async (typed: string, hash: string | undefined) => {
    const passwords = plain();
    await isPassword(passwords, typed, hash);
    return passwords.compared.length;
  };

  it("is one comparison for ASCII and at most three for anything, account or not", async () => {
    for (const hash of ["plain another", undefined]) {
      expect(await worked("correct horse", hash)).toBe(1);
      expect(await worked("", hash)).toBe(1);
      expect(await worked(COMPOSED, hash)).toBe(2);
      expect(await worked(`${COMPOSED}\u00a0`, hash)).toBe(3);
      expect(await worked("e\u0301".repeat(40_000), hash)).toBe(1);
    }
  });

  it("isn't started for a text that is too long to be a password", async () => {
    const long = "x".repeat(1_025);
    expect(await isPassword(plain(), long, `plain ${long}`)).toBe(false);
    expect(await isPassword(plain(), long.slice(1), `plain ${long.slice(1)}`)).toBe(true);
  });
});

describe("a new password", () => {
  const LENGTH = "12 to 256 characters";
  it.each<[typed: string, fault: string | undefined]>([
    ["", LENGTH],
    ["eleven char", LENGTH],
    ["twelve chars", undefined],
    // Characters are counted in the form that is hashed, not in what it takes to write them.
    ["e\u0301".repeat(11), LENGTH],
    ["e\u0301".repeat(12), undefined],
    ["👩".repeat(6), LENGTH],
    ["👩".repeat(12), undefined],
    ["e\u0301".repeat(256), undefined],
    ["\u03b1\u0313\u0300\u0345".repeat(256), undefined],
    ["x".repeat(256), undefined],
    ["x".repeat(257), LENGTH],
    ["e\u0301".repeat(100_000), LENGTH],
    [" ".repeat(12), undefined],
    ["twelve chars\u0000", "no control or unassigned characters"],
    ["twelve\tchars", "no control or unassigned characters"],
    ["twelve chars\u0378", "no control or unassigned characters"],
  ])("%.30j: %j", (typed, fault) => expect(passwordFault(typed)).toBe(fault));
});
