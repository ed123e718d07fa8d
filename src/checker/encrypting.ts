/** Encrypts to the server's keys (RFC 7516, RFC 9101 6.1). */
import { CompactEncrypt, importJWK, type JWK } from "jose";
import { CannotTell } from "./cannot-tell.ts";
import { type KeyLab, keySet } from "./jwt.ts";
import { listed } from "./target.ts";

/** Algorithms of keys that can be encrypted to, and what they need. */
const ALGS: readonly (readonly [alg: string, kty: string])[] = [
  ["RSA-OAEP-256", "RSA"],
  ["RSA-OAEP", "RSA"],
  ["ECDH-ES", "EC"],
  ["ECDH-ES+A128KW", "EC"],
  ["ECDH-ES+A256KW", "EC"],
];
const ENCS = ["A256GCM", "A128GCM", "A256CBC-HS512", "A128CBC-HS256"];

export interface Encrypting {
  readonly alg: string;
  readonly enc: string;
  readonly key: JWK;
}

/** The key and algorithms for request objects. Throws `CannotTell` if the server has no key that fits. */
export async function encryptingTo(lab: KeyLab): Promise<Encrypting> {
  const algs = listed(lab.target, "request_object_encryption_alg_values_supported") ?? [];
  // OpenID Connect Registration 2: what is assumed if nothing is said.
  const encs = listed(lab.target, "request_object_encryption_enc_values_supported") ?? ["A128CBC-HS256"];
  const { keys } = await keySet(lab);
  const enc = ENCS.find((one) => encs.includes(one));
  const fits = (alg: string, kty: string) =>
    keys.find((key) => key.kty === kty && key.use !== "sig" && (key.alg === undefined || key.alg === alg));
  const [alg, kty] = ALGS.find(([one, type]) => algs.includes(one) && fits(one, type) !== undefined) ?? [];
  const key = alg === undefined || kty === undefined ? undefined : fits(alg, kty);
  if (alg === undefined || key === undefined || enc === undefined)
    throw new CannotTell("The server has no key for encryption that fits what its metadata lists.");
  return { alg, enc, key };
}

/** A signed JWT, encrypted (RFC 7519 5.2). */
export async function encrypted(jwt: string, { alg, enc, key }: Encrypting): Promise<string> {
  const header = { alg, enc, cty: "JWT", ...(key.kid !== undefined && { kid: key.kid }) };
  return new CompactEncrypt(Buffer.from(jwt)).setProtectedHeader(header).encrypt(await importJWK(key, alg));
}

/** The same with another authentication tag. */
export function withAnotherTag(jwe: string): string {
  const parts = jwe.split(".");
  const tag = Buffer.from(parts[4] ?? "", "base64url").map((byte) => byte ^ 255);
  return [...parts.slice(0, 4), Buffer.from(tag).toString("base64url")].join(".");
}
