/** This process among those that use the same storage, for example while one replaces another. It has its own number. */
import type { Log } from "../ports/log.ts";
import type { Random } from "../ports/random.ts";
import type { Storage } from "../ports/storage.ts";

export interface Membership {
  /** The number of this process. */
  part(): number;
  /** Reports that this process is alive, and takes another number if this one was given away. Never rejects. */
  beat(): Promise<void>;
}

/** Milliseconds between two reports. A number is given away only if all others are taken in between. */
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
    log.error({ part }, "another process took this process's number, because the number wasn't renewed in time");
  };
  return {
    part: () => part,
    beat: () =>
      beat().catch((error: Error) => log.error({ fault: error.name }, "this process's number could not be renewed")),
  };
}
