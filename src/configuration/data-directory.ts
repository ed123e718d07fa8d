/**
 * Whether a directory can be trusted with the data. Whoever can put a file into its place decides what the server believes: its keys, its
 * accounts, its grants. So what lies there must be this user's own.
 */
import { lstatSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import type { ConfigurationFault } from "./check.ts";
import type { Configuration } from "./schema.ts";

/** The database, in the data directory. */
export const DATABASE = "candor.sqlite";

/** The database, and what SQLite puts beside it or plays back into it. */
const FILES = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, `${DATABASE}-journal`];

/** Names what is wrong with the place of the data; nothing where there is none yet. */
export function* dataFaults(data: string): Generator<ConfigurationFault> {
  const is = (what: string) => `${JSON.stringify(data)}, ${what}`;
  const link = lstatSync(data, { throwIfNoEntry: false });
  if (link === undefined) return;
  const place = statSync(data, { throwIfNoEntry: false });
  if (place === undefined || !place.isDirectory()) {
    const what = place === undefined ? "which is a link to nothing" : "which is a file";
    yield { key: "data", is: is(what), expected: "a directory, which is made where there is none" };
    return;
  }
  if (!isTrusted(link) || !isTrusted(place)) {
    yield {
      key: "data",
      is: is(`which belongs to another user (${isTrusted(link) ? place.uid : link.uid})`),
      expected: "a directory of the user that runs the server, or of root",
    };
    return;
  }
  for (const name of FILES) {
    const file = lstatSync(join(data, name), { throwIfNoEntry: false });
    if (file === undefined || (file.isFile() && isOwn(file))) continue;
    yield {
      key: "data",
      is: is(`where ${name} ${file.isFile() ? `belongs to another user (${file.uid})` : "is no plain file"}`),
      expected: "files of the user that runs the server; find out who put this one there",
    };
  }
}

/** Windows has no such numbers. */
const uid = process.getuid?.();

const isOwn = (file: Stats): boolean => uid === undefined || file.uid === uid;

/** Root mounts volumes, and a server that root runs is given those of others: what is in them is looked at one by one. */
const isTrusted = (directory: Stats): boolean => isOwn(directory) || directory.uid === 0 || uid === 0;

export interface Exposure {
  readonly key: string;
  readonly file: string;
  /** In octal. */
  readonly mode: string;
}

/** What other users of the machine can read or replace, and need not. The database is always closed to them: see `openDatabase`. */
export function* exposures({ data, tls }: Configuration): Generator<Exposure> {
  for (const [key, file, forbidden] of [
    ["data", data, 0o002],
    ["tls.key", tls?.key, 0o004],
  ] as const) {
    const mode = file === undefined ? 0 : (statSync(file, { throwIfNoEntry: false })?.mode ?? 0);
    if (file !== undefined && (mode & forbidden) !== 0) yield { key, file, mode: (mode & 0o7777).toString(8) };
  }
}
