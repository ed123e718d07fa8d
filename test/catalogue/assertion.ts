/** JWTs that a client signs: each the same whenever it is made, because Ed25519 signatures are. */
import { createPrivateKey, sign } from "node:crypto";

/** The key of RFC 8037, appendix A.1. */
const PUBLIC = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" } as const;
const PRIVATE = createPrivateKey({
  key: { ...PUBLIC, d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A" },
  format: "jwk",
});

/** What the client has registered. */
export const SIGNING_KEYS = { keys: [{ ...PUBLIC, kid: "2026" }] };

export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signs any claims, under any header. */
export function signed(claims: object, header: object = {}): string {
  const text = `${encode({ alg: "EdDSA", kid: "2026", ...header })}.${encode(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), PRIVATE).toString("base64url")}`;
}

/** An assertion of a client for a minute, with changed claims. `now` in milliseconds. */
export function assertionOf(
  { id, issuer, now }: { readonly id: string; readonly issuer: string; readonly now: number },
  changed: object = {},
  header: object = {},
): string {
  const seconds = Math.floor(now / 1000);
  const claims = { iss: id, sub: id, aud: issuer, iat: seconds, exp: seconds + 60, jti: "first" };
  return signed({ ...claims, ...changed }, header);
}

/** An issuer that is trusted with users of its own. */
export const TRUSTED_ISSUER = {
  issuer: "https://idp.example",
  jwks: SIGNING_KEYS,
  clients: ["demo-service"],
  scopes: ["read_profile"],
};

/** What it says about a user, for a minute. `now` in milliseconds. */
export function vouchedFor(issuer: string, now: number, changed: object = {}, header: object = {}): string {
  const seconds = Math.floor(now / 1000);
  const claims = { iss: TRUSTED_ISSUER.issuer, sub: "ada", aud: issuer, iat: seconds, exp: seconds + 60, jti: "first" };
  return signed({ ...claims, ...changed }, header);
}
