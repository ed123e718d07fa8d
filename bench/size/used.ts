/** What a server and its database have used so far: CPU, and of PostgreSQL statements and bytes of its log. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Site } from "./site.ts";

export interface Used {
  /** Milliseconds of CPU. */
  readonly server: number;
  readonly database: number;
  readonly statements: number;
  /** Bytes of the write-ahead log. */
  readonly wal: number;
  /** Milliseconds of time. */
  readonly at: number;
}

/** Linux counts in hundredths of a second. */
const TICK = 10;

/** Opens what reads them. `server` is its process. */
export async function meter(
  site: Site,
  server: number,
): Promise<{ read: () => Promise<Used>; close: () => Promise<void> }> {
  const { url, postgres } = site;
  const client = url === undefined ? undefined : new pg.Client(url);
  await client?.connect();
  await client?.query("create extension if not exists pg_stat_statements");
  const postmaster =
    postgres && Number(readFileSync(join(postgres.directory, "postmaster.pid"), "utf8").split("\n")[0]);
  return {
    async read() {
      const database = await client?.query<{ statements: string; wal: string }>(
        `select (select sum(calls) from pg_stat_statements where query not like '%pg_stat_statements%') as statements,
           pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as wal`,
      );
      return {
        server: ticksOf(server, false) * TICK,
        database: postmaster === undefined ? 0 : withChildren(postmaster) * TICK,
        statements: Number(database?.rows[0]?.statements ?? 0),
        wal: Number(database?.rows[0]?.wal ?? 0),
        at: performance.now(),
      };
    },
    close: async () => await client?.end(),
  };
}

export const between = (before: Used, after: Used): Used => ({
  server: after.server - before.server,
  database: after.database - before.database,
  statements: after.statements - before.statements,
  wal: after.wal - before.wal,
  at: after.at - before.at,
});

/** Of a process and its children, also those that have ended. */
function withChildren(pid: number): number {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(" ");
  return ticksOf(pid, true) + children.reduce((sum, child) => sum + ticksOf(Number(child), true), 0);
}

/** Fields 14 to 17 of proc(5)'s stat: of the process in user and kernel mode, and of the children that it has waited for. */
function ticksOf(pid: number, children: boolean): number {
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return fields.slice(11, children ? 15 : 13).reduce((sum, field) => sum + Number(field), 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
