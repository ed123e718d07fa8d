/** Users' sessions: what the cookie contains, and which user it represents. */
import { timingSafeEqual } from "node:crypto";
import type { Place } from "../ports/activity.ts";
import type { KnownUser } from "../ports/hooks.ts";
import type { Session } from "../ports/storage.ts";
import { lasts } from "../protocol/lifetime.ts";
import { digest } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { hasEnded } from "./ended.ts";
import { findUser } from "./hooks/users.ts";

const SECRET_LENGTH = 24;

/** A user who is signed in. */
export interface SignedIn {
  readonly session: Session;
  readonly account: KnownUser;
}

/** A user whose password was right: with the hash that it was compared with, or without one in the operator's own store. */
export interface Proven {
  readonly subject: string;
  readonly passwordHash: string | undefined;
}

/**
 * Starts a session; returns the cookie's value, and `undefined` where the account was disabled, or its password set, since it was loaded.
 * `now` in milliseconds.
 */
export async function startSession(
  { storage, ids, random, registry }: Pick<Deps, "storage" | "ids" | "random" | "registry">,
  { subject, passwordHash }: Proven,
  now: number,
  place: Place = {},
): Promise<string | undefined> {
  const id = ids(now);
  const secret = random(SECRET_LENGTH);
  const expiresAt = now + registry.settings.sessionLifetime * 1000;
  const begun = { id, hash: digest(secret), subject, authTime: now, expiresAt, endedAt: undefined };
  const session = Object.keys(place).length === 0 ? begun : { ...begun, place };
  if (!(await storage.sessions.insert(session, passwordHash))) return undefined;
  return `${id.toString(36)}.${Buffer.from(secret).toString("base64url")}`;
}

/** Whether a session is still valid. `now` in milliseconds. */
export const isOpen = ({ authTime, expiresAt, endedAt }: Session, now: number): boolean =>
  endedAt === undefined && lasts(authTime, expiresAt - authTime, now);

/** The user who is signed in with this cookie, if any. */
export async function findSession(
  deps: Pick<Deps, "storage" | "hooks">,
  cookie: string | undefined,
  now: number,
): Promise<SignedIn | undefined> {
  const { storage } = deps;
  const match = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{32})$/.exec(cookie ?? "");
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const session = await storage.sessions.find(Number.parseInt(match[1], 36));
  if (session === undefined || !isOpen(session, now)) return undefined;
  if (!timingSafeEqual(digest(Buffer.from(match[2], "base64url")), session.hash)) return undefined;
  const account = await findUser(deps, session.subject);
  const isOut = account === undefined || account.disabled || hasEnded(account, session.id);
  return isOut ? undefined : { session, account };
}

/** Ends a session. Codes that were granted in it can no longer be redeemed. */
export async function endSession(
  { storage, clock }: Pick<Deps, "storage" | "clock">,
  { session }: SignedIn,
): Promise<void> {
  await storage.sessions.end(session.id, clock());
}
