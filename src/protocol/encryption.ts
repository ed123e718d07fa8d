/** What is encrypted to a client's key (RFC 7518 4.1 and 5.1, OpenID Connect Core 10.2). */
import type { Jwk, JwkSet } from "./jwk.ts";

/** How the content's key is sent, and which keys of a client can receive it. */
const KEYS: Readonly<Record<string, readonly [kty: string, crvs?: readonly string[]]>> = {
  "RSA-OAEP": ["RSA"],
  "RSA-OAEP-256": ["RSA"],
  "ECDH-ES": ["EC", ["P-256", "P-384", "P-521"]],
  "ECDH-ES+A128KW": ["EC", ["P-256", "P-384", "P-521"]],
  "ECDH-ES+A256KW": ["EC", ["P-256", "P-384", "P-521"]],
};

export const ENCRYPTION_ALGS: readonly string[] = Object.keys(KEYS);

export const ENCRYPTION_ENCS: readonly string[] = ["A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM"];

/** OpenID Connect Registration 2: if only the algorithm is registered. */
export const DEFAULT_ENC = "A128CBC-HS256";

export interface Encryption {
  readonly alg: string;
  readonly enc: string;
}

/** How something is encrypted, if it is. */
export const encryptionOf = (alg: string | undefined, enc: string | undefined): Encryption | undefined =>
  alg === undefined ? undefined : { alg, enc: enc ?? DEFAULT_ENC };

/** The first key of a set that can receive what is encrypted like this. */
export function keyTo({ keys }: JwkSet, alg: string): Jwk | undefined {
  const [kty, crvs] = KEYS[alg] ?? [];
  return keys.find(
    (key) =>
      kty !== undefined &&
      key.kty === kty &&
      (crvs === undefined || crvs.includes(String(key.crv))) &&
      (key.use === undefined || key.use === "enc") &&
      (key.alg === undefined || key.alg === alg),
  );
}

/** Why a client can't be sent something encrypted. `because`: in a word, such as `unreachable`, `status 404` or `no fitting key`. */
export interface MissingKey {
  readonly clientId: string;
  readonly alg: string;
  readonly because: string;
}

/** The server's own keys, to which clients encrypt, by the algorithm that each is named after, and what it decrypts. */
export const DECRYPTION = {
  "RSA-OAEP-256": ["RSA-OAEP-256", "RSA-OAEP"],
  "ECDH-ES": ["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"],
} as const;

/** A key to which clients encrypt, by its algorithm (RFC 7518 4.1). */
export type DecryptionKey = keyof typeof DECRYPTION;

/** Whether the server decrypts with keys of this kind, and signs nothing with them. */
export const decrypts = (alg: string): boolean => Object.hasOwn(DECRYPTION, alg);

/** Keys that only servers have whose configuration says so. */
export const ADDITIONAL_KEYS = ["PS256", ...(Object.keys(DECRYPTION) as DecryptionKey[])] as const;

export const DECRYPTION_ALGS: readonly string[] = Object.values(DECRYPTION).flat();

/** The algorithms that a server with these keys decrypts. */
export const decryptionAlgs = (keys: readonly string[] = []): readonly string[] =>
  Object.entries(DECRYPTION).flatMap(([key, algs]) => (keys.includes(key) ? algs : []));

/**
 * Why something that was encrypted to the server can't be read. `unsupported`: it has no key for that. `alg`, `enc`: not supported. `zip`: it is compressed.
 * `no-key`: it has no key of this `kid`. `content`: its key doesn't decrypt it. `malformed`: it isn't a JWE.
 */
export type Undecrypted = "unsupported" | "malformed" | "alg" | "enc" | "zip" | "no-key" | "content";
