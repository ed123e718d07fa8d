/** The generated reference is what its sources say now. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reference } from "../../docs/generate.ts";

const generated = reference();

for (const [path, text] of Object.entries(generated)) {
  test(`docs/${path} is up to date (npm run docs)`, () => {
    expect(readFileSync(join(import.meta.dirname, "../../docs", path), "utf8")).toBe(text);
  });
}

test("docs/reasons has no page of a reason that is gone", () => {
  const docs = join(import.meta.dirname, "../../docs");
  expect(globSync("reasons/**/*.md", { cwd: docs }).filter((path) => !(path in generated))).toEqual([]);
});
