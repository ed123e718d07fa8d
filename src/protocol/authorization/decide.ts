/**
 * The outcome of an authorization request whose client and redirect URI are trusted (RFC 6749 4.1, OpenID Connect Core 3.1.2).
 */
import type { Refusal } from "../../reasons/index.ts";
import type { AuthorizationDetail } from "../access-token.ts";
import { valuesOf } from "../authorization-details/details.ts";
import type { RequestedClaims } from "../claims.ts";
import { actionIn, type GrantAction, type ManagedGrant, merged } from "../grant-management/managed.ts";
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
      /** The grant that it adds to, or replaces. */
      readonly changes?: Changes | undefined;
      readonly person: Person;
    }
  | {
      readonly decided: "granted";
      readonly scope: ScopeGranted;
      /** What the user has allowed with it. */
      readonly asks: readonly string[];
      readonly requestedClaims: RequestedClaims | undefined;
      readonly details?: readonly AuthorizationDetail[] | undefined;
      /** Whether its client manages the grant, and which one it goes on. */
      readonly managed?: { readonly continues: ManagedGrant | undefined } | undefined;
      readonly person: Person;
      /** What the response contains. */
      readonly returns: Returned;
      readonly codeExpiresAt: number;
    };

/** A grant that a request changes, and how. */
export interface Changes {
  readonly action: Exclude<GrantAction, "create">;
  readonly grant: ManagedGrant;
}

function changesOf({ request: { form }, managed, settings }: AuthorizationCase): Changes | undefined {
  const action = settings.grantManagement === undefined ? undefined : actionIn(form);
  return managed?.is !== "found" || action === undefined || action === "create"
    ? undefined
    : { action, grant: managed };
}

/** What a request that has passed the checks is granted. */
export function grantAuthorization(given: AuthorizationCase): AuthorizationGranted | Refusal {
  const { request, person, to, settings, now } = given;
  if (person === undefined || signInNeeded(given) !== undefined) return { decided: "sign-in" };
  const scope = scopeOf(given);
  if ("refused" in scope) return scope;
  const asks = asksFor(given, scope.scopes);
  const details = valuesOf(given.details);
  const changes = changesOf(given);
  if (consentNeeded(given, asks).length > 0 || detailsAsked(given))
    return { decided: "consent", scope, asks, details: details ?? [], ...(changes && { changes }), person };
  const { requested: requestedClaims } = claimsFor(given, scope.scopes);
  const codeExpiresAt = now + codeLifetime(to.client, settings) * 1000;
  const returns = returnedBy(request.responseType);
  const asked = { scope, details, requestedClaims };
  const all = changes?.action === "merge" ? merged(changes.grant, asked, given.catalogue) : asked;
  const isManaged = settings.grantManagement !== undefined && actionIn(request.form) !== undefined;
  return {
    ...{
      decided: "granted",
      scope: all.scope,
      asks,
      requestedClaims: all.requestedClaims,
      person,
      returns,
      codeExpiresAt,
    },
    ...(all.details !== undefined && { details: all.details }),
    ...(isManaged && { managed: { continues: changes?.grant } }),
  };
}
