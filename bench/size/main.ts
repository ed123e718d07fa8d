/** The bench at size: fills a large database once, and measures on it. `npm run bench:size` starts it through scripts/bench.mjs. */
import { resolve } from "node:path";
import { measureCosts } from "./costs.ts";
import { measureDuring } from "./during.ts";
import { readOptions } from "./options.ts";
import { compareRates } from "./rates.ts";
import { keep } from "./results.ts";
import { databaseIn, fill } from "./site.ts";
import { soak } from "./soak.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);
const options = readOptions(process.argv.slice(2));
const directory = resolve(options.directory);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

try {
  const { task, database, users, clients, grants, seconds, buffers } = options;
  if (task === "fill") await fill(database, directory, { users, clients, grants, now: Date.now() }, say);
  else {
    const kept = databaseIn(directory);
    if (task === "rates") {
      if (options.beside === undefined) throw new Error("--beside is missing: a directory with a small database.");
      const both = [directory, resolve(options.beside)] as const;
      keep(buffers === undefined ? `rates-${kept}` : "rates-postgres-warm", await compareRates(both, options, say));
    } else if (task === "costs") keep("costs", await measureCosts(directory, { seconds, buffers }, say));
    else if (task === "soak") keep("soak", await soak(directory, { seconds, buffers }, say));
    else keep(`${task}-${kept}`, await measureDuring(directory, task, { seconds, buffers }, say));
    say("Kept in bench/size/results.json. `npm run docs` writes docs/scale.md from it.");
  }
} catch (error) {
  say(`The bench stopped: ${(error as Error).message}`);
  process.exitCode = 1;
}
