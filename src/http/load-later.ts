/** Loads `later.ts`. */
import { setTimeout as passed } from "node:timers/promises";

/** Milliseconds after which it is loaded in the background. Those who wait for a server to start ask for its health or metadata first. */
const SOON = 200;

export const later = (): Promise<typeof import("./later.ts")> => import("./later.ts");

/** Resolves when what was left for later is being loaded. */
export const untilLater = (): Promise<void> => passed(SOON);

/** Loads everything that was left for later, so that no request's first use waits for it. Returns how to cancel that. */
export function loadLater(...others: readonly (() => Promise<unknown>)[]): () => void {
  const timer = setTimeout(() => {
    // If it fails, the request that needs it says so.
    for (const load of [later, ...others]) load().catch(() => undefined);
  }, SOON);
  timer.unref();
  return () => clearTimeout(timer);
}
