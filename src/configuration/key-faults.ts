/** Checks that the server has the keys that a client needs it to have. */
import { signingAlgsOf } from "../protocol/client.ts";
import { decryptionAlgs } from "../protocol/encryption.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import type { Configuration } from "./schema.ts";

const SIGNED = ["idTokenAlg", "userinfoAlg", "introspectionAlg", "authorizationSignedResponseAlg"] as const;

/** Names the algorithm of an API's tokens, if a server with these additional keys has none for it. */
export function* apiKeyFaults(
  key: string,
  { alg }: Configuration["apis"][number],
  additional: readonly string[],
): Generator<ConfigurationFault> {
  const signs = signingAlgsOf(additional);
  if (!signs.includes(alg))
    yield { key: `${key}.alg`, is: quoted(alg), expected: `one of ${signs.join(", ")}, or ${alg} in additionalKeys` };
}

/** Names every algorithm of the client at `key` for which a server with these additional keys has none. */
export function* keyFaults(
  key: string,
  client: Configuration["clients"][number],
  additional: readonly string[],
): Generator<ConfigurationFault> {
  const signs = signingAlgsOf(additional);
  for (const member of SIGNED) {
    const alg = client[member];
    if (alg !== undefined && !signs.includes(alg))
      yield {
        key: `${key}.${member}`,
        is: quoted(alg),
        expected: `one of ${signs.join(", ")}, or ${alg} in additionalKeys`,
      };
  }
  const { requestObjectEncryptionAlg: alg, requestObjectEncryptionEnc: enc } = client;
  const decrypts = decryptionAlgs(additional);
  if (alg !== undefined && !decrypts.includes(alg))
    yield {
      key: `${key}.requestObjectEncryptionAlg`,
      is: quoted(alg),
      expected:
        decrypts.length > 0 ? `one of ${decrypts.join(", ")}` : "nothing, without a key for it in additionalKeys",
    };
  if (alg === undefined && enc !== undefined)
    yield {
      key: `${key}.requestObjectEncryptionEnc`,
      is: quoted(enc),
      expected: "nothing, without requestObjectEncryptionAlg",
    };
}
