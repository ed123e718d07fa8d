import { describe, expect, it } from "vitest";
import {
  cutAt,
  flag,
  forgotten,
  leftOut,
  listOf,
  members,
  number,
  oneOf,
  optional,
  type Shape,
  since,
  text,
  texts,
  variants,
  versioned,
} from "./record.ts";

type Found = { readonly is: "nothing" } | { readonly is: "word" | "name"; readonly text: string };
interface Facts {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly nonce?: string | undefined;
  readonly late?: boolean | undefined;
  readonly color: "red" | "blue";
  readonly words: readonly string[];
  readonly found: readonly Found[];
  readonly limit: number;
}

const NONE = new Uint8Array();
const WORD = { text: cutAt(5) };
const FACTS = members<Facts>({
  id: number,
  hash: forgotten<Uint8Array>(NONE),
  nonce: leftOut(),
  late: optional(flag),
  color: oneOf("red", "blue"),
  words: texts,
  found: listOf(variants<Found>({ nothing: {}, word: WORD, name: WORD })),
  limit: since(number, 7),
});

const facts: Facts = {
  id: 1,
  hash: new Uint8Array([1]),
  nonce: "n",
  color: "red",
  words: ["a"],
  found: [{ is: "nothing" }, { is: "name", text: "123456" }],
  limit: 3,
};
const kept = { id: 1, color: "red", words: ["a"], found: [{ is: "nothing" }, { is: "name", text: "12345" }], limit: 3 };

const thumbprint = () => "";

describe("facts", () => {
  it("are written member by member, and read back with what decisions find in place of the rest", () => {
    expect(FACTS.write(facts, thumbprint)).toStrictEqual(kept);
    const { nonce: _, ...rest } = facts;
    const found = [{ is: "nothing" }, { is: "name", text: "12345" }];
    expect(FACTS.read(JSON.parse(JSON.stringify(kept)))).toStrictEqual({ ...rest, hash: NONE, found });
  });

  it("from before a member existed are read with its default, and unknown members are ignored", () => {
    const { limit: _, ...before } = kept;
    expect(FACTS.read({ ...before, more: 1 })).toMatchObject({ limit: 7 });
  });

  it.each<[what: object | null, message: string]>([
    [{ ...kept, id: "1" }, "id isn't a number."],
    [{ ...kept, id: undefined }, "id isn't a number."],
    [{ ...kept, late: "yes" }, "late isn't true or false."],
    [{ ...kept, color: "green" }, "color isn't red or blue."],
    [{ ...kept, words: "a" }, "words isn't a list."],
    [{ ...kept, words: ["a", null] }, "words.1 isn't a text."],
    [{ ...kept, found: [{ is: "word" }] }, "found.0.text isn't a text."],
    [{ ...kept, found: [{ is: "sentence" }] }, "found.0.is isn't nothing or word or name."],
    [{ ...kept, found: [{ is: "toString" }] }, "found.0.is isn't nothing or word or name."],
    [{ ...kept, found: [[]] }, "found.0 isn't an object."],
    [Object.create(kept), "id isn't a number."],
    [[], "It isn't an object."],
    [null, "It isn't an object."],
  ])("%j can't be read: %s", (what, message) => {
    expect(() => FACTS.read(what)).toThrow(message);
  });

  it("can be kept only by an explicit choice for each member, and bytes not at all", () => {
    // @ts-expect-error: a member is missing.
    members<{ readonly a: number; readonly b: number }>({ a: number });
    // @ts-expect-error: a member that may be missing is missing.
    members<{ readonly a?: number | undefined }>({});
    // @ts-expect-error: one of the texts is missing.
    members<{ readonly a: "x" | "y" }>({ a: oneOf("x") });
    // @ts-expect-error: no shape of a text is one of bytes.
    const bytes: Shape<Uint8Array> = text;
    // @ts-expect-error: a kind is missing.
    variants<Found>({ nothing: {}, word: WORD });
    expect(bytes).toBe(text);
  });
});

describe("a version", () => {
  const shape = members<{ readonly third: string }>({ third: text });
  const record = versioned(3, shape, {
    1: ({ first }) => ({ second: first }),
    2: ({ second }) => ({ third: second }),
  });

  it("is upgraded step by step", () => {
    expect(record.read({ first: "a" }, 1)).toEqual({ third: "a" });
    expect(record.read({ second: "a" }, 2)).toEqual({ third: "a" });
    expect(record.read({ third: "a" }, 3)).toEqual({ third: "a" });
    expect(record.write({ third: "a" }, thumbprint)).toEqual({ third: "a" });
  });

  it.each([0, 4, 1.5, "3x", undefined, null])("%j isn't known", (version) => {
    expect(() => record.read({ third: "a" }, version)).toThrow("isn't of a version that this server knows");
  });
});
