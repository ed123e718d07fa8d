/** Finds out about an access token: by the issuer's keys, or by asking the issuer. */
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from "jose";
import { refuse } from "../reasons/index.ts";
import { elsewhere, type Fault } from "./denied.ts";
import { INTROSPECTION_JWT, signedIntrospection } from "./introspection-jwt.ts";
import { type Call, type Claims, type ProtectOptions, Unavailable } from "./options.ts";

type Found = { readonly claims: Claims } | { readonly fault: Fault };

/** Says what a token claims, or why it isn't accepted. Rejects with `Unavailable` if nothing can be known. `now` in milliseconds. */
export type Tokens = (token: string, now: number, call: Call) => Promise<Found>;

/** How the tokens of an API are found out about. */
export function tokensOf(options: ProtectOptions): Tokens {
  const { lookUp, introspection } = options;
  if (lookUp !== undefined) return async (token, _, call) => lookUp(token, call);
  return introspection === undefined ? jwtTokens(options) : introspectedTokens(options, introspection);
}

/** Metadata of the issuer, read once, and again after a failure (RFC 8414 3, OpenID Connect Discovery 4). */
function discovery({ issuer, fetch: send = fetch }: ProtectOptions): () => Promise<Claims> {
  let known: Promise<Claims> | undefined;
  async function read(): Promise<Claims> {
    const { origin, pathname } = new URL(issuer);
    const path = pathname.replace(/\/$/, "");
    const places = [
      `${origin}/.well-known/oauth-authorization-server${path}`,
      `${origin}${path}/.well-known/openid-configuration`,
    ];
    for (const place of places) {
      const found = await json(send, place).catch(() => undefined);
      if (found?.issuer === issuer) return found;
    }
    throw new Unavailable(`No metadata of ${issuer} was found.`);
  }
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function json(send: typeof fetch, url: string, init: RequestInit = {}): Promise<Claims> {
  const response = await answer(send, url, init);
  const value: unknown = await response.json().catch(() => undefined);
  if (typeof value !== "object" || value === null) throw new Unavailable(`${url}: no JSON object`);
  return value as Claims;
}

async function answer(send: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  const response = await send(url, { ...init, redirect: "error", signal: AbortSignal.timeout(5_000) }).catch(
    (error: Error) => {
      throw new Unavailable(`${url}: ${error.name}`);
    },
  );
  if (!response.ok) throw new Unavailable(`${url}: ${response.status}`);
  return response;
}

/** Checks JWTs with the issuer's keys, which are fetched again when one is new (RFC 9068 4). */
function jwtTokens(options: ProtectOptions): Tokens {
  const { issuer, resource: audience, typ = "at+jwt", fetch: send = fetch } = options;
  const metadata = discovery(options);
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  return async (token, now) => {
    if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token))
      return { fault: refuse("token/malformed", { looks: "no JWT", length: token.length }) };
    keys ??= createRemoteJWKSet(new URL(String((await metadata()).jwks_uri)), { [customFetch]: send });
    try {
      const demands = { issuer, audience, currentDate: new Date(now), requiredClaims: ["exp", "sub"] };
      const { payload, protectedHeader } = await jwtVerify(token, keys, { ...demands, ...(typ !== false && { typ }) });
      if ((typ === false && isOtherJwt(protectedHeader.typ, payload)) || protectedHeader.alg.startsWith("HS"))
        return {
          fault: refuse("token/malformed", { looks: "a JWT that isn't an access token", length: token.length }),
        };
      return { claims: payload };
    } catch (error) {
      return { fault: faultOf(error, token, options, now) };
    }
  };
}

/**
 * Whether a JWT of the issuer is known to be no access token, where its type needn't say so: an ID token says who signed in, a logout token that
 * somebody signed out, and others have a type of their own (RFC 8725 3.11).
 */
function isOtherJwt(typ: string | undefined, { nonce, at_hash, events }: JWTPayload): boolean {
  const [, kind] = /^(?:application\/)?(.+)\+jwt$/i.exec(typ ?? "") ?? [];
  const isOfOtherKind = kind !== undefined && kind.toLowerCase() !== "at";
  return isOfOtherKind || nonce !== undefined || at_hash !== undefined || events !== undefined;
}

function faultOf(error: unknown, token: string, { resource: expected }: ProtectOptions, now: number): Fault {
  const malformed = (looks: string) => refuse("token/malformed", { looks, length: token.length });
  if (error instanceof errors.JWTExpired) {
    const expiredAt = (error.payload.exp ?? 0) * 1000;
    return refuse("token/expired", { expiredAt, secondsAgo: Math.max(0, Math.round((now - expiredAt) / 1000)) });
  }
  if (error instanceof errors.JWTClaimValidationFailed) return faultOfClaim(error, malformed, expected);
  if (error instanceof errors.JWSSignatureVerificationFailed) return elsewhere("token/signature-invalid");
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return refuse("token/unknown", {});
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return elsewhere("token/algorithm-mismatch");
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid)
    return malformed("not a JWT that can be read");
  throw new Unavailable(error instanceof Error ? error.message : "The keys can't be read.");
}

function faultOfClaim(
  { claim, payload }: { readonly claim: string; readonly payload: JWTPayload },
  malformed: (looks: string) => Fault,
  expected: string,
): Fault {
  if (claim === "iss") return elsewhere("token/wrong-issuer");
  if (claim === "aud") return refuse("token/wrong-audience", { audience: [payload.aud ?? []].flat(), expected });
  if (claim === "nbf") return elsewhere("time/clock-skew");
  return malformed(claim === "typ" ? "a JWT that isn't an access token, by its typ" : `a JWT without a right ${claim}`);
}

/** Asks the issuer about each token (RFC 7662). */
function introspectedTokens(
  options: ProtectOptions,
  introspection: NonNullable<ProtectOptions["introspection"]>,
): Tokens {
  const { clientId, clientSecret, signed = false } = introspection;
  const { resource: expected, issuer, fetch: send = fetch } = options;
  const metadata = discovery(options);
  const pair = [clientId, clientSecret].map(encodeURIComponent).join(":");
  const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
  const read = signed === false ? undefined : signedIntrospection(options, clientId, signed, metadata);
  return async (token, now) => {
    const url = String((await metadata()).introspection_endpoint);
    const body = new URLSearchParams({ token, token_type_hint: "access_token" });
    const asks = (accept: string) => ({ method: "POST", headers: { authorization, accept }, body });
    const told =
      read === undefined
        ? await json(send, url, asks("application/json"))
        : await read(await answer(send, url, asks(INTROSPECTION_JWT)), now);
    if (told.active !== true) return { fault: refuse("token/revoked", {}) };
    const audience = [told.aud ?? []].flat().map(String);
    if (!audience.includes(expected)) return { fault: refuse("token/wrong-audience", { audience, expected }) };
    return told.iss !== undefined && told.iss !== issuer
      ? { fault: elsewhere("token/wrong-issuer") }
      : { claims: told };
  };
}
