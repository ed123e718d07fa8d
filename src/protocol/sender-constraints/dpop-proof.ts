/** Whether a DPoP proof says what it must, before its signature is verified (RFC 9449 4.3). Pure. */
import { quotable } from "../../reasons/scrub.ts";
import { charactersOf } from "../characters.ts";
import { CLIENT_SIGNING_ALGS, isPrivate, type Jwk, keysFor } from "../jwk.ts";
import { readSentParts, type SentParts } from "../sent-jwt.ts";
import type { ProofDetails } from "./sender-constraint.ts";

/** Why a proof is refused. */
export type ProofFault =
  | "malformed"
  | "header-wrong"
  | "claim-wrong"
  | "signature-wrong"
  | "not-timely"
  | "nonce-required"
  | "used-before";

export interface WrongProof {
  readonly because: ProofFault;
  readonly details: ProofDetails;
}

/** What a proof must be for. */
export interface ProofFor {
  readonly method: string;
  /** The URL of the request, as the server's clients know it. Query and fragment aren't compared. */
  readonly url: string;
  /** SHA-256 of the access token that is sent with it, in base64url; none where none is sent. */
  readonly ath: string | undefined;
  /** Whether a nonce is one of the server's; none where it demands none (RFC 9449 8). */
  readonly isNonce?: ((nonce: string) => boolean) | undefined;
  /** Algorithms that are accepted, of those that are supported; without it, all. */
  readonly algs?: readonly string[] | undefined;
  /** In milliseconds. */
  readonly now: number;
}

/** A proof whose signature is still to be verified. */
export interface ReadProof {
  readonly jwk: Jwk;
  readonly alg: string;
  readonly jti: string;
  /** Until when it would be accepted, in milliseconds. */
  readonly until: number;
}

/** Seconds for which a proof is accepted, and by which a client's clock may be ahead. */
export const [PROOF_LASTS, PROOF_AHEAD] = [300, 60];

/** Reads one proof: what is to be verified with its key, or what is wrong with it. */
export function readProof(text: string, wanted: ProofFor): ReadProof | WrongProof {
  const length = charactersOf(text);
  // Headers of one name are joined with a comma, which no JWT contains.
  if (text.includes(",")) return { because: "malformed", details: { looks: "several values", length } };
  const parts = readSentParts(text);
  if ("looks" in parts) return { because: "malformed", details: { looks: parts.looks, length } };
  return headerFault(parts, wanted.algs) ?? claimFault(parts, wanted) ?? found(parts);
}

function found({ header, claims }: SentParts): ReadProof {
  const { alg, jwk } = header as { alg: string; jwk: Jwk };
  const { jti, iat } = claims as { jti: string; iat: number };
  return { alg, jwk, jti, until: (iat + PROOF_LASTS + PROOF_AHEAD) * 1000 };
}

const wrong = (
  because: "header-wrong" | "claim-wrong",
  member: string,
  sent: unknown,
  expected: string,
): WrongProof => ({
  because,
  details: { member, sent: shownOf(sent), expected },
});

function headerFault({ header }: SentParts, algs = CLIENT_SIGNING_ALGS): WrongProof | undefined {
  const { typ, alg, jwk, crit } = header;
  // Media types are compared without regard to case (RFC 7515 4.1.9).
  if (typeof typ !== "string" || typ.toLowerCase().replace(/^application\//, "") !== "dpop+jwt")
    return wrong("header-wrong", "typ", typ, "dpop+jwt");
  if (typeof alg !== "string" || !algs.includes(alg))
    return wrong("header-wrong", "alg", alg, `one of ${algs.join(", ")}`);
  if (crit !== undefined) return wrong("header-wrong", "crit", "extensions", "absent");
  if (typeof jwk !== "object" || jwk === null || Array.isArray(jwk))
    return wrong("header-wrong", "jwk", jwk === undefined ? undefined : "something else", "the public key");
  if (isPrivate(jwk as Jwk)) return wrong("header-wrong", "jwk", "a private key", "the public key alone");
  return keysFor({ keys: [jwk as Jwk] }, { alg }).length === 1
    ? undefined
    : wrong("header-wrong", "jwk", "another key", `a public key for ${alg}`);
}

function claimFault({ claims }: SentParts, { method, url, ath, isNonce, now }: ProofFor): WrongProof | undefined {
  const { jti, htm, htu, iat, nonce } = claims;
  if (typeof jti !== "string" || jti === "") return wrong("claim-wrong", "jti", jti, "a text that is never used again");
  if (htm !== method) return wrong("claim-wrong", "htm", htm, method);
  if (htu !== url && (typeof htu !== "string" || comparable(htu) !== comparable(url)))
    return wrong("claim-wrong", "htu", typeof htu === "string" ? withoutQuery(htu) : htu, withoutQuery(url));
  if (typeof iat !== "number" || !Number.isFinite(iat))
    return wrong("claim-wrong", "iat", iat, "the time in seconds since 1970");
  if (isNonce !== undefined && (typeof nonce !== "string" || !isNonce(nonce)))
    return { because: "nonce-required", details: { sent: nonce === undefined ? undefined : "another" } };
  const late = Math.floor(now / 1000 - iat);
  if (late > PROOF_LASTS || late < -PROOF_AHEAD) {
    const early = late < 0;
    return { because: "not-timely", details: { madeAt: Math.round(iat * 1000), seconds: Math.abs(late), early } };
  }
  if (ath !== undefined && claims.ath !== ath)
    return wrong("claim-wrong", "ath", claims.ath, "the SHA-256 of the access token, in base64url");
  return undefined;
}

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? "";

/** A URL as RFC 3986 6.2.2 and 6.2.3 normalize it; the text itself if it is none. */
function comparable(text: string): string {
  if (!URL.canParse(text)) return text;
  const { origin, pathname } = new URL(text);
  return origin + pathname.replace(/%[0-9a-f]{2}/gi, unreserved);
}

/** A percent-encoded character that needs none is decoded; others have capital digits. */
function unreserved(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : encoded.toUpperCase();
}

/** What was sent, as far as it may be shown. */
function shownOf(sent: unknown): string | undefined {
  if (sent === undefined) return undefined;
  return typeof sent === "string" ? quotable(sent, 200) : typeof sent === "number" ? String(sent) : "no text";
}
