/** Signatures of JWTs that others made (RFC 7515 5.2). `node:crypto` verifies them in half the time of WebCrypto, and synchronously. */
import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import type { Jwk } from "../../protocol/jwk.ts";
import { isRsaSignatureWhole } from "../../protocol/rsa-signature.ts";

/** Bits that an RSA key must have (RFC 7518 3.3). */
const SHORTEST = 2_048;

/** The public key of a JWK; `undefined` if it is damaged or too weak. */
export function publicKeyOf(jwk: Jwk): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
    return (key.asymmetricKeyDetails?.modulusLength ?? SHORTEST) < SHORTEST ? undefined : key;
  } catch {
    // No point of the curve, or numbers that aren't base64url.
    return undefined;
  }
}

/** Whether a key made the signature of a JWS with this algorithm. The key must fit the algorithm (`keysFor`). */
export function isSignatureBy(key: KeyObject, text: string, alg: string): boolean {
  const end = text.lastIndexOf(".");
  try {
    const sent = Buffer.from(text.slice(end + 1), "base64url");
    if (!isRsaSignatureWhole(key, sent)) return false;
    const signature = alg.startsWith("ES") ? derOf(sent, BYTES[alg] ?? 0) : sent;
    const signed = Buffer.from(text.slice(0, end));
    return signature !== undefined && verify(digestOf(alg), signed, optionsOf(key, alg), signature);
  } catch {
    return false;
  }
}

const digestOf = (alg: string): string | null => (alg.startsWith("Ed") ? null : `sha${alg.slice(2)}`);

function optionsOf(key: KeyObject, alg: string) {
  if (!alg.startsWith("PS")) return key;
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

/** Bytes of each of the two numbers of a signature (RFC 7518 3.4). */
const BYTES: Readonly<Record<string, number>> = { ES256: 32, ES384: 48, ES512: 66 };

/**
 * Two numbers side by side, as a JWS has them, in DER; `undefined` if they aren't as long as the algorithm has them. Node verifies DER a
 * third faster.
 */
function derOf(signature: Buffer, bytes: number): Buffer | undefined {
  if (signature.length !== 2 * bytes) return undefined;
  const numbers = Buffer.concat([integer(signature.subarray(0, bytes)), integer(signature.subarray(bytes))]);
  const length = numbers.length > 127 ? [0x81, numbers.length] : [numbers.length];
  return Buffer.concat([Buffer.from([0x30, ...length]), numbers]);
}

/** A positive integer: no zeros in front but the one that keeps the first bit 0. */
function integer(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const value = bytes.subarray(start);
  const sign = (value[0] ?? 0) > 127 ? [0] : [];
  return Buffer.concat([Buffer.from([0x02, value.length + sign.length, ...sign]), value]);
}
