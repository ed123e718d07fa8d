/** What `candor keys` says about what it has done. */

/** What a key that is still unknown does to clients that cache the JWKS. */
export const WARNING =
  "Warning: every app and API that still uses the former JWKS refuses tokens signed with the new key. Most fetch the JWKS again within minutes, but some only after a day.\n";

/** JWTs are checked by others, by the JWKS that they have. */
export const REVOKED =
  "This server refuses every token that it signed. Apps and APIs do too, once they fetch the JWKS again.";

export const MADE = "These keys are in the JWKS now and will sign later:";
