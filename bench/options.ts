/** The command line of the bench. A wrong flag stops it with what is allowed. */
import { parseArgs } from "node:util";
import { SCENARIOS } from "./scenarios/index.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { SERVERS, type ServerName } from "./servers/index.ts";

export interface Options {
  readonly scenarios: readonly Scenario[];
  /** Whether to measure what refusals cost. */
  readonly refusals: boolean;
  /** Whether to measure what `candor explain` costs. */
  readonly doctor: boolean;
  /** Whether to measure the console and the admin API on a large database. */
  readonly console: boolean;
  /** The directory that `bench/seed` has filled. */
  readonly data: string | undefined;
  /** Whether to write docs/benchmark.md, of the newest measurement of each scenario. */
  readonly page: boolean;
  readonly servers: readonly ServerName[];
  /** Of each measurement. */
  readonly seconds: number;
  /** Seconds of load before the first one, until the optimizing compiler is done: after 2 s, some servers still take half as much again as after 15 s. */
  readonly warmUp: number;
  readonly rounds: number;
  readonly connections: number;
}

const NAMES: readonly string[] = [
  ...SCENARIOS.map(({ name }) => name),
  "refusals",
  "doctor",
  "console",
  "scenarios",
  "page",
];

const USAGE = `npm run bench -- [--only scenario,...] [--servers server,...] [--connections n]
                     [--rounds n] [--seconds n] [--warm-up n] [--data directory]

  --only         ${NAMES.join(", ")};
                 scenarios is what compares servers, page writes docs/benchmark.md of the newest measurement of each
  --servers      ${Object.keys(SERVERS).join(", ")}
  --connections  over which a server gets its load; 32 unless given
  --rounds       in which the servers take turns; 5 unless given
  --seconds      of a turn; 2 unless given
  --warm-up      seconds of load before the first turn; 15 unless given
  --data         directory that bench/seed/main.ts has filled, for console; without it, a hundredth of that is made
`;

/** Reads the flags, or prints the usage and ends. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        servers: { type: "string" },
        data: { type: "string" },
        connections: { type: "string", default: "32" },
        rounds: { type: "string", default: "5" },
        seconds: { type: "string", default: "2" },
        "warm-up": { type: "string", default: "15" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) end(USAGE, 0);
    const only = chosen("--only", values.only, NAMES);
    return {
      scenarios: SCENARIOS.filter(({ name }) => only.includes(name) || only.includes("scenarios")),
      refusals: only.includes("refusals"),
      doctor: only.includes("doctor"),
      console: only.includes("console"),
      page: values.only !== undefined && only.includes("page"),
      data: values.data,
      servers: chosen("--servers", values.servers, Object.keys(SERVERS) as ServerName[]),
      seconds: positive("--seconds", values.seconds),
      warmUp: positive("--warm-up", values["warm-up"]),
      rounds: Math.ceil(positive("--rounds", values.rounds)),
      connections: Math.ceil(positive("--connections", values.connections, 1_000)),
    };
  } catch (error) {
    return end(`${(error as Error).message}\n\n${USAGE}`, 2);
  }
}

function chosen<T extends string>(flag: string, text: string | undefined, from: readonly T[]): readonly T[] {
  if (text === undefined) return from;
  const wanted = text.split(",");
  const wrong = wanted.find((name) => !from.includes(name as T));
  if (wrong !== undefined) throw new Error(`${flag} has '${wrong}'; expected one or more of ${from.join(", ")}`);
  return from.filter((name) => wanted.includes(name));
}

function positive(flag: string, text: string, most = 60): number {
  const value = Number(text);
  if (!(value > 0 && value <= most)) throw new Error(`${flag} is '${text}'; expected a number above 0, up to ${most}`);
  return value;
}

function end(text: string, code: number): never {
  process.stderr.write(text);
  process.exit(code);
}
