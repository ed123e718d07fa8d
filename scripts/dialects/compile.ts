/** Compiles dialects/*.yaml to src/doctor/dialects/compiled.js: what the doctor needs of them, without the examples. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { CompiledDialect, CompiledMessage } from "../../src/doctor/dialects/define.ts";
import { type CauseCode, causeCodes } from "../../src/reasons/causes.ts";
import { type DialectFile, dialectFiles, type Fault, readDialect } from "./file.ts";
import type { Written, WrittenMessage } from "./schema.ts";

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
  const own = ["compile.ts", "file.ts", "schema.ts"].map((name) => join(import.meta.dirname, name));
  for (const file of [...own, ...dialectFiles()])
    hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.update(causeCodes.join()).digest("base64url").slice(0, 22);
}

function moduleOf(files: readonly DialectFile[]): string {
  const dialects = files.flatMap(({ written }) => (written === undefined ? [] : [compiled(written)]));
  // A string is parsed faster than a literal: https://v8.dev/blog/cost-of-javascript-2019#json
  return `export const compiled = JSON.parse(${JSON.stringify(JSON.stringify(dialects))});\n`;
}

/** A dialect without what only its readers need. */
export function compiled({
  provider,
  name,
  kind,
  hosts,
  marks,
  pages,
  messages,
  departures,
}: Written): CompiledDialect {
  return { provider, name, kind, hosts, marks, pages, messages: messages.map(compiledMessage), departures };
}

function compiledMessage({ example, "only-here": onlyHere, says, means, ...rest }: WrittenMessage): CompiledMessage {
  return {
    ...(rest as Omit<CompiledMessage, "says" | "means">),
    ...(says !== undefined && { says: [says].flat() }),
    ...(onlyHere === true && { distinctive: true }),
    means: Object.entries(means).map(([reason, meaning]) => compiledMeaning(reason as CauseCode, meaning)),
  };
}

function compiledMeaning(
  reason: CauseCode,
  meaning: NonNullable<WrittenMessage["means"][CauseCode]>,
): CompiledMessage["means"][number] {
  if (typeof meaning === "number") return [reason, meaning];
  const { weight, fix = 0, tell } = meaning;
  return tell === undefined ? [reason, weight, fix] : [reason, weight, fix, tell];
}

/** @throws if a file is wrong, with every fault and its line */
export function compileOrThrow(): void {
  const faults = compileStale();
  if (faults.length > 0) throw new Error(`The dialects could not be compiled.\n${faults.map(toLine).join("\n")}`);
}

export const toLine = ({ file, line, says }: Fault): string => `${relative(ROOT, file)}:${line}: ${says}`;
