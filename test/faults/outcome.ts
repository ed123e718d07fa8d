/** What a scenario has seen, and the table of it. */
import type { Ledger } from "./ledger.ts";
import { reading, type Server } from "./server.ts";

export interface Outcome {
  /** What was done, e.g. `kills`. */
  readonly did: string;
  /** How often. */
  readonly times: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  /** Counts of responses from 500 up. */
  readonly fivexx: Readonly<Record<string, number>>;
  readonly broken: Readonly<Record<string, number>>;
  readonly memory: readonly number[];
  readonly descriptors: readonly number[];
  /** Milliseconds from the promotion of a standby until all nodes issued tokens, of each. */
  readonly again?: readonly number[];
  /** What must not be, apart from lost and twice. */
  readonly faults: readonly string[];
}

/** Everything that is wrong with an outcome. */
export const faultsOf = ({ lost, twice, faults }: Outcome): string[] => [
  ...lost.map((what) => `lost: ${what}`),
  ...twice.map((what) => `twice: ${what}`),
  ...faults,
];

/** The part of an outcome that a ledger tells. */
export function told({ acknowledged, twice, statuses, broken }: Ledger, lost: readonly string[]) {
  const fivexx = Object.fromEntries([...statuses].filter(([status]) => status >= 500));
  return { acknowledged, lost, twice, fivexx, broken: Object.fromEntries(broken) };
}

/** Responses that are never right: a 500 is always the server's own fault. */
export const internalErrors = ({ statuses }: Ledger): string[] =>
  statuses.has(500) ? [`${statuses.get(500)} responses were 500`] : [];

export interface Watch {
  readonly memory: number[];
  readonly descriptors: number[];
  stop(): void;
}

/** Reads a server's memory and descriptors until told to stop, every `every` milliseconds. */
export function watch({ pid }: Pick<Server, "pid">, every = 250): Watch {
  const memory: number[] = [];
  const descriptors: number[] = [];
  const read = () => {
    try {
      const { megabytes, descriptors: open } = reading(pid);
      memory.push(megabytes);
      descriptors.push(open);
    } catch {
      // It has ended.
    }
  };
  read();
  const timer = setInterval(read, every);
  return {
    memory,
    descriptors,
    stop() {
      clearInterval(timer);
      read();
    },
  };
}

const LEVELS = "▁▂▃▄▅▆▇█";

/** Numbers as a line of blocks from the least to the most, with both and the last. */
export function curve(numbers: readonly number[]): string {
  if (numbers.length === 0) return "-";
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const width = Math.min(24, numbers.length);
  const points = Array.from({ length: width }, (_, i) => numbers[Math.floor((i * numbers.length) / width)] ?? least);
  const level = (value: number) => LEVELS[Math.round(((value - least) / (most - least || 1)) * (LEVELS.length - 1))];
  return `${points.map(level).join("")} ${least}-${most}, then ${numbers.at(-1)}`;
}

const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${count} x ${name}`)
    .join(", ") || "none";

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);

function done({ times, did, again = [] }: Outcome): string {
  const sorted = [...again].sort((a, b) => a - b);
  const [middle = 0, most = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  const took = `; from the promotion until all issue tokens, ${seconds(middle)} s, at most ${seconds(most)} s`;
  return `${times.toLocaleString("en")} ${did}${again.length === 0 ? "" : took}`;
}

/** All outcomes, as a table in Markdown. */
export function table(outcomes: ReadonlyMap<string, Outcome>): string {
  const rows = [...outcomes].map(([name, outcome]) => [
    name,
    done(outcome),
    outcome.acknowledged,
    outcome.lost.length,
    outcome.twice.length,
    counts(outcome.fivexx),
    outcome.memory.length === 0 ? "-" : Math.max(...outcome.memory),
    outcome.descriptors.length === 0 ? "-" : Math.max(...outcome.descriptors),
    faultsOf(outcome).length === 0 ? "held" : "BROKEN",
  ]);
  const head = ["scenario", "what was done", "acknowledged", "lost", "twice", "5xx", "most MB", "most descriptors", ""];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The lines that tell an outcome. */
export function report(name: string, outcome: Outcome): string {
  const faults = faultsOf(outcome);
  return [
    `${faults.length === 0 ? "held  " : "BROKEN"}  ${name}: ${done(outcome)}`,
    `        acknowledged ${outcome.acknowledged} · lost ${outcome.lost.length} · twice ${outcome.twice.length} · 5xx ${counts(outcome.fivexx)} · broken connections ${counts(outcome.broken)}`,
    `        memory ${curve(outcome.memory)} MB`,
    `        descriptors ${curve(outcome.descriptors)}`,
    ...faults.slice(0, 5).map((fault) => `        ! ${fault}`),
    ...(faults.length > 5 ? [`        ! and ${faults.length - 5} more`] : []),
  ].join("\n");
}
