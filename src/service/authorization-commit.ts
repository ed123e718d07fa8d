/** What an authorization stores and returns: its grant, a code, tokens (RFC 6749 4.1.2, OpenID Connect Core 3.2.2.5, 3.3.2.5). */
import { tokenTypeOf } from "../protocol/access-token.ts";
import type { AuthorizationCase } from "../protocol/authorization/case.ts";
import type { AuthorizationGranted } from "../protocol/authorization/decide.ts";
import { DETAILS } from "../protocol/authorization-details/details.ts";
import { hearsOfLogout } from "../protocol/client-logout.ts";
import { SECRET_BYTES } from "../protocol/credential.ts";
import type { Grant, GrantSource } from "../protocol/grant.ts";
import { idTokenLifetime } from "../protocol/token-lifetimes.ts";
import { type IssuedAccessToken, issueAccessToken } from "./access-tokens.ts";
import { accessTokenClaims, type ClaimsOf, idTokenClaims, saysMore } from "./claims.ts";
import { type Minted, mint } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { sealedIdToken } from "./id-tokens.ts";

export type Granting = Extract<AuthorizationGranted, { decided: "granted" }>;

/** Parameters of an authorization response, without `state` and `iss`. */
export type Response = Readonly<Record<string, string>>;

/** Stores the grant, in one write, and makes the response. */
export async function grant(deps: Deps, given: AuthorizationCase, granting: Granting): Promise<Response> {
  const { now } = given;
  const { returns } = granting;
  if (!returns.code && !returns.token && !returns.idToken) return {};
  if (hearsOfLogout(given.to.client)) {
    const { sessionId, subject } = granting.person;
    const until = now + deps.registry.settings.sessionLifetime * 1000;
    await deps.storage.sessionApps.add({ sessionId, clientId: given.to.client.id, subject, until });
  }
  const id = deps.ids(now);
  const code = returns.code ? mint(deps.keys, "code", id, 0, deps.random(SECRET_BYTES)) : undefined;
  const made = grantOf(id, given, granting, code);
  if (!returns.token && !returns.idToken) {
    await deps.storage.grants.insert(made);
    return { ...(code && { code: code.text }) };
  }
  return withTokens(deps, given, granting, made, code?.text);
}

function grantOf(
  id: number,
  { request, to, now }: AuthorizationCase,
  { person, scope, requestedClaims, details, codeExpiresAt, managed }: Granting,
  code: Minted | undefined,
): Grant {
  const source: GrantSource =
    code === undefined
      ? { kind: "implicit" }
      : {
          kind: "code",
          hash: code.hash,
          expiresAt: codeExpiresAt,
          redirectUri: to.uri,
          redirectUriSent: to.sent,
          challenge: request.codeChallenge,
          ...(request.dpopJkt !== undefined && { cnf: { jkt: request.dpopJkt } }),
          redeemedAt: undefined,
          redeemedBy: undefined,
        };
  return {
    id,
    clientId: to.client.id,
    subject: person.subject,
    source,
    sessionId: person.sessionId,
    scopes: scope.scopes,
    ...(scope.apis !== undefined && scope.apis.length > 0 && { audience: scope.apis }),
    ...(details !== undefined && { authorizationDetails: details }),
    createdAt: now,
    authTime: person.authTime,
    nonce: request.nonce,
    ...(requestedClaims !== undefined && { requestedClaims }),
    ...(managed !== undefined && {
      managed: { root: managed.continues?.root ?? id, since: managed.continues?.since ?? now },
    }),
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
  };
}

/** A grant is kept at least as long after its code as one that issued nothing. */
const KEPT_AFTER_CODE = 3_600_000;

/** A response with tokens. They are bound to no key, and there is never a refresh token (RFC 6749 4.2.2). */
async function withTokens(
  deps: Deps,
  { request, to: { client }, now }: AuthorizationCase,
  { scope, returns, person, requestedClaims, codeExpiresAt }: Granting,
  made: Grant,
  code: string | undefined,
): Promise<Response> {
  const about: ClaimsOf = {
    ...{ client, scopes: scope.scopes, api: scope.api, subject: person.subject, authTime: person.authTime },
    grantType: "implicit",
    requestedClaims,
  };
  const access = returns.token ? await accessToken(deps, made, { about, scope }, now) : undefined;
  const alone = access === undefined && code === undefined;
  const idToken = returns.idToken
    ? await sealedIdToken(
        deps,
        client,
        made,
        {
          ...{ accessToken: access?.text, code, state: request.state, first: true },
          claims: await idTokenClaims(deps, { ...about, alone }),
        },
        now,
      )
    : undefined;
  const lasts = Math.max(access?.expiresIn ?? 0, idTokenLifetime(client, deps.registry.settings));
  const forgetAfter = Math.max(now + lasts * 1000, code === undefined ? 0 : codeExpiresAt + KEPT_AFTER_CODE);
  await deps.storage.grants.insert(made, { accessToken: access?.row, forgetAfter });
  return {
    ...(code !== undefined && { code }),
    ...(access !== undefined && {
      access_token: access.text,
      token_type: tokenTypeOf(access.contents),
      expires_in: String(access.expiresIn),
      scope: scope.scopes.join(" "),
      ...(access.contents.authorizationDetails !== undefined && {
        [DETAILS]: JSON.stringify(access.contents.authorizationDetails),
      }),
    }),
    ...(idToken !== undefined && { id_token: idToken }),
  };
}

async function accessToken(
  deps: Deps,
  made: Grant,
  { about, scope }: { readonly about: ClaimsOf; readonly scope: Granting["scope"] },
  now: number,
): Promise<IssuedAccessToken> {
  const extra = saysMore(deps, about) ? await accessTokenClaims(deps, about) : undefined;
  const { audience } = made;
  return issueAccessToken(
    deps,
    { client: about.client, subject: made.subject, grant: made, scope, audience, extra },
    now,
  );
}
