import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../test/breadth.ts";
import { anyPart } from "../../test/catalogue/any-explanation.ts";
import type { Mark, RequestPart } from "../reasons/explain.ts";
import { cellsOf, columns, visible } from "./characters.ts";
import { nameOf, snippet } from "./snippet.ts";

const of = (value: string | undefined, marks: readonly Mark[], name = "scope"): RequestPart => ({
  place: "body",
  name,
  value,
  length: value?.length ?? 20,
  marks,
});

const shown = (parts: readonly RequestPart[], width = 60, marks: { at: string; note?: string }[] = []): string[] =>
  snippet({ method: "POST", path: "/token", parts, marks }, width).map(({ text }) => text);

describe("a snippet", () => {
  it("underlines the span, its note beside it", () => {
    expect(shown([of("read wirte", [{ from: 5, to: 10, note: "did you mean write?" }])])).toEqual([
      "scope=read wirte",
      "           ^^^^^ did you mean write?",
    ]);
  });

  it("underlines several spans of a line, the last note first", () => {
    const marks = [
      { from: 0, to: 1, note: "one" },
      { from: 4, to: 5, note: "two" },
    ];
    expect(shown([of("a b c", marks)])).toEqual(["scope=a b c", "      ^   ^ two", "      one"]);
  });

  it("draws a stroke for a note that is yet to come", () => {
    const marks = [
      { from: 0, to: 1, note: "one" },
      { from: 4, to: 5, note: "two is too long to stand beside its span here" },
    ];
    expect(shown([of("a b c", marks)], 44)).toEqual([
      "scope=a b c",
      "      ^   ^",
      "      |   two is too long to stand beside",
      "      |   its span here",
      "      one",
    ]);
  });

  it("shows a part of a long value", () => {
    const value = `${"a ".repeat(100)}wrong${" b".repeat(100)}`;
    const [line = "", under = ""] = shown([of(value, [{ from: 200, to: 205 }])], 40);
    expect(line).toMatch(/^scope=….* wrong .*…$/);
    expect(columns(line)).toBeLessThanOrEqual(40);
    expect(under.indexOf("^")).toBe(line.indexOf("wrong"));
  });

  it("gives spans that lie far apart a line each, and counts what is left", () => {
    const value = "x".repeat(1000);
    const marks = [0, 200, 400, 600, 800].map((from) => ({ from, to: from + 3 }));
    const lines = shown([of(value, marks)], 40);
    expect(lines.filter((line) => line.includes("^^^"))).toHaveLength(3);
    expect(lines.at(-1)).toBe("and 2 more in this value");
  });

  it("counts columns of wide characters, and of what is written out", () => {
    expect(shown([of("漢\u0007x", [{ from: 2, to: 3 }])])).toEqual(["scope=漢\\u{7}x", "             ^"]);
  });

  it("underlines all of a value that isn't kept", () => {
    expect(shown([of(undefined, [{ from: 0, to: 20, note: "expired" }], "code")])).toEqual([
      "code=(20 characters, not kept)",
      "     ^^^^^^^^^^^^^^^^^^^^^^^^^ expired",
    ]);
  });

  it("points at the method, the path, and what was not sent", () => {
    const lines = shown([], 60, [{ at: "method", note: "use POST" }, { at: "scope" }]);
    expect(lines).toEqual(["POST /token", "^^^^ use POST", "(no scope)", "^^^^^^^^^^"]);
  });

  it("tells a part that was not sent from one that is not kept", () => {
    const marks = [{ at: "scope" }, { at: "sec-fetch-site", note: "from another page", notKept: true as const }];
    expect(shown([], 60, marks)).toEqual([
      "(no scope)",
      "^^^^^^^^^^",
      "(sec-fetch-site, not kept)",
      "^^^^^^^^^^^^^^^^^^^^^^^^^^ from another page",
    ]);
  });

  it("says nothing about parts that aren't wrong", () => {
    expect(shown([of("read", [])])).toEqual([]);
  });
});

it("the underline is under the span, whatever the value", () => {
  fc.assert(
    fc.property(anyPart, ({ marks: [mark], value = "", ...rest }) => {
      if (mark === undefined) return;
      const part = { ...rest, value, marks: [{ from: mark.from, to: mark.to }] };
      const [line = "", under = ""] = shown([part], 80);
      const start = under.indexOf("^");
      const end = under.lastIndexOf("^") + 1;
      const columnsOf = [...cellsOf(line)].flatMap((cell) => Array.from({ length: cell.width }, () => cell.text));
      const covered = cellsOf(value).filter(({ from, to }) => from < mark.to && to > mark.from);
      const expected = covered.flatMap((cell) => [...cell.text].flatMap((one) => Array(columns(one)).fill(one)));
      const found = columnsOf.slice(start, end);
      expect(start).toBeGreaterThanOrEqual(columns(nameOf(part)));
      expect(end - start).toBeGreaterThan(0);
      expect(end).toBeLessThanOrEqual(81);
      if (covered.length > 0) expect(expected.slice(0, found.length)).toEqual(found);
      if (columns(visible(value)) <= 30 && covered.length > 0) expect(found).toEqual(expected);
    }),
    { numRuns: cases(500) },
  );
});

it("no line is wider than asked for, but for a name or a word that is", () => {
  fc.assert(
    fc.property(anyPart, (part) => {
      const bare = { ...part, name: "scope", marks: part.marks.map(({ from, to }) => ({ from, to })) };
      if (part.value === undefined) return;
      for (const line of shown([bare], 80)) expect(columns(line)).toBeLessThanOrEqual(80);
    }),
  );
});
