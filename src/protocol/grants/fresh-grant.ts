/** A grant that a client would have just got, if a fix supplied it. */
import { type Client, mayRequest } from "../client.ts";
import type { CodeGrant } from "../grant.ts";
import { codeLifetime } from "../profiles/index.ts";
import { isRegistered } from "../redirect-uri.ts";
import type { Settings } from "../settings.ts";

/** In the place of hashes, which decisions don't need. */
export const NO_HASH = new Uint8Array();

/** A grant from `now`, in milliseconds. `redirectUri` and `scope` as the request would send them. */
export function freshGrant(
  client: Client,
  settings: Pick<Settings, "codeLifetime">,
  now: number,
  { redirectUri, scope }: { readonly redirectUri?: string | undefined; readonly scope?: string | undefined },
): CodeGrant {
  return {
    id: 0,
    clientId: client.id,
    subject: "",
    source: {
      kind: "code",
      hash: NO_HASH,
      expiresAt: now + codeLifetime(client, settings) * 1000,
      // No code is granted to an unregistered URL.
      redirectUri:
        redirectUri !== undefined && isRegistered(redirectUri, client) ? redirectUri : (client.redirectUris[0] ?? ""),
      redirectUriSent: redirectUri !== undefined,
      challenge: undefined,
      redeemedAt: undefined,
      redeemedBy: undefined,
    },
    sessionId: undefined,
    // What the user will allow is unknown in advance.
    scopes: scope?.split(" ").filter((name) => mayRequest(client, name)) ?? [],
    createdAt: now,
    authTime: now,
    nonce: undefined,
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
  };
}
