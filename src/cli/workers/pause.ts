/** How long a worker that has ended waits for its successor. */

/** Milliseconds. One that has lived for so long was healthy, so its successor starts at once. */
const HEALTHY = 10_000;
const [FIRST, LONGEST] = [250, 30_000];

/** How a worker has ended. */
export interface Lived {
  /** How many before it in its place ended early, without a healthy one in between. */
  readonly early: number;
  /** Milliseconds from its start to its end. */
  readonly lived: number;
}

/**
 * Milliseconds until its successor starts, and what counts for that one: 250 ms after one that ended early, then twice as long
 * each time, up to 30 s. So a fault that ends every worker doesn't take the machine, and is over soon after its cause.
 */
export function pauseAfter({ early, lived }: Lived): { readonly pause: number; readonly early: number } {
  if (lived >= HEALTHY) return { pause: 0, early: 0 };
  return { pause: Math.min(FIRST * 2 ** early, LONGEST), early: early + 1 };
}
