/** The counts of a process on a storage, as the server composes them. */
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { cellsOf } from "../../src/service/cells.ts";
import { type Failures, failures } from "../../src/service/failures.ts";
import { type NearCounts, nearCounts } from "../../src/service/near-counts.ts";

/** All processes of a storage have the same key. */
export const CELLS = cellsOf({ tag: (_context, _bytes, length) => new Uint8Array(length).fill(21) });

export interface CountsOfProcess {
  readonly counts: NearCounts;
  readonly clientFailures: Failures;
  /** What was logged. */
  readonly said: string[];
}

/** Another process on the storage. */
export function countsOn({ counters }: Pick<Storage, "counters"> = memoryStorage()): CountsOfProcess {
  const said: string[] = [];
  const counts = nearCounts(counters, CELLS, { error: (_, text) => void said.push(text) });
  return { counts, clientFailures: failures(counts, counters), said };
}
