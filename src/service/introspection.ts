/** The introspection endpoint (RFC 7662). A client sees its own tokens, and those of the APIs that it serves. */

import { tokenTypeOf } from "../protocol/access-token.ts";
import { saidOfSignIn } from "../protocol/acr.ts";
import { isActive } from "../protocol/bearer/decide.ts";
import type { Client } from "../protocol/client.ts";
import { type Introspected, maySee } from "../protocol/client-endpoint/occasion.ts";
import { readCredential } from "../protocol/credential.ts";
import { lasts } from "../protocol/lifetime.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { EndpointRequest } from "../protocol/received.ts";
import { narrowScope } from "../protocol/scope/narrow.ts";
import { refreshLifetimes } from "../protocol/token-lifetimes.ts";
import { isRefusal } from "../reasons/index.ts";
import { findAccessToken, personStands, restOf, writeAudience } from "./access-tokens.ts";
import { type AuthenticatedRequest, askAsClient, refuseFound } from "./as-client.ts";
import { generationsBehind } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { subjectFor } from "./subjects.ts";

/** RFC 7662 2.2. */
export type Introspection =
  | { readonly active: false }
  | ({ readonly active: true } & Readonly<Record<string, unknown>>);

/**
 * Returns the state of a token. A token that the client may not see is reported as inactive. `unseen` gets the reason if that
 * hides an active token. It is for the journal, and never for the client.
 */
export async function introspect(
  deps: Deps,
  wire: EndpointRequest,
  unseen: (why: Refused) => void = () => undefined,
): Promise<Introspection | Refused> {
  const asked = await introspectAs(deps, wire, unseen);
  return isRefusal(asked) ? asked : asked.said;
}

/** The same, with the client that asks. */
export async function introspectAs(
  deps: Deps,
  wire: EndpointRequest,
  unseen: (why: Refused) => void,
): Promise<{ readonly client: Client; readonly said: Introspection } | Refused> {
  const now = deps.clock();
  const asked = await askAsClient(deps, "introspection", wire, now);
  return isRefusal(asked) ? asked : { client: asked.client, said: await stateOf(deps, asked, now, unseen) };
}

async function stateOf(
  deps: Deps,
  { client, token, on }: AuthenticatedRequest,
  now: number,
  unseen: (why: Refused) => void,
): Promise<Introspection> {
  const hide = (introspected: Introspected): Introspection => {
    unseen(refuseFound(on, { introspected }));
    return { active: false };
  };
  if (token.startsWith("candor_refresh_")) return introspectRefreshToken(deps, client, token, now, hide);
  const facts = await findAccessToken(deps, token);
  if (facts.is !== "found" || !isActive(facts, now)) return { active: false };
  const { claims } = facts;
  const introspected = { issuedTo: claims.clientId, audience: claims.audience };
  if (!maySee(client, introspected)) return hide(introspected);
  const owner = (await deps.registry.client(claims.clientId))?.client;
  const { act, authorizationDetails, authTime, claims: added } = restOf(facts);
  return {
    ...added,
    active: true,
    client_id: claims.clientId,
    sub: owner === undefined || claims.subject === owner.id ? claims.subject : subjectFor(deps, owner, claims.subject),
    scope: claims.scopes.join(" "),
    aud: writeAudience(claims.audience),
    iss: deps.registry.settings.issuer,
    exp: Math.floor(claims.expiresAt / 1000),
    token_type: tokenTypeOf(claims),
    ...saidOfSignIn(authTime),
    ...(claims.cnf !== undefined && { cnf: claims.cnf }),
    ...(act !== undefined && { act }),
    ...(authorizationDetails !== undefined && { authorization_details: authorizationDetails }),
  };
}

async function introspectRefreshToken(
  deps: Deps,
  client: Client,
  text: string,
  now: number,
  hide: (introspected: Introspected) => Introspection,
): Promise<Introspection> {
  const { storage, registry } = deps;
  const { settings, catalogue } = registry;
  const credential = readCredential("refresh", text);
  if ("is" in credential) return { active: false };
  const grant = await storage.grants.find(credential.id);
  const state = grant?.refresh;
  if (grant === undefined || state === undefined || grant.revokedAt !== undefined) return { active: false };
  if (grant.clientId !== client.id) {
    const isLive = generationsBehind(deps.keys, credential, state) === 0;
    return isLive ? hide({ issuedTo: grant.clientId, audience: [] }) : { active: false };
  }
  const { absolute, idle } = refreshLifetimes(client, settings);
  const expiresAt = Math.min(state.startedAt + absolute * 1000, state.rotatedAt + idle * 1000);
  const isOver = now >= expiresAt || !lasts(state.startedAt, absolute * 1000, now);
  if (generationsBehind(deps.keys, credential, state) !== 0 || isOver) return { active: false };
  if (!(await personStands(deps, grant.subject, grant.id))) return { active: false };
  // What a refresh would return now. This may be less than what was granted.
  const scope = narrowScope(undefined, grant.scopes, client, catalogue, now);
  if (isRefusal(scope) || !client.grantTypes.includes("refresh_token")) return { active: false };
  return {
    active: true,
    client_id: grant.clientId,
    sub: subjectFor(deps, client, grant.subject),
    scope: scope.scopes.join(" "),
    iss: settings.issuer,
    exp: Math.floor(expiresAt / 1000),
    ...(state.cnf !== undefined && { cnf: state.cnf }),
  };
}
