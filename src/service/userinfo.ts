/** The userinfo endpoint (OpenID Connect Core 5.3): claims by scope (5.4). */

import type { Claims } from "../ports/storage.ts";
import type { Client } from "../protocol/client.ts";
import { encryptionOf } from "../protocol/encryption.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { EndpointRequest } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { authorizeBearer } from "./bearer.ts";
import { userinfoClaims } from "./claims.ts";
import type { Deps } from "./deps.ts";
import { subjectFor } from "./subjects.ts";

/** What userinfo says: as JSON, or as the JWT that its client is registered for (5.3.2). */
export interface Userinfo {
  readonly claims: Claims;
  readonly jwt?: string | undefined;
}

/** Returns the user behind an access token. */
export async function userinfo(deps: Deps, wire: EndpointRequest): Promise<Userinfo | Refused> {
  // If openid was granted, the audience contains this issuer.
  const bearer = await authorizeBearer(deps, wire, { scope: "openid" }, true);
  if (isRefusal(bearer)) return bearer;
  const { claims, requestedClaims, account } = bearer;
  const { clientId, subject, scopes } = claims;
  const client = (await deps.registry.client(clientId))?.client;
  // The token of a client that doesn't exist isn't valid.
  if (client === undefined) return { claims: { sub: subject } };
  const of = { client, api: undefined, subject, scopes, grantType: undefined, authTime: undefined };
  const released = await userinfoClaims(deps, { ...of, requestedClaims, account });
  const said = { ...released, sub: subjectFor(deps, client, subject) };
  return { claims: said, jwt: await asJwt(deps, client, said) };
}

/** Userinfo in a JWT: signed, encrypted, or both. Signed, it says who for (5.3.2). */
async function asJwt(deps: Deps, client: Client, claims: Claims): Promise<string | undefined> {
  const { userinfoAlg: alg } = client;
  const encryption = encryptionOf(client.userinfoEncryptedAlg, client.userinfoEncryptedEnc);
  const signed = alg && deps.keys.sign(alg, undefined, { ...claims, iss: deps.issuer, aud: client.id });
  if (encryption === undefined) return signed;
  const { encryptTo } = await import("./jwt/encrypt.ts");
  const as = { client, ...encryption, ...(signed !== undefined && { cty: "JWT" as const }) };
  return encryptTo(deps, signed ?? JSON.stringify(claims), as, deps.clock());
}
