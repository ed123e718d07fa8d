/**
 * Fills a PostgreSQL database that Candor has just made: within the database, without its log (which the settings of the server
 * while it is filled allow for tables that the same transaction empties), and with indexes and keys made afterwards.
 */
import pg from "pg";
import { filledTables } from "./rows.ts";
import { LENGTHS, type Secret, type World } from "./world.ts";

/** Of the server while it is filled. What a crash would damage is made again. */
export const FILLING = [
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"],
  ...["autovacuum=off", "max_wal_size=1GB", "checkpoint_timeout=30min", "shared_buffers=512MB"],
  ...["maintenance_work_mem=1GB", "max_parallel_maintenance_workers=0"],
];

const PORTION = 5_000_000;

const hashOf = (kind: Secret): string => `sha256(convert_to(lpad('${kind}-' || n, ${LENGTHS[kind]}, '.'), 'UTF8'))`;

const base64url = (bytes: string): string => `rtrim(translate(encode(${bytes}, 'base64'), '+/', '-_'), '=')`;

/** `say` hears of each table. */
export async function fillPostgres(url: string, world: World, say: (line: string) => void): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    // What triggers would keep is filled as well, or stays empty.
    await client.query("set session_replication_role = replica");
    const words = {
      series: (from: number, to: number) => `generate_series(${from}::bigint, ${to}::bigint) as s (n)`,
      noBytes: "''::bytea",
      hashOf,
      clientHash: base64url(hashOf("client")),
    };
    for (const { table, count, fill } of filledTables(world, words)) {
      const began = performance.now();
      const kept = await client.query(`select * from ${table} limit 100`);
      const restore = await withoutIndexes(client, table);
      await client.query(`begin; truncate ${table}`);
      for (let from = 0; from < count; from += PORTION) {
        await client.query(fill(from, Math.min(count, from + PORTION) - 1));
      }
      await client.query("commit");
      for (const row of kept.rows) await insert(client, table, row);
      for (const statement of restore) await client.query(statement);
      await client.query(`vacuum (freeze, analyze) ${table}`);
      say(`${count} of ${table}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    await client.query("update hash_kinds set users = users + $1", [world.users]);
    await client.query("insert into registry (id, version) values (1, 1) on conflict (id) do nothing");
    await client.query("checkpoint");
  } finally {
    await client.end();
  }
}

/** The rows that Candor's first start has made. */
async function insert(client: pg.Client, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, at) => `$${at + 1}`);
  await client.query(
    `insert into ${table} (${columns.join(", ")}) values (${places.join(", ")})`,
    columns.map((column) => row[column]),
  );
}

/** Removes the indexes of a table, and the keys that have one. Resolves to the statements that make them again, the same as before. */
async function withoutIndexes(client: pg.Client, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; constraint: string | null; made: string }>(
    `select i.indexrelid::regclass::text as name, quote_ident(c.conname) as "constraint",
       coalesce(pg_get_constraintdef(c.oid), pg_get_indexdef(i.indexrelid)) as made
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.conrelid = i.indrelid
     where i.indrelid = $1::regclass order by i.indexrelid`,
    [table],
  );
  for (const { name, constraint } of rows)
    await client.query(
      constraint === null ? `drop index ${name}` : `alter table ${table} drop constraint ${constraint}`,
    );
  return rows.map(({ constraint, made }) =>
    constraint === null ? made : `alter table ${table} add constraint ${constraint} ${made}`,
  );
}
