/** Finds the grant that a `grant_id` names. Loaded with the first request that names one. */
import type { Grant } from "../../protocol/grant.ts";
import type { ManagedFacts } from "../../protocol/grant-management/managed.ts";
import type { Deps } from "../deps.ts";
import { rootOf } from "./grant-id.ts";

/** Who asks. Without a subject, the client asks for itself, and may know the grants of all of its users. */
export interface Asking {
  readonly clientId: string;
  readonly subject: string | undefined;
}

/** The live grant; `undefined` if there is none, or it is another client's or another user's. `now` in milliseconds. */
export async function findManaged(
  { keys, storage }: Pick<Deps, "keys" | "storage">,
  text: string,
  { clientId, subject }: Asking,
  now: number,
): Promise<Grant | undefined> {
  const root = rootOf(keys, text);
  const grant = root === undefined ? undefined : await storage.grants.findManaged(root, now);
  return grant?.clientId === clientId && (subject ?? grant.subject) === grant.subject ? grant : undefined;
}

/** What decisions use of it. */
export function managedFacts(grant: Grant | undefined): ManagedFacts {
  if (grant?.managed === undefined) return { is: "unknown" };
  const { scopes, audience, authorizationDetails, requestedClaims, managed } = grant;
  return {
    ...{ is: "found", ...managed, scopes },
    ...(audience !== undefined && { audience }),
    ...(authorizationDetails !== undefined && { authorizationDetails }),
    ...(requestedClaims !== undefined && { requestedClaims }),
  };
}
