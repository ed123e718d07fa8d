/**
 * Compiles dialects/*.yaml: to src/doctor/dialects/compiled.js what the doctor needs of them, without the examples, and to
 * src/doctor/likeness/learned.js what it learns from the examples.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { indexOf } from "../../src/doctor/dialects/index-of.ts";
import { causeCodes } from "../../src/reasons/causes.ts";
import { dialectFiles, type Fault, readDialect } from "./file.ts";
import { learn, lessonsOf } from "./learn.ts";
import { packed } from "./pack.ts";
import type { Written } from "./schema.ts";

const ROOT = join(import.meta.dirname, "../..");
const DOCTOR = join(ROOT, "src/doctor");
const COMPILED = join(DOCTOR, "dialects/compiled.js");
const LEARNED = join(DOCTOR, "likeness/learned.js");

/** Whether the doctor can start. What it starts with may be older than the files. */
export const isCompiled = (): boolean => existsSync(COMPILED) && existsSync(LEARNED);

/** Compiles what has changed since. Returns what is wrong with the files; the artifacts are then as they were. */
export function compileStale(): readonly Fault[] {
  const dialects = dialectFiles();
  const own = ["compile.ts", "file.ts", "schema.ts"].map(here);
  const compiled = hashOf([
    ...own,
    ...dialects,
    here("pack.ts"),
    ...["index-of.ts", "letters.ts", "lookup.ts", "needs.ts", "pattern.ts"].map((name) =>
      join(DOCTOR, "dialects", name),
    ),
  ]);
  const learned = hashOf([...own, ...dialects, ...["example.ts", "learn.ts"].map(here), ...readers()]);
  const isStale = { compiled: !isOf(COMPILED, compiled), learned: !isOf(LEARNED, learned) };
  if (!isStale.compiled && !isStale.learned) return [];
  const files = dialects.map((file) => readDialect(file));
  const faults = files.flatMap((file) => file.faults);
  if (faults.length > 0) return faults;
  const written = files.flatMap((file) => file.written ?? []);
  if (isStale.compiled) keep(COMPILED, compiled, moduleOf(written));
  if (isStale.learned) keep(LEARNED, learned, `export const learned = ${JSON.stringify(learn(lessonsOf(written)))};\n`);
  return [];
}

const here = (name: string): string => join(import.meta.dirname, name);

/** What reads an example. Whatever of it changes, the examples may say something else. */
const readers = (): readonly string[] =>
  readdirSync(DOCTOR, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.endsWith(".d.ts"))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

const isOf = (artifact: string, hash: string): boolean =>
  existsSync(artifact) && readFileSync(artifact, "utf8").startsWith(`// ${hash}`);

/** Several processes may compile at once, and others read meanwhile. */
function keep(artifact: string, hash: string, module: string): void {
  const draft = `${artifact}.${process.pid}`;
  writeFileSync(draft, `// ${hash} of dialects/*.yaml, by npm run dialects\n${module}`);
  renameSync(draft, artifact);
}

function hashOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.update(causeCodes.join()).digest("base64url").slice(0, 22);
}

/**
 * One string, because it is parsed faster than JavaScript, and most of it never: a line about all dialects, a line with the index of what their
 * messages need, and one for each dialect, in which its pages and messages are read one by one.
 */
function moduleOf(written: readonly Written[]): string {
  const all = written.map(packed);
  const heads = JSON.stringify(all.map(({ head }) => head));
  const index = JSON.stringify(indexOf(all.flatMap(({ needs }) => needs)));
  const rests = all.map(({ rest: { messages, ...rest } }) =>
    [rest, ...messages].map((one) => JSON.stringify(one)).join("\t"),
  );
  return `export const lines = ${JSON.stringify(ascii([heads, index, ...rests].join("\n")))}.split("\\n");
${UNPACK}`;
}

/** Node keeps a text of ASCII in half the memory. */
const ascii = (json: string): string =>
  json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** What reads the lines, wherever they come from. */
export const UNPACK = `export const heads = JSON.parse(lines[0]);
export const index = JSON.parse(lines[1]);
export const restOf = (place) => {
  const [rest, ...messages] = lines[place + 2].split("\\t");
  return { ...JSON.parse(rest), messages: { at: (place) => JSON.parse(messages[place] ?? "null") ?? undefined } };
};
`;

/** @throws if a file is wrong, with every fault and its line */
export function compileOrThrow(): void {
  const faults = compileStale();
  if (faults.length > 0) throw new Error(`The dialects could not be compiled.\n${faults.map(toLine).join("\n")}`);
}

export const toLine = ({ file, line, says }: Fault): string => `${relative(ROOT, file)}:${line}: ${says}`;
