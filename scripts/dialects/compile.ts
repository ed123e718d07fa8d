/** Compiles dialects/*.yaml to src/doctor/dialects/compiled.js: what the doctor needs of them, without the examples. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { indexOf } from "../../src/doctor/dialects/index-of.ts";
import { causeCodes } from "../../src/reasons/causes.ts";
import { type DialectFile, dialectFiles, type Fault, readDialect } from "./file.ts";
import { packed } from "./pack.ts";

const ROOT = join(import.meta.dirname, "../..");
const ARTIFACT = join(ROOT, "src/doctor/dialects/compiled.js");

/** Compiles if a file has changed since. Returns what is wrong with the files; the artifact is then as it was. */
export function compileStale(): readonly Fault[] {
  const hash = hashOfSources();
  if (existsSync(ARTIFACT) && readFileSync(ARTIFACT, "utf8").startsWith(`// ${hash}`)) return [];
  const files = dialectFiles().map((file) => readDialect(file));
  const faults = files.flatMap((file) => file.faults);
  if (faults.length > 0) return faults;
  // Several processes may compile at once, and others read meanwhile.
  const draft = `${ARTIFACT}.${process.pid}`;
  writeFileSync(draft, `// ${hash} of dialects/*.yaml, by npm run dialects\n${moduleOf(files)}`);
  renameSync(draft, ARTIFACT);
  return [];
}

/** Changes with whatever the artifact depends on. */
function hashOfSources(): string {
  const hash = createHash("sha256");
  const own = [
    ...["compile.ts", "file.ts", "pack.ts", "schema.ts"].map((name) => join(import.meta.dirname, name)),
    ...["index-of.ts", "letters.ts", "lookup.ts", "needs.ts", "pattern.ts"].map((name) =>
      join(dirname(ARTIFACT), name),
    ),
  ];
  for (const file of [...own, ...dialectFiles()])
    hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.update(causeCodes.join()).digest("base64url").slice(0, 22);
}

/**
 * One string, because it is parsed faster than JavaScript, and most of it never: a line about all dialects, a line with the index of what their
 * messages need, and one for each dialect, in which its pages and messages are read one by one.
 */
function moduleOf(files: readonly DialectFile[]): string {
  const all = files.flatMap(({ written }) => (written === undefined ? [] : [packed(written)]));
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
