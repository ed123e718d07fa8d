/** The introspection endpoint (RFC 7662): a client sees its own tokens, and those of the APIs that it serves. */

import { isActive, type TokenClaims } from "../protocol/bearer/decide.ts";
import type { Client } from "../protocol/client.ts";
import { readCredential } from "../protocol/credential.ts";
import { lasts } from "../protocol/lifetime.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { EndpointRequest } from "../protocol/received.ts";
import { narrowScope } from "../protocol/scope/narrow.ts";
import { refreshLifetimes } from "../protocol/token-lifetimes.ts";
import { isRefusal } from "../reasons/index.ts";
import { clientStands, findAccessToken, personStands, writeAudience } from "./access-tokens.ts";
import { askAsClient } from "./as-client.ts";
import { generationsBehind } from "./credentials.ts";
import type { Deps } from "./deps.ts";

/** RFC 7662 2.2. */
export type Introspection =
  | { readonly active: false }
  | ({ readonly active: true } & Readonly<Record<string, unknown>>);

/** Answers what a token is worth; whatever the client may not see is not active. */
export async function introspect(deps: Deps, wire: EndpointRequest): Promise<Introspection | Refused> {
  const now = deps.clock();
  const asked = askAsClient(deps, "introspection", wire, now);
  if (isRefusal(asked)) return asked;
  const { client, token } = asked;
  if (token.startsWith("candor_refresh_")) return introspectRefreshToken(deps, client, token, now);
  const facts = await findAccessToken(deps, token);
  if (facts.is !== "found" || !isActive(facts, now) || !maySee(client, facts.claims)) return { active: false };
  const { claims } = facts;
  return {
    active: true,
    client_id: claims.clientId,
    sub: claims.subject,
    scope: claims.scopes.join(" "),
    aud: writeAudience(claims.audience),
    iss: deps.settings.issuer,
    exp: Math.floor(claims.expiresAt / 1000),
    token_type: "Bearer",
  };
}

function maySee(client: Client, claims: TokenClaims): boolean {
  return claims.clientId === client.id || claims.audience.some((resource) => client.introspects.includes(resource));
}

async function introspectRefreshToken(deps: Deps, client: Client, text: string, now: number): Promise<Introspection> {
  const { storage, settings } = deps;
  const credential = readCredential("refresh", text);
  if ("is" in credential) return { active: false };
  const grant = await storage.grants.find(credential.id);
  const state = grant?.refresh;
  if (grant === undefined || state === undefined || grant.revokedAt !== undefined || grant.clientId !== client.id)
    return { active: false };
  const { absolute, idle } = refreshLifetimes(client, settings);
  const expiresAt = Math.min(state.startedAt + absolute * 1000, state.rotatedAt + idle * 1000);
  const isOver = now >= expiresAt || !lasts(state.startedAt, absolute * 1000, now);
  if (generationsBehind(deps.keys, credential, state) !== 0 || isOver) return { active: false };
  if (!clientStands(deps, grant.clientId) || !(await personStands(deps, grant.subject))) return { active: false };
  // What a refresh would bring now, not what was granted at first.
  const scope = narrowScope(undefined, grant.scopes, client, deps.catalogue, now);
  if (isRefusal(scope) || !client.grantTypes.includes("refresh_token")) return { active: false };
  return {
    active: true,
    client_id: grant.clientId,
    sub: grant.subject,
    scope: scope.scopes.join(" "),
    iss: settings.issuer,
    exp: Math.floor(expiresAt / 1000),
  };
}
