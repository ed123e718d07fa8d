/** What lost against another transaction, or was prepared for the schema before, changed nothing, and runs again. */
import { setTimeout as wait } from "node:timers/promises";
import { isConflict, isOutdated } from "./unavailable.ts";

/** How often something runs that loses against others. More than there are connections, of which each may be outdated. */
const TRIES = 12;

/** Milliseconds until it runs again. Partly random, so that two don't keep colliding. */
const pause = (tries: number): number => tries * (2 + Math.random() * 8);

/** Runs something until it loses no more. */
export async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!(isConflict(error) || isOutdated(error)) || tries === TRIES) throw error;
      // The next connection may not be.
      if (isOutdated(error)) continue;
    }
    await wait(pause(tries));
  }
}
