import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginningsIn, encodedParts, fingerprintsIn, shapeOf } from "./secret-shape.ts";

const SECRET = "the-secret-of-photos+%7";
const { beginning, length } = shapeOf(SECRET);
const LENGTHS = new Map([[beginning, [length]]]);
const beginnings = (text: string) => beginningsIn(text, fingerprintsIn(text), LENGTHS);
const holds = (text: string): boolean => beginnings(text).includes(SECRET);
/** The smallest parts of a text that contain the secret once they are decoded. */
const partsWith = (text: string): readonly string[] =>
  encodedParts(text)
    .map((list) => list.filter(({ decodings }) => decodings.some(holds)).map(({ part }) => part))
    .find((parts) => parts.length > 0) ?? [];

describe("within a longer text", () => {
  it("it is found wherever it begins, by its length", () => {
    const around = fc.string({ maxLength: 30 });
    fc.assert(fc.property(around, around, (before, after) => holds(before + SECRET + after)));
  });

  it("what is cut off, or differs in one of its first characters, is not", () => {
    expect(beginnings(SECRET.slice(0, -1))).toEqual([]);
    expect(beginnings(`x${SECRET.slice(1)}`)).toEqual([]);
    expect(beginnings("")).toEqual([]);
  });
});

describe("encoded in a text", () => {
  const base64 = Buffer.from(SECRET).toString("base64");
  it.each([
    ["percent-encoded", encodeURIComponent(SECRET)],
    ["percent-encoded twice", encodeURIComponent(encodeURIComponent(SECRET))],
    ["Base64", base64],
    ["base64url of id and secret", Buffer.from(`photos:${SECRET}`).toString("base64url")],
    ["Base64, percent-encoded", encodeURIComponent(base64)],
  ])("%s, it is covered with as little as possible around it", (_, encoded) => {
    expect(partsWith(`read ${encoded} write`)).toEqual([encoded.replace(/=+$/, "")]);
  });

  it("nothing else is", () => {
    expect(partsWith("read_photos write_photos cmVhZF9waG90b3M=")).toEqual([]);
  });
});
