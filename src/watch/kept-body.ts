/** Keeps the beginning of a body that passes by. What is kept has a bound, what is passed on has none. */
import * as zlib from "node:zlib";
import { type Body, type Headers, headerOf } from "./exchange.ts";

/** Bytes, as transmitted and when decompressed. */
const LONGEST = 262_144;

const TEXT = /^(?:text\/|application\/(?:[\w.+-]*json|x-www-form-urlencoded|[\w.+-]*xml|jwt|[\w.+-]*\+jwt))/i;

export interface Keeping {
  readonly add: (chunk: Uint8Array) => void;
  readonly body: (headers: Headers) => Body;
}

export function keeping(): Keeping {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  return {
    add(chunk) {
      if (bytes < LONGEST) chunks.push(chunk.subarray(0, LONGEST - bytes));
      bytes += chunk.length;
    },
    body(headers) {
      const type = headerOf(headers, "content-type") ?? "";
      const isText = type === "" || TEXT.test(type);
      if (bytes === 0 || bytes > LONGEST || !isText) return { bytes };
      const plain = decompressed(Buffer.concat(chunks), headerOf(headers, "content-encoding"));
      const text = plain?.toString("utf8");
      // Without a type it may be anything.
      return text === undefined || text.includes("\u0000") ? { bytes } : { bytes, text };
    },
  };
}

const LIMIT = { maxOutputLength: LONGEST } as const;
/** A stream that was cut off yields what came before. */
const CUT = { ...LIMIT, finishFlush: zlib.constants.Z_SYNC_FLUSH } as const;

/** Undoes Content-Encoding (RFC 9110 8.4). `undefined` for an unknown or broken one, and for what would be too long. */
export function decompressed(bytes: Buffer, encodings = ""): Buffer | undefined {
  try {
    return encodings
      .toLowerCase()
      .split(/\s*,\s*/)
      .reverse()
      .reduce(undone, bytes);
  } catch {
    return undefined;
  }
}

function undone(bytes: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case "":
    case "identity":
      return bytes;
    case "gzip":
    case "x-gzip":
      return zlib.gunzipSync(bytes, CUT);
    case "deflate":
      // Some send it without the header of RFC 1950.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? zlib.inflateSync(bytes, CUT) : zlib.inflateRawSync(bytes, CUT);
    case "br":
      return zlib.brotliDecompressSync(bytes, LIMIT);
    case "zstd":
      return zlib.zstdDecompressSync(bytes, LIMIT);
    default:
      throw new RangeError(encoding);
  }
}
