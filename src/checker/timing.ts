/** Whether two series of times differ, so far that somebody could use it, and so clearly that it is no chance. */

export interface Compared {
  readonly is: "same" | "different" | "unclear";
  /** How much longer the first takes, in milliseconds: the median of all differences (Hodges and Lehmann). */
  readonly difference: number;
}

/** What can't be told over a network, in milliseconds. */
const SMALL = 3;
/** A difference must also be a part of the whole, since slow servers vary more. */
const PART = 0.25;
/** Standard deviations of the rank sum (Mann and Whitney) beyond which it is no chance: about one in a million. */
const SURE = 4.9;

export function compared(first: readonly number[], second: readonly number[]): Compared {
  const differences = first.flatMap((one) => second.map((other) => one - other));
  const difference = median(differences);
  const noticeable = Math.max(SMALL, PART * Math.min(median(first), median(second)));
  const isLarge = Math.abs(difference) >= noticeable;
  if (isLarge) return { is: Math.abs(deviation(first, second)) >= SURE ? "different" : "unclear", difference };
  return { is: spread(differences) <= noticeable * 4 ? "same" : "unclear", difference };
}

/** The rank sum in standard deviations from what chance would give. */
function deviation(first: readonly number[], second: readonly number[]): number {
  const [n, m] = [first.length, second.length];
  const wins = first.reduce((sum, one) => sum + second.filter((other) => one > other).length, 0);
  return (wins - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}

const sorted = (all: readonly number[]): readonly number[] => all.toSorted((one, other) => one - other);

function median(all: readonly number[]): number {
  const ordered = sorted(all);
  const middle = ordered.length >> 1;
  return ordered.length % 2 === 1 ? (ordered[middle] ?? 0) : ((ordered[middle - 1] ?? 0) + (ordered[middle] ?? 0)) / 2;
}

/** Between the quartiles. */
function spread(all: readonly number[]): number {
  const ordered = sorted(all);
  return (ordered[Math.floor(ordered.length * 0.75)] ?? 0) - (ordered[Math.floor(ordered.length * 0.25)] ?? 0);
}
