/** What an authorization request is decided by: how it arrived, and who is signed in, as far as the storage can say. */
import { StorageUnavailable } from "../ports/storage.ts";
import { arrivalChecks, onItsWay } from "../protocol/authorization/arrival.ts";
import type { Person } from "../protocol/authorization/checks.ts";
import type { AuthorizationOccasion } from "../protocol/authorization/occasion.ts";
import type { Client } from "../protocol/client.ts";
import { firstRefusal } from "../protocol/decision.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { Received } from "../protocol/received.ts";
import type { Deps } from "./deps.ts";
import { refusedOn } from "./refused.ts";
import type { SignedIn } from "./sessions.ts";

/**
 * Loads who is signed in. It may reject with `StorageUnavailable`. An application is then informed, since it was trusted
 * without the storage.
 */
export type Session = () => Promise<SignedIn | undefined>;

/** The occasion of a request of which only its arrival is known, or why it can't be read. */
export function arrive(
  { settings, catalogue, clock }: Deps,
  came: Received,
  answer?: "allow" | "deny",
): AuthorizationOccasion | Refused {
  const received = onItsWay(came);
  const hint = { is: "absent" } as const;
  const on: AuthorizationOccasion = {
    decision: "authorization",
    received,
    hint,
    answer,
    catalogue,
    settings,
    now: clock(),
  };
  const unread = firstRefusal(arrivalChecks, { received });
  return unread === undefined ? on : refusedOn(unread, on);
}

/** The user, as far as the storage can say. */
interface Seen {
  readonly signedIn?: SignedIn | undefined;
  readonly person?: Person | undefined;
  /** Why the storage can't say. */
  readonly storage?: StorageUnavailable["reason"];
}

export async function see({ storage }: Deps, session: Session, client: Client | undefined): Promise<Seen> {
  try {
    const signedIn = await session();
    if (signedIn === undefined || client === undefined) return { signedIn };
    const { subject } = signedIn.account;
    const { id: sessionId, authTime } = signedIn.session;
    const consented = await storage.consents.find(subject, client.id);
    return { signedIn, person: { sessionId, subject, authTime, consented } };
  } catch (error) {
    return { storage: reasonIn(error) };
  }
}

/** Why the storage doesn't work. Throws any other error. */
export function reasonIn(error: unknown): StorageUnavailable["reason"] {
  if (error instanceof StorageUnavailable) return error.reason;
  throw error;
}
