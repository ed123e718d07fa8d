/** Issues access tokens, opaque or JWT (RFC 9068), and reads them back. */

import type { Keys } from "../ports/keys.ts";
import type { Claims } from "../ports/storage.ts";
import type { AccessTokenFacts, TokenClaims } from "../protocol/bearer/decide.ts";
import { charactersOf } from "../protocol/characters.ts";
import type { Client } from "../protocol/client.ts";
import { jwtLooks, readCredential, SECRET_BYTES } from "../protocol/credential.ts";
import { extraClaimsOf } from "../protocol/extra-claims.ts";
import type { AccessToken } from "../protocol/grant.ts";
import type { ScopeGranted } from "../protocol/scope/catalogue.ts";
import { accessTokenLifetime } from "../protocol/token-lifetimes.ts";
import { hashes, mint } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { hasEnded } from "./ended.ts";
import { findUser } from "./hooks/users.ts";

/** Who and what an access token is for. */
export interface Bearer {
  readonly client: Client;
  readonly subject: string;
  /** The grant behind it, with the time of sign-in; none if a client acts for itself. */
  readonly grant: { readonly id: number; readonly authTime: number } | undefined;
  readonly scope: ScopeGranted;
  /** Claims that a hook adds. They never override the others. */
  readonly extra?: Claims | undefined;
}

export interface IssuedAccessToken {
  readonly text: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** What to store. A JWT isn't stored. */
  readonly row: AccessToken | undefined;
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Makes an access token of the kind that its API accepts. Without an API it is opaque. `now` in milliseconds. */
export function issueAccessToken(
  deps: Deps,
  { client, subject, grant, scope, extra }: Bearer,
  now: number,
): IssuedAccessToken {
  const { keys, settings } = deps;
  const id = deps.ids(now);
  const expiresIn = accessTokenLifetime(client, scope.api, settings);
  const audience = scope.api?.resource ?? settings.issuer;
  if (scope.api?.tokens === "jwt") {
    const text = keys.sign(scope.api.alg, scope.api.typ, {
      ...extra,
      iss: settings.issuer,
      sub: subject,
      aud: writeAudience(audienceOf(audience, scope.scopes, settings.issuer)),
      client_id: client.id,
      iat: seconds(now),
      exp: seconds(now) + expiresIn,
      jti: writeJti(id, grant?.id),
      scope: scope.scopes.join(" "),
      ...(grant && { auth_time: seconds(grant.authTime) }),
    });
    return { text, expiresIn, row: undefined };
  }
  const { text, hash } = mint(keys, "access", id, 0, deps.random(SECRET_BYTES));
  const expiresAt = now + expiresIn * 1000;
  const row = {
    id,
    hash,
    clientId: client.id,
    grantId: grant?.id,
    subject,
    scopes: scope.scopes,
    audience,
    issuedAt: now,
    expiresAt,
    revokedAt: undefined,
    ...(extra !== undefined && { claims: extra }),
  };
  return { text, expiresIn, row };
}

/** The API, and this issuer if openid was granted. */
function audienceOf(resource: string, scopes: readonly string[], issuer: string): readonly string[] {
  return resource !== issuer && scopes.includes("openid") ? [resource, issuer] : [resource];
}

/** How an audience is written: one as a string, several as a list (RFC 7519 4.1.3). */
export function writeAudience(audience: readonly string[]): string | readonly string[] {
  return audience.length === 1 ? (audience[0] ?? "") : audience;
}

/** The id of a JWT and that of the grant behind it. Either can be revoked. */
function writeJti(id: number, grantId: number | undefined): string {
  return grantId === undefined ? id.toString(36) : `${id.toString(36)}.${grantId.toString(36)}`;
}

function readJti(jti: unknown): { id: number; grantId: number | undefined } | undefined {
  const match = /^([0-9a-z]{1,11})(?:\.([0-9a-z]{1,11}))?$/.exec(typeof jti === "string" ? jti : "");
  if (match?.[1] === undefined) return undefined;
  return {
    id: Number.parseInt(match[1], 36),
    grantId: match[2] === undefined ? undefined : Number.parseInt(match[2], 36),
  };
}

/**
 * Whether a JWT that one of our keys signed is an access token. If an API has `typ` JWT, the header doesn't say so (RFC 9068
 * 5). An ID token never names its client in client_id.
 */
export function isAccessToken({ typ, claims }: NonNullable<ReturnType<Keys["verify"]>>): boolean {
  return typ === "at+jwt" || (typ === "JWT" && typeof claims.client_id === "string");
}

/** What it takes to read a token. */
type Lookup = Pick<Deps, "storage" | "keys" | "clients" | "settings" | "hooks">;

/** What is known about a token. Decisions use nothing else, and no record keeps more. */
export type FoundToken = AccessTokenFacts & {
  /** Claims that a hook added to an opaque token. */
  readonly extra?: Claims | undefined;
  /** All claims of a JWT. */
  readonly payload?: Claims | undefined;
};

/** The claims that a hook added to a token. */
export const addedTo = ({ extra, payload }: FoundToken): Claims | undefined =>
  payload === undefined ? extra : extraClaimsOf(payload);

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
  const { id, clientId, subject, scopes, issuedAt, expiresAt, grantId } = row;
  const audience = audienceOf(row.audience, scopes, deps.settings.issuer);
  const claims: TokenClaims = { id, clientId, subject, scopes, audience, issuedAt, expiresAt, grantId };
  const stands =
    clientStands(deps, clientId) && (grantId === undefined || (await personStands(deps, subject, grantId)));
  return { is: "found", claims, revoked: row.revokedAt !== undefined || !stands, extra: row.claims };
}

async function findJwt(deps: Lookup, text: string): Promise<FoundToken> {
  const { storage, keys, settings } = deps;
  // A key that another process has just revoked must no longer be accepted.
  await keys.refresh();
  const jwt = keys.verify(text);
  if (jwt === undefined) {
    const looks = jwtLooks(text);
    return looks === undefined ? { is: "unknown" } : { is: "malformed", looks, length: charactersOf(text) };
  }
  const { claims } = jwt;
  const jti = readJti(claims.jti);
  if (!isAccessToken(jwt) || claims.iss !== settings.issuer || jti === undefined) {
    return {
      is: "malformed",
      looks: "a JWT that isn't an access token, perhaps an ID token",
      length: charactersOf(text),
    };
  }
  const found: TokenClaims = {
    ...jti,
    clientId: String(claims.client_id),
    subject: String(claims.sub),
    scopes: String(claims.scope).split(" "),
    audience: [claims.aud].flat().map(String),
    issuedAt: Number(claims.iat) * 1000,
    expiresAt: Number(claims.exp) * 1000,
  };
  const marked = await storage.accessTokens.find(jti.id);
  return {
    is: "found",
    claims: found,
    payload: claims,
    revoked:
      marked?.revokedAt !== undefined ||
      (await grantRevoked(storage, jti.grantId)) ||
      !clientStands(deps, found.clientId) ||
      (jti.grantId !== undefined && !(await personStands(deps, found.subject, jti.grantId))),
  };
}

/** If a grant is revoked or gone, so are its tokens. */
async function grantRevoked(storage: Deps["storage"], grantId: number | undefined): Promise<boolean> {
  if (grantId === undefined) return false;
  const grant = await storage.grants.find(grantId);
  return grant === undefined || grant.revokedAt !== undefined;
}

/** Whether the client of a token still exists and is enabled. What an operator removes ends at once. */
function clientStands({ clients }: Lookup, clientId: string): boolean {
  return clients.find(clientId)?.client.disabled === false;
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
