/** Checks the public keys of a client (RFC 7517), and URLs that the server requests for it. */
import { createPublicKey } from "node:crypto";
import { isPrivate, type Jwk } from "../protocol/jwk.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import { isLoopback } from "./loopback.ts";
import type { Configuration } from "./schema.ts";

/** Bits of an RSA key (RFC 7518 3.3, RFC 9325 4.3). */
const FEWEST_BITS = 2048;

/** Names every fault of the keys of the client at `key`. What could be a secret isn't repeated. */
export function* clientKeyFaults(
  key: string,
  {
    jwks,
    jwksUri,
    requestUris = [],
  }: Partial<Pick<Configuration["clients"][number], "jwks" | "jwksUri" | "requestUris">>,
): Generator<ConfigurationFault> {
  if (jwks !== undefined && jwksUri !== undefined)
    yield { key: `${key}.jwksUri`, is: "set as well as jwks", expected: "one of the two (RFC 7591, section 2)" };
  if (jwksUri !== undefined) {
    const expected = requestedUrlFault(jwksUri);
    if (expected !== undefined) yield { key: `${key}.jwksUri`, is: quoted(jwksUri), expected };
  }
  for (const [i, uri] of requestUris.entries()) {
    // Its fragment is the hash of the object.
    const expected = requestedUrlFault(uri.replace(/#[\w-]{43}$/, ""));
    if (expected !== undefined) yield { key: `${key}.requestUris[${i}]`, is: quoted(uri), expected };
  }
  const kids = new Set<unknown>();
  for (const [i, one] of (jwks?.keys ?? []).entries()) {
    const fault =
      jwkFault(one) ??
      (kids.has(one.kid) ? ["a key whose kid another one has", "keys with different kids"] : undefined);
    if (one.kid !== undefined) kids.add(one.kid);
    if (fault !== undefined) yield { key: `${key}.jwks.keys[${i}]`, is: fault[0] ?? "", expected: fault[1] ?? "" };
  }
}

interface Trusted {
  readonly issuer: string;
  readonly jwks?: Configuration["clients"][number]["jwks"];
  readonly jwksUri?: string | undefined;
}

/** The same for those who are trusted, in the list `name`: their keys, and an issuer that is there twice. */
export function* trustedIssuerFaults(name: string, trusted: readonly Trusted[]): Generator<ConfigurationFault> {
  for (const [i, one] of trusted.entries()) {
    const key = `${name}[${i}]`;
    yield* clientKeyFaults(key, one);
    if (one.jwks === undefined && one.jwksUri === undefined)
      yield { key: `${key}.jwks`, is: "missing", expected: "the issuer's public keys, or jwksUri" };
    const first = trusted.findIndex(({ issuer }) => issuer === one.issuer);
    if (first !== i)
      yield {
        key: `${key}.issuer`,
        is: `${quoted(one.issuer)}, as ${name}[${first}].issuer is`,
        expected: "another one",
      };
  }
}

/** What to write in place of a URL that the server would request; `undefined` if it can be requested. */
export function requestedUrlFault(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isFine =
    url !== undefined &&
    (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) &&
    url.username === "" &&
    url.password === "" &&
    !text.includes("#");
  return isFine ? undefined : "an https URL without user, password and fragment";
}

/** What is wrong with a key, and what is expected; `undefined` if it can be used. */
function jwkFault(key: Jwk): readonly [is: string, expected: string] | undefined {
  if (isPrivate(key))
    return ["a private or shared key (not shown)", "a public key. Replace the key, because it has been disclosed"];
  if (key.kid !== undefined && (typeof key.kid !== "string" || key.kid === "" || key.kid.length > 200))
    return ["a key with an unusable kid", "a kid of 1 to 200 characters, or none"];
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: key as never, format: "jwk" });
    const { modulusLength = FEWEST_BITS } = asymmetricKeyDetails ?? {};
    return modulusLength < FEWEST_BITS
      ? [`an RSA key of ${modulusLength} bits`, `at least ${FEWEST_BITS} bits`]
      : undefined;
  } catch {
    return ["no key that can be read", "a public RSA, EC or OKP key (RFC 7517)"];
  }
}
