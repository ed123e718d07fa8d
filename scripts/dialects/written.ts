/** All dialects as they are written. YAML takes seconds to read, so what was read of a file is kept until the file changes. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { causeCodes } from "../../src/reasons/causes.ts";
import { dialectFiles, readDialect } from "./file.ts";
import type { Written } from "./schema.ts";

const KEPT = join(import.meta.dirname, "../../node_modules/.cache/candor/dialects.json");

/** By the hash of the file and of what reads it. */
type Kept = Readonly<Record<string, Written>>;

/** Without those that are wrong. */
export function writtenDialects(): readonly Written[] {
  const before = kept();
  const reader = readerHash();
  const now: Record<string, Written> = {};
  const written = dialectFiles().flatMap((file) => {
    const source = readFileSync(file, "utf8");
    const hash = createHash("sha256").update(reader).update(file).update("\0").update(source).digest("base64url");
    const one = before[hash] ?? readDialect(file, source).written;
    if (one === undefined) return [];
    now[hash] = one;
    return [one];
  });
  if (Object.keys(now).some((hash) => !Object.hasOwn(before, hash))) keep(now);
  return written;
}

function readerHash(): string {
  const hash = createHash("sha256").update(causeCodes.join());
  for (const name of ["file.ts", "schema.ts"]) hash.update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest("base64url");
}

function kept(): Kept {
  try {
    return JSON.parse(readFileSync(KEPT, "utf8")) as Kept;
  } catch {
    return {};
  }
}

/** Several processes may write at once. Without it, only time is lost. */
function keep(now: Kept): void {
  const draft = `${KEPT}.${process.pid}`;
  try {
    mkdirSync(dirname(KEPT), { recursive: true });
    writeFileSync(draft, JSON.stringify(now));
    renameSync(draft, KEPT);
  } catch {}
}
