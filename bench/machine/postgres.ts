/** PostgreSQL for the servers that store there: durable, started with the first of them, and ended with the run. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type PostgresServer, startPostgres } from "../../test/postgres.ts";
import { familySecondsOf } from "./usage.ts";

const PACKAGE = "/usr/lib/postgresql";

export interface Databases {
  /** Makes an empty database. Resolves to its URL, or to why there is none. */
  readonly make: () => Promise<string | { readonly because: string }>;
  /** Seconds of CPU that PostgreSQL has used so far. */
  readonly cpuSeconds: () => number;
  readonly stop: () => void;
}

/** The databases of a run. Their server has the cores of this process, and is durable unless `settings` say otherwise. */
export function databases(settings = ["synchronous_commit=on", "shared_buffers=256MB"]): Databases {
  let server: Promise<PostgresServer> | undefined;
  let started: PostgresServer | undefined;
  return {
    async make() {
      if (!existsSync(PACKAGE)) return { because: "PostgreSQL isn't installed (Debian's package postgresql)" };
      server ??= startPostgres(settings);
      started = await server;
      return await started.database();
    },
    cpuSeconds: () => (started === undefined ? 0 : familySecondsOf(pidOf(started))),
    stop: () => started?.stop(),
  };
}

const pidOf = ({ directory }: PostgresServer): number =>
  Number(readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n")[0]);
