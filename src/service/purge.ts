/** Deletes what has ended, now and then. */
import type { Clock } from "../ports/clock.ts";
import type { Journal } from "../ports/journal.ts";
import type { Log } from "../ports/log.ts";
import type { Storage } from "../ports/storage.ts";
import type { Lease } from "./lease.ts";
import { nextTrusted, PLAUSIBLE, type TrustedTime } from "./trusted-time.ts";

export const PURGE_EVERY = 60_000;
/** How long a process that has died keeps the others from purging, in milliseconds. */
export const PURGE_LEASE = 3 * PURGE_EVERY;
const PURGE_ROWS = 2_000;
const DAY = 86_400_000;
const MEGABYTE = 1_000_000;
/** What has ended is kept for another hour, so that its holder sees "expired" rather than "unknown". */
const KEPT = PLAUSIBLE;
/** A scope that wasn't used for so long counts as never used. Some things are done once a year. */
const USES_KEPT = 400 * DAY;

export interface PurgeDeps {
  readonly storage: Storage;
  readonly journal: Journal;
  readonly log: Pick<Log, "error">;
  readonly clock: Clock;
  /** Milliseconds by a clock that can't be set. */
  readonly steady: () => number;
  /** One process deletes for all. The others only read the clock, so that each of them can go on. */
  readonly lease: Lease;
  /** What else depends on the trusted time, such as replacing keys. It ends when the lease is lost. */
  readonly also?: (trusted: number, isHeld: () => Promise<boolean>) => Promise<void>;
}

/** Makes the purge. It runs by the trusted time, and never twice at once. It logs errors and doesn't reject. */
export async function purge(
  { storage, journal, log, clock, steady, lease, also }: PurgeDeps,
  limits: () => { readonly days: number; readonly megabytes: number },
): Promise<() => Promise<void>> {
  const stored = await storage.trustedTime();
  let read = stored === undefined ? steady() : undefined;
  let trusted: TrustedTime = { at: stored ?? clock(), doubted: 0 };
  let running = false;

  /** What happens between two of these may take long, so the lease is looked at again each time. */
  const isHeld = () => lease.isHeld(trusted.at + steady() - (read ?? steady()));

  async function deleteEnded(): Promise<void> {
    await storage.trustTime(trusted.at);
    // Continues at once while there is more, so that purging keeps up with any load. Requests are served between batches.
    while ((await isHeld()) && (await storage.purge(trusted.at - KEPT, PURGE_ROWS)) >= PURGE_ROWS);
    if (await isHeld()) await also?.(trusted.at, isHeld);
  }

  async function run(): Promise<void> {
    const [wall, now] = [clock(), steady()];
    const elapsed = read === undefined ? undefined : now - read;
    const next = nextTrusted(trusted, wall, elapsed);
    if (next.says !== undefined)
      log.error({ seconds: Math.round((wall - trusted.at - (elapsed ?? 0)) / 1000) }, next.says);
    [trusted, read] = [next.trusted, now];
    const isTaken = await lease.take(trusted.at);
    if (isTaken) await deleteEnded();
    // Each process has counted refusals of its own.
    await journal.flush();
    const { days, megabytes } = limits();
    if (isTaken && (await isHeld()))
      await storage.refusals.purge(trusted.at - days * DAY, megabytes * MEGABYTE, isHeld);
    const before = { uses: trusted.at - USES_KEPT, successes: trusted.at - days * DAY };
    while (isTaken && (await isHeld()) && (await storage.usage.purge(before, PURGE_ROWS)) >= PURGE_ROWS);
  }

  return async () => {
    if (running) return;
    running = true;
    await run().catch((error: Error) => log.error({ fault: error.name }, "purge failed"));
    running = false;
  };
}
