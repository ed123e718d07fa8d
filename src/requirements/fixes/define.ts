/** What to change in a server that breaks a requirement, as data for the reports of `candor check`. */

/** Servers whose settings are known. */
export const SERVERS = [
  ...(["auth0", "candor", "entra", "hydra", "identityserver"] as const),
  ...(["keycloak", "oidc-provider", "okta", "spring"] as const),
];

/** A server whose settings are known. */
export type ServerName = (typeof SERVERS)[number];

/**
 * By the id of a requirement: the setting and its value, in a sentence or two. Names of settings are between backticks.
 * Where a server can't be changed, the sentence says so.
 */
export type Fixes = Readonly<Record<string, string>>;

export interface ServerFixes {
  /** As its developers write it. */
  readonly name: string;
  readonly fixes: Fixes;
}

/** The same fix for several requirements. */
export const each = <Id extends string>(ids: readonly Id[], fix: string): Readonly<Record<Id, string>> =>
  Object.fromEntries(ids.map((id) => [id, fix])) as Record<Id, string>;

/** What a refresh token that works twice breaks. */
export const REUSE = ["refresh/public-clients-rotate", "refresh/used-again", "race/refresh-token"] as const;

/** What a redirect URI that is registered with a wildcard breaks. */
export const WILDCARDS = [
  ...(["redirect-uri/other-host", "redirect-uri/no-suffix", "redirect-uri/no-sub-path"] as const),
  ...(["redirect-uri/no-added-query", "redirect-uri/no-subdomain"] as const),
];

/** What the pages for users break if their headers are missing. */
export const HEADERS = ["authorization/no-framing", "authorization/content-security-policy"] as const;

/** What the wrong public URL breaks. */
export const ISSUER = ["metadata/issuer", "metadata/issuer-form", "metadata/https-endpoints"] as const;
