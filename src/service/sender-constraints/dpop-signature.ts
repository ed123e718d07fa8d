/** The signature of a proof that contains its own key (RFC 9449 4.2). `node:crypto` verifies it in half the time of WebCrypto. */
import { constants, createPublicKey, hash, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import type { Jwk } from "../../protocol/jwk.ts";

/** Bits that an RSA key must have (RFC 7518 3.3). */
const SHORTEST = 2_048;

/** The thumbprint of the key, if it made the signature of the JWS with this algorithm; `undefined` if not, or if it is no such key. */
export function signingKey(text: string, jwk: Jwk, alg: string): string | undefined {
  const end = text.lastIndexOf(".");
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
    if ((key.asymmetricKeyDetails?.modulusLength ?? SHORTEST) < SHORTEST) return undefined;
    const signature = Buffer.from(text.slice(end + 1), "base64url");
    return verify(digestOf(alg), Buffer.from(text.slice(0, end)), optionsOf(key, alg), signature)
      ? thumbprint(key)
      : undefined;
  } catch {
    // No point of the curve, or numbers that aren't base64url.
    return undefined;
  }
}

const digestOf = (alg: string): string | null => (alg.startsWith("Ed") ? null : `sha${alg.slice(2)}`);

function optionsOf(key: KeyObject, alg: string) {
  if (alg.startsWith("ES")) return { key, dsaEncoding: "ieee-p1363" as const };
  if (!alg.startsWith("PS")) return key;
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

/** RFC 7638 3. Of the key as it was understood, so that it has one thumbprint however it was written. */
function thumbprint(key: KeyObject): string {
  const { crv, e, kty, n, x, y } = key.export({ format: "jwk" });
  // Members that a key doesn't have aren't written.
  return hash("sha256", JSON.stringify({ crv, e, kty, n, x, y }), "base64url");
}
