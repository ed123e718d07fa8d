/** Checks an ID token as an app must (OpenID Connect Core 3.1.3.7), with the server's published keys. */
import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import type { Exchange } from "./exchange.ts";

export interface Expected {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
}

type Members = Readonly<Record<string, unknown>>;

/** The claims of the token, or what is wrong with it. `keys` is the response of the JWKS endpoint. `now` is in milliseconds. */
export function checkIdToken(token: string, keys: Exchange["json"], expected: Expected, now: number): Members | string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const { alg, kid } = read(header);
  // The algorithm is the one that the client is registered for, not the one that the token names.
  if (alg !== "RS256") return `it is signed with ${alg}, not with RS256`;
  const key = (keys.keys as (JsonWebKey & { kid?: string })[]).find((one) => one.kid === kid);
  if (key === undefined) return "it names a key that the server does not publish";
  const signed = Buffer.from(`${header}.${payload}`);
  const publicKey = createPublicKey({ key, format: "jwk" });
  if (!verify("sha256", signed, publicKey, Buffer.from(signature, "base64url"))) return "its signature is wrong";
  const claims = read(payload);
  if (claims.iss !== expected.issuer) return "it comes from another issuer";
  if (claims.aud !== expected.clientId) return "it is meant for another app";
  if (claims.nonce !== expected.nonce) return "it belongs to another request";
  return Number(claims.exp) * 1000 > now ? claims : "it has expired";
}

const read = (part: string): Members => JSON.parse(Buffer.from(part, "base64url").toString());
