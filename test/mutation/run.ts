/**
 * Runs the tests against each mutant, the nearest tests first, and prints those that no test notices. What a mutant came to is
 * remembered while its file and the tests stay as they are, so that a run that was cut short goes on where it stopped.
 */
import { spawn } from "node:child_process";
import { hash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Mutant, mutantsOf, mutate } from "./mutants.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const CACHE = join(ROOT, "node_modules/.cache/mutants.json");
/** Judged one by one: mutants that behave as the original does, and why. */
const EQUIVALENT = join(import.meta.dirname, "equivalent.json");
/** Milliseconds for the tests of one mutant; an endless loop is noticed by it. */
const PATIENCE = 180_000;

/** Where nothing else is asked for: what decides, and who is let in. */
const USUAL = [
  "protocol/token",
  "protocol/authorization",
  "protocol/bearer",
  "protocol/client-authentication",
  "service",
];

/** Tests that come to every corner of a floor, the quick ones first. */
const WIDER: readonly (readonly string[])[] = [
  ["src/protocol", "test/disabled", "test/catalogue/reach.test.ts"],
  ["src/service", "test/journal", "test/blackbox", "test/properties", "test/throttling"],
];

type Outcome = "killed" | "survived" | "never ended";
type Known = Record<string, { readonly of: string; readonly outcome: Outcome }>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string", default: "30" }, quick: { type: "boolean", default: false } },
});
const until = Date.now() + Number(values.minutes) * 60_000;
const kept = JSON.parse(readFileSync(EQUIVALENT, "utf8")) as Readonly<Record<string, { readonly why: string }>>;

const filesOf = (path: string): string[] =>
  globSync(path.endsWith(".ts") || path.endsWith(".tsx") ? path : `${path}/**/*.{ts,tsx}`, { cwd: ROOT });

function sources(): string[] {
  const asked = positionals.length > 0 ? positionals : USUAL.map((path) => `src/${path}`);
  return asked.flatMap(filesOf).filter((file) => !/\.test\.tsx?$/.test(file));
}

/** The tests of a mutant by nearness, each set without those before it. */
function testsFor(file: string): string[][] {
  const beside = filesOf(dirname(file)).filter((path) => /\.test\.tsx?$/.test(path) && dirname(path) === dirname(file));
  const named = beside.filter((path) => path.startsWith(file.replace(/\.tsx?$/, ".test.")));
  const [unit, whole] = WIDER as [readonly string[], readonly string[]];
  const sets = [named.length > 0 ? named : beside, beside, [...unit], ...(values.quick ? [] : [[...whole]])];
  return sets.filter((set, n) => set.length > 0 && JSON.stringify(set) !== JSON.stringify(sets[n - 1]));
}

/** What the tests are now: one that is changed may notice what it did not. */
function stateOfTests(): string {
  const tests = globSync(["src/**/*.test.{ts,tsx}", "test/**/*.ts"], { cwd: ROOT }).sort();
  return hash("sha256", tests.map((path) => readFileSync(join(ROOT, path), "utf8")).join("\0"), "hex").slice(0, 12);
}

/** Runs tests; whether all of them passed, or `undefined` where they did not end. */
function passes(tests: readonly string[], mutant: string): Promise<boolean | undefined> {
  const args = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--root", ROOT];
  args.push("--config", join(import.meta.dirname, "vitest.config.ts"), ...tests);
  const child = spawn(process.execPath, args, {
    env: { ...process.env, MUTANT: mutant, NODE_ENV: "test", TZ: "Pacific/Auckland" },
    stdio: "ignore",
    detached: true,
  });
  return new Promise((done) => {
    const timer = setTimeout(() => {
      done(undefined);
      // The workers go with it.
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, PATIENCE);
    child.on("exit", (code) => {
      clearTimeout(timer);
      done(code === 0);
    });
  });
}

async function judge(file: string, source: string, mutant: Mutant): Promise<Outcome> {
  const told = join(dirname(CACHE), "mutant.json");
  writeFileSync(told, JSON.stringify({ file: join(ROOT, file), source: mutate(source, mutant) }));
  for (const tests of testsFor(file)) {
    const passed = await passes(tests, told);
    if (passed === undefined) return "never ended";
    if (!passed) return "killed";
  }
  return "survived";
}

mkdirSync(dirname(CACHE), { recursive: true });
const known = ((): Known => {
  try {
    return JSON.parse(readFileSync(CACHE, "utf8")) as Known;
  } catch {
    return {};
  }
})();
const tests = stateOfTests();
const all = sources().flatMap((file) => {
  const source = readFileSync(join(ROOT, file), "utf8");
  const of = hash("sha256", source, "hex").slice(0, 12);
  return mutantsOf(file, source).map((mutant) => ({ file, source, of, mutant }));
});
// By their names, so that a run that is cut short has been everywhere.
all.sort((a, b) => a.mutant.id.localeCompare(b.mutant.id));

const counts: Record<string, number> = {};
const count = (outcome: string): void => {
  counts[outcome] = (counts[outcome] ?? 0) + 1;
};
for (const { file, source, of, mutant } of all) {
  if (kept[mutant.id] !== undefined) {
    count("equivalent");
    continue;
  }
  const before = known[mutant.id];
  // What was killed by tests that were fewer is killed by more; a survivor may not survive new ones.
  const still = before?.of === of || before?.of === `${of} ${tests}`;
  if (before === undefined || !still || (before.outcome === "survived" && before.of !== `${of} ${tests}`)) {
    if (Date.now() > until) {
      count("not tried");
      continue;
    }
    const outcome = await judge(file, source, mutant);
    known[mutant.id] = { of: outcome === "survived" ? `${of} ${tests}` : of, outcome };
    writeFileSync(CACHE, JSON.stringify(known));
  }
  const outcome = known[mutant.id]?.outcome ?? "survived";
  count(outcome);
  if (outcome !== "survived") continue;
  console.log(`\nsurvived ${mutant.id}  ${file}:${mutant.line}`);
  console.log(`  - ${mutant.was.replaceAll(/\s+/g, " ").slice(0, 160)}`);
  console.log(`  + ${mutant.becomes.replaceAll(/\s+/g, " ").slice(0, 160)}`);
}
console.log(
  `\n${all.length} mutants: ${Object.entries(counts)
    .map(([name, n]) => `${n} ${name}`)
    .join(", ")}`,
);
process.exitCode = counts.survived === undefined ? 0 : 1;
