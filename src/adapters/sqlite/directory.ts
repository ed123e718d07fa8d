/** Makes the directory of a database, and says in words where none can be. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a directory, readable only by this user, and those above it. One at a time: where a file system can't have directories,
 * such as /proc, Node's `recursive` never returns.
 */
export function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (existsSync(path)) return;
    throw new Error(`The directory ${path} can't be created in ${parent}${becauseOf(error)}`, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user doesn't have permission.",
  EPERM: "this file system doesn't allow it.",
  ENOENT: "this file system doesn't allow it.",
  EROFS: "the file system is read-only.",
  ENOSPC: "the disk is full.",
  EDQUOT: "this user's quota is used up.",
  ENOTDIR: "it isn't a directory.",
  ENAMETOOLONG: "the name is too long.",
  EMLINK: "it has too many entries.",
};

/** SQLite's primary code for a full disk. */
const FULL = 13;

/** The end of a sentence: why a file or directory can't be made or written. */
export function becauseOf(error: unknown): string {
  const { code = "", errcode = 0, message } = error as NodeJS.ErrnoException & { readonly errcode?: number };
  const reason = (errcode & 0xff) === FULL ? REASONS.ENOSPC : REASONS[code];
  return `: ${reason ?? message}`;
}
