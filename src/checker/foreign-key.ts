/** Keys that aren't those of a signer, and what his public key must not do (RFC 8725 2.1). */
import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Signer } from "./signer.ts";

/** A new private key of the same kind. */
export function pairLike(key: KeyObject): KeyObject {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "ec") return generateKeyPairSync("ec", { namedCurve: details?.namedCurve ?? "P-256" }).privateKey;
  if (type === "ed25519") return generateKeyPairSync("ed25519").privateKey;
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

/** A MAC whose secret is the public key, as PEM. */
export function macWithPublicKey(key: KeyObject): Signer {
  const pem = createPublicKey(key).export({ type: "spki", format: "pem" });
  return (input) => createHmac("sha256", pem).update(input).digest();
}
