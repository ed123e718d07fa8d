/** Reads dialects/<provider>.yaml. What is wrong with it is named with its line, in plain words. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
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

/** All dialects as they are written, without those that are wrong. */
export const writtenDialects = (): readonly Written[] =>
  dialectFiles().flatMap((file) => readDialect(file).written ?? []);

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
  const broken = document.errors.map(({ message, pos }) => ({
    file,
    line: lines.linePos(pos[0]).line,
    says: `This is not YAML: ${message.split("\n", 1)[0]?.replace(/ at line \d+, column \d+:?$/, "")}.`,
  }));
  if (broken.length > 0) return { file, written: undefined, faults: broken, lineOf };
  const { data, error } = dialectSchema.safeParse(document.toJS());
  const faults = [
    ...(error?.issues ?? [])
      .flatMap((issue) => saidOf(issue, []))
      .map(({ path, says }) => ({ file, line: lineOf(path), says })),
    ...(data === undefined
      ? []
      : [...contradictions(file, data)].map(({ path, says }) => ({ file, line: lineOf(path), says }))),
  ];
  return { file, written: data, faults, lineOf };
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
  return issue.message.replace(/^Invalid (?:input|string): /, "").replace(/\.$/, "");
}

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
