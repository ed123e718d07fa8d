/** Public keys that clients register (RFC 7517). */

/** One key, as it is registered or published. */
export type Jwk = Readonly<Record<string, unknown>>;

export interface JwkSet {
  readonly keys: readonly Jwk[];
}

/** The members that only a private or a shared key has (RFC 7518 6.2.2, 6.3.2, 6.4). */
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] as const;

/** Whether a key has a part that only its owner may know. */
export const isPrivate = (key: Jwk): boolean => PRIVATE.some((member) => Object.hasOwn(key, member));

/** The key type and curve that an algorithm needs (RFC 7518 3.1, RFC 8037 3.1, RFC 9864 2.2). */
const FITS: Readonly<Record<string, readonly [kty: string, crv?: string]>> = {
  ...Object.fromEntries(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((alg) => [alg, ["RSA"] as const])),
  ES256: ["EC", "P-256"],
  ES384: ["EC", "P-384"],
  ES512: ["EC", "P-521"],
  EdDSA: ["OKP", "Ed25519"],
  Ed25519: ["OKP", "Ed25519"],
};

/** The asymmetric algorithms with which clients may sign. */
export const CLIENT_SIGNING_ALGS: readonly string[] = Object.keys(FITS);

/** Keys of a set that may have signed with this algorithm under this `kid`; a key without a `kid` may have any. */
export function keysFor({ keys }: JwkSet, { alg, kid }: { readonly alg: string; readonly kid?: string | undefined }) {
  const [kty, crv] = FITS[alg] ?? [];
  return keys.filter(
    (key) =>
      kty !== undefined &&
      key.kty === kty &&
      (crv === undefined || key.crv === crv) &&
      (key.use === undefined || key.use === "sig") &&
      (key.alg === undefined || key.alg === alg) &&
      (!Array.isArray(key.key_ops) || key.key_ops.includes("verify")) &&
      (kid === undefined || key.kid === undefined || key.kid === kid),
  );
}
