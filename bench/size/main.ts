/** The bench at size: fills a large database once, and measures on it. `npm run bench:size` starts it through scripts/bench.mjs. */
import { resolve } from "node:path";
import { readOptions } from "./options.ts";
import { measureRates } from "./rates.ts";
import { fill } from "./site.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);
const options = readOptions(process.argv.slice(2));
const directory = resolve(options.directory);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

try {
  const { task, database, users, clients, grants } = options;
  if (task === "fill") await fill(database, directory, { users, clients, grants, now: Date.now() }, say);
  const beside = options.beside === undefined ? [] : [resolve(options.beside)];
  if (task === "rates") await measureRates([directory, ...beside], options.seconds, options.rounds, say);
} catch (error) {
  say(`The bench stopped: ${(error as Error).message}`);
  process.exitCode = 1;
}
