/** What must be true of an attestation and of the proof that is sent with it (attestation-based client authentication). Pure. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { CLIENT_SIGNING_ALGS } from "../jwk.ts";
import type { SentJwt } from "../sent-jwt.ts";

/** What was found about the key of the instance, the `jwk` in `cnf`. `unfit`: it doesn't suit the proof's algorithm. */
export const INSTANCE_KEYS = ["absent", "private", "unfit", "unproved", "proved"] as const;
/** Why nobody's keys were tried. `off`: no attester is trusted. `attester`: not this one. `client`: not with this client. */
export const UNTRUSTED_BECAUSE = ["off", "attester", "client"] as const;
/** What the proof has for a challenge. */
export const CHALLENGES = ["right", "absent", "other"] as const;

/** What was found about an attestation and its proof: never their text. */
export interface AttestationFacts {
  /** Verified with the keys of whoever attests. */
  readonly jwt: SentJwt;
  /** Its signature is in `key`. */
  readonly proof: SentJwt;
  readonly key: (typeof INSTANCE_KEYS)[number];
  /** The thumbprint of the key, if the proof is signed with it (RFC 7638). */
  readonly jkt?: string | undefined;
  readonly untrusted?: (typeof UNTRUSTED_BECAUSE)[number] | undefined;
  /** Only where one is demanded. */
  readonly challenge?: (typeof CHALLENGES)[number] | undefined;
  /** Seconds since its `iat` for which an attestation is accepted; without it, until it expires. */
  readonly maxAge?: number | undefined;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether the proof was used before. */
  readonly used?: boolean | undefined;
}

/** Claims that decisions read. A record keeps no others: the key itself is in none. */
export const ATTESTATION_CLAIMS = ["iss", "sub", "exp", "iat", "nbf"] as const;
export const ATTESTATION_PROOF_CLAIMS = ["aud", "jti", "iat", "exp", "nbf"] as const;

/** Seconds for which a proof is accepted, and by which a clock may be ahead. */
export const [ATTESTATION_PROOF_LASTS, AHEAD] = [300, 60];

const ALGS = `one of ${CLIENT_SIGNING_ALGS.join(", ")}`;

/**
 * Why an attestation isn't accepted, as far as the request shows this itself. `clientId`: that of the request. What is wrong with the
 * attester's signature is said only to the client.
 */
export function refusalOfAttestation(facts: AttestationFacts, clientId: string | undefined): Refusal | undefined {
  const { challenge } = facts;
  return (
    wrongAttestation(facts, clientId) ??
    stale(facts) ??
    wrongProof(facts) ??
    (challenge === undefined || challenge === "right"
      ? undefined
      : refuse("client-auth/attestation-challenge", { sent: challenge === "other" }))
  );
}

/** Why an attestation that could be one of the client isn't accepted: who made it, or that its proof was used before. */
export function refusalOfAttester({ jwt, untrusted, used }: AttestationFacts, clientId: string): Refusal | undefined {
  if (used === true) return refuse("client-auth/attestation-replayed", { clientId });
  if (jwt.is !== "unverified") return undefined;
  return refuse("client-auth/attestation-untrusted", {
    clientId,
    because: untrusted ?? jwt.because,
    detail: jwt.detail,
    attester: typeof jwt.claims.iss === "string" ? jwt.claims.iss : undefined,
    kid: jwt.header.kid,
  });
}

type Wrong = (member: string, sent: unknown, expected: string) => Refusal;

const refuseAttestation: Wrong = (member, sent, expected) =>
  refuse("client-auth/attestation-invalid", { member, sent: sentOf(sent), expected });

const refuseInstanceProof: Wrong = (member, sent, expected) =>
  refuse("client-auth/attestation-proof-invalid", { member, sent: sentOf(sent), expected });

/** What was sent, in words. */
function sentOf(value: unknown): string {
  if (value === undefined) return "missing";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "missing");
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Both JWTs have a type of their own and a signature (RFC 8725 3.1, 3.11). */
function wrongJwt(jwt: SentJwt, type: string, wrong: Wrong): Refusal | undefined {
  if (jwt.is === "malformed") return wrong("JWT", jwt.length === 0 ? undefined : jwt.looks, "a signed JWT");
  const { typ, alg } = jwt.header;
  if (typ?.toLowerCase().replace(/^application\//, "") !== type) return wrong("typ", typ, type);
  return alg !== undefined && CLIENT_SIGNING_ALGS.includes(alg) ? undefined : wrong("alg", alg, ALGS);
}

const claimsOf = (jwt: SentJwt): Readonly<Record<string, unknown>> => (jwt.is === "malformed" ? {} : jwt.claims);

const isTime = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const SECONDS = "a number of seconds since 1970";

/** A JWT with `nbf` isn't accepted before that time (RFC 7519 4.1.5). */
function tooEarly(jwt: SentJwt, now: number, wrong: Wrong): Refusal | undefined {
  const { nbf } = claimsOf(jwt);
  return nbf === undefined || (isTime(nbf) && nbf <= now / 1000 + AHEAD)
    ? undefined
    : wrong("nbf", nbf, "none, or a time that isn't in the future");
}

function wrongAttestation(
  { jwt, key, maxAge, now }: AttestationFacts,
  clientId: string | undefined,
): Refusal | undefined {
  const wrong = wrongJwt(jwt, "oauth-client-attestation+jwt", refuseAttestation);
  if (wrong !== undefined) return wrong;
  const { sub, exp, iat } = claimsOf(jwt);
  if (!isText(sub)) return refuseAttestation("sub", sub, "the client_id");
  if (clientId !== undefined && sub !== clientId) return refuseAttestation("sub", sub, `the client_id, '${clientId}'`);
  if (!isTime(exp)) return refuseAttestation("exp", exp, SECONDS);
  if (!isTime(iat) && (iat !== undefined || maxAge !== undefined)) return refuseAttestation("iat", iat, SECONDS);
  if (isTime(iat) && iat > now / 1000 + AHEAD) return refuseAttestation("iat", iat, "a time that isn't in the future");
  const early = tooEarly(jwt, now, refuseAttestation);
  if (early !== undefined) return early;
  if (key === "absent") return refuseAttestation("cnf", undefined, "the public key of the instance, as jwk");
  return key === "private" ? refuseAttestation("cnf", "a private key", "the public key alone") : undefined;
}

function stale({ jwt, maxAge, now }: AttestationFacts): Refusal | undefined {
  const { exp, iat } = claimsOf(jwt);
  const until = Math.min(Number(exp), maxAge === undefined ? Number.POSITIVE_INFINITY : Number(iat) + maxAge) * 1000;
  return now < until ? undefined : refuse("client-auth/attestation-stale", { until, now, maxAge });
}

function wrongProof({ proof: jwt, key, issuer, now }: AttestationFacts): Refusal | undefined {
  const wrong = wrongJwt(jwt, "oauth-client-attestation-pop+jwt", refuseInstanceProof);
  if (wrong !== undefined) return wrong;
  const { aud, jti, iat } = claimsOf(jwt);
  if (aud !== issuer && !(Array.isArray(aud) && aud.length === 1 && aud[0] === issuer))
    return refuseInstanceProof("aud", aud, issuer);
  if (!isText(jti)) return refuseInstanceProof("jti", jti, "a text that is never used again");
  if (!isTime(iat)) return refuseInstanceProof("iat", iat, SECONDS);
  const age = now / 1000 - iat;
  if (age > ATTESTATION_PROOF_LASTS || age < -AHEAD)
    return refuseInstanceProof(
      "iat",
      iat,
      `a time of the last ${ATTESTATION_PROOF_LASTS} s (it is ${Math.floor(now / 1000)})`,
    );
  const { exp } = claimsOf(jwt);
  if (exp !== undefined && !(isTime(exp) && now / 1000 < exp))
    return refuseInstanceProof("exp", exp, "none, or a time in the future");
  const early = tooEarly(jwt, now, refuseInstanceProof);
  if (early !== undefined) return early;
  if (key === "unfit")
    return refuseInstanceProof("alg", jwt.is === "malformed" ? "" : jwt.header.alg, "an algorithm of the attested key");
  return key === "unproved"
    ? refuseInstanceProof("signature", "one of another key", "one by the key in the attestation's cnf")
    : undefined;
}
