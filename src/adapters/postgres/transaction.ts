/** A transaction on a connection of the pool. */
import type { Pool, PoolClient } from "pg";
import { isOutdated, isReadOnly } from "./unavailable.ts";

/** Commits what `work` does, or nothing if it rejects. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    if (isOutdated(error) || isReadOnly(error)) broken = error as Error;
    // A connection that can't even roll back isn't used again.
    await client.query("rollback").catch((error: Error) => {
      broken = error;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
