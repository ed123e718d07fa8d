/**
 * What a token request is granted after its client and its code or token have passed their checks, with its effects as data.
 * The scope can still be refused.
 */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import type { Client } from "../client.ts";
import { authenticated, clientChecks } from "../client-authentication/checks.ts";
import type { Check } from "../decision.ts";
import type { Grant } from "../grant.ts";
import { narrowScope } from "../scope/narrow.ts";
import { resolveScope, type ScopeGranted } from "../scope/resolve.ts";
import { refuseOtherTarget, targetCheck } from "../scope/target.ts";
import type { Settings } from "../settings.ts";
import { type CodeCase, grantOf } from "./code-checks.ts";
import type { CommonFacts } from "./facts.ts";
import { isRepetition, type RefreshCase, refreshOf } from "./refresh-checks.ts";
import type { TokenRequest, TokenRequestOf } from "./request.ts";

/** What to issue, and what happens to the grant behind it. */
export interface TokenGranted {
  readonly client: Client;
  readonly scope: ScopeGranted;
  readonly effect:
    | { readonly kind: "none" }
    | { readonly kind: "redeem"; readonly grant: Grant; readonly startRefresh: boolean }
    | { readonly kind: "rotate"; readonly grant: Grant }
    /** The second of two refreshes at once: it gets the same successor, and nothing changes. */
    | { readonly kind: "repeat"; readonly grant: Grant };
  readonly idToken: boolean;
}

export interface GrantTypeCase extends CommonFacts {
  readonly request: TokenRequest;
}

export const grantTypeChecks: readonly Check<GrantTypeCase>[] = [
  ...clientChecks,
  {
    asks: "Is the client registered for this grant type?",
    cites: rfc(6749, "5.2"),
    run: ({ request: { grantType }, client }) => {
      const { id, grantTypes } = authenticated(client);
      return grantTypes.includes(grantType)
        ? undefined
        : refuse("client/grant-type-not-allowed", { clientId: id, sent: grantType, allowed: grantTypes });
    },
  },
  {
    ...targetCheck,
    run: ({ request: { target }, client, catalogue }) =>
      targetCheck.run({ target, client: authenticated(client), catalogue }),
  },
];

function granted(
  { request: { target }, client: facts, catalogue, now }: GrantTypeCase & { readonly now: number },
  scope: ScopeGranted | Refusal,
  effect: TokenGranted["effect"],
): TokenGranted | Refusal {
  if ("refused" in scope) return scope;
  const client = authenticated(facts);
  const otherTarget = refuseOtherTarget({ target, client, catalogue, now }, scope);
  if (otherTarget !== undefined) return otherTarget;
  const idToken = effect.kind !== "none" && scope.scopes.includes("openid");
  return { client, scope, effect, idToken };
}

export interface ClientCredentialsCase extends CommonFacts {
  readonly request: TokenRequestOf<"client_credentials">;
  readonly settings: Settings;
  readonly now: number;
}

/** RFC 6749 4.4. */
export function grantForClientCredentials(given: ClientCredentialsCase): TokenGranted | Refusal {
  const { request, catalogue, settings, now } = given;
  const client = authenticated(given.client);
  const { unknownScopes } = settings;
  const { scope: sent, target, nearScope: near } = request;
  const scope = resolveScope({ sent, near, target, client, catalogue, withPerson: false, unknownScopes }, now);
  return granted(given, scope, { kind: "none" });
}

/** RFC 6749 4.1.3. */
export function grantForCode(given: CodeCase): TokenGranted | Refusal {
  const client = authenticated(given.client);
  const grant = grantOf(given);
  return granted(given, narrowScope(undefined, grant.scopes, client, given.catalogue, given.now), {
    kind: "redeem",
    grant,
    startRefresh: mayRefresh(client, grant.scopes),
  });
}

/** A refresh token is issued if offline_access was granted, or the client is registered for refresh without it. */
function mayRefresh(client: Client, scopes: readonly string[]): boolean {
  return (
    client.grantTypes.includes("refresh_token") &&
    (scopes.includes("offline_access") || client.refreshWithoutOfflineAccess)
  );
}

/** RFC 6749 6. */
export function grantForRefresh(given: RefreshCase): TokenGranted | Refusal {
  const { grant } = refreshOf(given);
  const { request, catalogue, now } = given;
  const client = authenticated(given.client);
  return granted(given, narrowScope(request.scope, grant.scopes, client, catalogue, now), {
    kind: isRepetition(given) ? "repeat" : "rotate",
    grant,
  });
}
