/** Signs tokens, the right ones and wrong ones alike (RFC 7515 5.1). Libraries refuse to make most of the wrong ones. */
import { constants, createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { JWK } from "jose";
import type { Signer } from "./signer.ts";

/** A key with the algorithm that it is used for. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly alg: string;
  readonly kid?: string | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const part = (members: Members): string => Buffer.from(JSON.stringify(members)).toString("base64url");

/** A compact token. Members that are undefined are left out. */
export function jws(header: Members, claims: Members, signer: Signer): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${Buffer.from(signer(input)).toString("base64url")}`;
}

export const unsigned: Signer = () => new Uint8Array();

/** Signs with a private key (RFC 7518 3.1). Throws if the key doesn't fit the algorithm. */
export const signerOf =
  ({ key, alg }: SigningKey): Signer =>
  (input) => {
    const [data, hash] = [Buffer.from(input), `sha${alg.slice(2)}`];
    if (alg.startsWith("RS")) return sign(hash, data, key);
    if (alg.startsWith("ES")) return sign(hash, data, { key, dsaEncoding: "ieee-p1363" });
    if (alg.startsWith("PS"))
      return sign(hash, data, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      });
    return sign(null, data, key);
  };

/** Signs with a secret, by HS256 unless told otherwise (RFC 7518 3.2). */
export const macOf =
  (secret: string | Uint8Array, alg = "HS256"): Signer =>
  (input) =>
    createHmac(`sha${alg.slice(2)}`, secret)
      .update(input)
      .digest();

/** Reads a private key: PEM, a JWK, or a JWK as text. `alg` is what the key is used for unless it says so itself. Throws if it is none. */
export function signingKey(given: string | JWK, alg?: string): SigningKey {
  const jwk = typeof given === "string" && given.trimStart().startsWith("{") ? (JSON.parse(given) as JWK) : given;
  const key = typeof jwk === "string" ? createPrivateKey(jwk) : createPrivateKey({ key: { ...jwk }, format: "jwk" });
  const own = typeof jwk === "string" ? {} : { alg: jwk.alg, kid: jwk.kid };
  return { key, alg: alg ?? own.alg ?? usualAlg(key), kid: own.kid };
}

function usualAlg({ asymmetricKeyType: type, asymmetricKeyDetails }: KeyObject): string {
  if (type === "rsa") return "RS256";
  if (type === "rsa-pss") return "PS256";
  if (type !== "ec") return "EdDSA";
  return { secp384r1: "ES384", secp521r1: "ES512" }[asymmetricKeyDetails?.namedCurve ?? ""] ?? "ES256";
}

/** The public half as a JWK. */
export const publicJwk = (key: KeyObject): JWK => createPublicKey(key).export({ format: "jwk" }) as JWK;
