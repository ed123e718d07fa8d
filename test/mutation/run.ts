/**
 * Runs the tests against each mutant, the nearest tests first, and prints those that no test notices. What a mutant came to is
 * remembered while its file and the tests stay as they are, so that a run that was cut short goes on where it stopped.
 */
import { hash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { CACHE, type Candidate, type Outcome, ROOT, runBatch } from "./batch.ts";
import { mutantsOf } from "./mutants.ts";

/** Judged one by one: mutants that behave as the original does, and why. */
const EQUIVALENT = join(import.meta.dirname, "equivalent.json");
const KNOWN = join(CACHE, "known.json");

/** Where nothing else is asked for: what decides, and who is let in. */
const USUAL = [
  "protocol/token",
  "protocol/authorization",
  "protocol/bearer",
  "protocol/client-authentication",
  "service",
];

/** Tests that come to every corner, the quick ones first. */
const WIDER = [
  ["src/protocol", "src/service"],
  ["test/disabled", "test/catalogue/reach.test.ts", "test/throttling", "test/journal"],
  ["test/properties", "test/blackbox"],
];

const overHttp = (name: string): string => `test/blackbox/${name}.test.ts`;

/** Files whose tests are not beside them. */
const ELSEWHERE: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/occasion\.ts$/, ["test/journal/replay.test.ts"]],
  [
    /\/service\/(access-tokens|bearer|userinfo|introspection|revocation|sign-in)\.ts$/,
    ["test/disabled/endpoints.test.ts"],
  ],
  [/\/service\/(introspection|revocation|userinfo)\.ts$/, ["introspection", "revocation", "userinfo"].map(overHttp)],
  [/\/service\/token-(facts|commit)\.ts$/, ["src/service/token.test.ts", ...["codes", "refresh"].map(overHttp)]],
  [/\/http\/(forms|browser|people)\.ts$/, ["stale-forms", "cookies", "prompts", "consent", "sign-out"].map(overHttp)],
  [/\/http\/wire\.ts$/, ["wire", "token-endpoint", "userinfo", "authorization-request"].map(overHttp)],
];

/** Mutants in one process: each has modules of its own, which stay. */
const BATCH = 50;

type Known = Record<string, { readonly of: string; readonly outcome: Outcome }>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "30" },
    wide: { type: "string", default: "2" },
    // Tests to run after the nearest, instead of the wider ones: `--with test/blackbox/consent.test.ts`.
    with: { type: "string", multiple: true, default: [] },
  },
});
const until = Date.now() + Number(values.minutes) * 60_000;
const kept = JSON.parse(readFileSync(EQUIVALENT, "utf8")) as Readonly<Record<string, string>>;

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
const filesOf = (path: string): string[] =>
  /\.tsx?$/.test(path) ? [path] : globSync(`${path}/**/*.{ts,tsx}`, { cwd: ROOT }).sort();
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const digest = (text: string): string => hash("sha256", text, "hex").slice(0, 12);

/** The tests of a file by nearness, each set without those before it. */
function testsFor(file: string): string[][] {
  const beside = filesOf(dirname(file)).filter((path) => isTest(path) && dirname(path) === dirname(file));
  const name = file.replace(/\.tsx?$/, "");
  // `redirect-uri.ts` has `redirect-uri-fault.test.ts` as well.
  const named = beside.filter((path) => path.startsWith(`${name}.`) || path.startsWith(`${name}-`));
  const elsewhere = ELSEWHERE.flatMap(([files, near]) => (files.test(`/${file}`) ? near : []));
  const wider = WIDER.slice(0, Number(values.wide)).map((set) => set.flatMap(filesOf).filter(isTest));
  const done = new Set<string>();
  const asked = values.with.map((path) => filesOf(path).filter(isTest));
  const known = [named, elsewhere, asked].some((set) => set.length > 0);
  const near = [known ? named : beside, ...elsewhere.map((path) => [path])];
  const after = asked.length > 0 ? asked : values.wide === "0" ? [] : [beside, ...wider];
  return [...near, ...after].flatMap((set) => {
    const rest = set.filter((path) => !done.has(path));
    for (const path of rest) done.add(path);
    return rest.length === 0 ? [] : [rest];
  });
}

function readKnown(): Known {
  try {
    return JSON.parse(readFileSync(KNOWN, "utf8")) as Known;
  } catch {
    return {};
  }
}

mkdirSync(CACHE, { recursive: true });
const known = readKnown();
const breadth = values.with.length > 0 ? values.with.join(" ") : values.wide;
const tests = digest(globSync(["src/**/*.test.{ts,tsx}", "test/**/*.ts"], { cwd: ROOT }).sort().map(read).join("\0"));
const sources = (positionals.length > 0 ? positionals : USUAL.map((path) => `src/${path}`)).flatMap(filesOf);
const all = sources
  .filter((file) => !isTest(file))
  .flatMap((file) => mutantsOf(file, read(file)).map((mutant): Candidate => ({ file, source: read(file), mutant })));

/** A survivor may not survive other tests; who was killed is killed by more as well. */
function isKnown({ source, mutant }: Candidate): boolean {
  const before = known[mutant.id];
  return before?.of === (before?.outcome === "survived" ? `${digest(source)} ${tests} ${breadth}` : digest(source));
}

function remember(candidates: readonly Candidate[], outcomes: ReadonlyMap<string, Outcome>, last: boolean): void {
  for (const { source, mutant } of candidates) {
    const outcome = outcomes.get(mutant.id);
    if (outcome === undefined || (outcome === "survived" && !last)) continue;
    const of = outcome === "survived" ? `${digest(source)} ${tests} ${breadth}` : digest(source);
    known[mutant.id] = { of, outcome };
  }
  writeFileSync(KNOWN, JSON.stringify(known));
}

for (const file of new Set(all.map((candidate) => candidate.file))) {
  const sets = testsFor(file);
  let left = all.filter((one) => one.file === file && kept[one.mutant.id] === undefined && !isKnown(one));
  for (const [n, set] of sets.entries()) {
    const survivors: Candidate[] = [];
    for (let at = 0; at < left.length && Date.now() < until; at += BATCH) {
      const batch = left.slice(at, at + BATCH);
      const outcomes = await runBatch(set, batch);
      remember(batch, outcomes, n === sets.length - 1);
      survivors.push(...batch.filter(({ mutant }) => outcomes.get(mutant.id) === "survived"));
    }
    left = survivors;
  }
}

const counts = new Map<string, number>();
for (const candidate of all) {
  const { file, mutant } = candidate;
  const found = isKnown(candidate) ? (known[mutant.id]?.outcome ?? "not tried") : "not tried";
  const outcome = kept[mutant.id] === undefined ? found : "equivalent";
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  if (outcome !== "survived") continue;
  console.log(`\nsurvived ${mutant.id}  ${file}:${mutant.line}`);
  console.log(`  - ${mutant.was.replaceAll(/\s+/g, " ").slice(0, 160)}`);
  console.log(`  + ${mutant.becomes.replaceAll(/\s+/g, " ").slice(0, 160)}`);
}
console.log(`\n${all.length} mutants: ${[...counts].map(([name, n]) => `${n} ${name}`).join(", ")}`);
process.exitCode = counts.has("survived") ? 1 : 0;
