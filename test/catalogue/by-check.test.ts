/** Every step of a trace leads to the reasons that it can refuse with. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { occasionOf, type RecordedOccasion } from "../../src/protocol/replay/record.ts";
import { replay } from "../../src/protocol/replay/replay.ts";
import { BY_CHECK } from "../../src/reasons/by-check.ts";
import { couldRefuse } from "../../src/reasons/could-refuse.ts";
import type { Refusal } from "../../src/reasons/index.ts";
import { isCode } from "../../src/reasons/index.ts";

const RECORDS = join(import.meta.dirname, "../journal/records");
const read = (file: string) =>
  JSON.parse(readFileSync(join(RECORDS, file), "utf8")) as { occasion: RecordedOccasion; refusal: Refusal };

it.each(globSync("v*/*/*.json", { cwd: RECORDS }))("%s: the check that failed names the reason", (file) => {
  const { occasion, refusal } = read(file);
  const { trace } = replay(occasionOf(occasion));
  const failed = trace.find(({ result }) => result === "failed");
  expect(failed && couldRefuse(failed)).toContain(refusal.refused);
  // No sender constraint is supported yet, so its check can't refuse.
  const silent = trace.filter((step) => couldRefuse(step).length === 0).map(({ asks }) => asks);
  expect(silent.filter((asks) => !asks.startsWith("Is the proof of the client's key valid"))).toEqual([]);
});

it("names no reason that a check of the same question in another decision refuses with", () => {
  const of = (question: string) => Object.entries(BY_CHECK).filter(([key]) => key.startsWith(question));
  expect(of("Is it within its lifetime?").map(([, codes]) => codes)).toEqual([["token/expired"], ["code/expired"]]);
  expect(
    Object.values(BY_CHECK)
      .flat()
      .filter((code) => !isCode(code)),
  ).toEqual([]);
});
