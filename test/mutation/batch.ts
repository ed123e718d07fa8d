/** Runs tests against many mutants in one process. Among them is the source as it is: its tests must pass, or nothing is said. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Mutant, mutate } from "./mutants.ts";

export const ROOT = resolve(import.meta.dirname, "../..");
export const CACHE = join(ROOT, "node_modules/.cache/mutants");

export type Outcome = "killed" | "survived" | "never ended";

export interface Candidate {
  readonly file: string;
  readonly source: string;
  readonly mutant: Mutant;
}

/** Milliseconds without news after which a mutant is taken for an endless loop; the first news takes longer. */
const PATIENCE = 90_000;
const CONTROL = "unchanged";

/** How each candidate fares with these tests, by its name. */
export async function runBatch(
  tests: readonly string[],
  candidates: readonly Candidate[],
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (let left = candidates; left.length > 0; left = left.filter(({ mutant }) => !outcomes.has(mutant.id))) {
    const before = outcomes.size;
    const folder = prepare(tests, left);
    await vitest(folder);
    for (const line of readLog(folder)) {
      const [said, path = ""] = line.split(" ");
      const id = /([0-9a-z]+)\.test\.ts$/.exec(path)?.[1];
      if (id === undefined) continue;
      if (id === CONTROL && said === "failed")
        throw new Error(`The tests fail without any change: ${tests.join(", ")}`);
      if (id === CONTROL) continue;
      // What has begun and not ended has hung, until the next line says otherwise.
      outcomes.set(id, said === "passed" ? "survived" : said === "failed" ? "killed" : "never ended");
    }
    if (outcomes.size === before) throw new Error(`Nothing came of the tests: ${tests.join(", ")}`);
  }
  return outcomes;
}

function prepare(tests: readonly string[], candidates: readonly Candidate[]): string {
  const folder = join(CACHE, "batch");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const changed = candidates.map(({ file, source, mutant }) => {
    return [mutant.id, { file: join(ROOT, file), source: mutate(source, mutant) }] as const;
  });
  writeFileSync(join(folder, "mutants.json"), JSON.stringify(Object.fromEntries(changed)));
  writeFileSync(join(folder, "log"), "");
  for (const id of [CONTROL, ...candidates.map(({ mutant }) => mutant.id)]) {
    const imports = tests.map((test) => `import ${JSON.stringify(`${join(ROOT, test)}?mutant=${id}`)};\n`);
    writeFileSync(join(folder, `${id}.test.ts`), imports.join(""));
  }
  return folder;
}

const readLog = (folder: string): string[] => readFileSync(join(folder, "log"), "utf8").split("\n").filter(Boolean);

function vitest(folder: string): Promise<void> {
  const config = join(import.meta.dirname, "vitest.config.ts");
  const args = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--root", ROOT, "--config", config];
  const env = { ...process.env, MUTANTS: folder, CHECKS: "all", NODE_ENV: "test", TZ: "Pacific/Auckland" };
  const child = spawn(process.execPath, args, { env, stdio: "ignore", detached: true });
  return new Promise((done) => {
    let [lines, since] = [0, Date.now()];
    const watch = setInterval(() => {
      const now = readLog(folder).length;
      if (now !== lines) [lines, since] = [now, Date.now()];
      // The workers go with it.
      else if (Date.now() > since + (lines === 0 ? 4 * PATIENCE : PATIENCE) && child.pid !== undefined)
        process.kill(-child.pid, "SIGKILL");
    }, 1_000);
    child.on("exit", () => {
      clearInterval(watch);
      done();
    });
  });
}
