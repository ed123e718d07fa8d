/** One key: made, named by its thumbprint, and shown without its private part. */
import { createPrivateKey, createPublicKey, generateKeyPair, hash, type KeyObject } from "node:crypto";
import type { KeyAlg, PublicJwk } from "../../ports/keys.ts";
import { DECRYPTION } from "../../protocol/encryption.ts";

export interface SigningKey {
  readonly kid: string;
  readonly alg: KeyAlg;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
}

/** A key from its private key in PEM. */
export function signingKeyOf(alg: KeyAlg, pem: string): SigningKey {
  const key = createPrivateKey(pem);
  const publicKey = createPublicKey(key);
  const { x, y, n, e, kty, crv } = publicKey.export({ format: "jwk" });
  // The key's id is its thumbprint (RFC 7638 3): the required members in lexical order.
  const members = kty === "RSA" ? { e, kty, n } : kty === "EC" ? { crv, kty, x, y } : { crv, kty, x };
  return { alg, key, publicKey, kid: hash("sha256", JSON.stringify(members), "base64url") };
}

/** A new private key in PEM. */
export function makePrivateKey(alg: KeyAlg): Promise<string> {
  return new Promise((resolve, reject) => {
    const made = (error: Error | null, _: KeyObject, key: KeyObject): void =>
      error === null ? resolve(key.export({ type: "pkcs8", format: "pem" }) as string) : reject(error);
    if (alg === "RS256" || alg === "PS256" || alg === "RSA-OAEP-256")
      generateKeyPair("rsa", { modulusLength: 2048 }, made);
    else if (alg === "ES256" || alg === "ECDH-ES") generateKeyPair("ec", { namedCurve: "P-256" }, made);
    else generateKeyPair("ed25519", {}, made);
  });
}

/** The public part, as the JWKS shows it. One to encrypt to is for several algorithms, so it names none. */
export function publicJwk({ publicKey, alg, kid }: SigningKey): PublicJwk {
  const jwk = publicKey.export({ format: "jwk" }) as Record<string, string>;
  return alg in DECRYPTION ? { ...jwk, kid, use: "enc" } : { ...jwk, kid, alg, use: "sig" };
}
