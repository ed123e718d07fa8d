/** This process among those that work on the same storage, as while one is replaced by the next: it has a number of its own. */
import type { Log } from "../ports/log.ts";
import type { Random } from "../ports/random.ts";
import type { Storage } from "../ports/storage.ts";

export interface Membership {
  /** The number of this process. */
  part(): number;
  /** Gives a sign of life; takes another number where this one was thought to be free. Never rejects. */
  beat(): Promise<void>;
}

/** Milliseconds between two signs of life. All numbers would have to be taken in between for one to be taken away. */
export const BEAT = 10_000;

/** Takes a number below `count`. */
export async function join(
  { processes }: Pick<Storage, "processes">,
  random: Random,
  log: Pick<Log, "error">,
  count: number,
): Promise<Membership> {
  const holder = Buffer.from(random(12)).toString("base64url");
  let part = await processes.take(holder, count);
  const beat = async (): Promise<void> => {
    if (await processes.keep(holder, part)) return;
    part = await processes.take(holder, count);
    log.error({ part }, "another process took the number of this one, which was silent for too long");
  };
  return {
    part: () => part,
    beat: () => beat().catch((error: Error) => log.error({ fault: error.name }, "no sign of life could be given")),
  };
}
