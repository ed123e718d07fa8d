/** A JWT with which a client authenticates: what must be true of its claims (RFC 7523 3, OpenID Connect Core 9). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { CLIENT_SIGNING_ALGS } from "../jwk.ts";
import type { SentClaims, SentHeader, SentJwt } from "../sent-jwt.ts";

/** The one type of client assertion that is supported (RFC 7523 2.2). */
export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Algorithms of MACs, and the bytes that a secret needs for each (RFC 7518 3.2). */
const MACS: Readonly<Record<string, number>> = { HS256: 32, HS384: 48, HS512: 64 };

/** Bytes that a secret needs for a MAC; `undefined` for the algorithm of a signature. */
export const macBytes = (alg: string): number | undefined => (Object.hasOwn(MACS, alg) ? MACS[alg] : undefined);

/** Algorithms that are accepted from any client. */
export const ASSERTION_ALGS: readonly string[] = [...CLIENT_SIGNING_ALGS, ...Object.keys(MACS)];

/** Seconds by which a client's clock may be ahead. */
const SLACK = 60;
/** Seconds by which nbf and iat may lie ahead. FAPI 2.0 (5.3.2.1) wants 10 to be accepted and more than 60 to be refused, also on a slow machine. */
const AHEAD = 30;
/** Seconds until an assertion may expire. Its jti is remembered as long. */
const LONGEST = 3600;

/** Claims that decisions read. A record keeps no others. */
export const ASSERTION_CLAIMS = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"] as const;

/** What was found about the assertion of a request: never its text. */
export interface AssertionFacts {
  readonly jwt: SentJwt;
  /** The audiences that mean this server. */
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether it was used before. Known only if its signature is right. */
  readonly used?: boolean | undefined;
}

/** Types that a JWT for this purpose may have. One that was made for something else isn't accepted (RFC 8725 3.11). */
const TYPES = ["jwt", "client-authentication+jwt"];

/**
 * Why an assertion isn't accepted, as far as it shows this itself. The client isn't looked up before, so the refusal tells nothing about
 * which clients exist. `clientId`: that of the request, if it has one.
 */
export function refusalOfAssertion(
  { jwt, audiences, now }: AssertionFacts,
  clientId: string | undefined,
): Refusal | undefined {
  if (jwt.is === "malformed")
    return refuse("client-auth/assertion-malformed", { looks: jwt.looks, length: jwt.length });
  const { header, claims } = jwt;
  return (
    wrongHeader(header) ??
    wrongNames(claims, clientId) ??
    wrongAudience(claims, audiences) ??
    wrongTimes(claims, Math.floor(now / 1000)) ??
    (isText(claims.jti) ? undefined : wrong("jti", claims.jti, "a text that is different in each assertion"))
  );
}

/** Why an assertion that could be one of the client isn't accepted: its signature, or that it was used before. */
export function refusalOfSignature({ jwt, used }: AssertionFacts, clientId: string): Refusal | undefined {
  if (used === true) return refuse("client-auth/assertion-replayed", { clientId });
  if (jwt.is !== "unverified") return undefined;
  const { because, detail, header } = jwt;
  return refuse("client-auth/assertion-unverified", { clientId, because, detail, alg: header.alg, kid: header.kid });
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** What was sent, in words. */
function sentOf(value: unknown): string {
  if (value === undefined) return "missing";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "missing");
}

const wrong = (member: string, value: unknown, expected: string): Refusal =>
  refuse("client-auth/assertion-claims", { member, sent: sentOf(value), expected });

function wrongHeader({ alg, typ }: SentHeader): Refusal | undefined {
  if (alg === undefined || !ASSERTION_ALGS.includes(alg))
    return wrong("alg", alg, `one of ${ASSERTION_ALGS.join(", ")}`);
  const type = typ?.toLowerCase().replace(/^application\//, "");
  return type === undefined || TYPES.includes(type) ? undefined : wrong("typ", typ, "JWT or client-authentication+jwt");
}

function wrongNames({ iss, sub }: SentClaims, clientId: string | undefined): Refusal | undefined {
  if (!isText(sub)) return wrong("sub", sub, "the client_id");
  if (iss !== sub) return wrong("iss", iss, "the client_id, as sub is");
  return clientId === undefined || clientId === sub ? undefined : wrong("sub", sub, `the client_id, '${clientId}'`);
}

/**
 * "The JWT MUST contain an aud claim containing a value that identifies the authorization server" (RFC 7523 3). One that is for other
 * servers too could be used here by any of them.
 */
function wrongAudience({ aud }: SentClaims, audiences: readonly string[]): Refusal | undefined {
  const sent = Array.isArray(aud) ? aud : [aud];
  return sent.length > 0 && sent.every((one) => audiences.includes(one))
    ? undefined
    : refuse("client-auth/assertion-wrong-audience", { sent: sent.map(sentOf), expected: audiences[0] ?? "" });
}

function wrongTimes({ exp, nbf, iat }: SentClaims, now: number): Refusal | undefined {
  for (const [claim, value] of Object.entries({ exp, nbf, iat }))
    if (!(Number.isFinite(value) || (value === undefined && claim !== "exp")))
      return wrong(claim, value, "a number of seconds since 1970");
  const [expires, starts, issued] = [Number(exp), Number(nbf ?? 0), Number(iat ?? 0)];
  const untimely = (claim: string, at: number): Refusal =>
    refuse("client-auth/assertion-time", { claim, at: at * 1000, now: now * 1000, longest: LONGEST });
  if (now >= expires || expires > now + LONGEST + SLACK) return untimely("exp", expires);
  if (starts > now + AHEAD) return untimely("nbf", starts);
  return issued > now + AHEAD ? untimely("iat", issued) : undefined;
}
