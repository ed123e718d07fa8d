/** Fills memory with what requests read, as it is after some hours of work. */
import { createReadStream, readdirSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./ask.ts";

/** What is read of a large database, the most often read first: what is left of the buffers goes to the last. */
const READ = [
  ...["access_tokens_pkey", "grants_pkey", "sessions_pkey", "consents_pkey", "accounts_pkey"],
  ...["access_tokens", "sessions", "consents", "registrations", "accounts", "grants"],
];
/** Bytes of a page. */
const PAGE = 8_192;
/** Of the buffers: the rest is for what is written. */
const SHARE = 0.9;

/** Reads the files of a database of SQLite, so that the system has them in its cache. */
export async function readFiles(directory: string): Promise<void> {
  for (const name of readdirSync(directory))
    for await (const _ of createReadStream(join(directory, name), { highWaterMark: 2 ** 20 }));
}

/** Fills the buffers of PostgreSQL. `buffers`: how many there are, in gigabytes. */
export async function warmUp(url: string, buffers: number): Promise<void> {
  await ask(url, "create extension if not exists pg_prewarm");
  let left = Math.floor((buffers * 2 ** 30 * SHARE) / PAGE);
  for (const name of READ) {
    const [{ pages = 0 } = {}] = await ask<{ pages: number }>(
      url,
      `select (pg_relation_size(oid) / ${PAGE})::int as pages from pg_class where oid = to_regclass('${name}')`,
    );
    const some = Math.min(left, pages);
    if (some > 0) await ask(url, `select pg_prewarm('${name}', 'buffer', 'main', 0, ${some - 1})`);
    left -= some;
  }
}
