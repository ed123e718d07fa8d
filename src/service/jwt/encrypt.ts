/** Encrypts what a client gets to a key of it (RFC 7516). */

import type { Client } from "../../protocol/client.ts";
import { type Encryption, keyTo } from "../../protocol/encryption.ts";
import type { Deps } from "../deps.ts";

/** A client has no key that something could be encrypted to: its keys can't be fetched, or none of them fits. */
export class NoKeyToEncryptTo extends Error {
  constructor(clientId: string, alg: string, because: string) {
    super(`Client ${clientId} has no key for ${alg}: ${because}.`);
    this.name = "NoKeyToEncryptTo";
  }
}

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
  if (key === undefined)
    throw new NoKeyToEncryptTo(client.id, alg, found.is === "unavailable" ? found.because : "none of its keys fits");
  const { CompactEncrypt, importJWK } = await import("jose");
  const kid = typeof key.kid === "string" ? { kid: key.kid } : {};
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg, enc, ...kid, ...(cty !== undefined && { cty }) })
    .encrypt(await importJWK(key, alg));
}
