/** The revocation endpoint (RFC 7009). Revoking any token of a grant ends the grant with its refresh and access tokens. */

import { isAlive } from "../protocol/bearer/decide.ts";
import { readCredential } from "../protocol/credential.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { EndpointRequest } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { findAccessToken } from "./access-tokens.ts";
import { type AuthenticatedRequest, askAsClient, refuseFound } from "./as-client.ts";
import { generationsBehind } from "./credentials.ts";
import type { Deps } from "./deps.ts";

/** What was revoked: one access token, or a grant with all of its tokens; nothing if the token was unknown. */
export interface Revocation {
  readonly client: string;
  readonly revoked: "access token" | "grant" | undefined;
  /** Of the user behind it. */
  readonly subject?: string | undefined;
}

/** Revokes a token. An unknown one counts as revoked (RFC 7009 2.2). */
export async function revoke(deps: Deps, wire: EndpointRequest): Promise<Refused | Revocation> {
  const now = deps.clock();
  const asked = await askAsClient(deps, "revocation", wire, now);
  if (isRefusal(asked)) return asked;
  return asked.token.startsWith("candor_refresh_")
    ? revokeRefreshToken(deps, asked, now)
    : revokeAccessToken(deps, asked, now);
}

const BECAUSE = "the client revoked it";

async function revokeRefreshToken(
  { storage, keys }: Deps,
  { client, token, on }: AuthenticatedRequest,
  now: number,
): Promise<Refused | Revocation> {
  const nothing = { client: client.id, revoked: undefined };
  const credential = readCredential("refresh", token);
  if ("is" in credential) return nothing;
  const grant = await storage.grants.find(credential.id);
  if (grant?.refresh === undefined) return nothing;
  // A rotated token still proves that its sender had the family, so revoking it ends the family.
  if (generationsBehind(keys, credential, grant.refresh) === undefined) return nothing;
  if (grant.clientId !== client.id) return refuseFound(on, { issuedTo: grant.clientId });
  await storage.grants.revoke(grant.id, now, BECAUSE);
  return { client: client.id, revoked: "grant", subject: grant.subject };
}

async function revokeAccessToken(
  deps: Deps,
  { client, token, on }: AuthenticatedRequest,
  now: number,
): Promise<Refused | Revocation> {
  const nothing = { client: client.id, revoked: undefined };
  // It doesn't matter whether the user still exists, so a token can be revoked while the operator's user store is down.
  const facts = await findAccessToken(deps.hooks === undefined ? deps : { ...deps, hooks: undefined }, token);
  if (facts.is !== "found") return nothing;
  const { claims } = facts;
  // An expired token may come from an old log, so it ends nothing.
  if (!isAlive(claims, now)) return nothing;
  if (claims.clientId !== client.id) return refuseFound(on, { issuedTo: claims.clientId });
  // What was exchanged has the grant behind it. It isn't the client's to end.
  const behind = claims.grantId === undefined ? undefined : await deps.storage.grants.find(claims.grantId);
  if (claims.grantId !== undefined && (behind === undefined || behind.clientId === client.id)) {
    await deps.storage.grants.revoke(claims.grantId, now, BECAUSE);
    return { client: client.id, revoked: "grant", subject: claims.subject };
  }
  await deps.storage.accessTokens.revoke(
    { ...claims, hash: new Uint8Array(), audience: claims.audience.slice(0, 1), revokedAt: undefined },
    now,
  );
  return { client: client.id, revoked: "access token" };
}
