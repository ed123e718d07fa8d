/** Verifies the signature of a JWT that a client sent. Nothing is decided about its claims. */
import type { KeyObject } from "node:crypto";
import type { ClientKeys, FoundKeys } from "../../ports/client-keys.ts";
import { charactersOf } from "../../protocol/characters.ts";
import type { Client } from "../../protocol/client.ts";
import { type Jwk, type JwkSet, keysFor } from "../../protocol/jwk.ts";
import {
  readSentJwt,
  readSentParts,
  type SentClaims,
  type SentHeader,
  type SentJwt,
  type Unverified,
} from "../../protocol/sent-jwt.ts";
import { isSignatureBy, publicKeyOf } from "./signature.ts";

/** How many keys of a set are tried. */
const MOST = 5;

interface Verifying {
  readonly clientKeys: ClientKeys;
  readonly client: Pick<Client, "jwks" | "jwksUri">;
  /** Algorithms that are accepted. */
  readonly algs: readonly string[];
}

/** Verifies a JWT with the keys of a client. `now` in milliseconds. */
export async function verifySentJwt(
  text: string,
  { clientKeys, client, algs }: Verifying,
  now: number,
): Promise<SentJwt> {
  const read = readSentJwt(text);
  if ("looks" in read) return { is: "malformed", looks: read.looks, length: charactersOf(text) };
  const { header, claims } = read;
  const alg = header.alg ?? "";
  if (!algs.includes(alg)) return unverified("alg", read);
  const fitting = (set: JwkSet): readonly Jwk[] => keysFor(set, { alg, kid: header.kid });
  const found = await clientKeys.of(client, (set) => fitting(set).length > 0, now);
  if (found.is !== "keys")
    return unverified(whyNone(found), read, found.is === "unavailable" ? found.because : undefined);
  const keys = fitting(found.set);
  if (keys.length === 0) return unverified(found.set.keys.length === 0 ? "no-keys" : "no-key-fits", read);
  // "If any of the listed extension Header Parameters are not understood and supported by the recipient, then the JWS is invalid" (RFC 7515 4.1.11).
  const fits = hasExtensions(text) ? [] : keys.slice(0, MOST);
  for (const key of fits) if (isSignedBy(text, key, alg)) return { is: "verified", header, claims };
  return unverified("signature", read);
}

const whyNone = ({ is }: Exclude<FoundKeys, { readonly is: "keys" }>): Unverified =>
  is === "none" ? "no-keys" : "keys-unavailable";

const unverified = (
  because: Unverified,
  { header, claims }: { readonly header: SentHeader; readonly claims: SentClaims },
  detail?: string,
): SentJwt => ({ is: "unverified", because, header, claims, ...(detail !== undefined && { detail }) });

/** Whether its header has `crit`. None of them is supported. */
function hasExtensions(text: string): boolean {
  const parts = readSentParts(text);
  return "looks" in parts || Object.hasOwn(parts.header, "crit");
}

/** Keys that were read, by what is registered or was fetched: most clients sign many JWTs with one key. */
const known = new WeakMap<Jwk, KeyObject | undefined>();

function keyOf(jwk: Jwk): KeyObject | undefined {
  if (!known.has(jwk)) known.set(jwk, publicKeyOf(jwk));
  return known.get(jwk);
}

/** Whether a key made the signature. A key that is damaged or too weak made none. */
export function isSignedBy(text: string, jwk: Jwk, alg: string): boolean {
  const key = keyOf(jwk);
  return key !== undefined && isSignatureBy(key, text, alg);
}
