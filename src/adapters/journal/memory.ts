/** The latest refusals, in memory: bounded, so that a flood of bad requests cannot fill anything. */
import type { Journal, JournalEntry } from "../../ports/journal.ts";

/** Keeps the last `capacity` refusals. */
export function memoryJournal(capacity = 10_000): Journal {
  // A ring without an index: writing is what must be cheap, and a Map that forgets its oldest key is not.
  const ring = new Array<JournalEntry | undefined>(capacity).fill(undefined);
  let next = 0;
  return {
    record(entry) {
      ring[next] = entry;
      next = (next + 1) % capacity;
    },
    find: (ref) => ring.find((entry) => entry?.ref === ref),
  };
}
