/**
 * The `grant_id` (Grant Management for OAuth 2.0, 5.5): 31 characters of base64url for 23 bytes, the id of the grant with which it began (7)
 * and a tag (16) that only this server can make. It stays the same as long as the grant is merged or replaced, and says nothing about the user.
 */

const ID_BYTES = 7;
export const GRANT_TAG_BYTES = 16;
const LENGTH = Math.ceil(((ID_BYTES + GRANT_TAG_BYTES) * 8) / 6);

/** The use of the tag, for `Keys.tag`. */
export const GRANT_ID = "grant_id";

/** The bytes that the tag covers. `id` is below 2^53. */
export function grantIdBytes(id: number): Buffer {
  const bytes = Buffer.allocUnsafe(ID_BYTES);
  bytes[0] = Math.floor(id / 2 ** 48);
  bytes.writeUIntBE(id % 2 ** 48, 1, 6);
  return bytes;
}

export const writeGrantId = (id: number, tag: Uint8Array): string =>
  Buffer.concat([grantIdBytes(id), tag]).toString("base64url");

/** The id in a text and its tag, which isn't verified; `undefined` if the text has another form. */
export function readGrantId(text: string): { readonly id: number; readonly tag: Uint8Array } | undefined {
  if (text.length !== LENGTH || !/^[\w-]+$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64url");
  // The last character has bits that mean nothing: there is one text for each id.
  if (bytes.toString("base64url") !== text) return undefined;
  const id = (bytes[0] ?? 0) * 2 ** 48 + bytes.readUIntBE(1, 6);
  return Number.isSafeInteger(id) ? { id, tag: bytes.subarray(ID_BYTES) } : undefined;
}
