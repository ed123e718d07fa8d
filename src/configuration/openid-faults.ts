/** Checks what a client chose of OpenID Connect: its subjects, and what is encrypted to it. */
import { keyTo } from "../protocol/encryption.ts";
import { isPairwise, isSectorOpen } from "../protocol/subject.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import type { Configuration } from "./schema.ts";

type Client = Configuration["clients"][number];

/** What to write in place of a URL that must be https; `undefined` if it is one. */
const httpsFault = (text: string): string | undefined =>
  URL.canParse(text) && /^https:\/\/[^\s@\\#]+$/.test(text) ? undefined : "an https URL without a fragment";

/** Names every fault of them for the client at `key`. */
export function* openidFaults(key: string, client: Client): Generator<ConfigurationFault> {
  for (const name of ["sectorIdentifierUri", "initiateLoginUri"] as const) {
    const uri = client[name];
    const expected = uri === undefined ? undefined : httpsFault(uri);
    if (uri !== undefined && expected !== undefined) yield { key: `${key}.${name}`, is: quoted(uri), expected };
  }
  if (isPairwise(client) && client.sectorIdentifierUri === undefined && isSectorOpen(client))
    yield {
      key: `${key}.sectorIdentifierUri`,
      is: "missing, while redirect URIs have different hosts",
      expected: "an https URL whose host is the sector of pairwise subjects (OpenID Connect Core, section 8.1)",
    };
  for (const what of ENCRYPTED) yield* encryptionFaults(key, client, what);
}

/** What is encrypted to a client: the settings of each, without `Alg` and `Enc`. */
const ENCRYPTED = [
  "idTokenEncrypted",
  "userinfoEncrypted",
  "introspectionEncrypted",
  "authorizationEncryptedResponse",
] as const;

function* encryptionFaults(
  key: string,
  client: Client,
  what: (typeof ENCRYPTED)[number],
): Generator<ConfigurationFault> {
  const { jwks, jwksUri } = client;
  const alg = client[`${what}Alg`];
  const enc = client[`${what}Enc`];
  if (alg === undefined) {
    if (enc !== undefined) yield { key: `${key}.${what}Enc`, is: quoted(enc), expected: `nothing, without ${what}Alg` };
    return;
  }
  if (jwksUri === undefined && (jwks === undefined || keyTo(jwks, alg) === undefined))
    yield {
      key: `${key}.${what}Alg`,
      is: `${alg}, while no key of the client fits`,
      expected: "a key in jwks for encryption (use: enc), or jwksUri",
    };
}
