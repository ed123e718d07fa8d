/** Connections to PostgreSQL, with values as Candor has them: numbers are numbers, and bytes are plain bytes. */
import pg from "pg";
import { readAddress, type Use } from "./address.ts";
import { Client } from "./client.ts";
import { type Hosts, hostsOf } from "./hosts.ts";
import { BadAddress } from "./refused.ts";
import { setSession } from "./session.ts";
import { asSent } from "./translate.ts";
import { classified } from "./unavailable.ts";

/** Connections of one node, for what every request asks by key and for everything else. */
const MOST = { byKey: 4, others: 6 } as const;
/** Milliseconds that a request waits for a connection: less than most clients wait. */
const PATIENCE = 3_000;
/** Milliseconds that a start or a command waits for one: nobody waits for it in turn. */
const PATIENCE_AT_START = 30_000;
/** Milliseconds that one statement may take, and that a transaction may wait for its next one. */
const LIMITS = { statement: 5_000, idle: 5_000 };
/** A command may wait for its disk in the middle of a transaction. */
const UNLIMITED = { statement: 0, idle: 0 };
/** Milliseconds until a connection counts as broken on which nothing comes back, as when the network is cut. */
const SILENT = 6_000;

const { builtins } = pg.types;

/** Numbers of Candor are below 2^53: times, ids, counts. Sums of them come as numerics. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: Number,
  [builtins.NUMERIC]: Number,
  [builtins.TEXT]: asSent,
  [builtins.BYTEA]: (text) => new Uint8Array(Buffer.from(text.slice(2), "hex")),
};

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    PARSERS[oid] ?? (format === "binary" ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid)),
} as pg.CustomTypesConfig;

/** Where connections are made to. */
export interface Source {
  /** Of the only host, or the first one. */
  readonly url: string;
  /** Finds the one of several that is of use. */
  readonly hosts: Hosts | undefined;
}

/** `use`: what the database is for. @throws {BadAddress} */
export function sourceAt(url: string, use?: Use): Source {
  const address = readAddress(url, use);
  return { url: address.hosts[0].url, hosts: hostsOf(address) };
}

/** The URL to connect to now. Rejects if none of several hosts is of use. */
export const currentUrl = async ({ url, hosts }: Source): Promise<string> => (await hosts?.find())?.url ?? url;

/** One connection, for a command or a new schema: its statements take as long as they need. Rejects if there is none. */
export async function openClient(url: string, use?: Use): Promise<pg.Client> {
  try {
    const client = clientFor(await currentUrl(sourceAt(url, use)));
    try {
      await client.connect();
      await setSession(client, UNLIMITED);
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
  } catch (error) {
    throw classified(error);
  }
}

/** @throws without the URL, which has a password in it. */
function clientFor(url: string): pg.Client {
  const settings = { types, connectionTimeoutMillis: PATIENCE_AT_START, application_name: "candor" };
  try {
    return new Client({ connectionString: url, ...settings });
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    throw new BadAddress(
      `DATABASE_URL names a file that can't be read: ${path ?? "its parameters are wrong"}${code ? ` (${code})` : ""}`,
    );
  }
}

/** `onFault` hears of connections that break, whether or not somebody uses them. `patience` in milliseconds. */
export function openPool(source: Source, onFault: (error: Error) => void, patience = PATIENCE): pg.Pool {
  return poolOf(source, onFault, { max: MOST.others, connectionTimeoutMillis: patience });
}

/**
 * Rows are found by an index, and nothing is planned twice. Left to itself, PostgreSQL plans for a table that is still small to read all
 * of it, and keeps that plan until it has counted the rows again: for minutes after a start, or for good where estimates are off.
 */
const BY_KEY = {
  plan_cache_mode: "force_generic_plan",
  ...{ enable_seqscan: "off", enable_hashjoin: "off", enable_mergejoin: "off", jit: "off" },
};

/** The pool for statements that name the keys of all rows that they read or change. */
export function openPoolByKey(source: Source, onFault: (error: Error) => void): pg.Pool {
  return poolOf(source, onFault, { max: MOST.byKey, connectionTimeoutMillis: PATIENCE }, BY_KEY);
}

function poolOf(
  { url, hosts }: Source,
  onFault: (error: Error) => void,
  options: pg.PoolConfig,
  settings: Readonly<Record<string, string>> = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    query_timeout: SILENT,
    application_name: "candor",
    keepAlive: true,
    // It is waited for.
    onConnect: async (client) => {
      await setSession(client, LIMITS, settings);
      await hosts?.check(client);
    },
    Client: hosts === undefined ? Client : finding(hosts),
    ...options,
  });
  pool.on("error", () => {});
  // Also while a transaction has it, whose own statements reject.
  pool.on("connect", (client) => void client.on("error", onFault));
  return pool;
}

/** Clients that connect to the host that is of use when they are asked to. */
function finding(hosts: Hosts): typeof pg.Client {
  return class Finding extends Client {
    protected override async open(): Promise<this> {
      const found = await hosts.find();
      this.host = found.host;
      this.port = found.port;
      try {
        await super.open();
        hosts.keep(this, found);
        return this;
      } catch (error) {
        hosts.forget(found);
        throw error;
      }
    }
  };
}
