/** Which texts have come before, of any number of them: on the disk, so that memory doesn't grow with an import. */
import { hash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

export interface Seen {
  /** Whether it is new. */
  readonly add: (text: string) => boolean;
  readonly remove: (text: string) => void;
  readonly close: () => void;
}

/** Kilobytes of it that stay in memory. */
const CACHED = 16_384;

/** A database without a name: SQLite removes it when it is closed, or when the process ends in whatever way. It has only hashes. */
export function seenTexts(): Seen {
  const database = new DatabaseSync("");
  database.exec(
    `pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -${CACHED}; create table seen (key blob primary key) without rowid; begin`,
  );
  const remove = database.prepare("delete from seen where key = ?");
  const insert = database.prepare("insert or ignore into seen values (?)");
  // 128 bits, of which two texts never have the same.
  const keyOf = (text: string): Uint8Array => hash("sha256", text, "buffer").subarray(0, 16);
  function add(text: string): boolean {
    try {
      return insert.run(keyOf(text)).changes === 1;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Temporary files can't be written: ${why}. Set TMPDIR to a directory with room.`, {
        cause: error,
      });
    }
  }
  return {
    add,
    remove: (text) => void remove.run(keyOf(text)),
    close: () => database.close(),
  };
}
