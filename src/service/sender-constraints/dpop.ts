/** Verifies DPoP proofs (RFC 9449 4.3), and says which nonces are the server's (8). */
import { hash } from "node:crypto";
import { CLIENT_SIGNING_ALGS } from "../../protocol/jwk.ts";
import { algsOf } from "../../protocol/profiles/index.ts";
import type { Received } from "../../protocol/received.ts";
import { DPOP } from "../../protocol/sender-constraints/dpop.ts";
import { readProof } from "../../protocol/sender-constraints/dpop-proof.ts";
import type { Deps } from "../deps.ts";
import { isNonceAt } from "./dpop-nonce.ts";
import { signingKey } from "./dpop-signature.ts";
import type { Proving, Verified } from "./proof-work.ts";

/** Verifies the proof of a request. `now` in milliseconds. */
export function verifyDpop(
  { issuer, keys, registry }: Pick<Deps, "issuer" | "keys" | "registry">,
  { headers, method, path = "" }: Received,
  now: number,
  { token, client }: Proving = {},
): Verified {
  const text = headers?.get(DPOP) ?? "";
  const read = readProof(text, {
    method,
    url: ownUrl(issuer, path),
    ath: token === undefined ? undefined : hash("sha256", token, "base64url"),
    isNonce: registry.settings.dpop?.nonce ? (nonce) => isNonceAt(keys, nonce, now) : undefined,
    algs: algsOf(client ?? registry.settings, CLIENT_SIGNING_ALGS),
    now,
  });
  if ("because" in read) return { is: "invalid", by: DPOP, ...read };
  const key = signingKey(text, read.jwk, read.alg);
  if (key === undefined)
    return { is: "invalid", by: DPOP, because: "signature-wrong", details: { expected: read.alg } };
  return {
    is: "valid",
    cnf: { jkt: key },
    once: {
      hash: hash("sha256", `${DPOP} ${key} ${read.jti}`, "buffer"),
      until: read.until,
      because: "used-before",
    },
  };
}

/** The URL of a request as clients know it, whatever proxies made of it. A host's own prefix is part of the issuer. */
function ownUrl(issuer: string, path: string): string {
  const { origin, pathname } = new URL(issuer);
  const base = pathname.replace(/\/$/, "");
  return origin + (path === base || path.startsWith(`${base}/`) ? path : base + path);
}
