/** `npm run faults [-- --long] [-- --only kill,silent] [-- --seed n]`: what happens to a server, and what it keeps of its promises. */
import { parseArgs } from "node:util";
import { faultsOf, type Outcome, report, table } from "./outcome.ts";
import { SCENARIOS } from "./scenarios/index.ts";

const USAGE = `npm run faults -- [--long] [--only scenario,...] [--seed n]

  --long   many rounds of each scenario, about an hour; without it, about two minutes
  --only   ${Object.keys(SCENARIOS).join(", ")}
  --seed   of everything that is drawn by lot
`;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        long: { type: "boolean", default: false },
        only: { type: "string", default: Object.keys(SCENARIOS).join(",") },
        seed: { type: "string", default: "20260101" },
        help: { type: "boolean", default: false },
      },
    });
    const names = values.only.split(",");
    const wrong = names.find((name) => SCENARIOS[name] === undefined);
    if (wrong !== undefined) throw new Error(`There is no scenario ${wrong}.`);
    if (!/^\d{1,9}$/.test(values.seed)) throw new Error("--seed must be a whole number.");
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    return { names, long: values.long, seed: Number(values.seed) };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

const { names, long, seed } = options();
const outcomes = new Map<string, Outcome>();
for (const name of names) {
  const outcome = await SCENARIOS[name]?.({ long, seed });
  if (outcome === undefined) continue;
  outcomes.set(name, outcome);
  console.log(`${report(name, outcome)}\n`);
}
const held = [...outcomes.values()].filter((outcome) => faultsOf(outcome).length === 0).length;
console.log(`${table(outcomes)}\n`);
console.log(`${held} held, ${names.length - held} broken`);
process.exit(held === names.length ? 0 : 1);
