/** Which of the processes of `candor serve --workers` this is. The primary says so in the environment. */

export interface Worker {
  /** From 1. One that replaces another has its number. */
  readonly number: number;
  /** How many serve together. */
  readonly of: number;
  /** Whether it was the first to start. What concerns all of them is logged by this one. */
  readonly first: boolean;
}

const ALONE: Worker = { number: 1, of: 1, first: true };

/** What the primary sets for a worker. */
export const workerEnvironment = ({ number, of, first }: Worker): Readonly<Record<string, string>> => ({
  CANDOR_WORKER: `${number}/${of}${first ? "" : " later"}`,
});

/** A process without a primary is alone. */
export function workerOf({ CANDOR_WORKER = "" }: Readonly<Record<string, string | undefined>>): Worker {
  const [, number, of, later] = /^(\d+)\/(\d+)( later)?$/.exec(CANDOR_WORKER) ?? [];
  return number === undefined ? ALONE : { number: Number(number), of: Number(of), first: later === undefined };
}
