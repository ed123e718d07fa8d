/** Deletes what has ended, now and then. */
import type { Clock } from "../ports/clock.ts";
import type { Journal } from "../ports/journal.ts";
import type { Log } from "../ports/log.ts";
import type { Storage } from "../ports/storage.ts";
import { nextTrusted, PLAUSIBLE, type TrustedTime } from "./trusted-time.ts";

export const PURGE_EVERY = 60_000;
const PURGE_ROWS = 2_000;
const DAY = 86_400_000;
const MEGABYTE = 1_000_000;
/** What has ended is kept for another hour, so that its holder sees "expired" rather than "unknown". */
const KEPT = PLAUSIBLE;

export interface PurgeDeps {
  readonly storage: Storage;
  readonly journal: Journal;
  readonly log: Pick<Log, "error">;
  readonly clock: Clock;
  /** Milliseconds by a clock that can't be set. */
  readonly steady: () => number;
  /** What else depends on the trusted time, such as replacing keys. */
  readonly also?: (trusted: number) => Promise<void>;
}

/** Makes the purge. It runs by the trusted time, and never twice at once. It logs errors and doesn't reject. */
export async function purge(
  { storage, journal, log, clock, steady, also }: PurgeDeps,
  limits: { readonly days: number; readonly megabytes: number },
): Promise<() => Promise<void>> {
  const stored = await storage.trustedTime();
  let read = stored === undefined ? steady() : undefined;
  let trusted: TrustedTime = { at: stored ?? clock(), doubted: 0 };
  let running = false;

  async function run(): Promise<void> {
    const [wall, now] = [clock(), steady()];
    const elapsed = read === undefined ? undefined : now - read;
    const next = nextTrusted(trusted, wall, elapsed);
    if (next.says !== undefined)
      log.error({ seconds: Math.round((wall - trusted.at - (elapsed ?? 0)) / 1000) }, next.says);
    [trusted, read] = [next.trusted, now];
    await storage.trustTime(trusted.at);
    // Continues at once while there is more, so that purging keeps up with any load. Requests are served between batches.
    while ((await storage.purge(trusted.at - KEPT, PURGE_ROWS)) >= PURGE_ROWS);
    await also?.(trusted.at);
    await journal.flush();
    await storage.refusals.purge(trusted.at - limits.days * DAY, limits.megabytes * MEGABYTE);
  }

  return async () => {
    if (running) return;
    running = true;
    await run().catch((error: Error) => log.error({ fault: error.name }, "purge failed"));
    running = false;
  };
}
