/** Introspection responses that are JWTs (RFC 9701): signed, and encrypted if the client is registered so. */
import type { Client } from "../protocol/client.ts";
import { encryptionOf } from "../protocol/encryption.ts";
import type { Deps } from "./deps.ts";
import type { Introspection } from "./introspection.ts";

/** The media type that asks for such a response, and that it has. */
export const INTROSPECTION_JWT = "application/token-introspection+jwt";

/** Whether a client gets a JWT: it asks for one (RFC 9701 4), or it may have the response in no other form. */
export const wantsJwt = ({ introspectionEncryptedAlg }: Client, accept = ""): boolean =>
  introspectionEncryptedAlg !== undefined ||
  accept.split(",").some((one) => {
    const [type = "", ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
    return type === INTROSPECTION_JWT && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

/**
 * What introspection says, as a JWT for the client that asks (RFC 9701 5). It has neither `sub` nor `exp` of its own, so it can't be mistaken
 * for an access token. Rejects with `NoKeyToEncryptTo`. `now` in milliseconds.
 */
export async function introspectionJwt(
  deps: Pick<Deps, "keys" | "issuer" | "clientKeys">,
  client: Client,
  said: Introspection,
  now: number,
): Promise<string> {
  const signed = deps.keys.sign(client.introspectionAlg ?? "RS256", "token-introspection+jwt", {
    iss: deps.issuer,
    aud: client.id,
    iat: Math.floor(now / 1000),
    token_introspection: said,
  });
  const encryption = encryptionOf(client.introspectionEncryptedAlg, client.introspectionEncryptedEnc);
  if (encryption === undefined) return signed;
  const { encryptTo } = await import("./jwt/encrypt.ts");
  return encryptTo(deps, signed, { client, ...encryption, cty: "JWT" }, now);
}
