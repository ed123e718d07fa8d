/** Storage in one SQLite file: durable once an operation has resolved. Several processes of one machine may have it open. */
import { existsSync } from "node:fs";
import type { Storage } from "../../ports/storage.ts";
import type { Telemetry } from "../../ports/telemetry.ts";
import { auditAppender } from "../sql/audit.ts";
import { keyStore } from "../sql/keys.ts";
import { migrations } from "../sql/migrations.ts";
import { storesOn } from "../sql/stores.ts";
import { type Connection, connect } from "./connection.ts";
import { openDatabase } from "./database.ts";
import { DIALECT } from "./dialect.ts";
import type { OnDisk } from "./group-commit.ts";
import { keepInPlace } from "./in-place.ts";
import { migrate } from "./migrate.ts";
import { makeNew } from "./new-file.ts";
import { overwritingKeys } from "./overwrite-keys.ts";
import { atOnce, shared } from "./shared.ts";
import { lookBefore, markAsWhole, refuseOther, takeIntoUse } from "./wholeness.ts";

export interface SqliteOptions {
  readonly file: string;
  /** Counts commits. */
  readonly telemetry?: Pick<Telemetry, "committed"> | undefined;
  /** Whether a commit takes longer if another process writes, so that its requests come between those of a long work. */
  readonly leavesRoom?: boolean | undefined;
}

/** Opens the storage in `file`, makes it if there is none, and updates its schema. */
export async function openSqlite({ file, telemetry, leavesRoom }: SqliteOptions): Promise<Storage> {
  const now = Date.now();
  if (!existsSync(file)) makeNew(file, now);
  const before = lookBefore(file, Date.now());
  const database = openDatabase(file);
  try {
    refuseOther(database, file);
    migrate(database, migrations(DIALECT), now);
    takeIntoUse(database, file, before, Date.now());
    // A server of an older version that ran at the same time didn't update the total.
    database.exec("update journal_size set characters = (select coalesce(sum(size), 0) from refusals)");
    const inPlace = keepInPlace([file, `${file}-wal`]);
    const atEnd = (): void => markAsWhole(database);
    const onDisk: OnDisk | undefined =
      telemetry && ((operations, milliseconds) => telemetry.committed("transaction", operations, milliseconds));
    return storageOf(closedAtExit(connect(database, inPlace, atEnd, undefined, onDisk, leavesRoom)));
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Open connections. */
const open = new Set<Connection>();
let isWatching = false;

/** If a process ends without closing its storage, SQLite empties the log. The database would then look like a partial copy. */
function closedAtExit(connection: Connection): Connection {
  if (!isWatching) process.once("exit", closeAll);
  isWatching = true;
  open.add(connection);
  return connection;
}

function closeAll(): void {
  for (const connection of open) {
    try {
      connection.close();
    } catch {
      // The process ends anyway.
    }
  }
}

function storageOf(connection: Connection): Storage {
  const { prepare, read, write } = connection;
  const own = shared(connection);
  const append = auditAppender(own.prepare);
  const suspected = prepare<{ readonly at: number | null }>('select suspected_at as "at" from wholeness');
  const trustWhole = prepare("update wholeness set suspected_at = null");
  return {
    ...storesOn(own),
    keys: keyStore(own, overwritingKeys(connection)),
    isIncomplete: () => read(() => typeof suspected.get()?.at === "number"),
    acceptAsIs: (entry) =>
      write(() => {
        trustWhole.run();
        if (entry !== undefined) atOnce(append(entry));
      }),
    close: async () => {
      open.delete(connection);
      connection.close();
    },
  };
}
