/** DPoP (RFC 9449): a key for this run, a proof for each request that needs one, and the server's nonce if it wants one. */
import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import { type Exchange, errorOf, headerOf } from "../exchange.ts";
import { bearerOf } from "../mcp/challenge.ts";
import type { Send, ToSend } from "../sender.ts";
import type { Reporter } from "./reporter.ts";

export interface Dpop {
  /** Of the key (RFC 7638), as `dpop_jkt` and `cnf.jkt` have it. */
  readonly thumbprint: string;
  /** Adds proofs to requests to these URLs, and to those that have a token with the scheme DPoP. */
  readonly proving: (send: Send, urls: () => readonly (string | undefined)[]) => Send;
}

/** Makes a key. `now` is in milliseconds since 1970. */
export async function newDpop(report: Reporter, now: () => number): Promise<Dpop> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  /** By origin: an authorization server's nonce is of no use at an API (RFC 9449 8.2). */
  const nonces = new Map<string, string>();

  function proofFor({ url, method, form, body }: ToSend, token: string | undefined): Promise<string> {
    const { origin, pathname } = new URL(url);
    const nonce = nonces.get(origin);
    return new SignJWT({
      htm: method ?? (form === undefined && body === undefined ? "GET" : "POST"),
      htu: origin + pathname,
      ...(nonce !== undefined && { nonce }),
      ...(token !== undefined && { ath: createHash("sha256").update(token).digest("base64url") }),
    })
      .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk })
      .setJti(randomUUID())
      .setIssuedAt(Math.floor(now() / 1_000))
      .sign(privateKey);
  }

  async function once(send: Send, request: ToSend, token: string | undefined): Promise<Exchange> {
    const proof = await proofFor(request, token);
    report.decoded("The DPoP proof", proof);
    const exchange = await send({ ...request, headers: { ...request.headers, dpop: proof } });
    const nonce = headerOf(exchange, "dpop-nonce");
    if (nonce !== undefined) nonces.set(new URL(request.url).origin, nonce);
    return exchange;
  }

  const proving: Dpop["proving"] = (send, urls) => async (request) => {
    const [, token] = /^DPoP (.+)$/i.exec(request.headers?.authorization ?? "") ?? [];
    if (token === undefined && !urls().includes(request.url)) return send(request);
    const first = await once(send, request, token);
    if (!wantsNonce(first)) return first;
    report.say("The server wants its nonce in the proof (RFC 9449, section 8). The request is sent again with it.");
    return once(send, request, token);
  };
  return { thumbprint: await calculateJwkThumbprint(jwk), proving };
}

const wantsNonce = (exchange: Exchange): boolean =>
  headerOf(exchange, "dpop-nonce") !== undefined &&
  (errorOf(exchange) === "use_dpop_nonce" || bearerOf(exchange)?.parameters.error === "use_dpop_nonce");
