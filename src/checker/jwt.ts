/** Reads signed tokens, and verifies them with the server's keys (RFC 7515, RFC 7519). */
import { decodeJwt, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from "jose";
import { CannotTell } from "./cannot-tell.ts";
import { type Exchange, jsonOf } from "./exchange.ts";
import type { Send } from "./sender.ts";
import type { Target } from "./target.ts";

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** `undefined` if the text is no JWT. */
export function jwtOf(text: string): Jwt | undefined {
  try {
    return { header: decodeProtectedHeader(text), claims: decodeJwt(text) };
  } catch {
    return undefined;
  }
}

export interface KeySet {
  readonly keys: readonly JWK[];
  readonly exchange: Exchange;
}

/** What reading keys needs of a lab. */
export interface KeyLab {
  readonly target: Target;
  readonly send: Send;
}

/** The server's keys. Throws `CannotTell` if there are none. */
export async function keySet(lab: KeyLab): Promise<KeySet> {
  const { jwks_uri: url } = lab.target.metadata;
  if (typeof url !== "string") throw new CannotTell("The metadata has no jwks_uri.");
  const exchange = await lab.send({ url });
  const { keys } = jsonOf(exchange) ?? {};
  if (!Array.isArray(keys)) throw new CannotTell("There are no keys behind jwks_uri.", [exchange]);
  const all = keys.filter((one): one is JWK => typeof one === "object" && one !== null);
  if (all.length === 0) throw new CannotTell("The key set behind jwks_uri is empty.", [exchange]);
  return { keys: all, exchange };
}

/** Whether one of the keys made the signature; dates aren't looked at. */
export async function isSignedBy({ keys }: KeySet, text: string): Promise<boolean> {
  const header = jwtOf(text)?.header ?? {};
  const fitting = keys.filter(({ kid }) => header.kid === undefined || kid === header.kid);
  for (const key of fitting) {
    try {
      await jwtVerify(text, await importJWK(key, String(header.alg)), { currentDate: new Date(0) });
      return true;
    } catch (error) {
      // Only the signature is of interest here.
      if ((error as { code?: string }).code?.startsWith("ERR_JWT_")) return true;
    }
  }
  return false;
}
