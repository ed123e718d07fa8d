/** The userinfo endpoint (OpenID Connect Core 5.3): claims by scope (5.4). */

import type { Claims } from "../ports/storage.ts";
import { pickClaims, releasedBy, requestedIn } from "../protocol/claims.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { EndpointRequest } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { authorizeBearer } from "./bearer.ts";
import type { Deps } from "./deps.ts";
import { extraClaims } from "./hooks/claims.ts";

/** Returns the user behind an access token. */
export async function userinfo(deps: Deps, wire: EndpointRequest): Promise<Claims | Refused> {
  // If openid was granted, the audience contains this issuer.
  const bearer = await authorizeBearer(deps, wire, { scope: "openid" }, true);
  if (isRefusal(bearer)) return bearer;
  const { claims, requestedClaims, account } = bearer;
  const { clientId, subject, scopes } = claims;
  const names = [...releasedBy(scopes), ...requestedIn("userinfo", requestedClaims)];
  const client = (await deps.registry.client(clientId))?.client ?? { id: clientId, name: clientId };
  const about = { client, api: undefined, subject, scopes, grantType: undefined, authTime: undefined };
  const extra = deps.hooks && (await extraClaims(deps, { for: "userinfo", ...about }));
  return { ...pickClaims(account?.claims, names), ...extra, sub: subject };
}
