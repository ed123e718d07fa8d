/** A large database and the servers on it, in a directory that stays, so that it is filled once and measured often. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PostgresServer, startPostgres } from "../../test/postgres.ts";
import type { Cores } from "../machine/pinning.ts";
import { type RunningServer, startServer } from "../measuring/server-process.ts";
import { FILLING, fillPostgres } from "./fill-postgres.ts";
import { fillSqlite } from "./fill-sqlite.ts";
import { readFiles, warmUp } from "./warm.ts";
import type { World } from "./world.ts";

export type Database = "postgres" | "sqlite";

/** Gigabytes that PostgreSQL keeps in its buffers unless another number is given: so few that the size shows. */
const FEW = 1;

/** Of the database server while it is measured: durable. */
const MEASURING = [
  ...["synchronous_commit=on", "max_wal_size=2GB", "wal_level=replica", "max_wal_senders=8"],
  ...["track_io_timing=on", "random_page_cost=1.1"],
  "shared_preload_libraries=pg_stat_statements",
];

const NAME = "candor_1";

export interface Site {
  readonly database: Database;
  readonly directory: string;
  readonly world: World;
  /** Which one this is of the runs on it. */
  readonly run: number;
  /** Of PostgreSQL. */
  readonly url: string | undefined;
  readonly postgres: PostgresServer | undefined;
  /** Starts a server on it. */
  readonly serve: (cores: Cores | undefined) => Promise<RunningServer>;
  readonly stop: () => void;
}

/** Makes and fills it. `directory` must not have one. */
export async function fill(
  database: Database,
  directory: string,
  world: World,
  say: (line: string) => void,
): Promise<void> {
  if (existsSync(join(directory, "world.json"))) throw new Error(`${directory} is filled already.`);
  mkdirSync(directory, { recursive: true });
  const postgres = database === "postgres" ? await startPostgres(FILLING, undefined, join(directory, "pg")) : undefined;
  try {
    const url = await postgres?.database();
    await (await serve(directory, url, undefined)).stop();
    if (url === undefined) fillSqlite(join(directory, "data", "candor.sqlite"), world, say);
    else await fillPostgres(url, world, say);
    writeFileSync(join(directory, "world.json"), JSON.stringify({ database, ...world }));
  } finally {
    postgres?.stop();
  }
}

interface Kept extends World {
  readonly database: Database;
  readonly run?: number;
}

const keptIn = (directory: string): Kept => {
  const file = join(directory, "world.json");
  if (!existsSync(file)) throw new Error(`${directory} isn't filled. Fill it first.`);
  return JSON.parse(readFileSync(file, "utf8"));
};

/** Which kind of database a directory has. */
export const databaseIn = (directory: string): Database => keptIn(directory).database;

/** Starts the database of a directory that was filled. The files of SQLite are read once. With a number of `buffers`, in gigabytes, PostgreSQL has so many, and they are filled. */
export async function openSite(directory: string, buffers?: number): Promise<Site> {
  const { database, run = 0, ...world } = keptIn(directory);
  writeFileSync(join(directory, "world.json"), JSON.stringify({ database, ...world, run: run + 1 }));
  const settings = [...MEASURING, `shared_buffers=${buffers ?? FEW}GB`];
  const postgres =
    database === "postgres" ? await startPostgres(settings, undefined, join(directory, "pg")) : undefined;
  const url = postgres && `postgresql://candor@127.0.0.1:${postgres.port}/${NAME}`;
  if (url === undefined) await readFiles(join(directory, "data"));
  else if (buffers !== undefined) await warmUp(url, buffers);
  return {
    ...{ database, directory, world, run, url, postgres },
    serve: (cores) => serve(directory, url, cores),
    stop: () => postgres?.stop(),
  };
}

async function serve(directory: string, url: string | undefined, cores: Cores | undefined): Promise<RunningServer> {
  const name = url === undefined ? "candor" : "candor-postgres";
  const data = join(directory, "data");
  const server = await startServer(name, { cores, directory, data, database: async () => url ?? "" });
  if (typeof server === "string") throw new Error(server);
  return server;
}
