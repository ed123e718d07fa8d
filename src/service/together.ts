/** Loads what belongs together: in one round trip, where storage has one for it, and otherwise from one store after the other. */
import type { KnownUser } from "../ports/hooks.ts";
import type { Session } from "../ports/storage.ts";
import type { Grant } from "../protocol/grant.ts";
import type { Deps } from "./deps.ts";
import { findUser } from "./hooks/users.ts";

type Where = Pick<Deps, "storage" | "hooks">;

interface LoadedGrant {
  readonly grant: Grant;
  /** Loads who granted it, unless that came along. */
  readonly user: () => Promise<KnownUser | undefined>;
  readonly session: () => Promise<Session | undefined>;
}

/** A grant, for a request that wants its user as well and, `withSession`, its session. */
export async function findGrant(where: Where, id: number, withSession: boolean): Promise<LoadedGrant | undefined> {
  const { storage, hooks } = where;
  // Users in the operator's own store aren't in this one.
  if (storage.together !== undefined && hooks?.users === undefined) {
    const found = await storage.together.grant(id, withSession);
    return found && { grant: found.grant, user: async () => found.account, session: async () => found.session };
  }
  const grant = await storage.grants.find(id);
  if (grant === undefined) return undefined;
  const { sessionId, subject } = grant;
  return {
    grant,
    user: () => findUser(where, subject),
    session: async () => (sessionId === undefined ? undefined : storage.sessions.find(sessionId)),
  };
}

interface LoadedSession {
  readonly session: Session;
  readonly user: () => Promise<KnownUser | undefined>;
  /** What the user has allowed the client, if that came along. */
  readonly consented?: readonly string[];
}

/** A session, for a request that wants its user as well, and what that user has allowed a client, if it is known which. */
export async function findSessionAndUser(
  where: Where,
  id: number,
  clientId: string | undefined,
): Promise<LoadedSession | undefined> {
  const { storage, hooks } = where;
  if (clientId !== undefined && storage.together !== undefined && hooks?.users === undefined) {
    const found = await storage.together.session(id, clientId);
    return found && { session: found.session, user: async () => found.account, consented: found.consented };
  }
  const session = await storage.sessions.find(id);
  return session && { session, user: () => findUser(where, session.subject) };
}
