import { beforeAll, describe, expect, it } from "vitest";
import { refreshState } from "../../test/catalogue/samples.ts";
import { openKeys } from "../adapters/keys/keys.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import type { Keys } from "../ports/keys.ts";
import { type Credential, type CredentialKind, readCredential, SECRET_BYTES } from "../protocol/credential.ts";
import { absence, generationsBehind, hashes, isOurs, mint, mintSuccessor } from "./credentials.ts";

let keys: Keys;
let others: Keys;
beforeAll(async () => {
  keys = await openKeys(memoryStorage().keys, undefined, 0);
  others = await openKeys(memoryStorage().keys, undefined, 0);
});

const SECRET = new Uint8Array(SECRET_BYTES).fill(7);

function read(kind: CredentialKind, text: string): Credential {
  const credential = readCredential(kind, text);
  if ("is" in credential) throw new Error(credential.is);
  return credential;
}
/** The refresh tokens of a family, from the first on. */
function family(length: number): { text: string; hash: Uint8Array }[] {
  const tokens = [mint(keys, "refresh", 9, 0, SECRET)];
  while (tokens.length < length) tokens.push(mintSuccessor(keys, read("refresh", tokens.at(-1)?.text ?? "")));
  return tokens;
}

describe("a credential", () => {
  it("is found by its hash, and recognized as ours by its tag", () => {
    const { text, hash } = mint(keys, "code", 5, 0, SECRET);
    const code = read("code", text);
    expect([hashes(code, hash), isOurs(keys, code), isOurs(others, code)]).toEqual([true, true, false]);
    const other = read(
      "code",
      mint(
        keys,
        "code",
        5,
        0,
        SECRET.map(() => 8),
      ).text,
    );
    expect(hashes(other, hash)).toBe(false);
    expect(absence(keys, code, text)).toEqual({ is: "gone", length: 68 });
    expect(absence(others, code, text)).toEqual({ is: "foreign", length: 68 });
  });

  it("of one kind is no credential of another, renamed or not", () => {
    const { text } = mint(keys, "code", 5, 0, SECRET);
    const renamed = read("refresh", text.replace("candor_code_", "candor_refresh_"));
    expect(isOurs(keys, renamed)).toBe(false);
  });

  it("is not ours with any other id or generation", () => {
    const { tag, ...code } = read("code", mint(keys, "code", 5, 0, SECRET).text);
    for (const [id, generation] of [
      [6, 0],
      [5, 1],
    ] as const) {
      const forged = read("code", mint(keys, "code", id, generation, SECRET).text);
      expect(isOurs(keys, { ...code, ...forged, tag })).toBe(false);
    }
  });
});

describe("a family of refresh tokens", () => {
  it("has one line of succession, the same each time it is asked for", () => {
    const [first, second, third] = family(3);
    expect(new Set([first?.text, second?.text, third?.text]).size).toBe(3);
    expect(family(3)).toEqual([first, second, third]);
    expect(read("refresh", third?.text ?? "")).toMatchObject({ id: 9, generation: 2 });
    const elsewhere = mintSuccessor(others, read("refresh", first?.text ?? ""));
    expect(elsewhere.text).not.toBe(second?.text);
  });

  it.each([
    [3, 0],
    [2, 1],
    [1, 2],
    [0, 3],
  ])("token %i is %i behind", (n, behind) => {
    const tokens = family(4);
    const live = refreshState({ generation: 3, hash: tokens[3]?.hash ?? new Uint8Array() });
    expect(generationsBehind(keys, read("refresh", tokens[n]?.text ?? ""), live)).toBe(behind);
  });

  it("knows no strangers: of the future, forged, or of another family with the same number", () => {
    const tokens = family(4);
    const at = (generation: number) => refreshState({ generation, hash: tokens[generation]?.hash ?? new Uint8Array() });
    const behind = (text: string | undefined, generation: number) =>
      generationsBehind(keys, read("refresh", text ?? ""), at(generation));
    expect(behind(tokens[3]?.text, 2)).toBeUndefined();
    const stranger = mint(
      keys,
      "refresh",
      9,
      2,
      SECRET.map(() => 9),
    ).text;
    expect(behind(stranger, 2)).toBeUndefined();
    expect(behind(stranger, 3)).toBeUndefined();
    const forged = mint(others, "refresh", 9, 0, SECRET).text;
    expect(behind(forged, 3)).toBeUndefined();
  });
});
