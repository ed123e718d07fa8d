/** What is implemented of each specification: its sections, the checks that enforce them, the files that follow them, and the tests that hold them. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BY_CHECK } from "../src/reasons/by-check.ts";
import { type Code, codes, reasonOf } from "../src/reasons/index.ts";
import { REQUIREMENTS } from "../src/requirements/index.ts";
import { citation, type Section } from "../src/specs.ts";

const ROOT = join(import.meta.dirname, "..");
/** The code of the server. What the checker, the doctor and the mock cite is about other servers. */
const SERVER = "src/{protocol,service,http,resource,adapters,pages,configuration}/**/*.ts";
/** Where the tests of a section are looked for, in this order, and how many of them are named. */
const TESTS = "test/{openid,blackbox,resource,browser,console,operation}/**/*.test.ts";
const UNIT_TESTS = "src/{protocol,service,http,resource,adapters}/**/*.test.ts";
const SHOWN = 3;
/** Its tests hold every requirement whose fault a file of MUTANTS gives Candor. */
const MUTANTS_TEST = "test/checker/mutants";
const MUTANTS = "test/checker/mutants/*.ts";

interface Text {
  readonly path: string;
  readonly text: string;
}

/** What is known of one section. */
interface Covered {
  readonly section: Section;
  readonly checks: Map<string, readonly Code[]>;
  readonly files: string[];
  readonly requirements: string[];
}

/** The Markdown, below its note. */
export function specCoverage(): string {
  const tests = [...textsOf(TESTS), ...textsOf(UNIT_TESTS)];
  const all = covered();
  const names = new Set(all.map(({ section }) => section.spec));
  const specs = [...names].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return `
# Coverage of specifications

What the server implements of each specification, section by section.

- **Checks** are questions of a decision, with the reasons that they refuse with.
- **Requirements** are what [\`candor check\`](guides/check.md) asks of any server. One is listed here if a test breaks Candor in just that way and expects the check to find it.
- **Code** is the files that say that they implement the section.
- **Tests** are up to ${SHOWN} that name the section or a reason of its checks. \`test/catalogue\` also reaches, explains and replays every reason.

${specs
  .map((spec) =>
    specification(
      all.filter(({ section }) => section.spec === spec),
      tests,
    ),
  )
  .join("\n\n")}
`;
}

function specification(sections: readonly Covered[], tests: readonly Text[]): string {
  const [{ spec, title, url }] = sections.map(({ section }) => section) as [Section];
  const rows = sections
    .toSorted((a, b) => a.section.section.localeCompare(b.section.section, "en", { numeric: true }))
    .map((one) => row(one, testsOf(one, tests)));
  return [
    `## ${spec}`,
    `[${title}](${url.split("#")[0]})`,
    ["| section | checks | requirements | code | tests |", "|---|---|---|---|---|", ...rows].join("\n"),
  ].join("\n\n");
}

function row({ section, checks, requirements, files }: Covered, tests: readonly string[]): string {
  const questions = [...checks].map(([asks, found]) =>
    found.length === 0 ? asks : `${asks} ${found.map((code) => `\`${code}\``).join(", ")}`,
  );
  const code = (all: readonly string[]) => all.map((one) => `\`${one}\``).join("<br>");
  const name = section.section === "" ? "(whole)" : `[${section.section}](${section.url})`;
  return `| ${[name, questions.join("<br>"), code(requirements), code(files), code(tests)].join(" | ")} |`;
}

/** All sections that the server implements something of. */
function covered(): readonly Covered[] {
  const specs = new Map<string, Section>();
  const cites = [...codes.map((code) => reasonOf(code)), ...Object.values(REQUIREMENTS)].flatMap((one) => one.cites);
  for (const section of cites) specs.set(section.spec, section);

  const all = new Map<string, Covered>();
  const at = (section: Section): Covered => {
    const key = citation(section);
    const one = all.get(key) ?? { section, checks: new Map(), requirements: [], files: [] };
    all.set(key, one);
    return one;
  };
  for (const [check, found] of Object.entries(BY_CHECK)) {
    const [, asks = "", from = ""] = /^(.*\?) (.+)$/.exec(check) ?? [];
    for (const section of named(from, specs)) at(section).checks.set(asks, found);
  }
  const broken = textsOf(MUTANTS);
  for (const [id, { cites }] of Object.entries(REQUIREMENTS))
    if (broken.some(({ text }) => text.includes(`"${id}"`))) at(cites[0]).requirements.push(id);
  for (const { path, text } of textsOf(SERVER)) for (const section of named(text, specs)) at(section).files.push(path);
  return [...all.values()];
}

/** The sections that a text names: `RFC 6749 4.1.2, 5.1`, `OpenID Connect Core 5.3`, `RFC 6749, section 5.1`. */
function named(text: string, specs: ReadonlyMap<string, Section>): readonly Section[] {
  const found = new Map<string, Section>();
  for (const base of specs.values()) {
    const [name, url = ""] = [base.spec.replace(/ 1\.0$/, ""), base.url.split("#")[0]];
    const pattern = new RegExp(
      `${name.replace(/[.()]/g, "\\$&")}(?: 1\\.0)?,? (?:section )?((?:(?:[0-9]+|[A-Z](?=[.][0-9]))(?:[.][0-9]+)*(?:, | and )?)+)`,
      "g",
    );
    for (const [, list = ""] of text.matchAll(pattern))
      for (const section of list.split(/, | and /).filter(isSection)) {
        const at = url.includes("rfc-editor.org") ? `${url}#section-${section}` : url;
        found.set(citation({ ...base, section }), { ...base, section, url: at });
      }
  }
  return [...found.values()];
}

const isSection = (text: string): boolean => /^(?:[0-9]+|[A-Z](?=[.]))(?:\.[0-9]+)*$/.test(text);

/** What more checks than this refuse with says little about any one of them. */
const TOO_COMMON = 4;

/** Tests that name the section, then tests that name a reason of its checks. */
function testsOf({ section, checks, requirements }: Covered, tests: readonly Text[]): readonly string[] {
  const checksOf = (code: Code): number => Object.values(BY_CHECK).filter((found) => found.includes(code)).length;
  const reasons = [...checks.values()].flat().filter((code) => checksOf(code) <= TOO_COMMON);
  const specs = new Map([[section.spec, section]]);
  const citing = tests.filter(({ text }) => named(text, specs).some((one) => one.section === section.section));
  const refusing = tests.filter(({ text }) => reasons.some((code) => text.includes(`"${code}"`)));
  const paths = [...citing, ...refusing].map(({ path }) => path);
  return [...new Set([...paths, ...(requirements.length > 0 ? [MUTANTS_TEST] : [])])].slice(0, SHOWN);
}

/** The files of the repository that match. Tests are left out unless they are asked for. */
function textsOf(pattern: string): readonly Text[] {
  return globSync(pattern, { cwd: ROOT })
    .filter((path) => pattern.includes(".test.") || !path.endsWith(".test.ts"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}
