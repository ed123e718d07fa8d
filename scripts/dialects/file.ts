/** Reads dialects/<provider>.yaml. What is wrong with it is named with its line, in plain words. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isNode, LineCounter, parseDocument, type YAMLParseError } from "yaml";
import type { z } from "zod";
import { causeCodes } from "../../src/reasons/causes.ts";
import { nearest } from "./nearest.ts";
import { dialectSchema, type Written } from "./schema.ts";

/** The folder with one file for each provider. */
export const DIALECTS = join(import.meta.dirname, "../../dialects");

/** What is wrong with a line of a file. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

export interface DialectFile {
  readonly file: string;
  /** Undefined if it is not as the schema wants it. */
  readonly written: Written | undefined;
  readonly faults: readonly Fault[];
  /** The line of what is at a path, from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** All files of dialects, in the order of their names. */
export const dialectFiles = (): readonly string[] =>
  globSync("*.yaml", { cwd: DIALECTS })
    .sort()
    .map((name) => join(DIALECTS, name));

export function readDialect(file: string, source = readFileSync(file, "utf8")): DialectFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let end = path.length; end > 0; end--) {
      const node = document.getIn(path.slice(0, end), true);
      const start = isNode(node) ? node.range?.[0] : undefined;
      if (start !== undefined) return lines.linePos(start).line;
    }
    return 1;
  };
  // The first one. Those below it are mostly its consequences.
  const [broken] = [...document.errors].sort((a, b) => a.pos[0] - b.pos[0]);
  if (broken !== undefined) {
    const fault = { file, line: lines.linePos(broken.pos[0]).line, says: `This is not YAML: ${notYaml(broken)}.` };
    return { file, written: undefined, faults: [fault], lineOf };
  }
  const { data, error } = dialectSchema.safeParse(document.toJS());
  const said = (error?.issues ?? []).flatMap((issue) => saidOf(issue, []));
  // A cause of another name is still a cause.
  const plain = said.filter(
    (one) => !/must name a cause/.test(one.says) || !said.some(({ says }) => UNKNOWN.test(says)),
  );
  const faults = [
    ...plain.map(({ path, says }) => ({ file, line: lineOf(path), says })),
    ...(data === undefined
      ? []
      : [...contradictions(file, data)].map(({ path, says }) => ({ file, line: lineOf(path), says }))),
  ];
  return { file, written: data, faults, lineOf };
}

/** What the parser says, in terms of what one writes. */
const BROKEN: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "there is a tab where spaces must be",
  BAD_INDENT: "the line is indented differently from the lines of its list or mapping",
  BLOCK_AS_IMPLICIT_KEY: "a text with a colon and a space after it needs quotes, or the line is indented wrongly",
  BLOCK_IN_FLOW: "a text with a colon and a space after it needs quotes within { }",
  DUPLICATE_KEY: "the same name is here twice",
};

function notYaml({ code, message }: YAMLParseError): string {
  const first = message.split("\n", 1)[0] ?? "";
  if (/without - indicator/.test(first)) return BROKEN.BAD_INDENT as string;
  return BROKEN[code] ?? first.replace(/ at line \d+, column \d+:?$/, "").replace(/[.:]$/, "");
}

interface Said {
  readonly path: readonly PropertyKey[];
  readonly says: string;
}

/** An issue of the schema in plain words, at the deepest place that it is about. */
function saidOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): readonly Said[] {
  const path = [...above, ...issue.path];
  const where = path.filter((part) => typeof part === "string").join(" > ");
  const here = where === "" ? "" : `${where}: `;
  const last = String(path.at(-1) ?? "");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        says:
          path.at(-1) === "means"
            ? unknownCause(key)
            : `${here}there is no member "${key}"${proposed(key, membersAt(path))}.`,
      }));
    case "invalid_key":
      return [{ path, says: unknownCause(last) }];
    case "invalid_union": {
      // The branch that got furthest is the one that was meant.
      const [deepest] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
      const inner = deepest ?? [];
      if (depth(inner) > 0) return inner.flatMap((one) => saidOf(one, path));
      return [{ path, says: `${here}${describe(inner.at(-1)) ?? "this value is not allowed"}.` }];
    }
    default:
      return [{ path, says: `${here}${describe(issue)}.` }];
  }
}

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map(({ path, code }) => path.length + (code === "unrecognized_keys" ? 1 : 0)));

function describe(issue: z.core.$ZodIssue | undefined): string | undefined {
  if (issue === undefined) return undefined;
  if (issue.code === "invalid_type" && issue.input === undefined && /undefined/.test(issue.message))
    return "this is required";
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  if (issue.code === "too_small")
    return issue.origin === "number" ? `must be more than ${issue.minimum}` : "must not be empty";
  const [, expected = ""] = /expected (\w+), received/.exec(issue.message) ?? [];
  if (expected !== "") return `must be ${KINDS[expected] ?? `a ${expected}`}`;
  return issue.message.replace(/^Invalid (?:input|string): /, "").replace(/\.$/, "");
}

const KINDS: Readonly<Record<string, string>> = {
  record: "a mapping of names to values: { code/expired: 0.9 }",
  object: "a mapping of names to values: { name: value }",
  array: "a list: [ one, other ]",
  string: "a text",
};

const UNKNOWN = /^There is no cause /;

function unknownCause(code: string): string {
  return `There is no cause "${code}"${proposed(code, causeCodes)}. docs/reasons lists them all.`;
}

function proposed(word: string, among: readonly string[]): string {
  const near = nearest(word, among);
  return near === undefined ? "" : `; did you mean "${near}"`;
}

/** Members that are allowed at a path. */
function membersAt(path: readonly PropertyKey[]): readonly string[] {
  const { messages, pages, departures } = dialectSchema.shape;
  const last = path.at(-1);
  const message = messages.element.shape;
  if (path.length === 0) return Object.keys(dialectSchema.shape);
  if (path[0] === "pages") return Object.keys(pages.valueType.shape);
  if (path[0] === "departures") return Object.keys(departures.unwrap().element.shape);
  if (path.length === 2) return Object.keys(message);
  if (last === "example") return Object.keys(message.example.options[1].shape);
  if (last === "parameter") return Object.keys(message.parameter.unwrap().shape);
  return ["weight", "fix", "tell"];
}

/** What the schema can't say: names that refer to each other. */
function* contradictions(file: string, { provider, pages, messages }: Written): Generator<Said> {
  if (basename(file) !== `${provider}.yaml`)
    yield { path: ["provider"], says: `The provider is "${provider}", so the file must be named ${provider}.yaml.` };
  const seen = new Set<string>();
  const cited = new Set<string>();
  for (const [at, { id, page }] of messages.entries()) {
    if (seen.has(id)) yield { path: ["messages", at, "id"], says: `Two messages have the id "${id}".` };
    seen.add(id);
    cited.add(page);
    if (!Object.hasOwn(pages, page))
      yield {
        path: ["messages", at, "page"],
        says: `There is no "${page}" under pages${proposed(page, Object.keys(pages))}.`,
      };
  }
  for (const name of Object.keys(pages)) {
    if (!cited.has(name)) yield { path: ["pages", name], says: `No message comes from the page "${name}".` };
  }
}
