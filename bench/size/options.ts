/** The command line of the bench at size. */
import { parseArgs } from "node:util";
import type { Database } from "./site.ts";

export const TASKS = ["fill", "rates", "purge", "join", "costs", "soak"] as const;

export interface SizeOptions {
  readonly task: (typeof TASKS)[number];
  readonly directory: string;
  readonly database: Database;
  readonly users: number;
  readonly clients: number;
  readonly grants: number;
  readonly seconds: number;
  /** A smaller one that is filled too, to compare with. */
  readonly beside: string | undefined;
  readonly rounds: number;
  /** Seconds for which a server works before its rate is measured. */
  readonly warm: number;
  /** Gigabytes. */
  readonly buffers: number | undefined;
}

/** How long something is measured, and what PostgreSQL keeps in memory. */
export type Measuring = Pick<SizeOptions, "seconds" | "buffers">;

const USAGE = `npm run bench:size -- TASK --at DIRECTORY [--database postgres|sqlite] [--size users=n,clients=n,grants=n] [--seconds n] [--buffers n] [--warm n]

  fill     makes the database below DIRECTORY and fills it
  rates    requests a second of each kind, by users, clients and grants all over it; --beside DIRECTORY measures a smaller one in turns
  purge    the same while what has ended is deleted
  join     the same while another node starts, works and stops
  costs    statements, bytes and CPU of each operation (PostgreSQL)
  soak     a mixed load for --seconds (600), and how the memory grows

  --buffers  gigabytes that PostgreSQL keeps in memory of the large database, filled before (1, and empty)
  --warm     seconds of work before a rate is measured (15): after a minute, apps are in memory
  --rounds   in which the two databases take turns for their rates (6)
  --size     users=1e5,clients=1e3,grants=5e5 unless given; PostgreSQL takes about 480 bytes for a grant and its share of the others
`;

/** Reads the flags, or prints the usage and ends. */
export function readOptions(args: readonly string[]): SizeOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        at: { type: "string" },
        database: { type: "string", default: "postgres" },
        size: { type: "string", default: "" },
        beside: { type: "string" },
        rounds: { type: "string", default: "6" },
        buffers: { type: "string" },
        warm: { type: "string", default: "15" },
        seconds: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) end(USAGE, 0);
    const task = TASKS.find((one) => one === positionals[0]);
    if (task === undefined || positionals.length !== 1) throw new Error(`Expected one of ${TASKS.join(", ")}.`);
    if (values.at === undefined) throw new Error("--at is missing: a directory for the database.");
    const { database } = values;
    if (database !== "postgres" && database !== "sqlite") throw new Error("--database is postgres or sqlite.");
    return {
      ...{ task, database, directory: values.at, users: 1e5, clients: 1e3, grants: 5e5 },
      ...sizeIn(values.size),
      beside: values.beside,
      rounds: Number(values.rounds),
      warm: Number(values.warm),
      buffers: values.buffers === undefined ? undefined : Number(values.buffers),
      seconds: Number(values.seconds ?? (task === "soak" ? 600 : task === "rates" ? 2 : 8)),
    };
  } catch (error) {
    return end(`${(error as Error).message}\n\n${USAGE}`, 2);
  }
}

function sizeIn(text: string): Partial<Pick<SizeOptions, "users" | "clients" | "grants">> {
  const parts = text === "" ? [] : text.split(",").map((part) => part.split("="));
  return Object.fromEntries(
    parts.map(([name = "", value]) => {
      const number = Number(value);
      if (!["users", "clients", "grants"].includes(name) || !Number.isInteger(number) || number < 10)
        throw new Error(`--size has '${name}=${value}'.`);
      return [name, number];
    }),
  );
}

function end(text: string, code: number): never {
  process.stderr.write(text);
  process.exit(code);
}
