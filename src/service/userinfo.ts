/** The userinfo endpoint (OpenID Connect Core 5.3): claims by scope (5.4). */

import type { Claims } from "../ports/storage.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { EndpointRequest } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { authorizeBearer } from "./bearer.ts";
import type { Deps } from "./deps.ts";

/** Claims that each scope asks for (OpenID Connect Core 5.4). */
export const CLAIMS_BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  profile: [
    "name",
    "family_name",
    "given_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "updated_at",
  ],
  email: ["email", "email_verified"],
  address: ["address"],
  phone: ["phone_number", "phone_number_verified"],
};

/** Answers who the person behind an access token is. */
export async function userinfo(deps: Deps, wire: EndpointRequest): Promise<Claims | Refused> {
  // Where openid was granted, this issuer is among the audience.
  const bearer = await authorizeBearer(deps, wire, { scope: "openid" }, true);
  if (isRefusal(bearer)) return bearer;
  const { claims, account } = bearer;
  const allowed = claims.scopes.flatMap((scope) => CLAIMS_BY_SCOPE[scope] ?? []);
  const known = allowed
    .filter((name) => account?.claims[name] !== undefined)
    .map((name) => [name, account?.claims[name]]);
  return { sub: claims.subject, ...Object.fromEntries(known) };
}
