import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CredentialKind,
  readCredential,
  SECRET_BYTES,
  TAG_BYTES,
  taggedBytes,
  writeCredential,
} from "./credential.ts";

const KINDS: readonly CredentialKind[] = ["code", "refresh", "access", "pushed", "device", "ciba"];
const LENGTH = { code: 68, refresh: 71, access: 70, pushed: 70, device: 70, ciba: 68 } as const;
const secret = new Uint8Array(SECRET_BYTES).fill(0xab);
const write = (kind: CredentialKind, id = 123_456, generation = 7) =>
  writeCredential(kind, taggedBytes(id, generation, secret), new Uint8Array(TAG_BYTES).fill(0xcd));

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

it("round trip", () => {
  const id = fc.maxSafeNat();
  const generation = fc.nat(0xffffff);
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      id,
      generation,
      bytes(SECRET_BYTES),
      bytes(TAG_BYTES),
      (kind, id, generation, secret, tag) => {
        const text = writeCredential(kind, taggedBytes(id, generation, secret), tag);
        expect(text).toHaveLength(LENGTH[kind]);
        const read = readCredential(kind, text);
        if ("is" in read) throw new Error(read.is);
        expect([read.kind, read.id, read.generation]).toEqual([kind, id, generation]);
        expect([[...read.secret], [...read.tag]]).toEqual([[...secret], [...tag]]);
        expect([...read.tagged]).toEqual([...taggedBytes(id, generation, secret)]);
      },
    ),
  );
});

it.each([0, 1, 2 ** 32, 2 ** 48 - 1, 2 ** 48, Number.MAX_SAFE_INTEGER])("keeps the id %i", (id) => {
  expect(readCredential("code", write("code", id))).toMatchObject({ id });
});

const wrong = (looks: string) => ({ is: "wrong-kind", looks });
const foreign = (length: number) => ({ is: "foreign", length });

describe("what is sent in its place", () => {
  it.each<[kind: CredentialKind, text: string, is: object]>([
    ["code", write("refresh"), wrong("a refresh token")],
    ["code", write("access"), wrong("an access token")],
    ["refresh", write("code"), wrong("an authorization code")],
    ["access", "candor_refresh_", wrong("a refresh token")],
    ["code", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", wrong("a JWT")],
    ["refresh", "eyJh.eyJz.c2ln", wrong("a JWT")],
    ["code", "eyJh.eyJz", foreign(9)],
    ["code", "eyJh.eyJz.c2ln.x.y", foreign(18)],
    ["code", "SplxlOBeZQQYbYS6WxSbIA", foreign(22)],
    ["code", "", foreign(0)],
    ["code", `"${write("refresh")}"`, wrong("a refresh token")],
    ["code", "Bearer eyJh.eyJz.c2ln", wrong("a JWT")],
    ["access", "eyJh.eyJz.c2ln", wrong("a JWT")],
    ["access", "Bearer eyJh.eyJz.c2ln", wrong("extra characters before it")],
    ["access", '"eyJh.eyJz.c2ln"', wrong("in quotation marks")],
    ["code", "eyJh.eyJz.c2ln.x", foreign(16)],
    ["code", "candor_codex", foreign(12)],
    ["refresh", "x".repeat(9000), foreign(9000)],
  ])("%s: %.40j", (kind, text, is) => expect(readCredential(kind, text)).toEqual(is));
});

describe("corruption is described by what it looks like", () => {
  const text = write("code");
  it.each<[text: string, looks: string]>([
    [text.slice(0, -1), "cut off"],
    [text.slice(0, 30), "cut off"],
    ["candor_code_", "cut off"],
    [`${text}A`, "extra characters at the end"],
    [text + text.slice(12), "extra characters at the end"],
    [`${text} `, "contains white space"],
    [` ${text}`, "contains white space"],
    [`\n${text}`, "contains white space"],
    [`${text.slice(0, 40)} ${text.slice(40)}`, "contains white space"],
    [`${text.slice(0, 40)}\r\n${text.slice(40)}`, "contains white space"],
    [`"${text}"`, "in quotation marks"],
    [`'${text}'`, "in quotation marks"],
    [`{"code":"${text}"}`, "in quotation marks"],
    [`Bearer ${text}`, "extra characters before it"],
    [`code=${text}`, "extra characters before it"],
    [`https://app.example/callback?code=${text}&state=s`, "extra characters before it"],
    [`<${text}>`, "extra characters before it"],
    [text.toUpperCase(), "in another letter case"],
    [`%20${text}`, "percent-encoded too many times"],
    [`\uFEFF${text}`, "contains white space"],
    [`${text}%20`, "percent-encoded too many times"],
    [`${text.slice(0, 40)}%2D${text.slice(41)}`, "percent-encoded too many times"],
    [`${text.slice(0, 40)}+${text.slice(41)}`, "contains invalid characters"],
    [`${text}=`, "contains invalid characters"],
    [`${text}"`, "contains invalid characters"],
    [`${text.slice(0, 40)}é${text.slice(41)}`, "contains invalid characters"],
    [`${text}\0`, "contains invalid characters"],
  ])("%j: %s", (sent, looks) => {
    expect(readCredential("code", sent)).toEqual({ is: "corrupted", looks, length: sent.length, expected: 68 });
  });

  it("of any kind: nothing that is not written whole is read", () => {
    const place = fc.nat(200);
    const edit = fc.constantFrom("drop", "add", "spoil");
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), place, edit, (kind, place, edit) => {
        const text = write(kind);
        const at = 12 + (place % (text.length - 12));
        const sent = {
          drop: text.slice(0, at) + text.slice(at + 1),
          add: `${text.slice(0, at)}A${text.slice(at)}`,
          spoil: `${text.slice(0, at)}!${text.slice(at + 1)}`,
        }[edit];
        expect("is" in readCredential(kind, sent)).toBe(true);
      }),
    );
  });
});
