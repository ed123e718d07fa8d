/**
 * Whether a directory can be trusted with the data. Whoever can put a file there decides what the server believes: its keys,
 * its accounts, its grants. So its files must belong to this user.
 */
import { accessSync, constants, lstatSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ConfigurationFault } from "./fault.ts";
import type { Configuration } from "./schema.ts";

/** The database, in the data directory. */
export const DATABASE = "candor.sqlite";

/** The database, and the files that SQLite puts next to it or replays into it. */
const FILES = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, `${DATABASE}-journal`];

/** Names what is wrong with the place of the data, or with where it is to be made. */
export function* dataFaults(data: string): Generator<ConfigurationFault> {
  const is = (what: string) => `${JSON.stringify(data)}, ${what}`;
  const blocked = blockedAbove(data);
  if (blocked !== undefined) {
    yield { key: "data", is: is(blocked), expected: `a directory that user ${whoami()} can write to` };
    return;
  }
  const link = lstatSync(data, { throwIfNoEntry: false });
  if (link === undefined) return;
  const place = statSync(data, { throwIfNoEntry: false });
  if (place === undefined || !place.isDirectory()) {
    const what = place === undefined ? "which is a broken link" : "which is a file";
    yield { key: "data", is: is(what), expected: "a directory, which is created if it doesn't exist" };
    return;
  }
  if (!isTrusted(link) || !isTrusted(place)) {
    yield {
      key: "data",
      is: is(`which belongs to another user (${isTrusted(link) ? place.uid : link.uid})`),
      expected: "a directory that belongs to the user that runs the server, or to root",
    };
    return;
  }
  if (!may(data, constants.R_OK | constants.W_OK | constants.X_OK)) {
    const expected = `a directory that user ${whoami()} can read and write: check its owner and mode, and whether the file system is read-only`;
    yield { key: "data", is: is("which cannot be written to"), expected };
    return;
  }
  for (const name of FILES) yield* fileFaults(data, name);
}

function* fileFaults(data: string, name: string): Generator<ConfigurationFault> {
  const path = join(data, name);
  const file = lstatSync(path, { throwIfNoEntry: false });
  const is = (what: string) => `${JSON.stringify(data)}, where ${name} ${what}`;
  if (file === undefined) return;
  if (!file.isFile() || !isOwn(file)) {
    yield {
      key: "data",
      is: is(file.isFile() ? `belongs to another user (${file.uid})` : `is ${kindOf(file)}`),
      expected: "regular files that belong to the user that runs the server. Find out who created this one",
    };
  } else if (!may(path, constants.R_OK | constants.W_OK)) {
    const expected = `a file that user ${whoami()} can read and write: check its mode`;
    yield { key: "data", is: is("can't be read and written"), expected };
  }
}

const kindOf = (file: Stats): string =>
  file.isDirectory() ? "a directory" : file.isSymbolicLink() ? "a link" : "not a regular file";

/** What keeps a directory from being looked at or made: something on its way. `undefined` where nothing does. */
function blockedAbove(data: string): string | undefined {
  const parent = dirname(data);
  if (parent === data) return undefined;
  const place = statOf(parent);
  if (place === "blocked" || place === undefined) return blockedAbove(parent);
  if (!place.isDirectory()) return `and ${JSON.stringify(parent)} is a file`;
  if (!may(parent, constants.X_OK)) return `and ${JSON.stringify(parent)} cannot be entered`;
  const isThere = lstatSync(data, { throwIfNoEntry: false }) !== undefined;
  return isThere || may(parent, constants.W_OK)
    ? undefined
    : `which doesn't exist, and ${JSON.stringify(parent)} cannot be written to`;
}

function statOf(path: string): Stats | "blocked" | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return "blocked";
  }
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** The number of this user, as in the output of `ls -n`. */
const whoami = (): string => String(uid() ?? "");

/** Windows has no user ids. */
const uid = (): number | undefined => process.getuid?.();

const isOwn = (file: Stats): boolean => uid() === undefined || file.uid === uid();

/**
 * Root mounts volumes, and a server that runs as root gets other users' directories. Their contents are checked file by file.
 */
const isTrusted = (directory: Stats): boolean => isOwn(directory) || directory.uid === 0 || uid() === 0;

export interface Exposure {
  readonly key: string;
  readonly file: string;
  /** In octal. */
  readonly mode: string;
}

/**
 * What other users of the machine can read or replace without need. The database is always closed to them: see `openDatabase`.
 */
export function* exposures({ data, tls }: Configuration): Generator<Exposure> {
  for (const [key, file, forbidden] of [
    ["data", data, 0o002],
    ["tls.key", tls?.key, 0o004],
  ] as const) {
    const mode = file === undefined ? 0 : (statSync(file, { throwIfNoEntry: false })?.mode ?? 0);
    if (file !== undefined && (mode & forbidden) !== 0) yield { key, file, mode: (mode & 0o7777).toString(8) };
  }
}
