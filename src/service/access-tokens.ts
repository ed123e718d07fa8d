/** Issues access tokens, opaque or JWT (RFC 9068), and reads them back. */

import type { Keys } from "../ports/keys.ts";
import type { Claims } from "../ports/storage.ts";
import {
  type AccessToken,
  type AccessTokenContents,
  type Actor,
  type AuthorizationDetail,
  type Confirmation,
  confirmationOf,
} from "../protocol/access-token.ts";
import { saidOfSignIn } from "../protocol/acr.ts";
import type { AccessTokenFacts, TokenClaims } from "../protocol/bearer/decide.ts";
import { charactersOf } from "../protocol/characters.ts";
import type { RequestedClaims } from "../protocol/claims.ts";
import type { Client } from "../protocol/client.ts";
import { jwtLooks, readCredential, SECRET_BYTES } from "../protocol/credential.ts";
import { extraClaimsOf } from "../protocol/extra-claims.ts";
import type { Grant } from "../protocol/grant.ts";
import { OWN_SCOPES, type ScopeGranted } from "../protocol/scope/catalogue.ts";
import { isPairwise } from "../protocol/subject.ts";
import { accessTokenLifetime } from "../protocol/token-lifetimes.ts";
import { hashes, mint, readJti, writeJti } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { hasEnded } from "./ended.ts";
import { findUser } from "./hooks/users.ts";
import { subjectFor } from "./subjects.ts";

/** Who and what an access token is for. */
export interface ToIssue {
  readonly client: Client;
  readonly subject: string;
  /** The grant behind it; none if a client acts for itself. */
  readonly grant: BehindToken | undefined;
  readonly scope: ScopeGranted;
  /** The APIs, if the scopes don't decide. */
  readonly audience?: readonly string[] | undefined;
  /** The key that it is bound to, because the request proved to have it. */
  readonly cnf?: Confirmation | undefined;
  /** Who acts for the subject, if the grant doesn't say so. */
  readonly act?: Actor | undefined;
  /** Its authorization details, if they aren't all those of the grant. An empty list is none. */
  readonly details?: readonly AuthorizationDetail[] | undefined;
  /** When it ends at the latest, in milliseconds. */
  readonly until?: number | undefined;
  /** Claims that a hook adds. They never override the others. */
  readonly extra?: Claims | undefined;
}

/** What a token takes from its grant. */
type BehindToken = Pick<Grant, "id" | "authTime" | "authorizationDetails" | "requestedClaims"> &
  Partial<Pick<Grant, "source">>;

export interface IssuedAccessToken {
  readonly text: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly contents: AccessTokenContents;
  /** What to store. A JWT isn't stored. */
  readonly row: AccessToken | undefined;
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Makes an access token of the kind that its API accepts. Without an API it is opaque. `now` in milliseconds. */
export function issueAccessToken(deps: Deps, toIssue: ToIssue, now: number): IssuedAccessToken {
  const { keys } = deps;
  const { settings } = deps.registry;
  const { client, grant, scope } = toIssue;
  const id = deps.ids(now);
  const lifetime = accessTokenLifetime(client, scope.api, settings);
  const expiresIn = toIssue.until === undefined ? lifetime : Math.min(lifetime, seconds(toIssue.until - now));
  const contents = contentsOf(toIssue, settings.issuer, now, now + expiresIn * 1000);
  if (scope.api?.tokens === "jwt") {
    const { alg, typ } = scope.api;
    const jti = writeJti(id, grant?.id);
    const shown = shownTo(deps, client, contents);
    const text = keys.sign(alg, typ, jwtClaimsOf(shown, settings.issuer, jti, grant?.authTime));
    return { text, expiresIn, contents, row: undefined };
  }
  const { text, hash } = mint(keys, "access", id, 0, deps.random(SECRET_BYTES));
  return { text, expiresIn, contents, row: { ...contents, id, hash, revokedAt: undefined } };
}

/** What a token would say if it were issued, in any format. It has no id. */
export function accessTokenPayload(deps: Pick<Deps, "keys" | "registry">, toIssue: ToIssue, now: number): Claims {
  const { settings } = deps.registry;
  const { client, grant, scope } = toIssue;
  const lifetime = accessTokenLifetime(client, scope.api, settings);
  const contents = contentsOf(toIssue, settings.issuer, now, now + lifetime * 1000);
  const { jti: _, ...claims } = jwtClaimsOf(shownTo(deps, client, contents), settings.issuer, "", grant?.authTime);
  return claims;
}

/** With the subject that the client sees of the user, if there is one. */
const shownTo = (deps: Pick<Deps, "keys">, client: Client, contents: AccessTokenContents): AccessTokenContents =>
  contents.subject === client.id ? contents : { ...contents, subject: subjectFor(deps, client, contents.subject) };

/** The same for every format. Members that few tokens have are absent from the others. */
function contentsOf(
  { client, subject, grant, scope, audience, cnf, extra, act: acts, details }: ToIssue,
  issuer: string,
  issuedAt: number,
  expiresAt: number,
): AccessTokenContents {
  const { requestedClaims, source } = grant ?? {};
  const all = details ?? grant?.authorizationDetails;
  const authorizationDetails = all?.length === 0 ? undefined : all;
  const act = acts ?? (source?.kind === "exchange" ? source.act : undefined);
  return {
    clientId: client.id,
    grantId: grant?.id,
    subject,
    scopes: scope.scopes,
    audience: audience ?? [scope.api?.resource ?? issuer],
    issuedAt,
    expiresAt,
    ...(cnf !== undefined && { cnf }),
    ...(act !== undefined && { act }),
    ...(authorizationDetails !== undefined && { authorizationDetails }),
    ...(requestedClaims !== undefined && { requestedClaims }),
    ...(extra !== undefined && { claims: extra }),
  };
}

/** The claims of a JWT (RFC 9068 2.2). */
function jwtClaimsOf(contents: AccessTokenContents, issuer: string, jti: string, authTime: number | undefined): Claims {
  const { clientId, subject, scopes, issuedAt = 0, expiresAt, cnf, act, authorizationDetails, claims } = contents;
  return {
    ...claims,
    iss: issuer,
    sub: subject,
    aud: writeAudience(audienceOf(contents, issuer)),
    client_id: clientId,
    iat: seconds(issuedAt),
    exp: seconds(issuedAt) + (expiresAt - issuedAt) / 1000,
    jti,
    scope: scopes.join(" "),
    ...saidOfSignIn(authTime),
    ...(cnf !== undefined && { cnf }),
    ...(act !== undefined && { act }),
    ...(authorizationDetails !== undefined && { authorization_details: authorizationDetails }),
  };
}

/** The APIs, and this issuer if a scope of its own endpoints was granted. */
function audienceOf(
  { audience, scopes }: Pick<AccessTokenContents, "audience" | "scopes">,
  issuer: string,
): readonly string[] {
  return scopes.some((name) => OWN_SCOPES.has(name)) && !audience.includes(issuer) ? [...audience, issuer] : audience;
}

/** How an audience is written: one as a string, several as a list (RFC 7519 4.1.3). */
export function writeAudience(audience: readonly string[]): string | readonly string[] {
  return audience.length === 1 ? (audience[0] ?? "") : audience;
}

/**
 * Whether a JWT that one of our keys signed is an access token. If an API has `typ` JWT, the header doesn't say so (RFC 9068
 * 5). An ID token never names its client in client_id.
 */
export function isAccessToken({ typ, claims }: NonNullable<ReturnType<Keys["verify"]>>): boolean {
  return typ === "at+jwt" || (typ === "JWT" && typeof claims.client_id === "string");
}

/** What it takes to read a token. */
type Lookup = Pick<Deps, "storage" | "keys" | "registry" | "hooks">;

/** What is known about a token. Decisions use nothing else, and no record keeps more. */
export type FoundToken = AccessTokenFacts & {
  /** What an opaque token says. */
  readonly row?: AccessTokenContents | undefined;
  /** All claims of a JWT. */
  readonly payload?: Claims | undefined;
  readonly requestedClaims?: RequestedClaims | undefined;
};

/** What a token says that decisions don't use. */
export function restOf({
  row,
  payload,
}: FoundToken): Pick<AccessTokenContents, "act" | "authorizationDetails" | "claims" | "authTime"> {
  if (payload === undefined) return row ?? {};
  return {
    act: payload.act as Actor | undefined,
    authorizationDetails: payload.authorization_details as readonly AuthorizationDetail[] | undefined,
    claims: extraClaimsOf(payload),
    authTime: typeof payload.auth_time === "number" ? payload.auth_time * 1000 : undefined,
  };
}

/** What is known about a text that was sent as an access token. */
export async function findAccessToken(deps: Lookup, text: string): Promise<FoundToken> {
  return text.startsWith("ey") ? findJwt(deps, text) : findOpaque(deps, text);
}

async function findOpaque(deps: Lookup, text: string): Promise<FoundToken> {
  const credential = readCredential("access", text);
  if ("is" in credential) {
    const looks = credential.is === "foreign" ? "not a token of this server" : credential.looks;
    return { is: "malformed", looks, length: charactersOf(text) };
  }
  const row = await deps.storage.accessTokens.find(credential.id);
  if (row === undefined || row.hash.length === 0 || !hashes(credential, row.hash)) return { is: "unknown" };
  const { id, clientId, subject, scopes, issuedAt, expiresAt, grantId, cnf } = row;
  const audience = audienceOf(row, deps.registry.settings.issuer);
  const claims: TokenClaims = { id, clientId, subject, scopes, audience, issuedAt, expiresAt, grantId, cnf };
  const stands =
    (await clientStands(deps, row)) && (grantId === undefined || (await personStands(deps, subject, grantId)));
  return {
    is: "found",
    claims,
    revoked: row.revokedAt !== undefined || !stands,
    row,
    requestedClaims: row.requestedClaims,
  };
}

async function findJwt(deps: Lookup, text: string): Promise<FoundToken> {
  const { storage, keys, registry } = deps;
  // A key that another process has just revoked must no longer be accepted.
  await keys.refresh();
  const jwt = keys.verify(text);
  if (jwt === undefined) {
    const looks = jwtLooks(text);
    return looks === undefined ? { is: "unknown" } : { is: "malformed", looks, length: charactersOf(text) };
  }
  const { claims } = jwt;
  const jti = readJti(claims.jti);
  if (!isAccessToken(jwt) || claims.iss !== registry.settings.issuer || jti === undefined) {
    return {
      is: "malformed",
      looks: "a JWT that isn't an access token, perhaps an ID token",
      length: charactersOf(text),
    };
  }
  const { id, grantId } = jti;
  const grant = grantId === undefined ? undefined : await storage.grants.find(grantId);
  const client = (await registry.client(String(claims.client_id)))?.client;
  const found: TokenClaims = {
    ...jti,
    clientId: String(claims.client_id),
    // A token of a client with pairwise subjects has one of those.
    subject: client !== undefined && isPairwise(client) && grant !== undefined ? grant.subject : String(claims.sub),
    scopes: String(claims.scope).split(" "),
    audience: [claims.aud].flat().map(String),
    issuedAt: Number(claims.iat) * 1000,
    expiresAt: Number(claims.exp) * 1000,
    cnf: confirmationOf(claims.cnf),
  };
  const marked = await storage.accessTokens.find(id);
  // If a grant is revoked or gone, so are its tokens.
  const lives = grantId === undefined || (grant !== undefined && grant.revokedAt === undefined);
  return {
    is: "found",
    claims: found,
    payload: claims,
    revoked:
      marked?.revokedAt !== undefined ||
      !lives ||
      !(await clientStands(deps, found)) ||
      (grantId !== undefined && !(await personStands(deps, found.subject, grantId))),
    requestedClaims: grant?.requestedClaims,
  };
}

/**
 * Whether the client of a token still exists, is enabled, and is the one that got it. What an operator removes ends at once, and another
 * application that gets the id later doesn't bring it back.
 */
async function clientStands(
  { registry }: Lookup,
  { clientId, issuedAt = 0 }: Pick<TokenClaims, "clientId" | "issuedAt">,
): Promise<boolean> {
  const found = await registry.client(clientId);
  // A JWT says when it was issued in whole seconds.
  return found?.client.disabled === false && issuedAt >= seconds(found.since ?? 0) * 1000;
}

/** The same for the user behind a token. The token's grant must not have ended with others of this user. */
export async function personStands(
  deps: Pick<Deps, "storage" | "hooks">,
  subject: string,
  grantId: number,
): Promise<boolean> {
  const account = await findUser(deps, subject);
  return account?.disabled === false && !hasEnded(account, grantId);
}
