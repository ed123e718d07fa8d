/** The latest refusals, in memory: bounded, so that a flood of bad requests cannot fill anything. */
import type { Journal, JournalEntry } from "../../ports/journal.ts";

/** Keeps the last `capacity` refusals. */
export function memoryJournal(capacity = 10_000): Journal {
  // A ring without an index: writing is what must be cheap, and a Map that forgets its oldest key is not. As text, since the
  // values of an entry would keep the requests alive that they were cut from.
  const ring = new Array<string>(capacity).fill("");
  let next = 0;
  return {
    record(entry) {
      ring[next] = JSON.stringify(entry);
      next = (next + 1) % capacity;
    },
    find(ref) {
      // The reference stands first in an entry.
      const found = ring.find((text) => text.startsWith(`{"ref":${JSON.stringify(ref)}`));
      return found === undefined ? undefined : (JSON.parse(found) as JournalEntry);
    },
  };
}
