/** Whether the client of an access token could get another one, for a scope or an API that a call requires. */
import type { TokenClaims } from "../bearer/decide.ts";
import type { BearerOccasion } from "../bearer/occasion.ts";
import { resolveScope } from "../scope/resolve.ts";

/** By the rules of granting scopes: scopes that aren't allowed, or belong to another API, can't be in the same token. */
export function couldHave(
  { client, catalogue, now }: BearerOccasion,
  { scopes, grantId }: TokenClaims,
  demand: { readonly scope?: string | undefined; readonly audience?: string | undefined },
): boolean {
  if (client === undefined) return false;
  const { scope, audience } = demand;
  // A token for another API is requested with a scope of that API only.
  const moved = audience === undefined || scopes.some((name) => catalogue.scopes.get(name)?.api === audience);
  const kept = moved ? scopes : scopes.filter((name) => catalogue.scopes.get(name)?.api === undefined);
  const missing = scope === undefined || kept.includes(scope) ? [] : [scope];
  const sent = [...kept, ...missing].join(" ");
  if (sent === "") return false;
  const granted = resolveScope(
    { sent, client, catalogue, withPerson: grantId !== undefined, unknownScopes: "refuse" },
    now,
  );
  return (
    !("refused" in granted) &&
    (audience === undefined || granted.api === undefined || granted.api.resource === audience)
  );
}
