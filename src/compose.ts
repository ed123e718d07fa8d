/** The only file that knows every adapter: a configuration becomes what the services need. */
import { join } from "node:path";
import { configuredClients } from "./adapters/clients/configured.ts";
import { systemClock, systemRandom, timeIds } from "./adapters/clock/system.ts";
import { memoryJournal } from "./adapters/journal/memory.ts";
import { openKeys } from "./adapters/keys/keys.ts";
import { pinoLog } from "./adapters/log/pino.ts";
import { memoryStorage } from "./adapters/memory/storage.ts";
import { argon2Passwords } from "./adapters/passwords/argon2.ts";
import { openSqlite } from "./adapters/sqlite/open.ts";
import { catalogueFrom, clientsFrom, settingsFrom } from "./configuration/load.ts";
import type { Configuration } from "./configuration/schema.ts";
import type { Clock } from "./ports/clock.ts";
import type { Deps } from "./service/deps.ts";
import { failures } from "./service/failures.ts";

export interface ComposeOptions {
  readonly configuration: Configuration;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `memory` forgets everything at the end; for tests and tries. */
  readonly storage: "sqlite" | "memory";
  readonly clock?: Clock | undefined;
}

const PURGE_EVERY = 60_000;
const PURGE_ROWS = 2_000;
/** What has ended is kept for an hour more, so that its holder hears "expired" and not "unknown". */
const KEPT = 3_600_000;

/** Opens everything. `close` finishes the writes that are under way. */
export async function compose(options: ComposeOptions): Promise<{ deps: Deps; close: () => Promise<void> }> {
  const { configuration, environment, clock = systemClock } = options;
  const log = pinoLog(configuration.logLevel);
  const storage =
    options.storage === "memory"
      ? memoryStorage()
      : await openSqlite({ file: join(configuration.data, "candor.sqlite") });
  const deps: Deps = {
    storage,
    keys: await openKeys(storage.keys, environment.CANDOR_KEY_ENCRYPTION_SECRET, clock()),
    clients: configuredClients(clientsFrom(configuration, environment)),
    journal: memoryJournal(),
    log,
    passwords: argon2Passwords(),
    clientFailures: failures(),
    clock,
    random: systemRandom(),
    ids: timeIds(await storage.lastId()),
    settings: settingsFrom(configuration),
    catalogue: catalogueFrom(configuration),
  };
  const purge = async (): Promise<void> => {
    // Again at once while there is more, so that purging keeps up with any load; each portion lets requests pass.
    while ((await storage.purge(clock() - KEPT, PURGE_ROWS)) >= PURGE_ROWS);
  };
  const purging = setInterval(
    () => void purge().catch((error: Error) => log.error({ fault: error.name }, "purge failed")),
    PURGE_EVERY,
  );
  purging.unref();
  return {
    deps,
    close: async () => {
      clearInterval(purging);
      await storage.close();
      log.flush();
    },
  };
}
