/** A record that was damaged, or is another server's, is shown as far as it can be read. It never makes a reader fail. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import { explain } from "../../src/service/explanations.ts";
import { keptJournal } from "../../src/service/kept-journal.ts";
import { entryOf, listedOf } from "../../src/service/kept-refusals.ts";
import { cases } from "../breadth.ts";

const RECORDS = join(import.meta.dirname, "records");
const files = globSync("v*/*/*.json", { cwd: RECORDS });
const records = files.map((file) => JSON.parse(readFileSync(join(RECORDS, file), "utf8")));

const row = (record: string) => ({ ref: "a", at: 0, code: "x", clientId: undefined, record, more: 0 });
const read = (kept: unknown) => entryOf(row(JSON.stringify(kept)));
const recordOf = (code: string) => records[files.findIndex((file) => file.endsWith(`${code}.json`))];

/** The record with another value somewhere within it. */
function damaged(kept: unknown, steps: readonly number[], by: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof kept !== "object" || kept === null || Object.keys(kept).length === 0) return by;
  const names = Object.keys(kept);
  const name = names[step % names.length] ?? "";
  const { [name]: at, ...others } = kept as Record<string, unknown>;
  const changed = { ...others, ...(rest.length === 0 && by === undefined ? {} : { [name]: damaged(at, rest, by) }) };
  return Array.isArray(kept) ? names.map((one) => changed[one]) : changed;
}

/** The paths of all numbers. */
function numbersIn(kept: unknown): readonly (readonly string[])[] {
  if (typeof kept === "number") return [[]];
  if (typeof kept !== "object" || kept === null) return [];
  return Object.entries(kept).flatMap(([name, one]) => numbersIn(one).map((path) => [name, ...path]));
}

/** A copy with another value at the path. */
function replaced(kept: unknown, [name, ...path]: readonly string[], by: number): unknown {
  if (name === undefined) return by;
  const copy = structuredClone(kept) as Record<string, unknown>;
  copy[name] = replaced(copy[name], path, by);
  return copy;
}

describe("a damaged record", () => {
  const steps = fc.array(fc.nat(30), { minLength: 1, maxLength: 7 });
  const anything = fc.oneof(
    fc.constantFrom<unknown>(undefined, null, "", "found", 0, -1, 1e9, 0.5, true, [], {}, { is: "found" }),
    fc.jsonValue({ maxDepth: 2 }),
  );

  it("is read as nothing, or shown with what is left of it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...records), steps, anything, (kept, path, by) => {
        const entry = read(damaged(kept, path, by));
        if (entry !== undefined) explain(entry, entry, "operator");
        listedOf(row(JSON.stringify(damaged(kept, path, by))));
      }),
      { numRuns: cases(3_000) },
    );
  });

  it.each([-1, 0.5, 1e12, Number.MAX_VALUE])("is shown with what is left of it if any of its numbers is %d", (by) => {
    for (const kept of records)
      for (const path of numbersIn(kept)) {
        const entry = read(replaced(kept, path, by));
        if (entry !== undefined) explain(entry, entry, "operator");
      }
  });

  it.each(["", "null", "1", "[]", "{", "{}", '{"refusal":{}}'])("%j is none", (text) => {
    expect([entryOf(row(text)), listedOf(row(text))]).toEqual([undefined, undefined]);
  });
});

describe("what is wrong with it", () => {
  it.each<[change: (kept: ReturnType<typeof recordOf>) => void, undecided: string]>([
    [(kept) => (kept.occasion.version = 99), "It isn't of a version that this server knows."],
    [(kept) => (kept.version = 99), "version isn't of a version that this server knows."],
    [(kept) => (kept.occasion.decision = "ciba"), "decision isn't a decision of this server."],
    [(kept) => (kept.occasion.client.client.scopes = "openid"), "client.client.scopes isn't a list."],
    [
      (kept) => (kept.occasion.facts = { "urn:example:other": {} }),
      "facts.urn:example:other isn't of a grant type of this server.",
    ],
    [
      (kept) => (kept.occasion.facts.refresh_token.version = 2),
      "facts.refresh_token isn't of a version that this server knows.",
    ],
    [(kept) => (kept.occasion.client.client.profile = "fapi9"), "It can't be decided again."],
  ])("%s: %s", (change, undecided) => {
    const kept = structuredClone(recordOf("refresh-token/reused"));
    change(kept);
    expect(read(kept)).toMatchObject({ on: undefined, undecided, refusal: { refused: "refresh-token/reused" } });
  });

  it.each<[change: (kept: ReturnType<typeof recordOf>) => void]>([
    [(kept) => (kept.refusal.refused = "scope/of-the-future")],
    [(kept) => (kept.refusal.evidence = {})],
    [(kept) => (kept.refusal.evidence.words = "one")],
  ])("without a reason that it can tell, it is none", (change) => {
    const kept = structuredClone(recordOf("scope/misspelled"));
    change(kept);
    expect(read(kept)).toBeUndefined();
  });

  it("and the command line goes on", async () => {
    const { refusals } = memoryStorage();
    await refusals.insert({ ...row("{}"), ref: "damaged" });
    await refusals.insert({ ...row(JSON.stringify(recordOf("scope/misspelled"))), ref: "whole" });
    const journal = keptJournal(refusals);
    expect((await journal.list({ limit: 9 })).map(({ ref }) => ref)).toEqual(["whole"]);
    expect([await journal.explain("damaged"), await journal.issuerAt("damaged")]).toEqual([undefined, ""]);
    expect(await journal.issuerAt("whole")).toBe("https://id.example");
  });
});
