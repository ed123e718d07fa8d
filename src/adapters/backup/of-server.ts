/** The backup that a running server makes of its own storage. */
import type { Backup } from "../sqlite/backup.ts";

export interface Backed {
  readonly storage: "sqlite" | "postgres" | "memory";
  /** The database file. */
  readonly database: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Writes the new file `file`: a database of SQLite, or a portable backup of PostgreSQL. */
export async function backupOfServer({ storage, database, environment, now }: Backed, file: string): Promise<Backup> {
  if (storage === "memory") throw new Error("Storage in memory has no database to back up.");
  if (storage === "sqlite") return (await import("../sqlite/backup.ts")).backUp(database, file);
  const { DATABASE_URL = "", CANDOR_KEY_ENCRYPTION_SECRET } = environment;
  return (await import("./make.ts")).postgresBackup(DATABASE_URL, file, now, CANDOR_KEY_ENCRYPTION_SECRET);
}
