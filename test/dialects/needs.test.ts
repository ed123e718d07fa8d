/** What is left out because of its letters would not have matched. */
import { describe, expect, it } from "vitest";
import { dialectFiles, readDialect } from "../../scripts/dialects/file.ts";
import { needsOf } from "../../scripts/dialects/needs.ts";
import { lettersOf, mayContain } from "../../src/doctor/dialects/lookup.ts";
import { anyOf } from "../../src/doctor/dialects/pattern.ts";

describe("what a pattern needs", () => {
  it.each([
    [["the code has expired"], ["expired"]],
    [["app * identifier"], ["identifier"]],
    [[String.raw`/\bAADSTS50011\b/`], ["aadsts50011"]],
    [["/user (?:not found|unknown)/"], ["not found", "unknown"]],
    [["/(?:expired|revoked) token/"], ["expired", "revoked"]],
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
