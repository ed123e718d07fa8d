/** What `candor profile` asks of a running server: a file in the data directory that only the server's user can write. */
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

export const PROFILES = "profiles";

export type ProfileRequest = { readonly kind: "cpu"; readonly seconds: number } | { readonly kind: "heap" };

/** The file that was made, or why there is none. */
export type ProfileOutcome = { readonly file: string } | { readonly fault: string };

/** Seconds. A CPU profile grows with its time. */
export const LONGEST_PROFILE = 300;

/** Of one request, to one process. Several may wait. */
const REQUEST = ".request";
const OUTCOME = ".outcome";

/**
 * The folder, closed to other users. `owner`: a user's number, if root makes it for them. @throws if it's a link, or if it belongs to
 * somebody who is neither this user nor root.
 */
export function profilesIn(data: string, owner?: number): string {
  const folder = join(data, PROFILES);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = ofDirectory(folder);
  if (owner !== undefined) chownSync(folder, owner, -1);
  else if (!isTrusted(uid)) throw new Error(`${folder} belongs to another user (${uid}).`);
  if ((mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return folder;
}

function ofDirectory(folder: string): { readonly uid: number; readonly mode: number } {
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw new Error(`${folder} isn't a directory.`);
  return found;
}

/** Windows has no user ids. */
const isTrusted = (uid: number): boolean => process.getuid === undefined || uid === process.getuid() || uid === 0;

/** Leaves a request for a process. Returns its id. `owner` as above. */
export function leaveRequest(folder: string, pid: number, request: ProfileRequest, owner?: number): string {
  const id = `${pid}-${randomUUID()}`;
  place(join(folder, id + REQUEST), request, owner);
  return id;
}

export interface Taken {
  readonly id: string;
  readonly request: ProfileRequest;
}

/** The requests that were left for a process; they're removed. @throws if another user left one. */
export const takeRequests = (folder: string, pid: number): readonly Taken[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${pid}-`) && name.endsWith(REQUEST))
    .map((name) => ({ id: name.slice(0, -REQUEST.length), request: takeRequest(join(folder, name)) }));

function takeRequest(path: string): ProfileRequest {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { uid } = fstatSync(file);
    if (!isTrusted(uid)) throw new Error(`${path} belongs to another user (${uid}).`);
    return requestOf(JSON.parse(readFileSync(file, "utf8")));
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

function requestOf(value: { readonly kind?: unknown; readonly seconds?: unknown }): ProfileRequest {
  if (value.kind === "heap") return { kind: "heap" };
  const seconds = Number(value.seconds);
  if (value.kind !== "cpu" || !(seconds > 0 && seconds <= LONGEST_PROFILE)) throw new Error("The request is unknown.");
  return { kind: "cpu", seconds };
}

export const leaveOutcome = (folder: string, id: string, outcome: ProfileOutcome): void =>
  place(join(folder, id + OUTCOME), outcome);

/** How a request ended; `undefined` while it hasn't. It's removed. */
export function takeOutcome(folder: string, id: string): ProfileOutcome | undefined {
  const path = join(folder, id + OUTCOME);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  rmSync(path, { force: true });
  return JSON.parse(text);
}

/** A file that is whole under its name. */
function place(path: string, content: object, owner?: number): void {
  const partial = `${path}.partial`;
  rmSync(partial, { force: true });
  writeFileSync(partial, JSON.stringify(content), { mode: 0o600, flag: "wx" });
  if (owner !== undefined) chownSync(partial, owner, -1);
  renameSync(partial, path);
}
