/** Claims about a user, and which scope releases them. */
import type { Client } from "./client.ts";

/** OpenID Connect Core 5.4; groups and roles as RFC 9068 2.2.3.1 names them. */
export const CLAIMS_BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  profile: [
    "name",
    "family_name",
    "given_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "updated_at",
  ],
  email: ["email", "email_verified"],
  address: ["address"],
  phone: ["phone_number", "phone_number_verified"],
  groups: ["groups"],
  roles: ["roles"],
};

export const CLAIMS: readonly string[] = Object.values(CLAIMS_BY_SCOPE).flat();

/** The claims that a grant's scopes release. */
export function releasedBy(scopes: readonly string[]): readonly string[] {
  return scopes.flatMap((scope) => CLAIMS_BY_SCOPE[scope] ?? []);
}

/** The scopes that release any of these claims. */
export const scopesReleasing = (claims: readonly string[]): readonly string[] =>
  Object.entries(CLAIMS_BY_SCOPE).flatMap(([scope, released]) =>
    released.some((claim) => claims.includes(claim)) ? [scope] : [],
  );

/** The claims that a request names one by one, for userinfo and for the ID token (OpenID Connect Core 5.5). */
export interface RequestedClaims {
  readonly userinfo?: Readonly<Record<string, unknown>> | undefined;
  readonly id_token?: Readonly<Record<string, unknown>> | undefined;
}

/** Those that a grant's claims request releases in one of the two places. Only published claims can be named. */
export function requestedIn(place: keyof RequestedClaims, request: RequestedClaims | undefined): readonly string[] {
  const named = request?.[place];
  return named === undefined ? [] : CLAIMS.filter((name) => Object.hasOwn(named, name));
}

/** Whether the ID token is to say how the user authenticated. */
export const wantsAcr = (request: RequestedClaims | undefined): boolean =>
  request?.id_token !== undefined && Object.hasOwn(request.id_token, "acr");

/** Those that the ID token contains as well as userinfo, according to the client's registration. */
export function inIdToken({ idTokenClaims = false }: Client, scopes: readonly string[]): readonly string[] {
  if (idTokenClaims === false) return [];
  const released = releasedBy(scopes);
  return idTokenClaims === true ? released : released.filter((name) => idTokenClaims.includes(name));
}

/** The known claims of a user with these names. */
export function pickClaims(
  claims: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.flatMap((name) => (claims?.[name] === undefined ? [] : [[name, claims[name]]])));
}
