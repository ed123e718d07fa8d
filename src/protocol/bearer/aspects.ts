/** What replay asks of a call with an access token. */
import type { Aspects, Wanted } from "../aspects.ts";
import { EMPTY_FORM } from "../form.ts";
import { BODY } from "../replay/parameters.ts";
import { resolveScope } from "../scope/resolve.ts";
import { provedKey } from "../sender-constraints/index.ts";
import type { TokenClaims } from "./decide.ts";
import type { BearerOccasion } from "./occasion.ts";
import { bearerOf } from "./request.ts";

/**
 * Whether the client of an access token could get another one, for a scope or an API that a call requires. By the rules of granting
 * scopes: scopes that aren't allowed, or belong to another API, can't be in the same token.
 */
function couldHave(
  { client, catalogue, now }: BearerOccasion,
  { scopes, grantId }: TokenClaims,
  demand: BearerOccasion["demand"],
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

/** An access token that was just issued for what the call requires. */
function freshClaims(found: TokenClaims | undefined, demand: BearerOccasion["demand"], now: number): TokenClaims {
  const base: Omit<TokenClaims, "issuedAt" | "expiresAt"> = (found && { ...found, cnf: undefined }) ?? {
    id: 0,
    clientId: "",
    subject: "",
    scopes: [],
    audience: [],
    grantId: undefined,
  };
  const { scope, audience } = demand;
  return {
    ...base,
    scopes: scope === undefined || base.scopes.includes(scope) ? base.scopes : [...base.scopes, scope],
    audience: audience === undefined || base.audience.includes(audience) ? base.audience : [...base.audience, audience],
    issuedAt: now,
    expiresAt: now + 60_000,
  };
}

/** The call as the holder of the token's key would send it. */
function withProof(on: BearerOccasion): BearerOccasion | undefined {
  const { token, received, proof } = on;
  if (token?.is !== "found") return undefined;
  const cnf = token.claims.cnf ?? provedKey(proof);
  const text = bearerOf(received);
  const scheme = token.claims.cnf?.jkt === undefined ? "Bearer" : "DPoP";
  return {
    ...on,
    proof: { is: "valid", cnf: cnf ?? {} },
    received: { ...received, authorization: { is: "bearer", scheme, token: text }, body: EMPTY_FORM },
  };
}

function withToken(on: BearerOccasion, { scope, audience }: Wanted): BearerOccasion | undefined {
  const { token, demand, now, received } = on;
  const found = token?.is === "found" ? token.claims : undefined;
  const wanted = { scope: scope ?? demand.scope, audience: audience ?? demand.audience };
  if (found !== undefined && !couldHave(on, found, wanted)) return undefined;
  const claims = freshClaims(found, wanted, now);
  const authorization = { is: "bearer", scheme: "Bearer", token: "*".repeat(71) } as const;
  return {
    ...on,
    token: { is: "found", claims, revoked: false },
    accountEnabled: undefined,
    ...(on.proof !== undefined && { proof: { is: "absent" } as const }),
    received: { ...received, authorization, query: EMPTY_FORM, body: EMPTY_FORM },
  };
}

/** The client that the token was issued to. */
const issuedTo = ({ token }: BearerOccasion) => (token?.is === "found" ? token.claims.clientId : undefined);

export const bearerAspects: Aspects<BearerOccasion> = {
  form: BODY,
  client: { of: ({ client }) => client, with: (on, client) => ({ ...on, client }) },
  clientId: issuedTo,
  claimed: (on) => issuedTo(on) ?? "",
  // With a token that the client got.
  isProven: ({ token }) => token?.is === "found",
  fromClient: true,
  supplies: { "access-token": withToken, proof: withProof },
};
