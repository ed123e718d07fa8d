/** The userinfo endpoint (OpenID Connect Core 5.3): claims by scope (5.4). */

import type { Claims } from "../ports/storage.ts";
import { decideBearer } from "../protocol/bearer/decide.ts";
import { readBearer } from "../protocol/bearer/request.ts";
import type { EndpointRequest } from "../protocol/post.ts";
import { isRefusal, type Refusal, refuse } from "../reasons/index.ts";
import { findAccessToken } from "./access-tokens.ts";
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
export async function userinfo(deps: Deps, wire: EndpointRequest): Promise<Claims | Refusal> {
  const now = deps.clock();
  const text = readBearer(wire);
  if (isRefusal(text)) return text;
  // Where openid was granted, this issuer is among the audience.
  const claims = decideBearer(await findAccessToken(deps, text), { scope: "openid" }, now);
  if (isRefusal(claims)) return claims;
  const account = await deps.storage.people.find(claims.subject);
  if (account === undefined || account.disabled) return refuse("token/revoked", {});
  const allowed = claims.scopes.flatMap((scope) => CLAIMS_BY_SCOPE[scope] ?? []);
  const known = allowed
    .filter((name) => account.claims[name] !== undefined)
    .map((name) => [name, account.claims[name]]);
  return { sub: account.subject, ...Object.fromEntries(known) };
}
