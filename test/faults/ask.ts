/** Statements of the superuser of a PostgreSQL server. */
import pg from "pg";
import type { PostgresServer } from "../postgres.ts";

/** One after the other, each a transaction; the rows of the last one. */
export async function ask<Row extends pg.QueryResultRow>(
  { port }: PostgresServer,
  ...statements: string[]
): Promise<Row[]> {
  const client = await connected(port);
  try {
    let rows: Row[] = [];
    for (const statement of statements) ({ rows } = await client.query<Row>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** A connection that stays, to `database`. */
export async function connected(port: number, database = "postgres"): Promise<pg.Client> {
  const client = new pg.Client(`postgresql://candor@127.0.0.1:${port}/${database}`);
  await client.connect();
  return client;
}
