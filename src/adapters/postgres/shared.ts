/**
 * Refuses a pooler that gives a connection to others between two transactions (PgBouncer's `pool_mode = transaction`). What Candor has prepared, set
 * and listens to is of a connection, so statements would fail now and then, or mean something else.
 */
import type { Client } from "pg";
import { openClient } from "./pool.ts";
import { SharedConnections } from "./refused.ts";

/** How often it is tried: somebody else may get the connection first. */
const TRIES = 3;

const MINE = "select pg_backend_pid() as pid";

/** `client`: one that is open, outside of a transaction. @throws if somebody else can have its process of PostgreSQL. */
export async function refuseShared(client: Client, url: string): Promise<void> {
  const other = await openClient(url);
  const pidOf = async (one: Client): Promise<number | undefined> =>
    (await one.query<{ pid: number }>(MINE)).rows[0]?.pid;
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      const pid = await pidOf(client);
      // With a connection for each statement, there are no transactions.
      await other.query("begin").catch((error: Error) => {
        throw /pooling mode/.test(error.message) ? new SharedConnections(SHARED) : error;
      });
      const isShared = (await pidOf(other)) === pid;
      await other.query("rollback");
      if (isShared) throw new SharedConnections(SHARED);
    }
  } finally {
    await other.end().catch(() => {});
  }
}

const SHARED =
  "DATABASE_URL leads to a pooler that gives connections to others between transactions (pool_mode = transaction or statement). " +
  "Set pool_mode = session there, or connect to PostgreSQL itself: Candor's prepared statements and notices need connections of their own";
