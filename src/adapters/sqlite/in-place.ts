/**
 * Whether the database's files are still where they were opened. SQLite keeps writing to files that were deleted, moved or
 * replaced. Such commits are gone at the next start, and another process that opens the path works on other data.
 */
import { statSync } from "node:fs";
import { StorageUnavailable } from "../../ports/storage.ts";

/** Milliseconds between two checks. */
const LOOK = 1_000;

/**
 * Makes the check, for files that exist now. It throws a `StorageUnavailable` as long as one of them is missing, and looks once
 * a second.
 */
export function keepInPlace(files: readonly string[], steady: () => number = () => performance.now()): () => void {
  const opened = files.map(identityOf);
  let looked = Number.NEGATIVE_INFINITY;
  return () => {
    const now = steady();
    if (now - looked < LOOK) return;
    const moved = files.find((file, i) => identityOf(file) !== opened[i]);
    if (moved !== undefined)
      throw new StorageUnavailable(
        "failing",
        `${moved} is not the file that was opened: it was deleted, moved or replaced.`,
      );
    looked = now;
  };
}

function identityOf(file: string): string {
  const { dev, ino } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return `${dev} ${ino}`;
}
