/** Introspection responses that the issuer has signed (RFC 9701): whatever is wrong with one, nothing in it is believed. */
import { compactDecrypt, createRemoteJWKSet, customFetch, importJWK, jwtVerify } from "jose";
import { type Claims, type ProtectOptions, Unavailable } from "./options.ts";

/** The media type that asks for such a response (RFC 9701 4). */
export const INTROSPECTION_JWT = "application/token-introspection+jwt";

/** Seconds by which the issuer's clock may differ, and for which a response is fresh. */
const FRESH = 120;

/** What a response says. Rejects with `Unavailable`. `now` in milliseconds. */
export function signedIntrospection(
  { issuer, fetch: send = fetch }: ProtectOptions,
  audience: string,
  signed: true | { readonly decryptWith: Claims },
  metadata: () => Promise<Claims>,
): (response: Response, now: number) => Promise<Claims> {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  const key = signed === true ? undefined : importJWK(signed.decryptWith, String(signed.decryptWith.alg ?? "RSA-OAEP"));
  return async (response, now) => {
    const type = response.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
    if (type !== INTROSPECTION_JWT) throw new Unavailable(`The issuer's response is ${type}, and isn't signed.`);
    keys ??= createRemoteJWKSet(new URL(String((await metadata()).jwks_uri)), { [customFetch]: send });
    const demands = { issuer, audience, typ: "token-introspection+jwt", currentDate: new Date(now) };
    try {
      const text = (await response.text()).trim();
      const jwt = key === undefined ? text : decoded((await compactDecrypt(text, await key)).plaintext);
      const { payload, protectedHeader } = await jwtVerify(jwt, keys, {
        ...demands,
        maxTokenAge: FRESH,
        clockTolerance: FRESH,
      });
      const { token_introspection: told, sub, exp } = payload;
      if (protectedHeader.alg.startsWith("HS") || sub !== undefined || exp !== undefined || !isObject(told))
        throw new Unavailable("The issuer's response isn't one to an introspection.");
      return told;
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      throw new Unavailable(error instanceof Error ? error.message : "The issuer's response can't be read.");
    }
  };
}

const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const isObject = (value: unknown): value is Claims =>
  typeof value === "object" && value !== null && !Array.isArray(value);
