/**
 * Counts that all processes of a storage share: failures, guesses, what the journal writes. They drain
 * (`protocol/draining-count.ts`), so an empty one may be deleted. Memory and SQLite keep them; one contract suite tests both.
 */
import type { Count, Counted, LimitedCount } from "../protocol/count-cells.ts";
import type { DrainingCount } from "../protocol/draining-count.ts";

export interface Counters {
  /** The counts, in the same order; `undefined` for an empty one that isn't stored. `now` in milliseconds. */
  find(counts: readonly Count[], now: number): Promise<readonly (DrainingCount | undefined)[]>;
  /** Adds to each of the counts, in one step. Resolves to what they are then. */
  add(counted: readonly Counted[], now: number): Promise<readonly DrainingCount[]>;
  /**
   * Adds one to each of the counts, unless one of them is full: in one step, so that processes that ask at once never get more
   * than the limit together. Resolves to what they were before.
   */
  addBelow(counts: readonly LimitedCount[], now: number): Promise<readonly (DrainingCount | undefined)[]>;
  /** Empties the cells of a count. */
  clear(count: Count): Promise<void>;
}
