/**
 * HMAC-SHA-256 (RFC 2104) out of two calls of `hash`, because node:crypto's Hmac, which is a stream, takes three times as long for
 * short messages, and each request needs several.
 */
import { hash } from "node:crypto";

/** Bytes of a block of SHA-256, and of its result. */
const [BLOCK, RESULT] = [64, 32];
/** Bytes of a message for which there is room from the start. */
const USUAL = 256;

/** A function that computes the HMAC-SHA-256 of a message in parts, each of which is text of ASCII or bytes. The key has at most 64 bytes. */
export function hmacSha256(key: Uint8Array): (text: string, bytes: Uint8Array) => Buffer {
  if (key.length > BLOCK) throw new RangeError(`A key of ${key.length} bytes must be hashed first.`);
  const inner = padded(key, 0x36, USUAL);
  const outer = padded(key, 0x5c, RESULT);
  return (text, bytes) => {
    const length = text.length + bytes.length;
    const message = length <= USUAL ? inner : Buffer.concat([inner.subarray(0, BLOCK), Buffer.alloc(length)]);
    message.write(text, BLOCK, "latin1");
    message.set(bytes, BLOCK + text.length);
    outer.write(hash("sha256", message.subarray(0, BLOCK + length), "binary"), BLOCK, "latin1");
    return Buffer.from(hash("sha256", outer, "binary"), "latin1");
  };
}

/** The key, with zeros up to a block, each byte XORed with `pad`; after it, room for so many bytes. */
function padded(key: Uint8Array, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK + room);
  block.fill(pad, 0, BLOCK);
  key.forEach((byte, at) => {
    block[at] = byte ^ pad;
  });
  return block;
}
