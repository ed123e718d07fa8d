import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginningsIn, encodedParts, shapeOf } from "./secret-shape.ts";

const SECRET = "the-secret-of-photos+%7";
const { beginning, length } = shapeOf(SECRET);
const lengthsOf = (one: number): readonly number[] => (one === beginning ? [length] : []);
const holds = (text: string): boolean => beginningsIn(text, lengthsOf).includes(SECRET);

describe("within a longer text", () => {
  it("it is found wherever it begins, by its length", () => {
    const around = fc.string({ maxLength: 30 });
    fc.assert(fc.property(around, around, (before, after) => holds(before + SECRET + after)));
  });

  it("what is cut off, or differs in one of its first characters, is not", () => {
    expect(beginningsIn(SECRET.slice(0, -1), lengthsOf)).toEqual([]);
    expect(beginningsIn(`x${SECRET.slice(1)}`, lengthsOf)).toEqual([]);
    expect(beginningsIn("", lengthsOf)).toEqual([]);
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
    expect(encodedParts(`read ${encoded} write`, holds)).toEqual([encoded.replace(/=+$/, "")]);
  });

  it("nothing else is", () => {
    expect(encodedParts("read_photos write_photos cmVhZF9waG90b3M=", holds)).toEqual([]);
  });
});
