/** Undoes Content-Encoding (RFC 9110 8.4), which some servers use although nobody asked for it. */
import * as zlib from "node:zlib";

/** `most`: bytes of the result. `undefined` for an unknown or broken encoding, and for what would be too long. */
export function decompressed(bytes: Buffer, encodings = "", most = 2_000_000): Buffer | undefined {
  try {
    return encodings
      .toLowerCase()
      .split(/\s*,\s*/)
      .reverse()
      .reduce((rest, encoding) => undone(rest, encoding, most), bytes);
  } catch {
    return undefined;
  }
}

function undone(bytes: Buffer, encoding: string, maxOutputLength: number): Buffer {
  const limit = { maxOutputLength };
  // A stream that was cut off yields what came before.
  const cut = { ...limit, finishFlush: zlib.constants.Z_SYNC_FLUSH };
  switch (encoding) {
    case "":
    case "identity":
      return bytes;
    case "gzip":
    case "x-gzip":
      return zlib.gunzipSync(bytes, cut);
    case "deflate":
      // Some send it without the header of RFC 1950.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? zlib.inflateSync(bytes, cut) : zlib.inflateRawSync(bytes, cut);
    case "br":
      return zlib.brotliDecompressSync(bytes, limit);
    case "zstd":
      return zlib.zstdDecompressSync(bytes, limit);
    default:
      throw new RangeError(encoding);
  }
}
