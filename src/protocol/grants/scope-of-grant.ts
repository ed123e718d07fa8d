/** The scope of a token for a grant, and the one of its APIs that the token is for (RFC 8707 2.2). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { authenticated } from "../client-authentication/checks.ts";
import type { Grant } from "../grant.ts";
import type { Api, Catalogue, ScopeGranted } from "../scope/catalogue.ts";
import { narrowScope } from "../scope/narrow.ts";
import { resourceOf } from "../scope/target.ts";
import type { CommonFacts, TokenRequest } from "../token/facts.ts";

interface Given extends CommonFacts {
  readonly request: TokenRequest & { readonly scope?: string | undefined };
}

/** What a token request gets of a grant: all of it, or what it asks for, for one API. */
export function scopeOfGrant({ audience, scopes }: Grant, given: Given): ScopeGranted | Refusal {
  const { request, client: facts, catalogue, settings, now } = given;
  const client = authenticated(facts);
  const { scope: sent, target } = request;
  if (audience === undefined) return narrowScope(sent, scopes, client, catalogue, now);
  const named = target && resourceOf(target.named[0] ?? "", catalogue);
  // `granted` refuses a token for an API that wasn't granted.
  const api = named ?? meantBy(sent, catalogue) ?? (audience.length === 1 ? audience[0] : undefined);
  if (api === undefined && settings.severalAudiences !== true)
    return refuse("resource/unnamed", { clientId: client.id, apis: audience });
  if (api === undefined)
    return forAll(audience, narrowScope(undefined, scopes, client, catalogue, now, audience), catalogue);
  if (!audience.includes(api) && named !== undefined) return { scopes, deprecated: [], api: undefined, apis: audience };
  const ofApi = scopes.filter((name) => [undefined, api].includes(catalogue.scopes.get(name)?.api));
  const scope = narrowScope(sent, sent === undefined ? ofApi : scopes, client, catalogue, now);
  if ("refused" in scope) return scope;
  return { ...scope, api: scope.api ?? catalogue.apis.get(api), apis: [scope.api?.resource ?? api] };
}

/** The API of the first scope that is asked for and belongs to one. Scopes of several are refused as such. */
function meantBy(sent: string | undefined, { scopes }: Catalogue): string | undefined {
  return sent
    ?.split(" ")
    .map((name) => scopes.get(name)?.api)
    .find((api) => api !== undefined);
}

/** A token for several APIs is of the kind that each of them accepts: one that is opaque, if any wants that, and else short-lived. */
function forAll(
  audience: readonly string[],
  scope: ScopeGranted | Refusal,
  { apis }: Catalogue,
): ScopeGranted | Refusal {
  if ("refused" in scope) return scope;
  const all = audience.flatMap((resource) => apis.get(resource) ?? []);
  const byCare = [...all].sort((a, b) => rank(a) - rank(b) || a.lifetime - b.lifetime);
  return { ...scope, api: byCare[0], apis: audience };
}

const rank = ({ tokens }: Api): number => (tokens === "opaque" ? 0 : 1);
