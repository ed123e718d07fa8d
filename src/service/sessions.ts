/** Users' sessions: what the cookie contains, and which user it represents. */
import { timingSafeEqual } from "node:crypto";
import type { Place } from "../ports/activity.ts";
import type { KnownUser } from "../ports/hooks.ts";
import type { Session } from "../ports/storage.ts";
import { lasts } from "../protocol/lifetime.ts";
import { digest } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { hasEnded } from "./ended.ts";
import { findSessionAndUser } from "./together.ts";

const SECRET_LENGTH = 24;

/** A user who is signed in. */
export interface SignedIn {
  readonly session: Session;
  readonly account: KnownUser;
  /** What the user had allowed the client for whose request this was loaded, if that came along. */
  readonly consented?: readonly string[];
}

/** A user whose password was right: with the hash that it was compared with, or without one in the operator's own store. */
export interface Proven {
  readonly subject: string;
  readonly passwordHash: string | undefined;
}

/**
 * Starts a session; returns the cookie's value, and `undefined` where the account was disabled, or its password set, since it was loaded.
 * `former`: the browser's session, which goes on with another secret if it is the same user's, so that applications don't take a sign-in for
 * a sign-out. Otherwise it ends. `now` in milliseconds.
 */
export async function startSession(
  {
    storage,
    ids,
    random,
    registry,
    clock,
    tellOfLogouts,
  }: Pick<Deps, "storage" | "ids" | "random" | "registry" | "clock" | "tellOfLogouts">,
  { subject, passwordHash }: Proven,
  now: number,
  place: Place = {},
  former?: SignedIn,
): Promise<string | undefined> {
  const secret = random(SECRET_LENGTH);
  const expiresAt = now + registry.settings.sessionLifetime * 1000;
  const begun = { hash: digest(secret), subject, authTime: now, expiresAt, endedAt: undefined };
  const begin = Object.keys(place).length === 0 ? begun : { ...begun, place };
  const cookieOf = (id: number): string => `${id.toString(36)}.${Buffer.from(secret).toString("base64url")}`;
  if (former?.account.subject === subject) {
    const { id } = former.session;
    const isRenewed = await storage.sessions.renew({ id, ...begin }, passwordHash);
    if (isRenewed !== undefined) return isRenewed ? cookieOf(id) : undefined;
  }
  const id = ids(now);
  if (!(await storage.sessions.insert({ id, ...begin }, passwordHash))) return undefined;
  // Nobody can have planted the session (session fixation).
  if (former !== undefined) await endSession({ storage, clock, tellOfLogouts }, former);
  return cookieOf(id);
}

/** What ID tokens and logout tokens call a session (OpenID Connect Back-Channel Logout 1.0, 2.1). It says nothing about the cookie. */
export function sidOf({ keys }: Pick<Deps, "keys">, sessionId: number): string {
  return Buffer.from(keys.tag("session id", bytesOf(sessionId), 16)).toString("base64url");
}

function bytesOf(sessionId: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(sessionId));
  return bytes;
}

/** The session of a cookie that this server has just made. */
export const sessionIdIn = (cookie: string): number => Number.parseInt(cookie.slice(0, cookie.indexOf(".")), 36);

/**
 * What the scripts of this server know of who is signed in (OpenID Connect Session Management 1.0, 3.2): it changes with the session, and says
 * nothing about the cookie or about `sid`.
 */
export function browserStateOf({ keys }: Pick<Deps, "keys">, sessionId: number): string {
  return Buffer.from(keys.tag("browser state", bytesOf(sessionId), 16)).toString("base64url");
}

/** Whether a session is still valid. `now` in milliseconds. */
export const isOpen = ({ authTime, expiresAt, endedAt }: Session, now: number): boolean =>
  endedAt === undefined && lasts(authTime, expiresAt - authTime, now);

/** The user who is signed in with this cookie, if any. `clientId`: the client whose request it is for, if there is one. */
export async function findSession(
  deps: Pick<Deps, "storage" | "hooks">,
  cookie: string | undefined,
  now: number,
  clientId?: string,
): Promise<SignedIn | undefined> {
  const match = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{32})$/.exec(cookie ?? "");
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const found = await findSessionAndUser(deps, Number.parseInt(match[1], 36), clientId);
  const session = found?.session;
  if (session === undefined || !isOpen(session, now)) return undefined;
  if (!timingSafeEqual(digest(Buffer.from(match[2], "base64url")), session.hash)) return undefined;
  const [account, consented] = [await found?.user(), found?.consented];
  const isOut = account === undefined || account.disabled || hasEnded(account, session.id);
  return isOut ? undefined : { session, account, ...(consented && { consented }) };
}

/** Ends a session. Codes that were granted in it can no longer be redeemed, and its applications are notified. */
export async function endSession(
  { storage, clock, tellOfLogouts }: Pick<Deps, "storage" | "clock" | "tellOfLogouts">,
  { session }: SignedIn,
): Promise<void> {
  await storage.sessions.end(session.id, clock());
  void tellOfLogouts?.();
}
