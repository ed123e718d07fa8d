/** Issues ID tokens (OpenID Connect Core 2, 3.1.3.6) and reads them back as hints. */
import { hash } from "node:crypto";
import type { Keys, SigningAlg } from "../ports/keys.ts";
import type { Claims } from "../ports/storage.ts";
import { PASSWORD } from "../protocol/acr.ts";
import type { Hint } from "../protocol/authorization/case.ts";
import { wantsAcr } from "../protocol/claims.ts";
import type { Client } from "../protocol/client.ts";
import { hearsOfLogout } from "../protocol/client-logout.ts";
import { encryptionOf } from "../protocol/encryption.ts";
import type { Grant } from "../protocol/grant.ts";
import { idTokenLifetime } from "../protocol/token-lifetimes.ts";
import { isAccessToken } from "./access-tokens.ts";
import type { Deps } from "./deps.ts";
import { sidOf } from "./sessions.ts";
import { subjectFor } from "./subjects.ts";

/** What an ID token belongs to. */
export interface WithIdToken {
  /** The access token, and the code, of the same response. */
  readonly accessToken?: string | undefined;
  readonly code?: string | undefined;
  /** The state of the request, if the response comes from the authorization endpoint. */
  readonly state?: string | undefined;
  /** `false` on refresh, when the nonce has done its work. */
  readonly first: boolean;
  /** What else it says about the user. */
  readonly claims: Claims;
}

/** Makes an ID token. `now` in milliseconds. */
export function issueIdToken(
  { keys, registry }: Pick<Deps, "keys" | "registry">,
  client: Client,
  grant: Grant,
  { accessToken, code, state, first, claims }: WithIdToken,
  now: number,
): string {
  const half = (text: string): string => halfHash(client.idTokenAlg, text);
  return keys.sign(client.idTokenAlg, undefined, {
    ...idTokenPayload({ keys, registry }, client, grant, claims, now),
    ...(accessToken !== undefined && { at_hash: half(accessToken) }),
    ...(code !== undefined && { c_hash: half(code) }),
    ...(state !== undefined && { s_hash: half(state) }),
    // A client that doesn't hear of the end of a session has no use for it.
    ...(grant.sessionId !== undefined && hearsOfLogout(client) && { sid: sidOf({ keys }, grant.sessionId) }),
    ...(first && grant.nonce !== undefined && { nonce: grant.nonce }),
  });
}

/** An ID token as its client gets it: encrypted, if that is registered. */
export async function sealedIdToken(
  deps: Pick<Deps, "keys" | "registry" | "clientKeys">,
  client: Client,
  grant: Grant,
  withIdToken: WithIdToken,
  now: number,
): Promise<string> {
  const signed = issueIdToken(deps, client, grant, withIdToken, now);
  const encryption = encryptionOf(client.idTokenEncryptedAlg, client.idTokenEncryptedEnc);
  if (encryption === undefined) return signed;
  const { encryptTo } = await import("./jwt/encrypt.ts");
  return encryptTo(deps, signed, { client, ...encryption, cty: "JWT" }, now);
}

/** The left half of a hash, by the algorithm that signs (OpenID Connect Core 3.1.3.6, 3.3.2.11). */
function halfHash(alg: SigningAlg, text: string): string {
  const whole = hash(alg === "EdDSA" ? "sha512" : "sha256", text, "buffer");
  return whole.subarray(0, whole.length / 2).toString("base64url");
}

/** What an ID token says beside what belongs to one response. */
export function idTokenPayload(
  { keys, registry: { settings } }: Pick<Deps, "keys" | "registry">,
  client: Client,
  grant: Pick<Grant, "subject" | "authTime" | "requestedClaims">,
  claims: Claims,
  now: number,
): Claims {
  const iat = Math.floor(now / 1000);
  return {
    ...claims,
    iss: settings.issuer,
    sub: subjectFor({ keys }, client, grant.subject),
    aud: client.id,
    iat,
    exp: iat + idTokenLifetime(client, settings),
    // Users sign in with passwords. What else a client wants isn't said to be so.
    ...(grant.authTime !== undefined && wantsAcr(grant.requestedClaims) && { acr: PASSWORD }),
    ...(grant.authTime !== undefined && { auth_time: Math.floor(grant.authTime / 1000) }),
  };
}

/**
 * Whether a JWT that one of our keys signed is an ID token. Signed userinfo and authorization responses have no type either, but never all of these
 * claims; logout tokens and others have a type of their own (RFC 8725 3.11).
 */
export function isIdToken(jwt: NonNullable<ReturnType<Keys["verify"]>>): boolean {
  const { sub, iat, exp, events } = jwt.claims;
  const hasClaims = typeof sub === "string" && typeof iat === "number" && typeof exp === "number";
  return (jwt.typ === undefined || jwt.typ === "JWT") && !isAccessToken(jwt) && hasClaims && events === undefined;
}

/** What an id_token_hint says. It may have expired: it says who the user was (OpenID Connect Core 3.1.2.1). */
export function readHint(
  { keys, registry: { settings } }: Pick<Deps, "keys" | "registry">,
  text: string | undefined,
  clientId: string | undefined,
): Hint & { clientId?: string } {
  if (text === undefined) return { is: "absent" };
  const jwt = keys.verify(text);
  if (jwt === undefined) return { is: "invalid", because: "it is not signed by this issuer" };
  const { iss, aud, sub } = jwt.claims;
  if (isAccessToken(jwt)) return { is: "invalid", because: "it is an access token" };
  if (iss !== settings.issuer) return { is: "invalid", because: "it names another issuer" };
  if (typeof aud !== "string" || (clientId !== undefined && aud !== clientId))
    return { is: "invalid", because: "it was issued to another client" };
  if (!isIdToken(jwt)) return { is: "invalid", because: "it is not an ID token" };
  return { is: "valid", subject: String(sub), clientId: aud };
}
