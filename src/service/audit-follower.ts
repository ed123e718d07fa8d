/** Keeps a file of the audit log up to date: one of the processes that share the file does it for all. */
import type { Log } from "../ports/log.ts";
import type { Lease } from "./lease.ts";

interface Followed {
  readonly follow: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Follower {
  /** Writes what is new, and lets another process go on. */
  readonly close: () => Promise<void>;
}

/** Milliseconds between two looks for new entries, and how long a process that has died keeps the others from it. */
const EVERY = 1_000;
export const AUDIT_FILE_LEASE = 6_000;
/** Milliseconds between two log lines about a file that can't be written. */
const TELL = 60_000;

export function followAudit(
  { follow, close }: Followed,
  lease: Lease,
  clock: () => number,
  log: Pick<Log, "error">,
): Follower {
  let isOurs = false;
  let told = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      const wasOurs = isOurs;
      isOurs = await (isOurs ? lease.isHeld(clock()) : lease.take(clock()));
      if (isOurs) await follow();
      else if (wasOurs) await close();
    } catch (error) {
      if (performance.now() - told < TELL) return;
      told = performance.now();
      const { message, code = (error as Error).name } = error as NodeJS.ErrnoException;
      log.error({ fault: code }, `The audit log's file can't be written, and is behind. ${message}`);
    }
  }
  const run = (): Promise<void> => {
    running ??= look().finally(() => {
      running = undefined;
    });
    return running;
  };

  const timer = setInterval(() => void run(), EVERY);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
      await run();
      await close();
      await lease.release().catch(() => undefined);
    },
  };
}
