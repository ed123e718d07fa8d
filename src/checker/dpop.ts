/** Proofs of possession as clients make them, right ones and wrong ones (RFC 9449 4). */
import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";
import { type Exchange, headerOf } from "./exchange.ts";
import type { Send, ToSend } from "./sender.ts";
import { jws, publicJwk, signerOf } from "./sign.ts";
import type { Signer } from "./signer.ts";
import { listed, type Target } from "./target.ts";

/** What proofs need of a lab. */
export interface ProofLab {
  readonly target: Target;
  readonly send: Send;
  now(): number;
  fresh(bytes: number): string;
}

export interface ProofKey {
  /** Signs with the private half. */
  readonly signer: Signer;
  readonly alg: string;
  /** The public half. */
  readonly jwk: JWK;
  readonly privateJwk: JWK;
  /** RFC 7638. */
  readonly thumbprint: string;
}

/** A new key of an algorithm that the server supports. */
export async function proofKey(lab: Pick<ProofLab, "target">): Promise<ProofKey> {
  const algs = listed(lab.target, "dpop_signing_alg_values_supported") ?? [];
  const alg = ["ES256", "EdDSA", "Ed25519", "RS256", "PS256"].find((one) => algs.includes(one)) ?? "ES256";
  const key = pairFor(alg).privateKey;
  const jwk = publicJwk(key);
  const privateJwk = key.export({ format: "jwk" }) as JWK;
  return { signer: signerOf({ key, alg }), alg, jwk, privateJwk, thumbprint: await calculateJwkThumbprint(jwk) };
}

function pairFor(alg: string): { readonly privateKey: KeyObject } {
  if (alg === "ES256") return generateKeyPairSync("ec", { namedCurve: "P-256" });
  if (alg.startsWith("Ed")) return generateKeyPairSync("ed25519");
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

/** What is different from a right proof. A member that is undefined is left out. */
export interface ProofChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signer?: Signer;
  /** Headers instead of the proof. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the server's nonce is left out, also if it asks for it. */
  readonly withoutNonce?: boolean;
}

export interface ProofFor {
  readonly method: string;
  readonly url: string;
  readonly token?: string | undefined;
  readonly nonce?: string | undefined;
}

/** A proof, with changes (RFC 9449 4.2). */
export function proofOf(
  lab: Pick<ProofLab, "now" | "fresh">,
  by: ProofKey,
  { method, url, token, nonce }: ProofFor,
  changes: ProofChanges = {},
): string {
  const { header = {}, claims = {}, signer = by.signer } = changes;
  const { origin, pathname } = new URL(url);
  const ath = token === undefined ? undefined : createHash("sha256").update(token).digest("base64url");
  const usual = {
    jti: lab.fresh(16),
    htm: method,
    htu: origin + pathname,
    iat: Math.floor(lab.now() / 1000),
    ath,
    nonce,
  };
  return jws({ typ: "dpop+jwt", alg: by.alg, jwk: by.jwk, ...header }, { ...usual, ...claims }, signer);
}

/** Sends requests with proofs. */
export interface Prover {
  readonly by: ProofKey;
  /** Sends one; again, if the server asks for a nonce (RFC 9449 8). A function makes it anew for that. */
  send(request: ToSend | (() => ToSend), changes?: ProofChanges, token?: string): Promise<Exchange>;
  /** A request with its proof. */
  proved(request: ToSend, changes?: ProofChanges, token?: string): ToSend;
  /** The latest nonce of the server. */
  nonce(): string | undefined;
  /** Responses that asked for a nonce. */
  readonly challenges: readonly Exchange[];
}

export function proverOf(lab: ProofLab, by: ProofKey): Prover {
  const challenges: Exchange[] = [];
  let nonce: string | undefined;

  function proved(request: ToSend, changes: ProofChanges = {}, token?: string): ToSend {
    const method = request.method ?? (request.form === undefined ? "GET" : "POST");
    const own = changes.withoutNonce === true ? undefined : nonce;
    const dpop = proofOf(lab, by, { method, url: request.url, token, nonce: own }, changes);
    return { ...request, headers: { ...request.headers, ...(changes.headers ?? { dpop }) } };
  }

  async function once(request: ToSend, changes: ProofChanges, token: string | undefined): Promise<Exchange> {
    const exchange = await lab.send(proved(request, changes, token));
    nonce = headerOf(exchange, "dpop-nonce") ?? nonce;
    return exchange;
  }

  return {
    by,
    nonce: () => nonce,
    challenges,
    proved,
    async send(given, changes = {}, token) {
      const request = (): ToSend => (typeof given === "function" ? given() : given);
      const exchange = await once(request(), changes, token);
      if (!asksForNonce(exchange)) return exchange;
      challenges.push(exchange);
      return changes.withoutNonce === true || nonce === undefined ? exchange : once(request(), changes, token);
    },
  };
}

/** RFC 9449 8 and 9: in the body at the token endpoint, in the challenge at a resource. */
export const asksForNonce = (exchange: Exchange): boolean =>
  /\buse_dpop_nonce\b/.test(`${exchange.came?.body} ${headerOf(exchange, "www-authenticate")}`);
