/**
 * Refresh tokens of other servers, of which only a hash came along. Each is the first of a family here: whoever presents it gets its
 * successor, and then it is a former one like any other. So rotation, reuse and two requests at once are decided as always.
 *
 * The id of its grant follows from the hash: below 2^40, where none of the ids is that are made from the time (`ids.ts`), because
 * those end in January 2025. The secret in its place follows from the hash, too. Nobody can present that secret itself, which
 * takes a tag by a key of this server.
 */
import { hash } from "node:crypto";
import type { Keys } from "../ports/keys.ts";
import { type Credential, SECRET_BYTES, TAG_BYTES, taggedBytes } from "../protocol/credential.ts";
import { digest } from "./credentials.ts";

/** The id of the grant of a token, and what is stored in place of its secret's hash. `sha256`: of what its client presents. */
export function movedToken(sha256: Uint8Array): { readonly id: number; readonly hash: Uint8Array } {
  return { id: idOf(sha256), hash: digest(secretOf(sha256)) };
}

/** `isPart`: it follows from a part of the text that whoever has read the other server's database knows. */
export interface MovedCredential {
  readonly credential: Credential;
  readonly isPart: boolean;
}

/**
 * The credentials that a text may stand for. Servers keep the hash of the whole token, that of the token with its kind
 * (IdentityServer), or the part after the dot (Hydra).
 */
export function movedCredentials(keys: Keys, text: string): readonly MovedCredential[] {
  const part = text.slice(text.lastIndexOf(".") + 1);
  return [...new Set([text, `${text}:refresh_token`, part])].map((form) => {
    const credential = standingFor(keys, hash("sha256", form, "buffer"));
    return { credential, isPart: form !== text && form === part };
  });
}

/** The credential in place of a refresh token of another Candor, which has kept the hash of its secret. */
export const movedFromCandor = (keys: Keys, { secret }: Credential): Credential => standingFor(keys, digest(secret));

function standingFor(keys: Keys, sha256: Uint8Array): Credential {
  const [id, secret] = [idOf(sha256), secretOf(sha256)];
  const tagged = taggedBytes(id, 0, secret);
  return { kind: "refresh", id, generation: 0, secret, tagged, tag: keys.tag("refresh", tagged, TAG_BYTES) };
}

const idOf = (sha256: Uint8Array): number => Buffer.from(sha256).readUIntBE(0, 5);

const secretOf = (sha256: Uint8Array): Uint8Array =>
  hash("sha256", Buffer.concat([Buffer.from("a refresh token from elsewhere\0"), sha256]), "buffer").subarray(
    0,
    SECRET_BYTES,
  );
