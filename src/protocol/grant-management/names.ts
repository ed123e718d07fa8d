/** The parameters of grant management in the authorization request, and the scopes of its endpoint (Grant Management for OAuth 2.0, 5.2 and 6.1). */
import type { Parameter } from "../parameter.ts";

export const ACTION = "grant_management_action";
export const ID = "grant_id";

export const GRANT_MANAGEMENT_PARAMETERS: readonly Parameter[] = [
  { name: ACTION, readBy: ["authorization"], journal: "value" },
  // It isn't a secret, but whose grant it is, is nobody else's business.
  { name: ID, readBy: ["authorization"], journal: "length" },
];

/** The scopes of the endpoint, by what they allow. */
export const GRANT_SCOPE = { query: "grant_management_query", revoke: "grant_management_revoke" } as const;
