/**
 * The outcome of an authorization request whose client and redirect URI are trusted (RFC 6749 4.1, OpenID Connect Core 3.1.2).
 */
import type { Refusal } from "../../reasons/index.ts";
import type { AuthorizationDetail } from "../access-token.ts";
import { valuesOf } from "../authorization-details/details.ts";
import type { RequestedClaims } from "../claims.ts";
import { codeLifetime } from "../profiles/index.ts";
import { type Returned, returnedBy } from "../response-types.ts";
import type { ScopeGranted } from "../scope/catalogue.ts";
import {
  type AuthorizationCase,
  asksFor,
  claimsFor,
  consentNeeded,
  detailsAsked,
  type Person,
  scopeOf,
  signInNeeded,
} from "./case.ts";

/** The outcome of a request that isn't refused: a page to show, or a grant. */
export type AuthorizationGranted =
  | { readonly decided: "sign-in" }
  | {
      readonly decided: "consent";
      readonly scope: ScopeGranted;
      /** What the user is asked about: the scope, and scopes that release claims which the request names. */
      readonly asks: readonly string[];
      readonly details: readonly AuthorizationDetail[];
      readonly person: Person;
    }
  | {
      readonly decided: "granted";
      readonly scope: ScopeGranted;
      /** What the user has allowed with it. */
      readonly asks: readonly string[];
      readonly requestedClaims: RequestedClaims | undefined;
      readonly details?: readonly AuthorizationDetail[] | undefined;
      readonly person: Person;
      /** What the response contains. */
      readonly returns: Returned;
      readonly codeExpiresAt: number;
    };

/** What a request that has passed the checks is granted. */
export function grantAuthorization(given: AuthorizationCase): AuthorizationGranted | Refusal {
  const { request, person, to, settings, now } = given;
  if (person === undefined || signInNeeded(given) !== undefined) return { decided: "sign-in" };
  const scope = scopeOf(given);
  if ("refused" in scope) return scope;
  const asks = asksFor(given, scope.scopes);
  const details = valuesOf(given.details);
  if (consentNeeded(given, asks).length > 0 || detailsAsked(given))
    return { decided: "consent", scope, asks, details: details ?? [], person };
  const { requested: requestedClaims } = claimsFor(given, scope.scopes);
  const codeExpiresAt = now + codeLifetime(to.client, settings) * 1000;
  const returns = returnedBy(request.responseType);
  const granted = { decided: "granted", scope, asks, requestedClaims, person, returns, codeExpiresAt } as const;
  return details === undefined ? granted : { ...granted, details };
}
