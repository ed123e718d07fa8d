/** How clients authenticate: by a secret, by a token that they sign, by a certificate (RFC 6749 2.3.1, RFC 7523 2.2, RFC 8705 2). */
import type { Certificate } from "./handshake.ts";
import { jws, macOf, signerOf, signingKey } from "./sign.ts";
import type { Signer } from "./signer.ts";
import type { Target, TestClient } from "./target.ts";

/** RFC 6749 2.3.1: both parts are encoded as in forms. */
export function basic(id: string, secret: string): string {
  const encode = (text: string): string => new URLSearchParams({ "": text }).toString().slice(1);
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString("base64")}`;
}

export const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** The parameters that carry an assertion (RFC 7521 4.2). */
export const assertedBy = (assertion: string): [string, string][] => [
  ["client_assertion_type", JWT_BEARER],
  ["client_assertion", assertion],
];

/** What is different from a right assertion. A member that is undefined is left out. */
export interface AssertionChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signer?: Signer;
}

export interface AssertionFor {
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly jti: string;
}

/** A token that lasts a minute, with changes (RFC 7523 3). */
export function assertionOf(
  client: TestClient,
  { issuer, now, jti }: AssertionFor,
  { header = {}, claims = {}, signer }: AssertionChanges = {},
): string {
  const [id, iat] = [client.client_id, Math.floor(now / 1000)];
  const by = signsAs(client);
  const usual = { iss: id, sub: id, aud: issuer, jti, iat, exp: iat + 60 };
  return jws({ alg: by.alg, kid: by.kid, ...header }, { ...usual, ...claims }, signer ?? by.signer);
}

interface SignsBy {
  readonly alg: string;
  readonly kid?: string | undefined;
  readonly signer: Signer;
}

function signsAs({ client_secret = "", private_key, token_endpoint_auth_signing_alg: alg }: TestClient): SignsBy {
  if (private_key === undefined) return { alg: alg ?? "HS256", signer: macOf(client_secret, alg) };
  const key = signingKey(private_key, alg);
  return { alg: key.alg, kid: key.kid, signer: signerOf(key) };
}

/** Whether it authenticates by a certificate. */
export const isTls = ({ certificate }: TestClient): boolean => certificate !== undefined;

export const certificateOf = ({ certificate = "", private_key = "" }: TestClient): Certificate => ({
  cert: certificate,
  key: signingKey(private_key).key.export({ type: "pkcs8", format: "pem" }).toString(),
});

/** Where clients with certificates go instead of an endpoint (RFC 8705 5). */
export function aliasOf({ metadata }: Pick<Target, "metadata">, url: string): string {
  const [name = ""] = Object.entries(metadata).find(([, value]) => value === url) ?? [];
  const aliases = (metadata.mtls_endpoint_aliases ?? {}) as Readonly<Record<string, unknown>>;
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  return typeof alias === "string" ? alias : url;
}
