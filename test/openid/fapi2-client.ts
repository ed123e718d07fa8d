/** A client of the FAPI 2.0 plans: pushes, signs in, redeems and calls, with whatever a module changes. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { type Answer, answerOf, challengeOf } from "../blackbox/application.ts";
import { connecting, type Pair } from "../certificates/connect.ts";
import { random } from "./relying-party.ts";

export const SENDERS = ["dpop", "mtls"] as const;
export const AUTHENTICATIONS = ["private_key_jwt", "tls_client_auth"] as const;
export type Sender = (typeof SENDERS)[number];
export type Authentication = (typeof AUTHENTICATIONS)[number];
export const FAPI_CALLBACK = "https://suite.example/callback";

/** How a request differs from a right one. */
export interface Change {
  /** Claims of the client assertion. `null`: no assertion. */
  readonly assertion?: Record<string, unknown> | null;
  readonly alg?: "PS256" | "RS256";
  /** Claims of the DPoP proof. `null`: no proof. */
  readonly proof?: Record<string, unknown> | null;
  /** Without its certificate. */
  readonly bare?: true;
}

const seconds = (): number => Math.floor(Date.now() / 1000);

export class FapiClient {
  readonly verifier = "v".repeat(64);
  readonly #send: typeof fetch;
  readonly #plain: typeof fetch;
  readonly id: string;
  readonly issuer: string;
  readonly sender: Sender;
  readonly authentication: Authentication;
  readonly key: CryptoKey;
  readonly rs256: CryptoKey;
  readonly #dpop: { readonly privateKey: CryptoKey; readonly jwk: JWK };

  constructor(given: {
    readonly id: string;
    readonly issuer: string;
    readonly sender: Sender;
    readonly authentication: Authentication;
    readonly keys: { readonly ps256: CryptoKey; readonly rs256: CryptoKey };
    readonly dpop: { readonly privateKey: CryptoKey; readonly jwk: JWK };
    readonly ca: string;
    readonly pair: Pair;
  }) {
    ({ id: this.id, issuer: this.issuer, sender: this.sender, authentication: this.authentication } = given);
    [this.key, this.rs256, this.#dpop] = [given.keys.ps256, given.keys.rs256, given.dpop];
    const isConnecting = this.sender === "mtls" || this.authentication === "tls_client_auth";
    this.#plain = connecting(given.ca).fetch;
    this.#send = isConnecting ? connecting(given.ca, given.pair).fetch : this.#plain;
  }

  jkt(): Promise<string> {
    return calculateJwkThumbprint(this.#dpop.jwk);
  }

  #proof(method: string, url: string, claims: Record<string, unknown> = {}): Promise<string> {
    return new SignJWT({ htm: method, htu: url, jti: random(), iat: seconds(), ...claims })
      .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk: this.#dpop.jwk })
      .sign(this.#dpop.privateKey);
  }

  async #authenticated({ assertion = {}, alg = "PS256" }: Change): Promise<Record<string, string>> {
    if (this.authentication === "tls_client_auth") return { client_id: this.id };
    if (assertion === null) return { client_id: this.id };
    const now = seconds();
    const claims = {
      iss: this.id,
      sub: this.id,
      aud: this.issuer,
      jti: random(),
      iat: now,
      exp: now + 60,
      ...assertion,
    };
    return {
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await new SignJWT(claims)
        .setProtectedHeader({ alg, kid: alg })
        .sign(alg === "PS256" ? this.key : this.rs256),
    };
  }

  async post(path: string, fields: Record<string, string | undefined>, change: Change = {}): Promise<Answer> {
    const url = this.issuer + path;
    const given = Object.entries({ ...fields, ...(await this.#authenticated(change)) });
    const sent = given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    const proves = this.sender === "dpop" && path === "/token" && change.proof !== null;
    const headers = proves ? { dpop: await this.#proof("POST", url, change.proof ?? {}) } : {};
    const send = change.bare === true ? this.#plain : this.#send;
    return answerOf(this.issuer, await send(url, { method: "POST", body: new URLSearchParams(sent), headers }));
  }

  /** Pushes a right request with changes; `undefined` leaves a parameter out. */
  push(more: Record<string, string | undefined> = {}, change: Change = {}): Promise<Answer> {
    const request = {
      ...{ response_type: "code", client_id: this.id, redirect_uri: FAPI_CALLBACK, scope: "openid profile" },
      ...{
        state: random(),
        nonce: random(),
        code_challenge: challengeOf(this.verifier),
        code_challenge_method: "S256",
      },
    };
    return this.post("/par", { ...request, ...more }, change);
  }

  authorizationUrl(request_uri: unknown, client_id = this.id): string {
    return `${this.issuer}/authorize?${new URLSearchParams({ client_id, request_uri: String(request_uri) })}`;
  }

  redeem(code: string, more: Record<string, string | undefined> = {}, change: Change = {}): Promise<Answer> {
    const fields = {
      grant_type: "authorization_code",
      code,
      redirect_uri: FAPI_CALLBACK,
      code_verifier: this.verifier,
    };
    return this.post("/token", { ...fields, ...more }, change);
  }

  /** Userinfo, with the key that the token is bound to, unless it comes bare. */
  async userinfo(token: string, { bare }: Change = {}): Promise<Answer> {
    const url = `${this.issuer}/userinfo`;
    const scheme = this.sender === "dpop" ? "DPoP" : "Bearer";
    const ath = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(token))).toString("base64url");
    const proves = this.sender === "dpop" && bare !== true;
    const headers = {
      authorization: `${scheme} ${token}`,
      ...(proves && { dpop: await this.#proof("GET", url, { ath }) }),
    };
    return answerOf(this.issuer, await (bare === true ? this.#plain : this.#send)(url, { headers }));
  }
}

/** The keys of a client: one RSA key, used with PS256 and RS256, as the suite does, and one for proofs. */
export async function makeKeys() {
  const { publicKey, privateKey } = await generateKeyPair("PS256", { extractable: true });
  const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const rs256 = await crypto.subtle.importKey("pkcs8", await crypto.subtle.exportKey("pkcs8", privateKey), rsa, false, [
    "sign",
  ]);
  const proofs = await generateKeyPair("ES256", { extractable: true });
  return {
    keys: { ps256: privateKey, rs256 },
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: "PS256", alg: "PS256", use: "sig" }] },
    dpop: { privateKey: proofs.privateKey, jwk: await exportJWK(proofs.publicKey) },
  };
}
