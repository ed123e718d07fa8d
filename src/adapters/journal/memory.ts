/** The latest refusals, in memory: bounded, so that a flood of bad requests cannot fill anything. */
import type { Journal, JournalEntry } from "../../ports/journal.ts";

/** Keeps the last `capacity` refusals. */
export function memoryJournal(capacity = 10_000): Journal {
  const entries = new Map<string, JournalEntry>();
  return {
    record(entry) {
      entries.set(entry.ref, entry);
      if (entries.size > capacity) {
        const oldest = entries.keys().next().value;
        if (oldest !== undefined) entries.delete(oldest);
      }
    },
    find: (ref) => entries.get(ref),
  };
}
