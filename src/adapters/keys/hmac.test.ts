import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { hmacSha256 } from "./hmac.ts";

const bytes = (length: number, from = 1) => Uint8Array.from({ length }, (_, at) => (at * 31 + from) & 0xff);
const expected = (key: Uint8Array, text: string, message: Uint8Array) =>
  createHmac("sha256", key).update(text).update(message).digest("hex");

it.each([0, 1, 16, 32, 63, 64])("computes what node:crypto computes with a key of %i bytes", (length) => {
  const key = bytes(length, 200);
  const hmac = hmacSha256(key);
  for (const text of ["", "tag access:", "x".repeat(300)])
    for (const size of [0, 1, 31, 32, 33, 55, 56, 64, 128, 245, 256, 257, 1_000])
      expect(hmac(text, bytes(size)).toString("hex"), `${text.length} and ${size}`).toBe(
        expected(key, text, bytes(size)),
      );
});

it("computes the test cases of RFC 4231 4.2 and 4.3", () => {
  const text = (hex: string) => Buffer.from(hex, "hex");
  expect(hmacSha256(bytes(20).fill(0x0b))("Hi There", new Uint8Array()).toString("hex")).toBe(
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  );
  expect(hmacSha256(text("4a656665"))("what do ya want ", Buffer.from("for nothing?")).toString("hex")).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
});

it("returns bytes of its own each time, and remembers nothing of longer messages", () => {
  const hmac = hmacSha256(bytes(32));
  const first = hmac("a", bytes(200));
  const kept = first.toString("hex");
  hmac("b", bytes(10));
  expect(first.toString("hex")).toBe(kept);
  expect(hmac("b", bytes(3)).toString("hex")).toBe(expected(bytes(32), "b", bytes(3)));
});

it("takes no key that would have to be hashed", () => {
  expect(() => hmacSha256(bytes(65))).toThrow(RangeError);
});
