/** The catalogue of scopes and the APIs that they belong to. */

import type { ClaimRule } from "../claim-rule.ts";
import { GRANT_SCOPE } from "../grant-management/names.ts";

/** Whether a scope may still be requested. Dates are RFC 3339 days, e.g. `2027-06-30`. */
export type ScopeState =
  | { readonly is: "active" }
  | {
      readonly is: "deprecated";
      readonly since: string;
      readonly sunset?: string | undefined;
      readonly replacement?: string | undefined;
    }
  | { readonly is: "removed"; readonly replacement?: string | undefined };

export interface Scope {
  readonly name: string;
  /** Shown to users on the consent page: `Read your profile`. */
  readonly description: string;
  /** The same in other languages, by BCP 47 tag. See `described.ts`. */
  readonly descriptions?: Readonly<Record<string, string>> | undefined;
  /** Resource identifier of its API; none for the scopes of OpenID Connect. */
  readonly api?: string | undefined;
  /** Whether it is marked as sensitive on the consent page. */
  readonly sensitive: boolean;
  /** Describes a signed-in user, and means nothing without one. */
  readonly personal: boolean;
  readonly state: ScopeState;
  /** Claims that it brings. */
  readonly claims?: readonly ClaimRule[] | undefined;
}

/** An API: its resource identifier is the audience of its access tokens (RFC 9068 3). */
export interface Api {
  readonly resource: string;
  readonly name: string;
  readonly tokens: "jwt" | "opaque";
  readonly alg: "ES256" | "EdDSA" | "RS256" | "PS256";
  /** The `typ` in the header of its JWTs: `at+jwt` (RFC 9068 2.1), or `JWT` for libraries that refuse it. */
  readonly typ: "at+jwt" | "JWT";
  /** Lifetime of its access tokens, in seconds. */
  readonly lifetime: number;
  /** Claims in its access tokens. */
  readonly claims?: readonly ClaimRule[] | undefined;
}

export interface Catalogue {
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly apis: ReadonlyMap<string, Api>;
}

/** The scopes of OpenID Connect Core (5.4, 11), which every catalogue contains. */
export const OPENID_SCOPES: readonly Scope[] = personal([
  ["openid", "Know who you are"],
  ["profile", "See your name and picture"],
  ["email", "See your e-mail address"],
  ["address", "See your postal address"],
  ["phone", "See your phone number"],
  ["offline_access", "Stay connected when you are away"],
]);

/** In the catalogue if a client is registered for them, unless the operator has declared them differently. */
export const GROUP_SCOPES: readonly Scope[] = personal([
  ["groups", "See which groups you belong to"],
  ["roles", "See which roles you have"],
]);

/** Those of the endpoint where clients manage grants, if it is switched on (Grant Management for OAuth 2.0, 6.1). */
export const GRANT_SCOPES: readonly Scope[] = (
  [
    [GRANT_SCOPE.query, "Look up what you have allowed it"],
    [GRANT_SCOPE.revoke, "End what you have allowed it"],
  ] as const
).map(([name, description]) => ({ name, description, sensitive: false, personal: false, state: { is: "active" } }));

/** Scopes of the endpoints that every server has for tokens, beside the APIs that they are for. */
export const OWN_SCOPES: ReadonlySet<string> = new Set(["openid", ...GRANT_SCOPES.map(({ name }) => name)]);

/** The resource of the admin API, below the issuer. */
export const ADMIN_PATH = "/admin/v1";

const GOVERNED = [
  ["candor:applications", "applications"],
  ["candor:scopes", "scopes and APIs"],
  ["candor:users", "users"],
  ["candor:refusals", "refusals"],
  ["candor:keys", "signing keys"],
  ["candor:audit", "the audit log"],
] as const;

/** A scope of the admin API. With `:read`, it allows only to look. */
export type AdminScope = (typeof GOVERNED)[number][0];

export const ADMIN_SCOPE_NAMES: readonly string[] = GOVERNED.flatMap(([name]) => [name, `${name}:read`]);

/** Whether a token with these scopes of the admin API may do whatever one of them allows. */
export const covers = (scopes: readonly string[], name: string): boolean =>
  scopes.includes(name) || scopes.includes(name.replace(/:read$/, ""));

/** The scopes of the admin API, which every catalogue contains. Only clients that are registered for them can get them. */
export const adminScopes = (issuer: string): readonly Scope[] =>
  GOVERNED.flatMap(([name, what]) => {
    const common = { api: issuer + ADMIN_PATH, sensitive: true, personal: false, state: { is: "active" } } as const;
    return [
      { name, description: `See and change ${what} of this server`, ...common },
      { name: `${name}:read`, description: `See ${what} of this server`, ...common },
    ];
  });

/** The admin API as one of the APIs that tokens are for. Its tokens are opaque, so that revoking one takes effect at once. */
export const adminApi = (issuer: string): Api => ({
  resource: issuer + ADMIN_PATH,
  name: "Admin API",
  tokens: "opaque",
  alg: "ES256",
  typ: "at+jwt",
  lifetime: 600,
});

function personal(scopes: readonly (readonly [name: string, description: string])[]): readonly Scope[] {
  return scopes.map(([name, description]) => ({
    name,
    description,
    sensitive: false,
    personal: true,
    state: { is: "active" },
  }));
}

/** Builds the catalogue. */
export function catalogueOf(scopes: readonly Scope[], apis: readonly Api[]): Catalogue {
  return {
    scopes: new Map(scopes.map((scope) => [scope.name, scope])),
    apis: new Map(apis.map((api) => [api.resource, api])),
  };
}

/** The state of a scope at a time. A deprecated scope counts as removed after its sunset. `now` in milliseconds. */
export function stateAt(scope: Scope, now: number): ScopeState {
  const { state } = scope;
  if (state.is !== "deprecated" || state.sunset === undefined || now < Date.parse(state.sunset)) return state;
  return { is: "removed", replacement: state.replacement };
}

/** What is granted of the scopes that were requested. */
export interface ScopeGranted {
  readonly scopes: readonly string[];
  readonly deprecated: readonly Scope[];
  /** The API that the access token is for; none if only scopes of OpenID Connect were granted. */
  readonly api: Api | undefined;
  /** The APIs that are granted, if the scopes alone don't decide that: several, or those of authorization details. */
  readonly apis?: readonly string[] | undefined;
}
