/** The number of workers on the command line. */
import { availableParallelism } from "node:os";
import { InvalidArgumentError } from "commander";

/** Half of the processes that can have a number for their ids (`ports/ids.ts`): servers that run beside this one need some too. */
export const MOST = 32;

/** `auto` is one for each core. */
export function workers(text: string): number {
  if (text === "auto") return Math.min(availableParallelism(), MOST);
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST) throw new InvalidArgumentError(`Expected a number from 1 to ${MOST}, or auto.`);
  return number;
}
