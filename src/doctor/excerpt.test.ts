import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columns } from "../render/characters.ts";
import { excerpt, headOf } from "./excerpt.ts";

const SAID = "AADSTS50011: The redirect URI 'https://app.example/cb' specified in the request does not match the ones";
const at = (part: string, text = SAID): [number, number] => [text.indexOf(part), text.indexOf(part) + part.length];

describe("excerpt", () => {
  it.each([
    ["a short text as it is", "invalid_grant: expired", [0, 13], 40, "invalid_grant: expired", "invalid_grant"],
    ["white space of any kind as one", "a\n\t b", [4, 5], 40, "a b", "b"],
    ["the beginning", SAID, undefined, 30, "AADSTS50011: The redirect URI…", undefined],
    [
      "the place, and words around it",
      SAID,
      at("does not match"),
      40,
      "…in the request does not match the ones",
      "does not match",
    ],
    ["a place that is longer than the room", SAID, at(SAID), 24, "AADSTS50011: The…", "AADSTS50011: The…"],
    ["a single long word as far as it goes", "x".repeat(50), undefined, 10, `${"x".repeat(9)}…`, undefined],
    ["a text without spaces", "错误：重定向地址不匹配，请检查", undefined, 8, "错误：重定向地…", undefined],
  ] as const)("quotes %s", (_, text, place, most, source, meant) => {
    const quoted = excerpt(text, place, most);
    expect(quoted.source).toBe(source);
    expect(quoted.at && quoted.source.slice(...quoted.at)).toBe(meant);
  });

  it("fits, and splits no word", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    const places = fc.tuple(
      fc.array(word, { minLength: 1, maxLength: 60 }),
      fc.nat(),
      fc.nat(4),
      fc.integer({ min: 16, max: 120 }),
    );
    fc.assert(
      fc.property(places, ([words, n, count, most]) => {
        const text = words.join(" ");
        const first = n % words.length;
        const from = words.slice(0, first).join(" ").length + (first === 0 ? 0 : 1);
        const meant = words.slice(first, first + 1 + count).join(" ");
        const quoted = excerpt(text, [from, from + meant.length], most, columns);
        expect(columns(quoted.source)).toBeLessThanOrEqual(most);
        const shown = quoted.source
          .replaceAll("…", " ")
          .split(" ")
          .filter((one) => one !== "");
        expect(words.join(" ")).toContain(shown.join(" "));
        for (const one of shown) expect(words).toContain(one);
      }),
    );
  });
});

it.each([
  ["one two three", 9, "one two…"],
  ["one two three", 8, "one two…"],
  ["one two three", 7, "one…"],
  ["one", 3, "one"],
  ["scope=a,b&state=x", 14, "scope=a,b&…"],
])("headOf(%j, %d)", (text, most, expected) => {
  expect(headOf(text, most)).toBe(expected);
});
