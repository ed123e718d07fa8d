/** Keeps the beginning of a body that passes by. What is kept has a bound, what is passed on has none. */
import { decompressed } from "../checker/decompressed.ts";
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
      const plain = decompressed(Buffer.concat(chunks), headerOf(headers, "content-encoding"), LONGEST);
      const text = plain?.toString("utf8");
      // Without a type it may be anything.
      return text === undefined || text.includes("\u0000") ? { bytes } : { bytes, text };
    },
  };
}
