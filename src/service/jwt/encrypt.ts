/** Encrypts what a client gets to a key of it (RFC 7516). */

import { type FoundKeys, NoKeyToEncryptTo } from "../../ports/client-keys.ts";
import type { Client } from "../../protocol/client.ts";
import { type Encryption, keyTo } from "../../protocol/encryption.ts";
import type { Deps } from "../deps.ts";

interface Encrypting extends Encryption {
  readonly client: Client;
  /** What is encrypted: `JWT` if it is one that was signed before (RFC 7519 5.2). */
  readonly cty?: "JWT" | undefined;
}

/** A JWE in its compact form. `now` in milliseconds. Rejects with `NoKeyToEncryptTo`. */
export async function encryptTo(
  { clientKeys }: Pick<Deps, "clientKeys">,
  text: string,
  { client, alg, enc, cty }: Encrypting,
  now: number,
): Promise<string> {
  const found = await clientKeys.of(client, (set) => keyTo(set, alg) !== undefined, now);
  const key = found.is === "keys" ? keyTo(found.set, alg) : undefined;
  if (key === undefined) throw new NoKeyToEncryptTo({ clientId: client.id, alg, because: whyNone(found) });
  const { CompactEncrypt, importJWK } = await import("jose");
  const kid = typeof key.kid === "string" ? { kid: key.kid } : {};
  const jwe = new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({
    ...{ alg, enc, ...kid },
    ...(cty !== undefined && { cty }),
  });
  try {
    return await jwe.encrypt(await importJWK(key, alg));
  } catch {
    // Whoever publishes a key that can't be read, or is too weak, has none.
    throw new NoKeyToEncryptTo({ clientId: client.id, alg, because: "unusable key" });
  }
}

const whyNone = (found: FoundKeys): string =>
  found.is === "unavailable" ? found.because : found.is === "none" ? "no keys" : "no fitting key";
