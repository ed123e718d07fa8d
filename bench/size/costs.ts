/**
 * What each operation costs on PostgreSQL: statements, bytes of the write-ahead log, and CPU of the server and of the database. Alone, and
 * with many at once, which share statements.
 */
import { cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { Connection } from "../load/connection.ts";
import { drive } from "../load/drive.ts";
import { ask } from "./ask.ts";
import { KINDS, type Kind, mixed } from "./loads.ts";
import type { Measuring } from "./options.ts";
import { begin, CONNECTIONS } from "./rates.ts";
import { openSite } from "./site.ts";
import { between, meter, type Used } from "./used.ts";

export interface Cost {
  readonly statements: number;
  /** Bytes. */
  readonly wal: number;
  /** Milliseconds of CPU. */
  readonly server: number;
  readonly database: number;
  /** Of them in a second. */
  readonly rate: number;
}

export interface Costs {
  readonly cpu: string;
  readonly node: string;
  readonly postgres: string;
  readonly users: number;
  readonly clients: number;
  readonly grants: number;
  /** Bytes of a row with its share of the indexes. */
  readonly rows: Readonly<Record<string, number>>;
  readonly operations: Readonly<Record<Kind | "mixed", { readonly alone: Cost; readonly together: Cost }>>;
  /** Milliseconds of CPU in a second in which nobody asks for anything. */
  readonly idle: Pick<Cost, "server" | "database" | "statements">;
}

const WARM_UP = 1.5;
const TABLES = ["grants", "access_tokens", "sessions", "consents", "accounts", "account_words"];

/** Measures them, `seconds` each. */
export async function measureCosts(
  directory: string,
  { seconds, buffers }: Measuring,
  say: (line: string) => void,
): Promise<Costs> {
  const site = await openSite(directory, buffers);
  try {
    if (site.url === undefined) throw new Error("The costs are those of PostgreSQL.");
    const { server, steps } = await begin(site);
    const { read, close } = await meter(site, server.pid);
    try {
      const before = await read();
      await wait(seconds * 1000);
      const idle = between(before, await read());
      const all: readonly (readonly [Kind | "mixed", (typeof steps)[Kind]])[] = [
        ...KINDS.map((kind) => [kind, steps[kind]] as const),
        ["mixed", mixed(steps)],
      ];
      const operations: Record<string, { alone: Cost; together: Cost }> = {};
      for (const [name, step] of all) {
        const measured = async (connections: number): Promise<Cost> => {
          const open = await Promise.all(
            Array.from({ length: connections }, () => Connection.open(server.target.port)),
          );
          const steps = open.map(() => step);
          await drive(open, steps, WARM_UP);
          const before = await read();
          const { latencies, elapsed } = await drive(open, steps, seconds);
          const used = between(before, await read());
          for (const connection of open) connection.close();
          return costOf(used, idle, latencies.length, elapsed);
        };
        const both = { alone: await measured(1), together: await measured(CONNECTIONS) };
        operations[name] = both;
        say(`${name.padEnd(20)}alone ${lineOf(both.alone)}\n${"".padEnd(14)}together ${lineOf(both.together)}`);
      }
      const second = (value: number) => (value / idle.at) * 1000;
      return {
        cpu: cpus()[0]?.model ?? "unknown",
        node: process.version,
        postgres: (await ask<{ server_version: string }>(site.url, "show server_version"))[0]?.server_version ?? "",
        ...{ users: site.world.users, clients: site.world.clients, grants: site.world.grants },
        rows: await bytesOfRows(site.url),
        operations: operations as Costs["operations"],
        idle: { server: second(idle.server), database: second(idle.database), statements: second(idle.statements) },
      };
    } finally {
      await close();
      await server.stop();
    }
  } finally {
    site.stop();
  }
}

/** Of one of `count`, without what the server does by itself. */
function costOf(used: Used, idle: Used, count: number, elapsed: number): Cost {
  const each = (of: "statements" | "wal" | "server" | "database") =>
    Math.max(0, used[of] - (idle[of] * used.at) / idle.at) / count;
  const rate = (count / elapsed) * 1000;
  return { statements: each("statements"), wal: each("wal"), server: each("server"), database: each("database"), rate };
}

async function bytesOfRows(url: string): Promise<Readonly<Record<string, number>>> {
  const found = await ask<{ name: string; bytes: number }>(
    url,
    `select relname as name, (pg_total_relation_size(oid) / greatest(reltuples, 1))::integer as bytes from pg_class
     where relnamespace = 'public'::regnamespace and relname in (${TABLES.map((name) => `'${name}'`).join(", ")})`,
  );
  return Object.fromEntries(TABLES.map((name) => [name, found.find((one) => one.name === name)?.bytes ?? 0]));
}

const lineOf = ({ statements, wal, server, database, rate }: Cost): string =>
  `${rate.toFixed(0).padStart(6)}/s  ${statements.toFixed(2)} statements  ${wal.toFixed(0)} bytes of log  CPU ${server.toFixed(3)} + ${database.toFixed(3)} ms`;
