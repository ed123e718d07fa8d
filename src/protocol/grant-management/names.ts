/** The names of grant management (Grant Management for OAuth 2.0, 5.2 and 6.1). */

export const ACTION = "grant_management_action";
export const ID = "grant_id";

/** The scopes of the endpoint, by what they allow. */
export const GRANT_SCOPE = { query: "grant_management_query", revoke: "grant_management_revoke" } as const;
