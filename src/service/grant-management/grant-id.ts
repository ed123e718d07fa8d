/** Makes a `grant_id`, and recognizes one. */
import { timingSafeEqual } from "node:crypto";
import type { Keys } from "../../ports/keys.ts";
import {
  GRANT_ID,
  GRANT_TAG_BYTES,
  grantIdBytes,
  readGrantId,
  writeGrantId,
} from "../../protocol/grant-management/grant-id.ts";

const tagOf = (keys: Keys, root: number): Uint8Array => keys.tag(GRANT_ID, grantIdBytes(root), GRANT_TAG_BYTES);

/** The `grant_id` of what began with a grant. Always the same, and nobody else can guess it. */
export const grantIdOf = (keys: Keys, root: number): string => writeGrantId(root, tagOf(keys, root));

/** The grant with which it began; `undefined` if this server didn't issue the text. */
export function rootOf(keys: Keys, text: string): number | undefined {
  const read = readGrantId(text);
  return read !== undefined && timingSafeEqual(tagOf(keys, read.id), read.tag) ? read.id : undefined;
}
