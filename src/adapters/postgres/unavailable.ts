/** Which errors of PostgreSQL mean that it can't work for the moment, by their SQLSTATE, and which that it is to be asked again. */
import { StorageUnavailable } from "../../ports/storage.ts";

type Reason = StorageUnavailable["reason"];

/** The first characters of a state, the longest first. */
const REASONS: readonly (readonly [string, Reason])[] = [
  ["53100", "full"], // disk full
  ["53", "busy"], // insufficient resources
  ["55P03", "busy"], // lock not available
  ["57014", "busy"], // statement timeout
  ["25006", "failing"], // read-only: a standby
  ["25P03", "failing"], // this process was suspended in the middle of a transaction
  ["57P", "failing"], // shutting down, or starting
  ["58", "failing"], // input or output
  ["08", "failing"], // connection
  ["XX", "failing"], // internal, such as corrupted data
];

/** Codes of Node for connections that can't be made or broke. */
const CONNECTION = /^E(?:CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)/;

/** The same error, as `StorageUnavailable` if it is one. All others are errors of the program or the data. */
export function classified(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StorageUnavailable) return error;
  const reason = reasonOf(error);
  return reason === undefined ? error : new StorageUnavailable(reason, error.message, { cause: error });
}

function reasonOf(error: Error): Reason | undefined {
  if (isConflict(error)) return "busy";
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  // The driver's own errors of a connection have no code.
  if (code === undefined) return /connection|timeout|terminated/i.test(error.message) ? "failing" : undefined;
  if (CONNECTION.test(code)) return "failing";
  return REASONS.find(([start]) => code.startsWith(start))?.[1];
}

/** A transaction that lost against another one: a deadlock, or two that can't be put in an order. It changed nothing. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "40001" || error.code === "40P01");

/**
 * A statement that was prepared for the schema before, whose columns another node has added to meanwhile, or that somebody has removed from the
 * connection (`discard all`). Nothing was done, and the connection is of no more use.
 */
export const isOutdated = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  // Messages are in the language of the database.
  (error.code === "26000" ||
    (error.code === "0A000" && "routine" in error && error.routine === "RevalidateCachedQuery"));

/** The connection leads to what is a standby by now, or has always been. The next one may lead to the primary. */
export const isReadOnly = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "25006";

/** Errors that mean that the database can't work for the moment are said as such. */
export const told = <T>(done: Promise<T>): Promise<T> =>
  done.catch((error: unknown) => {
    throw classified(error);
  });
