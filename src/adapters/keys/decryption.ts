/** Decrypts compact JWE (RFC 7516) with the server's keys. Loaded with the first. */
import { compactDecrypt, decodeProtectedHeader } from "jose";
import type { Decrypted } from "../../ports/keys.ts";
import { DECRYPTION, ENCRYPTION_ENCS } from "../../protocol/encryption.ts";
import type { SigningKey } from "./signing-key.ts";

/** Decrypts with the key that the header names; without a name, with the first that fits. */
export async function decryptWith(keys: readonly SigningKey[], jwe: string): Promise<Decrypted> {
  const { alg, enc, kid, isCompressed } = headerOf(jwe);
  if (alg === undefined || enc === undefined || jwe.split(".").length !== 5) return { because: "malformed" };
  const fitting = keys.filter((key) => algsOf(key).includes(alg));
  if (fitting.length === 0) return { because: "alg" };
  if (!ENCRYPTION_ENCS.includes(enc)) return { because: "enc" };
  // What is compressed may expand to any size, and what it has in common with a secret shows in its length (RFC 8725 3.6).
  if (isCompressed) return { because: "zip" };
  const named = kid === undefined ? fitting : fitting.filter((key) => key.kid === kid);
  if (named.length === 0) return { because: "no-key" };
  const accepted = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [enc], maxDecompressedLength: 0 };
  for (const { key } of named) {
    try {
      const { plaintext } = await compactDecrypt(jwe, key, accepted);
      return { text: new TextDecoder().decode(plaintext) };
    } catch {
      // Why one of them fails isn't said, so that nobody learns about keys from it (RFC 7516 11.5).
    }
  }
  return { because: "content" };
}

const algsOf = ({ alg }: SigningKey): readonly string[] =>
  alg in DECRYPTION ? DECRYPTION[alg as keyof typeof DECRYPTION] : [];

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function headerOf(jwe: string) {
  try {
    const { alg, enc, kid, zip } = decodeProtectedHeader(jwe);
    return { alg: textOf(alg), enc: textOf(enc), kid: textOf(kid), isCompressed: zip !== undefined };
  } catch {
    return {};
  }
}
