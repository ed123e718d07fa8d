import { describe, expect, it } from "vitest";
import type { KeyAlg, SigningKeyStanding } from "../../ports/keys.ts";
import { keyJson, keysText } from "./show.ts";

const T = Date.UTC(2026, 5, 15, 12);
const key = (alg: KeyAlg, state: SigningKeyStanding["state"]): SigningKeyStanding => ({
  ...{ kid: `kid-${alg}`, alg, state, createdAt: T, signsFrom: T },
  ...{ signsUntil: undefined, publishedUntil: state === "former" ? T : undefined },
});

describe("the list of keys", () => {
  it("says what each does: some sign, and clients encrypt to others", () => {
    const keys = [key("ES256", "signing"), key("ECDH-ES", "signing"), key("RSA-OAEP-256", "next")];
    expect(keysText(keys).split("\n")).toEqual([
      "ES256         kid-ES256  signing     signs since 2026-06-15T12:00Z",
      "ECDH-ES       kid-ECDH-ES  decrypting  decrypts since 2026-06-15T12:00Z",
      "RSA-OAEP-256  kid-RSA-OAEP-256  next        decrypts from 2026-06-15T12:00Z",
    ]);
    expect(keys.map(keyJson)).toMatchObject([{ use: "sig" }, { use: "enc" }, { use: "enc" }]);
  });

  it("is as narrow as before where all keys sign", () => {
    expect(keysText([key("RS256", "former")])).toBe("RS256  kid-RS256  former   published until 2026-06-15T12:00Z");
  });
});
