/** The revocation endpoint (RFC 7009). Revoking any token of a grant ends the grant: its refresh and access tokens alike. */

import type { Client } from "../protocol/client.ts";
import { readCredential } from "../protocol/credential.ts";
import type { EndpointRequest } from "../protocol/post.ts";
import { isRefusal, type Refusal, refuse } from "../reasons/index.ts";
import { findAccessToken } from "./access-tokens.ts";
import { generationsBehind } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { readTokenParameter } from "./introspection.ts";

/** Revokes a token. One that is unknown is as good as revoked (RFC 7009 2.2). */
export async function revoke(deps: Deps, wire: EndpointRequest): Promise<Refusal | undefined> {
  const now = deps.clock();
  const read = readTokenParameter(deps, wire, now);
  if (isRefusal(read)) return read;
  const { client, token } = read;
  return token.startsWith("candor_refresh_")
    ? revokeRefreshToken(deps, client, token, now)
    : revokeAccessToken(deps, client, token, now);
}

const BECAUSE = "the client revoked it";

async function revokeRefreshToken(
  { storage, keys }: Deps,
  client: Client,
  text: string,
  now: number,
): Promise<Refusal | undefined> {
  const credential = readCredential("refresh", text);
  if ("is" in credential) return undefined;
  const grant = await storage.grants.find(credential.id);
  if (grant?.refresh === undefined) return undefined;
  // A rotated token still proves that whoever sends it had the family: revoking it ends the family.
  if (generationsBehind(keys, credential, grant.refresh) === undefined) return undefined;
  if (grant.clientId !== client.id)
    return refuse("token/of-other-client", { clientId: client.id, issuedTo: grant.clientId });
  await storage.grants.revoke(grant.id, now, BECAUSE);
  return undefined;
}

async function revokeAccessToken(deps: Deps, client: Client, text: string, now: number): Promise<Refusal | undefined> {
  const facts = await findAccessToken(deps, text);
  if (facts.is !== "found") return undefined;
  const { claims } = facts;
  // What has expired, and may lie in an old log, ends nothing any more.
  if (now >= claims.expiresAt) return undefined;
  if (claims.clientId !== client.id)
    return refuse("token/of-other-client", { clientId: client.id, issuedTo: claims.clientId });
  if (claims.grantId !== undefined) await deps.storage.grants.revoke(claims.grantId, now, BECAUSE);
  else
    await deps.storage.accessTokens.revoke(
      { ...claims, hash: new Uint8Array(), audience: claims.audience[0] ?? "", revokedAt: undefined },
      now,
    );
  return undefined;
}
