/** Opens the storage of a server. Each kind of database is loaded only where it is used. */
import type { Log } from "../ports/log.ts";
import type { Storage } from "../ports/storage.ts";
import { systemClock } from "./clock/system.ts";
import type { OpenWatchers } from "./watchers.ts";

export interface StorageOptions {
  readonly kind: "sqlite" | "postgres" | "memory";
  /** Of SQLite. */
  readonly file: string;
  /** `DATABASE_URL` and `DATABASE_REPLICA_URL` of PostgreSQL. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Pick<Log, "error">;
  readonly telemetry: OpenWatchers["storage"];
}

export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { kind, file, environment, log, telemetry } = options;
  if (kind === "memory") return (await import("./memory/storage.ts")).memoryStorage();
  if (kind === "postgres") {
    const { openPostgres } = await import("./postgres/open.ts");
    return await openPostgres({
      url: environment.DATABASE_URL ?? "",
      replica: environment.DATABASE_REPLICA_URL,
      telemetry,
      onFault: ({ name }) => log.error({ fault: name }, "a connection to the database broke"),
      clock: {
        // The machine's, also where the host has another one: that is a simulation, and the database is not in it.
        now: systemClock,
        onDifference: (ahead) =>
          log.error({ secondsAhead: Math.round(ahead / 1_000) }, "this machine's clock differs from the database's"),
      },
    });
  }
  const { openSqlite } = await import("./sqlite/open.ts");
  return await openSqlite({ file, telemetry });
}
