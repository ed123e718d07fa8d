/** Links within the repository lead to files and headings that are there. */
import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { anchorsOf, DOCUMENTS, linksOf, ROOT, read } from "./markdown.ts";

/** What is wrong with the links of a document, as somebody who selects them would find it. */
function brokenLinks(path: string, text: string): readonly string[] {
  return linksOf(text).flatMap((link) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [target = "", anchor] = link.split("#");
    const file = target === "" ? path : join(dirname(path), target);
    if (target !== "" && !existsSync(join(ROOT, file))) return [`${path}: there is no ${link}`];
    if (anchor === undefined || anchor === "" || !file.endsWith(".md")) return [];
    return anchorsOf(file === path ? text : read(file)).has(anchor)
      ? []
      : [`${path}: ${file} has no heading #${anchor}`];
  });
}

test.each(DOCUMENTS)("%s", (path) => {
  expect(brokenLinks(path, read(path))).toEqual([]);
});

test("pages of reasons and of standard errors", () => {
  const paths = globSync("docs/{reasons,standard}/**/*.md", { cwd: ROOT });
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.flatMap((path) => brokenLinks(path, read(path)))).toEqual([]);
});

/** Leads whoever has an old link to where it is now. */
const MOVED = "mounting.md";

test("every guide is in the index", () => {
  const listed = linksOf(read("docs/README.md"));
  const missing = globSync(["*.md", "{guides,reference}/*.md"], { cwd: join(ROOT, "docs") }).filter(
    (path) => !["README.md", MOVED].includes(path) && !listed.includes(path),
  );
  expect(missing).toEqual([]);
});

describe("a link is broken", () => {
  it.each([
    ["[a](nowhere.md)", ["docs/x.md: there is no nowhere.md"]],
    ["[a](client.md#nothing)", ["docs/x.md: docs/client.md has no heading #nothing"]],
    ["# A `b` c\n[a](#a-b-c) [b](#b)", ["docs/x.md: docs/x.md has no heading #b"]],
    ["[a](https://example.com/nowhere.md) and `[b](nowhere.md)`", []],
    ["```md\n[a](nowhere.md)\n```", []],
  ])("in %j", (text, found) => {
    expect(brokenLinks("docs/x.md", text)).toEqual(found);
  });
});
