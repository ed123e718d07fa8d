/** Everything that is read is held to the glossary: comments, pages, descriptions, documents, names of tests. */
import { globSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { unidiomatic } from "./glossary.ts";
import { type Prose, proseOf, proseOfDialect, proseOfMarkdown, proseOfTest } from "./prose.ts";

const root = join(import.meta.dirname, "../..");

/** By area, so that a fault is found quickly. */
const AREAS: Readonly<Record<string, readonly string[]>> = {
  documents: ["*.md", "docs/*.md", "docs/{guides,decisions}/*.md", "docs/reference/*.md"],
  scripts: ["scripts/*.mjs", "scripts/dialects/*.ts", "docs/*.ts", "bench/**/*.ts"],
  client: ["src/client/**/*.ts", "src/admin-client/*.ts", "src/libraries/**/*.ts"],
  standard: ["src/standard/**/*.ts", "src/specs.ts"],
  reasons: ["src/reasons/**/*.ts"],
  pages: ["src/pages/**/*.{ts,tsx}", "src/demo/**/*.{ts,tsx}", "src/render/**/*.ts"],
  protocol: ["src/protocol/**/*.ts"],
  service: ["src/service/**/*.ts", "src/ports/**/*.ts"],
  http: [
    "src/http/**/*.ts",
    "src/*.ts",
    "src/{cli,mock}/**/*.ts",
    "src/{configuration,declared}/**/*.ts",
    "src/adapters/**/*.ts",
  ],
  doctor: ["src/{doctor,browser,watch}/**/*.ts"],
  dialects: ["dialects/*.yaml"],
  tests: ["test/**/*.ts"],
};

function read(file: string): readonly Prose[] {
  const source = readFileSync(join(root, file), "utf8");
  if (file.startsWith("test/") || file.endsWith(".test.ts")) return proseOfTest(source);
  switch (extname(file)) {
    case ".md":
      return proseOfMarkdown(source);
    case ".tsx":
      return proseOf(source, "tsx");
    case ".mjs":
      return proseOf(source, "js");
    case ".yaml":
      return proseOfDialect(source);
    default:
      return proseOf(source, "ts");
  }
}

/** These folders quote words that are not to be used: the glossary's, and those of other servers in many languages. */
const isOurs = (file: string): boolean => !/^(?:test\/english|src\/doctor\/words\/languages)\//.test(file);

test.each(Object.entries(AREAS))("%s", (_, globs) => {
  const files = globSync([...globs], { cwd: root }).filter(isOurs);
  const found = files.flatMap((file) =>
    read(file).flatMap(({ line, text }) =>
      unidiomatic(text).map(({ word, but, around }) => `${file}:${line} ${word}: write ${but} (${around})`),
    ),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(found).toEqual([]);
});

describe("the glossary", () => {
  it.each([
    ["The server answers with an error.", ["answers"]],
    ["The address of the token endpoint, and the address of the peer", ["address"]],
    ["The IP address, the email address, scopes openid email address", []],
    ["The value is not taken; it is taken from the header.", ["not taken"]],
    ["A parameter stands twice. It stands for another.", ["stands"]],
    ["The owner is told.", ["is told"]],
    ["`answer`, http://localhost/answer, answer_to and src/answer.ts are code", []],
  ])("%j", (text, words) => {
    const [prose = { text: "" }] = proseOfMarkdown(text);
    expect(unidiomatic(prose.text).map(({ word }) => word)).toEqual(words);
  });

  it("is held against comments, strings and markup, and not against code", () => {
    const source = [
      "/** Whence it came. */",
      'const answer = "anew";',
      "const text = `lest $" + '{answer} it be`; // a "besides" b',
      'it("is told nothing", () => {});',
      "const page = <p>Give your answer</p>;",
    ].join("\n");
    const found = proseOf(source, "tsx").flatMap(({ line, text }) =>
      unidiomatic(text).map(({ word }) => `${line} ${word}`),
    );
    expect(found).toEqual(["1 Whence", "3 lest", "3 besides", "4 is told", "5 answer"]);
  });
});
