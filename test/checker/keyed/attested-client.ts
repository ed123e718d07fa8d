/** A client whose instance is attested, and a verifier of what it sends that says every rule that is broken (attestation-based client authentication). */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWK } from "jose";
import { attestedBy, type ProofFor } from "../../../src/checker/attesting.ts";
import { publicJwk } from "../../../src/checker/sign.ts";
import type { TestClient } from "../../../src/checker/target.ts";
import type { Message } from "../through.ts";

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const [attester, instance] = [pair(), pair()];
const textOf = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();

export const ATTESTER = "https://attester.example";

export const ATTESTED_CLIENT = {
  client_id: "attested",
  token_endpoint_auth_method: "attest_jwt_client_auth",
  private_key: textOf(instance.privateKey),
  attester: { issuer: ATTESTER, private_key: textOf(attester.privateKey) },
  redirect_uri: "https://app.example/callback",
  scope: "openid offline_access read",
} satisfies TestClient;

/** The attester's public key, as servers have it. */
export const attesterKey = attester.publicKey;
export const attesterJwks = {
  keys: [{ ...publicJwk(attester.privateKey), alg: "ES256" as const, use: "sig" as const }],
};

const [ATTESTATION, PROOF] = ["oauth-client-attestation", "oauth-client-attestation-pop"] as const;

const claimsIn = (jwt: string): Readonly<Record<string, unknown>> => {
  try {
    return decodeJwt(jwt);
  } catch {
    return {};
  }
};

let made = 0;

/** Right in every way. It keeps its jti and challenge, so that other rules of the server behind stay as they are. */
export function mended(message: Message, issuer: string, changes: Partial<ProofFor> = {}): Message {
  const { jti = `made-between-${made++}`, challenge } = claimsIn(message.headers.get(PROOF)?.split(", ")[0] ?? "");
  const usual = { issuer, now: Date.now(), jti: String(jti), ...(typeof challenge === "string" && { challenge }) };
  const headers = new Headers(message.headers);
  for (const [name, value] of Object.entries(attestedBy(ATTESTED_CLIENT, { ...usual, ...changes })))
    headers.set(name, value);
  return { ...message, headers };
}

/** Whether it is a token request of the client. */
export const isOurs = ({ path, form }: Message): boolean =>
  path === "/token" && form.get("client_id") === ATTESTED_CLIENT.client_id;

export const proofIn = (message: Message): Readonly<Record<string, unknown>> =>
  claimsIn(message.headers.get(PROOF) ?? "");

/** The rules that a token request of the client breaks. */
export async function brokenRules(message: Message, issuer: string): Promise<readonly string[]> {
  const [attestation, proof] = [message.headers.get(ATTESTATION), message.headers.get(PROOF)];
  const isRefresh = message.form.get("grant_type") === "refresh_token";
  if (attestation === null && proof === null) return [isRefresh ? "attested refresh" : "attested"];
  if (attestation === null) return ["attestation"];
  if (proof === null) return ["proof"];
  if (attestation.includes(", ")) return ["one attestation"];
  if (proof.includes(", ")) return ["one proof"];
  try {
    const { cnf } = decodeJwt(attestation) as { readonly cnf?: { readonly jwk?: JWK } };
    const isOther =
      cnf?.jwk !== undefined && (await thumbprint(cnf.jwk)) !== (await thumbprint(publicJwk(instance.privateKey)));
    const key = cnf?.jwk === undefined ? instance.publicKey : await importJWK(publicOf(cnf.jwk), "ES256");
    return [
      isOther && "instance",
      ...(await inAttestation(attestation)),
      ...(await inProof(proof, issuer, key as KeyObject)),
    ].filter((one) => one !== false);
  } catch {
    return ["form"];
  }
}

const thumbprint = (jwk: JWK): Promise<string> => calculateJwkThumbprint(jwk);
const publicOf = ({ d: _, ...rest }: JWK): JWK => rest;

async function inAttestation(text: string): Promise<readonly (string | false)[]> {
  const { sub, exp, nbf, cnf } = decodeJwt(text) as ReturnType<typeof decodeJwt> & {
    readonly cnf?: { readonly jwk?: JWK };
  };
  const { typ, crit, jwk } = decodeProtectedHeader(text);
  const now = Date.now() / 1000;
  return [
    typ !== "oauth-client-attestation+jwt" && "type",
    crit !== undefined && "crit",
    sub === undefined && "sub required",
    sub !== undefined && sub !== ATTESTED_CLIENT.client_id && "sub",
    exp === undefined && "exp required",
    exp !== undefined && exp < now && "expired",
    nbf !== undefined && nbf > now && "nbf",
    cnf?.jwk === undefined && "cnf",
    cnf?.jwk?.d !== undefined && "public cnf",
    named("", await signature(text, attester.publicKey, jwk !== undefined)),
  ];
}

async function inProof(text: string, issuer: string, key: KeyObject): Promise<readonly (string | false)[]> {
  const { aud, jti, iat } = decodeJwt(text);
  const { typ, crit } = decodeProtectedHeader(text);
  return [
    typ !== "oauth-client-attestation-pop+jwt" && "proof type",
    crit !== undefined && "proof crit",
    aud === undefined && "proof aud required",
    aud !== undefined && aud !== issuer && "proof aud",
    jti === undefined && "proof jti",
    iat === undefined && "proof iat",
    iat !== undefined && iat < Date.now() / 1000 - 1800 && "proof age",
    named("proof ", await signature(text, key, false)),
  ];
}

const named = (prefix: string, rule: string | false): string | false => rule !== false && prefix + rule;

async function signature(text: string, key: KeyObject, bringsKey: boolean): Promise<string | false> {
  const { alg } = decodeProtectedHeader(text);
  if (alg === "none") return "none";
  if (alg === "HS256") return "MAC";
  if (text.endsWith(".")) return "signature required";
  const isGood = await compactVerify(text, key, { crit: { "urn:example:unknown": true } }).then(
    () => true,
    () => false,
  );
  return isGood ? false : bringsKey ? "own key" : "signature";
}
