/** Compiles dialects/*.yaml to src/doctor/dialects/compiled.js: what the doctor needs of them, without the examples. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
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
  const own = ["compile.ts", "file.ts", "needs.ts", "pack.ts", "schema.ts"].map((name) =>
    join(import.meta.dirname, name),
  );
  for (const file of [...own, ...dialectFiles()])
    hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.update(causeCodes.join()).digest("base64url").slice(0, 22);
}

/** Strings, because JSON is parsed faster than JavaScript, and most of it never. */
function moduleOf(files: readonly DialectFile[]): string {
  const all = files.flatMap(({ written }) => (written === undefined ? [] : [packed(written)]));
  const heads = JSON.stringify(all.map(({ head }) => head));
  const rests = all.map(({ rest }) => JSON.stringify(JSON.stringify(rest)));
  return `export const heads = JSON.parse(${JSON.stringify(heads)});
const rests = [
${rests.join(",\n")}
];
export const restOf = (at) => JSON.parse(rests[at]);
`;
}

/** @throws if a file is wrong, with every fault and its line */
export function compileOrThrow(): void {
  const faults = compileStale();
  if (faults.length > 0) throw new Error(`The dialects could not be compiled.\n${faults.map(toLine).join("\n")}`);
}

export const toLine = ({ file, line, says }: Fault): string => `${relative(ROOT, file)}:${line}: ${says}`;
