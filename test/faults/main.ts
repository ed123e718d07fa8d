/**
 * `npm run faults`: what happens to a server, and what it keeps of its promises. With `--results`, a round that was interrupted goes
 * on where it was.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { page } from "./document.ts";
import { faultsOf, report, table } from "./outcome.ts";
import { type Done, done, doneBefore, isSame, keep, partsOf, together } from "./parts.ts";
import { LACKING, SCENARIOS } from "./scenarios/index.ts";

const DOCUMENT = resolve(import.meta.dirname, "../../docs/faults.md");

const USAGE = `npm run faults -- [--long] [--only scenario,...] [--seed n] [--results file] [--minutes n] [--at-once n] [--write]

  --long     many rounds of each scenario, an hour or more; without it, a few minutes
  --only     ${Object.keys(SCENARIOS).join(", ")}
  --seed     of everything that is drawn by lot
  --results  keep what is done in this file, and don't do again what it has
  --minutes  begin nothing new after that time; run it again with the same --results to go on
  --at-once  how many are done at the same time, 1 by default
  --write    write the table of what is done to docs/faults.md
`;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        long: { type: "boolean", default: false },
        only: { type: "string", default: Object.keys(SCENARIOS).join(",") },
        seed: { type: "string", default: "20260101" },
        results: { type: "string" },
        minutes: { type: "string", default: "600" },
        "at-once": { type: "string", default: "1" },
        write: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const names = values.only.split(",");
    const wrong = names.find((name) => SCENARIOS[name] === undefined);
    if (wrong !== undefined) throw new Error(`There is no scenario ${wrong}.`);
    for (const name of ["seed", "minutes", "at-once"] as const)
      if (!/^\d{1,9}$/.test(values[name])) throw new Error(`--${name} must be a whole number.`);
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const { long, results, write } = values;
    const [seed, minutes, atOnce] = [Number(values.seed), Number(values.minutes), Number(values["at-once"])];
    return { names, long, seed, results, minutes, atOnce, write };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

const { names, long, seed, results, minutes, atOnce, write } = options();
const lacking = names.flatMap((name) => LACKING[name]?.() ?? []);
if (lacking.length > 0) {
  console.error(lacking.join("\n"));
  process.exit(2);
}
const parts = partsOf(names, long, seed);
const all: Done[] = results === undefined ? [] : [...doneBefore(results, parts)];
const left = parts.filter((part) => !all.some((one) => isSame(one, part)));
const end = performance.now() + minutes * 60_000;

async function work(): Promise<void> {
  while (performance.now() < end) {
    const part = left.shift();
    if (part === undefined) return;
    const one = await done(part);
    all.push(one);
    if (results !== undefined) keep(results, one);
    console.log(`${report(part.of === 1 ? part.name : `${part.name} ${part.part + 1}/${part.of}`, one.outcome)}\n`);
  }
}
await Promise.all(Array.from({ length: atOnce }, work));

const inOrder = parts.flatMap((part) => all.find((one) => isSame(one, part)) ?? []);
const outcomes = together(inOrder);
const held = [...outcomes.values()].filter((outcome) => faultsOf(outcome).length === 0).length;
const loadAverage = Math.max(...all.map((one) => one.loadAverage));
if (write) writeFileSync(DOCUMENT, page(outcomes, { long, seed, done: all.length, of: parts.length, loadAverage }));
if (left.length > 0) {
  console.log(`${all.length} of ${parts.length} parts are done.`);
  process.exit(3);
}
console.log(`${table(outcomes)}\n`);
console.log(`${held} held, ${outcomes.size - held} broken`);
process.exit(held === outcomes.size ? 0 : 1);
