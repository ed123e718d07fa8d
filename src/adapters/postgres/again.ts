/** What lost against another transaction changed nothing, and runs again. */
import { setTimeout as wait } from "node:timers/promises";
import { isConflict } from "./unavailable.ts";

/** How often something runs that loses against others. */
const TRIES = 10;

/** Milliseconds until it runs again. Partly random, so that two don't keep colliding. */
const pause = (tries: number): number => tries * (2 + Math.random() * 8);

/** Runs something until it loses no more. */
export async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!isConflict(error) || tries === TRIES) throw error;
    }
    await wait(pause(tries));
  }
}
