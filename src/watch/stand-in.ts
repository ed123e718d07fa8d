/**
 * What stands for a secret in everything that is shown or saved: its length and a fingerprint. Equal secrets of one recording have equal
 * fingerprints, so that the doctor sees whether a code is used twice. The key is forgotten at the end, so nobody can try out short secrets.
 */
import { createHmac } from "node:crypto";

/** As it is written. It needs no encoding in URLs, forms, headers, cookies and JSON. */
export const STAND_IN = /\bredacted-\d+-[0-9a-f]{8}\b/;

export type StandIn = (secret: string) => string;

/** `key` is random bytes. */
export function standIns(key: Uint8Array): StandIn {
  const print: StandIn = (secret) =>
    `redacted-${secret.length}-${createHmac("sha256", key).update(secret).digest("hex").slice(0, 8)}`;
  return (secret) => {
    if (secret === "" || STAND_IN.test(secret)) return secret;
    const [, urn] = /^(urn:ietf:params:oauth:request_uri:)./.exec(secret) ?? [];
    if (urn !== undefined) return urn + print(secret);
    return unsigned(secret, print) ?? print(secret);
  };
}

/** Claims that say what is wrong with a token, and nothing of a user. */
const OPEN = new Set([
  ...["iss", "aud", "exp", "iat", "nbf", "azp", "client_id", "scope", "scp", "typ", "token_use", "ver", "tid"],
  ...["cnf", "htm", "htu", "auth_time", "acr", "amr", "response_type", "redirect_uri", "code_challenge_method"],
]);
/** Claims that only matter if they are equal. */
const COMPARED = new Set(["nonce", "jti", "sub", "sid", "state", "ath", "at_hash", "c_hash"]);

/** A JWT without its signature and without claims about users: nobody accepts it, and its times and audience can be read. */
function unsigned(token: string, print: StandIn): string | undefined {
  const parts = token.split(".");
  if (parts.length !== 3 || !token.startsWith("ey")) return undefined;
  const [header, claims] = parts.slice(0, 2).map(objectOf);
  if (header === undefined || claims === undefined) return undefined;
  const kept = Object.entries(claims).flatMap(([name, value]): [string, unknown][] => {
    if (OPEN.has(name)) return [[name, value]];
    return COMPARED.has(name) && typeof value === "string" ? [[name, print(value)]] : [];
  });
  return `${encoded(publicHeader(header))}.${encoded(Object.fromEntries(kept))}.${print(token)}`;
}

const publicHeader = ({ alg, typ, kid, enc, cty, crit }: Readonly<Record<string, unknown>>): object => ({
  ...{ alg, typ, kid, enc, cty, crit },
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function objectOf(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
