/** What a token request is granted after its client and what it brings have passed their checks, with its effects as data. */
import type { Refusal } from "../../reasons/index.ts";
import type { Confirmation } from "../access-token.ts";
import type { Client } from "../client.ts";
import { authenticated } from "../client-authentication/checks.ts";
import type { Grant } from "../grant.ts";
import type { ScopeGranted } from "../scope/catalogue.ts";
import { refuseOtherTarget } from "../scope/target.ts";
import { bindingOf } from "../sender-constraints/index.ts";
import type { CommonFacts, TokenRequest } from "../token/facts.ts";

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
  /** The APIs that the access token is for, if its scopes don't decide. */
  readonly audience?: readonly string[] | undefined;
  /** The key that the request proved to have. What it gets is bound to it. */
  readonly cnf?: Confirmation | undefined;
}

/** Grants a scope, unless it belongs to another API than the one that the request names. */
export function granted(
  { request: { target }, client: facts, proof, catalogue, now }: CommonFacts & { readonly request: TokenRequest },
  scope: ScopeGranted | Refusal,
  effect: TokenGranted["effect"],
): TokenGranted | Refusal {
  if ("refused" in scope) return scope;
  const client = authenticated(facts);
  const otherTarget = refuseOtherTarget({ target, client, catalogue, now }, scope);
  if (otherTarget !== undefined) return otherTarget;
  const idToken = effect.kind !== "none" && scope.scopes.includes("openid");
  // A request that names an API gets a token for that one alone (RFC 8707 2.2).
  const audience = effect.kind === "none" || target !== undefined ? undefined : effect.grant.audience;
  const cnf = bindingOf(proof, client);
  return {
    client,
    scope,
    effect,
    idToken,
    ...(audience !== undefined && { audience }),
    ...(cnf !== undefined && { cnf }),
  };
}
