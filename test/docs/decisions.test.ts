/** Decisions are numbered one after the other, and whatever cites one cites one that is there. */
import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const decisions = readdirSync(join(root, "docs/decisions")).sort();

test("every number is given once", () => {
  const numbers = decisions.map((file) => file.slice(0, 4));
  expect(numbers).toEqual([...new Set(numbers)]);
});

/** Decisions that a text cites, with their name or by their number alone. */
function cited(text: string): readonly string[] {
  return [...text.matchAll(/decisions\/(\d{4}(?:-[a-z-]+\.md)?)/g)].map(([, cited = ""]) => cited);
}

test.each([
  ["see docs/decisions/0007-rows-remembered.md.", ["0007-rows-remembered.md"]],
  [
    "([docs/decisions/0013](docs/decisions/0013-pages-without-form-action.md))",
    ["0013", "0013-pages-without-form-action.md"],
  ],
  ["see docs/decisions", []],
])("in %j", (text, found) => {
  expect(cited(text)).toEqual(found);
});

test("every citation leads to a decision", () => {
  const files = globSync(["*.md", "docs/**/*.md", "{src,scripts,bench}/**/*.{ts,tsx,mjs,md}"], { cwd: root });
  const wrong = files.flatMap((file) =>
    cited(readFileSync(join(root, file), "utf8"))
      .filter((name) => !decisions.some((decision) => decision.startsWith(name)))
      .map((name) => `${file}: ${name}`),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
