import { describe, expect, it } from "vitest";
import { sealer } from "./seal.ts";

const SECRET = "sixteen characters";
const one = sealer(SECRET);

describe("a sealed text", () => {
  it.each(["", "text", "é🔑", "x".repeat(5_000)])("%.10j opens to itself", (text) => {
    expect(one.open(one.seal(text))).toBe(text);
    expect(sealer(undefined).open(sealer(undefined).seal(text))).toBe(text);
  });

  it("is another one each time", () => expect(one.seal("text")).not.toBe(one.seal("text")));

  it("doesn't open if any part of it was changed", () => {
    const parts = one.seal("text").split(".");
    for (let at = 1; at < parts.length; at++) {
      const changed = parts.map((part, n) => (n === at ? (part.startsWith("A") ? "B" : "A") + part.slice(1) : part));
      expect(() => one.open(changed.join("."))).toThrow("isn't the secret");
    }
    // A shorter tag would be easier to guess.
    const [form, salt, iv, tag = "", body] = parts;
    expect(() => one.open([form, salt, iv, tag.slice(0, 6), body].join("."))).toThrow("isn't the secret");
  });

  it("that is damaged says so", () => {
    for (const text of ["", "sealed", "sealed.a.b", "nonsense"]) expect(() => one.open(text)).toThrow("is damaged");
  });

  it("tells whether it should have been sealed", () => {
    const plain = sealer(undefined).seal("text");
    expect([one.needsSealing(plain), one.needsSealing(one.seal("text"))]).toEqual([true, false]);
    expect(sealer(undefined).needsSealing(plain)).toBe(false);
    expect(one.open(plain)).toBe("text");
  });
});
