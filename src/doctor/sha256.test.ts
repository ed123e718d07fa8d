import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { base64url, hex, sha256, sha256Of } from "./sha256.ts";

it.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
])("the vectors of FIPS 180-4: %j", (text, digest) => expect(hex(sha256Of(text))).toBe(digest));

it("is the same as from node:crypto, at every length around a block", () => {
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(length).fill(length);
    expect(hex(sha256(bytes))).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});

it("matches node:crypto for any bytes and text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: "grapheme" }), (bytes, text) => {
      expect(base64url(sha256(bytes))).toBe(createHash("sha256").update(bytes).digest("base64url"));
      expect(hex(sha256Of(text))).toBe(createHash("sha256").update(text).digest("hex"));
      expect(base64url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
    }),
  );
});
