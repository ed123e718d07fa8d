/** The userinfo endpoint (OpenID Connect Core 5.3): claims by scope (5.4). */

import type { Claims } from "../ports/storage.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { EndpointRequest } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { authorizeBearer } from "./bearer.ts";
import { userinfoClaims } from "./claims.ts";
import type { Deps } from "./deps.ts";

/** Returns the user behind an access token. */
export async function userinfo(deps: Deps, wire: EndpointRequest): Promise<Claims | Refused> {
  // If openid was granted, the audience contains this issuer.
  const bearer = await authorizeBearer(deps, wire, { scope: "openid" }, true);
  if (isRefusal(bearer)) return bearer;
  const { claims, requestedClaims, account } = bearer;
  const { clientId, subject, scopes } = claims;
  const client = (await deps.registry.client(clientId))?.client;
  // The token of a client that doesn't exist isn't valid.
  if (client === undefined) return { sub: subject };
  const of = { client, api: undefined, subject, scopes, grantType: undefined, authTime: undefined };
  return { ...(await userinfoClaims(deps, { ...of, requestedClaims, account })), sub: subject };
}
