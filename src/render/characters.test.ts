import fc from "fast-check";
import { expect, it } from "vitest";
import { anyText } from "../../test/catalogue/any-explanation.ts";
import { cellsOf, columns, shorten, visible, wrap } from "./characters.ts";

it.each([
  ["plain text", "plain text", 10],
  ["\u001b[31m", "\\u{1b}[31m", 10],
  ["a\r\nb", "a\\u{d}\\u{a}b", 12],
  ["漢字", "漢字", 4],
  ["🔑", "🔑", 2],
  ["é", "é", 1],
  ["e\u0301", "e\\u{301}", 8],
  ["a\u00a0b", "a\\u{a0}b", 8],
  ["\u202eabc", "\\u{202e}abc", 11],
  ["אב", "\\u{5d0}\\u{5d1}", 14],
  ["👨‍👩", "👨\\u{200d}👩", 12],
  ["\ud800", "\\u{d800}", 8],
])("%j is printed %j in %i columns", (text, printed, wide) => {
  expect(visible(text)).toBe(printed);
  expect(columns(text)).toBe(wide);
  expect(columns(printed)).toBe(wide);
});

it("prints nothing that a terminal would execute, whatever the input", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Zl}\p{Zp}]/u);
      expect(visible(visible(text))).toBe(visible(text));
    }),
  );
});

it("cells cover the text without a gap", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const cells = cellsOf(text);
      expect(cells.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
      expect(cells.map((cell) => cell.text).join("")).toBe(visible(text));
    }),
  );
});

it("wrapped lines keep to the width, but for a word that is longer, and lose no word", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 10, max: 80 }), (text, width) => {
      const lines = wrap(text, width);
      for (const line of lines) expect(columns(line) <= width || !line.includes(" ")).toBe(true);
      if (columns(text) <= 300) expect(lines.join(" ")).toBe(visible(text));
    }),
  );
});

it("what is shortened fits", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 80 }), (text, width) => {
      expect(columns(shorten(visible(text), width))).toBeLessThanOrEqual(width);
    }),
  );
});
