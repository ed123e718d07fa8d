/** What an authorization request is decided by: how it arrived, and who is signed in as far as storage tells. */
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

/** Loads who is signed in. It may reject with `StorageUnavailable`, of which an application that is trusted without it learns. */
export type Session = () => Promise<SignedIn | undefined>;

/** The occasion of a request of which nothing is known but how it arrived, or why it cannot be read. */
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

/** The user as far as storage tells. */
interface Seen {
  readonly signedIn?: SignedIn | undefined;
  readonly person?: Person | undefined;
  /** Why it does not. */
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

/** Why storage does not work. Throws what is another error. */
export function reasonIn(error: unknown): StorageUnavailable["reason"] {
  if (error instanceof StorageUnavailable) return error.reason;
  throw error;
}
