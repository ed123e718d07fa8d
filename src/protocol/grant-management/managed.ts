/** Grants that clients manage (Grant Management for OAuth 2.0): what one has, and what becomes of it by an authorization. */
import type { AuthorizationDetail } from "../access-token.ts";
import { isGranted } from "../authorization-details/within.ts";
import type { RequestedClaims } from "../claims.ts";
import type { Form } from "../form.ts";
import type { Catalogue, ScopeGranted } from "../scope/catalogue.ts";
import { ACTION } from "./names.ts";

/** What an authorization request may do with a grant (5.2). */
export const GRANT_ACTIONS = ["create", "merge", "replace"] as const;
export type GrantAction = (typeof GRANT_ACTIONS)[number];

/** What the metadata lists (7.1): these, and what the endpoint does. */
export const MANAGEMENT_ACTIONS = [...GRANT_ACTIONS, "query", "revoke"] as const;

/** What a grant has that a client manages. */
export interface ManagedGrant {
  /** The id of the grant with which it began. */
  readonly root: number;
  /** When that was, in milliseconds. */
  readonly since: number;
  readonly scopes: readonly string[];
  readonly audience?: readonly string[] | undefined;
  readonly authorizationDetails?: readonly AuthorizationDetail[] | undefined;
  readonly requestedClaims?: RequestedClaims | undefined;
}

/** What was found for a `grant_id`. One of another client or another user is unknown. */
export type ManagedFacts = { readonly is: "unknown" } | ({ readonly is: "found" } & ManagedGrant);

/** The action that a request names, if it is one. */
export function actionIn({ values }: Form): GrantAction | undefined {
  const sent = values.get(ACTION);
  return GRANT_ACTIONS.find((one) => one === sent);
}

/** What is granted to a client by one authorization, and is kept with its grant. */
export interface Privileges {
  readonly scope: ScopeGranted;
  readonly details: readonly AuthorizationDetail[] | undefined;
  readonly requestedClaims: RequestedClaims | undefined;
}

/** What a grant has together with what is added to it (5.2, `merge`). A detail that asks for no more than one of the others adds nothing. */
export function merged(grant: ManagedGrant, added: Privileges, catalogue: Catalogue): Privileges {
  const { scope, details, requestedClaims } = added;
  const before = grant.authorizationDetails ?? [];
  const more = (details ?? []).filter((one) => !isGranted(one, before));
  const isDetailed = details !== undefined || grant.authorizationDetails !== undefined;
  return {
    scope: {
      ...scope,
      scopes: [...new Set([...grant.scopes, ...scope.scopes])],
      ...apisOf(grant, scope, catalogue),
    },
    details: isDetailed ? [...before, ...more] : undefined,
    requestedClaims: mergedClaims(grant.requestedClaims, requestedClaims),
  };
}

/** The APIs of both. Without authorization details or a choice of several, one follows from the scopes. */
function apisOf(
  grant: ManagedGrant,
  scope: ScopeGranted,
  { scopes, apis }: Catalogue,
): Pick<ScopeGranted, "api" | "apis"> {
  const byScope = (names: readonly string[]) => names.flatMap((name) => scopes.get(name)?.api ?? []);
  const all = [...new Set([...(grant.audience ?? byScope(grant.scopes)), ...(scope.apis ?? byScope(scope.scopes))])];
  const api = all.length === 1 ? apis.get(all[0] ?? "") : undefined;
  const isNamed = all.length > 1 || grant.audience !== undefined || scope.apis !== undefined;
  return isNamed ? { api, apis: all } : { api };
}

function mergedClaims(a: RequestedClaims | undefined, b: RequestedClaims | undefined): RequestedClaims | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const both = (place: keyof RequestedClaims) =>
    a[place] === undefined && b[place] === undefined ? {} : { [place]: { ...a[place], ...b[place] } };
  return { ...both("userinfo"), ...both("id_token") };
}

/** The scopes of a grant that a request doesn't ask for: they end if it replaces the grant, and stay if it merges. */
export const beyond = ({ scopes }: Pick<ManagedGrant, "scopes">, granted: readonly string[]): readonly string[] =>
  scopes.filter((name) => !granted.includes(name));
