/** What is left out because of its letters would not have matched. */
import { describe, expect, it } from "vitest";
import { dialectFiles, readDialect } from "../../scripts/dialects/file.ts";
import { indexOf } from "../../src/doctor/dialects/index-of.ts";
import { lettersOf, mayContain } from "../../src/doctor/dialects/letters.ts";
import { Lookup } from "../../src/doctor/dialects/lookup.ts";
import { needsOf } from "../../src/doctor/dialects/needs.ts";
import { anyOf } from "../../src/doctor/dialects/pattern.ts";

describe("what a pattern needs", () => {
  it.each([
    [["the code has expired"], ["the code has expired"]],
    [["app * identifier"], ["app\nidentifier"]],
    [[String.raw`/\bAADSTS50011\b/`], ["aadsts50011"]],
    [["/user (?:not found|unknown)/"], ["user \nnot found", "user \nunknown"]],
    [["/the user account (?:is gone|was deleted)/"], ["the user account "]],
    [[String.raw`/code\s+was\s{1,3}used\s*twice/`], ["code was used\ntwice"]],
    [["/(?:expired|revoked) token/"], ["expired\n token", "revoked\n token"]],
    [["/(?:expired|revoked)/"], ["expired", "revoked"]],
    [["/(?:expired|)/"], []],
    [["/(?:a|the) token has/"], [" token has"]],
    [["/(?:scopes?)? missing/"], [" missing"]],
    [["/(?:abc){0,3}/"], []],
    [["/(?!expired)x/"], []],
    [["/[abc]+ü!?/"], []],
    [["expired", "/^$/"], []],
    [["授权码已过期"], ["授权码已过期"]],
  ])("%j: %j", (patterns, needs) => expect([...needsOf(patterns)].sort()).toEqual(needs));
});

it("white space of any length and the case of letters don't matter", () => {
  const letters = lettersOf(["The code\n\t was USED,", "and  expired"]);
  expect(mayContain(letters, needsOf(["code was used * expired"]))).toBe(true);
  expect(mayContain(letters, needsOf(["expired * code was used"]))).toBe(false);
  expect(mayContain(letters, needsOf(["code was used twice"]))).toBe(false);
});

it("a lookup finds what may match, in the dialect's order, and nothing of another dialect", () => {
  const needs = [["code was\nused"], ["expired", "code"], [], ["revoked"], ["code was used"]];
  const lookup = new Lookup(indexOf(needs), [3, 0, 2]);
  const placesIn = (text: string) => [0, 1, 2].map((dialect) => lookup.placesIn(dialect, lettersOf([text])));
  expect(placesIn("The code was used")).toEqual([[0, 1, 2], [], [1]]);
  expect(placesIn("It was revoked")).toEqual([[2], [], [0]]);
  expect(placesIn("")).toEqual([[2], [], []]);
});

it("no pattern matches a text without what it needs", () => {
  const written = dialectFiles().flatMap((file) => readDialect(file).written ?? []);
  const texts = written.flatMap(({ messages }) =>
    messages.map(({ example }) => (typeof example === "string" ? example : Object.values(example).join("\n"))),
  );
  const some = texts.filter((_, at) => at % 19 === 0);
  const patterns = written.flatMap(({ marks = [], messages }) => [
    ...marks,
    ...messages.flatMap(({ says = [] }) => says),
  ]);
  const all = [...new Set(patterns)].map((one) => ({ one, needs: needsOf([one]), pattern: anyOf([one]) }));
  const wrong: string[] = [];
  let matched = 0;
  for (const text of some) {
    const letters = lettersOf([text]);
    for (const { one, needs, pattern } of all) {
      if (!pattern.test(text)) continue;
      matched++;
      if (!mayContain(letters, needs)) wrong.push(`${one} in ${text}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(matched).toBeGreaterThan(some.length);
  // What needs nothing is tried with every text.
  expect(all.filter(({ needs }) => needs.length === 0).length).toBeLessThan(all.length / 20);
});
