/**
 * Which errors of SQLite mean that the database can't work for the moment (https://sqlite.org/rescode.html), by their primary
 * code.
 */
import { StorageUnavailable } from "../../ports/storage.ts";

const REASONS: Readonly<Record<number, StorageUnavailable["reason"]>> = {
  5: "busy",
  8: "failing", // read-only
  10: "failing", // input or output
  13: "full",
  14: "failing", // the file cannot be opened
  15: "busy", // a race for the locks of the log
};

/** The same error, as `StorageUnavailable` if it is one. All others are errors of the program or the data. */
export function classified(error: unknown): unknown {
  if (!(error instanceof Error) || !("errcode" in error)) return error;
  const reason = REASONS[Number(error.errcode) & 0xff];
  return reason === undefined ? error : new StorageUnavailable(reason, error.message, { cause: error });
}

export const isBusy = (error: unknown): boolean => error instanceof StorageUnavailable && error.reason === "busy";

/** Milliseconds that an operation waits for a lock before giving up: less than most clients wait. */
export const PATIENCE = 3_000;

/**
 * Milliseconds until a lock is tried again that another process had so many times before: most commits take less than one. Partly random, so that
 * two processes don't keep colliding.
 */
export const pause = (tries: number): number => Math.min(2 ** tries, 20) * (0.5 + Math.random());
