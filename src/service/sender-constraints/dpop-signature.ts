/** The signature of a proof that contains its own key (RFC 9449 4.2). */
import { hash, type KeyObject } from "node:crypto";
import type { Jwk } from "../../protocol/jwk.ts";
import { isSignatureBy, publicKeyOf } from "../jwt/signature.ts";

/** The thumbprint of the key, if it made the signature of the JWS with this algorithm; `undefined` if not, or if it is no such key. */
export function signingKey(text: string, jwk: Jwk, alg: string): string | undefined {
  const key = publicKeyOf(jwk);
  return key !== undefined && isSignatureBy(key, text, alg) ? thumbprint(key) : undefined;
}

/** RFC 7638 3. Of the key as it was understood, so that it has one thumbprint however it was written. */
function thumbprint(key: KeyObject): string {
  const { crv, e, kty, n, x, y } = key.export({ format: "jwk" });
  // Members that a key doesn't have aren't written.
  return hash("sha256", JSON.stringify({ crv, e, kty, n, x, y }), "base64url");
}
