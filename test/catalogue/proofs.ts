/** DPoP proofs as a client makes them, right ones and wrong ones: always with the same key, and the same text for the same request. */
import { createPrivateKey, createPublicKey, hash, sign } from "node:crypto";

/** The key of RFC 8037, appendix A. */
const KEY = createPrivateKey({
  key: {
    ...{ kty: "OKP", crv: "Ed25519", d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A" },
    x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  },
  format: "jwk",
});
const { kty, crv, x } = createPublicKey(KEY).export({ format: "jwk" });
export const PROOF_JWK = { kty, crv, x };
/** Its thumbprint (RFC 7638). */
export const PROOF_JKT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

export interface Proving {
  readonly method?: string;
  readonly url: string;
  /** In milliseconds. */
  readonly now: number;
  readonly token?: string | undefined;
  /** What differs from a right proof. What is undefined is left out. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

let made = 0;

/** A proof for one request. */
export function proofFor({ method = "POST", url, now, token, header = {}, claims = {} }: Proving): string {
  const base = { jti: `proof ${made++}`, htm: method, htu: url, iat: Math.floor(now / 1000) };
  const ath = token === undefined ? {} : { ath: hash("sha256", token, "base64url") };
  const parts = [
    { typ: "dpop+jwt", alg: "EdDSA", jwk: PROOF_JWK, ...header },
    { ...base, ...ath, ...claims },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${signed}.${sign(null, Buffer.from(signed), KEY).toString("base64url")}`;
}
