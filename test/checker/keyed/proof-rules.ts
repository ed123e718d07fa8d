/** Proofs of possession: one that is right in every way, and every rule that one breaks (RFC 9449 4.3). */
import { createHash, generateKeyPairSync } from "node:crypto";
import { calculateJwkThumbprint, compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWK } from "jose";
import { jws, publicJwk, signerOf } from "../../../src/checker/sign.ts";
import type { Message } from "../through.ts";

const own = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const MINUTES = 5 * 60;

let made = 0;

/** A proof with the layer's own key. `claims`: those that are kept, such as its jti. */
export function freshProof(
  { method, path }: Message,
  issuer: string,
  claims: Readonly<Record<string, unknown>>,
): string {
  const usual = { jti: `made-between-${made++}`, htm: method, htu: issuer + path, iat: Math.floor(Date.now() / 1000) };
  const header = { typ: "dpop+jwt", alg: "ES256", jwk: publicJwk(own) };
  return jws(header, { ...usual, ...claims }, signerOf({ key: own, alg: "ES256" }));
}

/** What the proof of a request is for, beside its URL. */
export interface Bound {
  readonly token: string;
  readonly jkt: string;
}

/** The rules that the proof of a request breaks; that there is none is one of them. */
export async function brokenProofRules(message: Message, issuer: string, bound?: Bound): Promise<readonly string[]> {
  const text = message.headers.get("dpop");
  if (text === null) return ["proof required"];
  const [first = "", ...more] = text.split(", ");
  try {
    const found = [more.length > 0 && "one proof", ...(await inside(first, message, issuer, bound))];
    return found.filter((one) => one !== false);
  } catch {
    return ["form"];
  }
}

async function inside(
  text: string,
  { method, path }: Message,
  issuer: string,
  bound: Bound | undefined,
): Promise<readonly (string | false)[]> {
  const { jti, htm, htu, iat, ath } = decodeJwt(text);
  const { typ, crit, alg, jwk } = decodeProtectedHeader(text);
  const now = Date.now() / 1000;
  const url = typeof htu === "string" ? new URL(htu) : undefined;
  const isHere = url?.origin === new URL(issuer).origin;
  return [
    jti === undefined && "jti required",
    htm === undefined && "htm required",
    htm !== undefined && htm !== method && "htm",
    url === undefined && "htu required",
    url !== undefined && !isHere && "host",
    url !== undefined && isHere && url.pathname !== path && "htu",
    iat === undefined && "iat required",
    iat !== undefined && iat < now - MINUTES && "old",
    iat !== undefined && iat > now + MINUTES && "future",
    typ !== "dpop+jwt" && "typ",
    crit !== undefined && "crit",
    jwk === undefined && "jwk required",
    jwk !== undefined && "d" in jwk && "private key",
    bound !== undefined && ath === undefined && "ath required",
    bound !== undefined && ath !== undefined && ath !== hashOf(bound.token) && "ath",
    bound !== undefined && jwk !== undefined && (await calculateJwkThumbprint(jwk)) !== bound.jkt && "key",
    jwk !== undefined && (await signature(text, alg, jwk)),
  ];
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

async function signature(text: string, alg: string | undefined, { d: _, ...jwk }: JWK): Promise<string | false> {
  if (alg === "none") return "none";
  if (alg === "HS256") return "MAC";
  const key = await importJWK(jwk, alg);
  return compactVerify(text, key, { crit: { "urn:example:unknown": true } }).then(
    () => false,
    () => "signature",
  );
}
