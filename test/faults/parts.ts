/** A long round is done in parts, so that it can be interrupted: each is a whole round with servers of its own, and their sum is the outcome. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import type { Outcome } from "./outcome.ts";
import { PARTS, type Round, SCENARIOS } from "./scenarios/index.ts";

export interface Part {
  readonly name: string;
  /** From 0. */
  readonly part: number;
  readonly of: number;
  readonly long: boolean;
  /** Of all parts of the round. */
  readonly seed: number;
}

export interface Done extends Part {
  readonly seconds: number;
  /** Of the machine at the end, over 15 minutes. */
  readonly loadAverage: number;
  readonly outcome: Outcome;
}

/** The parts of a round of these scenarios. */
export const partsOf = (names: readonly string[], long: boolean, seed: number): readonly Part[] =>
  names.flatMap((name) => {
    const of = long ? (PARTS[name] ?? 1) : 1;
    return Array.from({ length: of }, (_, part) => ({ name, part, of, long, seed }));
  });

/** Does one of them. */
export async function done(part: Part): Promise<Done> {
  const began = performance.now();
  const outcome = await SCENARIOS[part.name]?.(roundOf(part));
  if (outcome === undefined) throw new Error(`There is no scenario ${part.name}.`);
  const seconds = Math.round((performance.now() - began) / 1_000);
  return { ...part, seconds, loadAverage: loadavg()[2] ?? 0, outcome };
}

/** The round that a scenario has to do. A long one that can't be divided equally has more in its first parts. */
export const roundOf = ({ long, seed, part, of }: Omit<Part, "name">): Round => ({
  long,
  seed: seed + part * 1_000_000,
  part,
  times: (short, all) => (long ? Math.floor(all / of) + (part < all % of ? 1 : 0) : short),
});

/** What `file` has of these parts. */
export function doneBefore(file: string, parts: readonly Part[]): readonly Done[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  const all = lines.map((line) => JSON.parse(line) as Done);
  return parts.flatMap((part) => all.findLast((one) => isSame(one, part)) ?? []);
}

export const isSame = (one: Part, other: Part): boolean =>
  one.name === other.name &&
  one.part === other.part &&
  one.of === other.of &&
  one.long === other.long &&
  one.seed === other.seed;

export const keep = (file: string, one: Done): void => appendFileSync(file, `${JSON.stringify(one)}\n`);

/** The outcomes by scenario, with the seconds that each took. */
export function together(all: readonly Done[]): ReadonlyMap<string, Outcome & { readonly seconds: number }> {
  const sums = new Map<string, Outcome & { readonly seconds: number }>();
  for (const { name, seconds, outcome } of all) {
    const sum = sums.get(name);
    sums.set(
      name,
      sum === undefined ? { ...outcome, seconds } : { ...added(sum, outcome), seconds: sum.seconds + seconds },
    );
  }
  return sums;
}

const added = (one: Outcome, other: Outcome): Outcome => ({
  did: one.did,
  times: one.times + other.times,
  acknowledged: one.acknowledged + other.acknowledged,
  lost: [...one.lost, ...other.lost],
  twice: [...one.twice, ...other.twice],
  fivexx: sum(one.fivexx, other.fivexx),
  broken: sum(one.broken, other.broken),
  memory: [...one.memory, ...other.memory],
  descriptors: [...one.descriptors, ...other.descriptors],
  ...(one.again && { again: [...one.again, ...(other.again ?? [])] }),
  faults: [...one.faults, ...other.faults],
});

function sum(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const all = { ...one };
  for (const [name, count] of Object.entries(other)) all[name] = (all[name] ?? 0) + count;
  return all;
}
