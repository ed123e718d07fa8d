/** Fills a SQLite database that Candor has just made. Its indexes are made afterwards, except those of its keys. */
import { hash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { filledTables } from "./rows.ts";
import { type Secret, secretOf, type World } from "./world.ts";

const PORTION = 500_000;

/** `say` hears of each table. */
export function fillSqlite(file: string, world: World, say: (line: string) => void): void {
  const database = new DatabaseSync(file);
  try {
    database.exec("pragma synchronous = off; pragma temp_store = file; pragma cache_size = -500000");
    database.function("secret_hash", { deterministic: true }, (kind, n) =>
      hash("sha256", secretOf(kind as Secret, Number(n)), "buffer"),
    );
    database.function("client_hash", { deterministic: true }, (n) =>
      hash("sha256", secretOf("client", Number(n)), "base64url"),
    );
    const words = {
      series: (from: number, to: number) =>
        `(with recursive s (n) as (select ${from} union all select n + 1 from s where n < ${to}) select n from s) s`,
      noBytes: "x''",
      hashOf: (kind: Secret) => `secret_hash('${kind}', n)`,
      clientHash: "client_hash(n)",
    };
    for (const { table, count, fill } of filledTables(world, words)) {
      const began = performance.now();
      const indexes = database
        .prepare("select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null")
        .all(table) as { readonly name: string; readonly sql: string }[];
      const triggers = database
        .prepare("select name, sql from sqlite_master where type = 'trigger' and tbl_name = ?")
        .all(table) as { readonly name: string; readonly sql: string }[];
      for (const { name } of indexes) database.exec(`drop index ${name}`);
      for (const { name } of triggers) database.exec(`drop trigger ${name}`);
      for (let from = 0; from < count; from += PORTION) {
        database.exec(fill(from, Math.min(count, from + PORTION) - 1));
        database.exec("pragma wal_checkpoint(truncate)");
      }
      for (const { sql } of [...indexes, ...triggers]) database.exec(sql);
      database.exec("pragma wal_checkpoint(truncate)");
      say(`${count} of ${table}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    database.prepare("update hash_kinds set users = users + ?").run(world.users);
    database.exec("insert into registry (id, version) values (1, 1) on conflict (id) do nothing");
    database.exec("pragma wal_checkpoint(truncate)");
  } finally {
    database.close();
  }
}
