/** A client that authenticates by signed tokens, and a verifier of them that says every rule that one breaks (RFC 7523 3). */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { compactVerify, decodeJwt, decodeProtectedHeader } from "jose";
import { type AssertionChanges, assertionOf } from "../../../src/checker/authentication.ts";
import { publicJwk } from "../../../src/checker/sign.ts";
import type { TestClient } from "../../../src/checker/target.ts";
import { parameter } from "../between.ts";
import type { Message } from "../through.ts";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });

export const JWT_CLIENT = {
  client_id: "keyed",
  token_endpoint_auth_method: "private_key_jwt",
  private_key: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
} satisfies TestClient;

/** As servers register it. */
export const registeredJwtClient = {
  client_id: JWT_CLIENT.client_id,
  token_endpoint_auth_method: "private_key_jwt",
  jwks: { keys: [{ ...publicJwk(pair.privateKey), alg: "ES256", use: "sig" }] },
  redirect_uris: [],
  response_types: [],
  grant_types: ["client_credentials"],
  scope: "read write",
};

let made = 0;

/** A right assertion, with changes. */
export const freshAssertion = (issuer: string, changes: AssertionChanges = {}): string =>
  assertionOf(JWT_CLIENT, { issuer, now: Date.now(), jti: `made-between-${made++}` }, changes);

/** The rules that the client authentication of a token request breaks. */
export async function brokenRules(message: Message, issuer: string): Promise<readonly string[]> {
  const assertions = message.form.getAll("client_assertion");
  const [assertion = ""] = assertions;
  const type = parameter(message, "client_assertion_type");
  const id = parameter(message, "client_id");
  const outside = [
    type === undefined && "type required",
    type !== undefined && !type.endsWith(":jwt-bearer") && "type",
    assertions.length > 1 && "one assertion",
    message.headers.has("authorization") && "one method",
  ];
  try {
    return [...outside, ...(await inside(assertion, id, issuer))].filter((one) => one !== false);
  } catch {
    return [...outside.filter((one) => one !== false), "form"];
  }
}

async function inside(text: string, id: string | undefined, issuer: string): Promise<readonly (string | false)[]> {
  const { iss, sub, aud, exp, nbf, jti } = decodeJwt(text);
  const { alg, crit, jwk } = decodeProtectedHeader(text);
  const now = Date.now() / 1000;
  const isOurs = [aud].flat().every((one) => one === issuer || one === `${issuer}/token`);
  return [
    iss === undefined && "iss required",
    iss !== undefined && iss !== JWT_CLIENT.client_id && "iss",
    sub === undefined && "sub required",
    sub !== undefined && sub !== JWT_CLIENT.client_id && "sub",
    id !== undefined && id !== JWT_CLIENT.client_id && sub === JWT_CLIENT.client_id && "client_id",
    aud === undefined && "aud required",
    aud !== undefined && !isOurs && !Array.isArray(aud) && "aud",
    aud !== undefined && !isOurs && Array.isArray(aud) && "single aud",
    aud === `${issuer}/token` && "issuer alone",
    exp === undefined && "exp required",
    exp !== undefined && typeof exp !== "number" && "exp number",
    typeof exp === "number" && exp < now && "expired",
    nbf !== undefined && nbf > now && "nbf",
    jti === undefined && "jti",
    crit !== undefined && "crit",
    await signature(text, alg, jwk !== undefined),
  ];
}

async function signature(text: string, alg: string | undefined, bringsKey: boolean): Promise<string | false> {
  if (alg === "none") return "none";
  if (alg === "HS256") return "MAC";
  if (text.endsWith(".")) return "signature required";
  const isGood = await isSigned(text, pair.publicKey);
  return isGood ? false : bringsKey ? "own key" : "signature";
}

const isSigned = (text: string, key: KeyObject): Promise<boolean> =>
  compactVerify(text, key, { crit: { "urn:example:unknown": true } }).then(
    () => true,
    () => false,
  );
