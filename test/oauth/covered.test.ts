/** Every question of requirements-oauth.md that applies has a test that exists; the others say why they don't apply. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COUNTS, QUESTIONS } from "./questions.ts";

describe.each(Object.entries(QUESTIONS))("%s", (part, questions) => {
  it("no question is left out", () => {
    expect(Object.keys(questions)).toHaveLength(COUNTS[part as keyof typeof COUNTS]);
  });

  it.each(Object.entries(questions))("%s", (_, answer) => {
    if ("because" in answer) return expect(answer.because).toMatch(/^[A-Z].*\.$/);
    const [file, title] = answer;
    expect(readFileSync(join(import.meta.dirname, "..", `${file}.test.ts`), "utf8")).toContain(title);
  });
});
