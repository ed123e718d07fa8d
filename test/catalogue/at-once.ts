/** What is there at once, since everything that is registered is in memory. */
import type { Journal, Recorded } from "../../src/ports/journal.ts";
import type { Soon } from "../../src/ports/soon.ts";

export function atOnce<T>(soon: Soon<T>): T {
  if (soon instanceof Promise) throw new Error("It waits, although nothing must be loaded.");
  return soon;
}

/** A journal that never has to wait. */
export const recordingAtOnce = (journal: Journal) => ({
  ...journal,
  record: (...given: Parameters<Journal["record"]>): Recorded => atOnce(journal.record(...given)),
});
