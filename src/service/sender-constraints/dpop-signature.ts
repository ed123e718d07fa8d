/** The signature of a proof that contains its own key (RFC 9449 4.2). */
import { hash, type KeyObject } from "node:crypto";
import type { Jwk } from "../../protocol/jwk.ts";
import { isSignatureBy, publicKeyOf } from "../jwt/signature.ts";

/** How many keys are remembered, and how long their text may be: that of 4096 bits of RSA has 750 characters. */
const [KEYS, LONGEST] = [1_000, 1_000];

interface Known {
  readonly key: KeyObject;
  readonly thumbprint: string;
}

/** Keys that were read lately, by their text: applications sign many proofs with one key, and reading it takes most of the time of verifying. */
const known = new Map<string, Known>();

function keyIn(jwk: Jwk): Known | undefined {
  const text = JSON.stringify(jwk);
  const found = known.get(text);
  if (found !== undefined) return found;
  const key = publicKeyOf(jwk);
  if (key === undefined) return undefined;
  const read = { key, thumbprint: thumbprint(key) };
  if (known.size >= KEYS) known.delete(known.keys().next().value ?? "");
  if (text.length <= LONGEST) known.set(text, read);
  return read;
}

/** The thumbprint of the key, if it made the signature of the JWS with this algorithm; `undefined` if not, or if it is no such key. */
export function signingKey(text: string, jwk: Jwk, alg: string): string | undefined {
  const found = keyIn(jwk);
  return found !== undefined && isSignatureBy(found.key, text, alg) ? found.thumbprint : undefined;
}

/** RFC 7638 3. Of the key as it was understood, so that it has one thumbprint however it was written. */
function thumbprint(key: KeyObject): string {
  const { crv, e, kty, n, x, y } = key.export({ format: "jwk" });
  // Members that a key doesn't have aren't written.
  return hash("sha256", JSON.stringify({ crv, e, kty, n, x, y }), "base64url");
}
