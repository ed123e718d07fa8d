/** The length of RSA signatures. */
import type { KeyObject } from "node:crypto";

/**
 * Whether a signature is as long as the modulus of its RSA key (RFC 8017 8.1.2); `true` for keys of other kinds. OpenSSL takes a PSS
 * signature without the zeros in front for the same one.
 */
export function isRsaSignatureWhole(key: KeyObject, signature: Buffer): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return bits === undefined || signature.length === Math.ceil(bits / 8);
}
