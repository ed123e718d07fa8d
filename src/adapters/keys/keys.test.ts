import { createPrivateKey } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { Keys } from "../../ports/keys.ts";
import type { KeyStore } from "../../ports/storage.ts";
import { memoryStorage } from "../memory/storage.ts";
import { signInput } from "./jws.ts";
import { openKeys } from "./keys.ts";

const SECRET = "a secret of more than sixteen characters";
let store: KeyStore;
let keys: Keys;
beforeAll(async () => {
  store = memoryStorage().keys;
  keys = await openKeys(store, undefined, 0);
});

const part = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("the public keys", () => {
  it("are one for each algorithm, named by their thumbprints, with nothing private in them", async () => {
    expect(keys.jwks.map(({ alg, use, kty }) => [alg, use, kty])).toEqual([
      ["ES256", "sig", "EC"],
      ["RS256", "sig", "RSA"],
      ["EdDSA", "sig", "OKP"],
    ]);
    for (const jwk of keys.jwks) {
      expect(jwk.kid).toBe(await calculateJwkThumbprint(jwk as never));
      for (const secret of ["d", "p", "q", "dp", "dq", "qi", "k"]) expect(jwk).not.toHaveProperty(secret);
    }
  });
});

describe("keys to which clients encrypt", () => {
  it("decrypt what was encrypted to the next, the present and the former one, and nothing else", async () => {
    let now = 0;
    const additional = ["PS256", "RSA-OAEP-256", "ECDH-ES"] as const;
    const own = await openKeys(memoryStorage().keys, SECRET, 0, { additional, clock: () => now, kept: 1_000 });
    const first = own.jwks.find(({ use, kty }) => use === "enc" && kty === "EC");
    await own.add("ECDH-ES", 5_000);
    const all = own.jwks.filter(({ use, kty }) => use === "enc" && kty === "EC");
    expect(all[0]).toEqual(first);
    const jwes = await Promise.all(all.map((key) => jweTo(key, "ECDH-ES")));
    for (const jwe of jwes) expect(await own.decrypt(jwe)).toEqual({ text: "secret" });
    now = 5_500;
    for (const jwe of jwes) expect(await own.decrypt(jwe)).toEqual({ text: "secret" });
    now = 6_000;
    expect(await Promise.all(jwes.map((jwe) => own.decrypt(jwe)))).toEqual([{ because: "no-key" }, { text: "secret" }]);
    const [jwe = ""] = jwes;
    for (const odd of ["", "a.b.c.d.e", "....", `${jwe}.`])
      expect(await own.decrypt(odd)).toEqual({ because: "malformed" });
    expect(await own.decrypt(await jweTo(all[1], "ECDH-ES+A192KW"))).toEqual({ because: "alg" });
    expect(await keys.decrypt(jwe)).toEqual({ because: "unsupported" });
    expect(own.jwks.map(({ use, alg }) => alg ?? use)).toEqual(["ES256", "RS256", "EdDSA", "PS256", "enc", "enc"]);
    const jwt = own.sign("PS256", undefined, { sub: "ada" });
    expect(own.verify(jwt)).toMatchObject({ claims: { sub: "ada" } });
    expect(keys.verify(jwt)).toBeUndefined();
  });

  it("aren't used, nor shown, where they aren't wanted any more", async () => {
    const kept = memoryStorage().keys;
    const before = await openKeys(kept, undefined, 0, { additional: ["PS256"] });
    const jwt = before.sign("PS256", undefined, {});
    const after = await openKeys(kept, undefined, 0);
    expect(after.jwks).toHaveLength(3);
    expect(after.verify(jwt)).toBeUndefined();
    expect((await openKeys(kept, undefined, 0, { additional: ["PS256"] })).verify(jwt)).toBeDefined();
  });
});

async function jweTo(key: object | undefined, alg: string): Promise<string> {
  const { CompactEncrypt, importJWK } = await import("jose");
  const { kid } = key as { readonly kid: string };
  return new CompactEncrypt(new TextEncoder().encode("secret"))
    .setProtectedHeader({ alg, enc: "A256GCM", kid })
    .encrypt(await importJWK(key as never, alg));
}

describe("verify", () => {
  it.each(["ES256", "RS256", "EdDSA"] as const)("gives back what %s signed", (alg) => {
    const claims = { sub: "é", list: [1, "2"], nothing: null };
    expect(keys.verify(keys.sign(alg, "at+jwt", claims))).toEqual({ typ: "at+jwt", claims });
    expect(keys.verify(keys.sign(alg, undefined, claims))).toEqual({ typ: undefined, claims });
  });

  it("takes nothing that these keys did not sign as it is", async () => {
    const jwt = keys.sign("RS256", undefined, { sub: "ada" });
    const [header = "", payload = "", signature = ""] = jwt.split(".");
    const said = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
    const others = await openKeys(memoryStorage().keys, undefined, 0);
    const kidOf = (alg: string) => keys.jwks.find((jwk) => jwk.alg === alg)?.kid;
    const odd = [
      "",
      ".",
      "..",
      "...",
      "a.b.c",
      header,
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${jwt}.`,
      `${jwt}.x`,
      ` ${jwt}`,
      `${header}.${part({ sub: "eve" })}.${signature}`,
      `${part({ ...said, alg: "none" })}.${payload}.`,
      `${part({ ...said, alg: "none" })}.${payload}.${signature}`,
      // The key decides on the algorithm: RS256's public key as an HMAC secret, or another key's name, get nobody in.
      `${part({ ...said, alg: "HS256" })}.${payload}.${signature}`,
      `${part({ alg: "ES256", kid: said.kid })}.${payload}.${signature}`,
      `${part({ alg: "RS256", kid: kidOf("ES256") })}.${payload}.${signature}`,
      `${part({ alg: "RS256" })}.${payload}.${signature}`,
      `${part({ alg: "RS256", kid: ["x"] })}.${payload}.${signature}`,
      `${part("null")}.${payload}.${signature}`,
      `${part("[]")}.${payload}.${signature}`,
      `${part("{")}.${payload}.${signature}`,
      others.sign("RS256", undefined, { sub: "ada" }),
    ];
    for (const each of odd) expect([each, keys.verify(each)]).toEqual([each, undefined]);
    expect(keys.verify(jwt)).toBeDefined();
  });
});

describe("a JWT whose header names another algorithm than its key's", () => {
  it.each([
    ["RS256", "RS512"],
    ["RS256", "PS256"],
    ["RS256", "HS256"],
    ["RS256", "none"],
    ["ES256", "ES384"],
    ["ES256", "RS256"],
    ["EdDSA", "Ed25519"],
  ] as const)("is not accepted, though the key has signed it as it is: %s as %s", async (alg, named) => {
    const kid = keys.jwks.find((jwk) => jwk.alg === alg)?.kid;
    const stored = (await store.all()).find(({ use }) => use === alg)?.sealed ?? "";
    const key = createPrivateKey(Buffer.from(stored.slice("plain.".length), "base64url").toString());
    const signed = (header: object) => {
      const input = `${part(header)}.${part({ sub: "ada" })}`;
      return `${input}.${signInput(alg, key, input)}`;
    };
    expect(keys.verify(signed({ alg, kid }))).toEqual({ typ: undefined, claims: { sub: "ada" } });
    expect(keys.verify(signed({ alg: named, kid }))).toBeUndefined();
    expect(keys.verify(signed({ kid }))).toBeUndefined();
  });
});

describe("tags", () => {
  const bytes = new Uint8Array([1, 2, 3]);

  it("are the same for the same bytes in the same context, and differ in all else", async () => {
    const tag = hex(keys.tag("code", bytes, 10));
    expect(tag).toHaveLength(20);
    expect(hex(keys.tag("code", bytes, 10))).toBe(tag);
    const others = await openKeys(memoryStorage().keys, undefined, 0);
    const different = [
      keys.tag("refresh", bytes, 10),
      keys.tag("code", bytes.slice(1), 10),
      others.tag("code", bytes, 10),
    ];
    different.push(keys.successor(bytes, 10), keys.tag("cod", new Uint8Array([101, 1, 2, 3]), 10));
    expect(different.map(hex)).not.toContain(tag);
  });
});

describe("in the store", () => {
  it("keys stay the same from one start to the next", async () => {
    const again = await openKeys(store, undefined, 5);
    expect(again.jwks).toEqual(keys.jwks);
    expect(hex(again.tag("code", new Uint8Array(4), 16))).toBe(hex(keys.tag("code", new Uint8Array(4), 16)));
    expect((await store.all()).map(({ use }) => use).sort()).toEqual(["ES256", "EdDSA", "RS256", "tag"]);
  });

  it("two that start at once have the same keys", async () => {
    const empty = memoryStorage().keys;
    const [one, other] = await Promise.all([openKeys(empty, undefined, 0), openKeys(empty, undefined, 0)]);
    expect(one.jwks).toEqual(other.jwks);
  });

  it("with a secret, nothing can be read; without it, or with another one, the server does not start", async () => {
    const sealed = memoryStorage().keys;
    const first = await openKeys(sealed, SECRET, 0);
    for (const key of await sealed.all()) {
      expect(key.sealed).toMatch(/^sealed\./);
      const stored = key.sealed.split(".").map((each) => Buffer.from(each, "base64url").toString("latin1"));
      expect(stored.join(" ")).not.toContain("PRIVATE KEY");
    }
    expect((await openKeys(sealed, SECRET, 0)).jwks).toEqual(first.jwks);
    await expect(openKeys(sealed, `${SECRET}!`, 0)).rejects.toThrow("isn't the secret that encrypted the keys");
    await expect(openKeys(sealed, undefined, 0)).rejects.toThrow("Set CANDOR_KEY_ENCRYPTION_SECRET");
  });

  it("keys from before there was a secret are sealed at the next start", async () => {
    const plain = memoryStorage().keys;
    const before = await openKeys(plain, undefined, 0);
    expect((await plain.all()).every(({ sealed }) => sealed.startsWith("plain."))).toBe(true);
    expect((await openKeys(plain, SECRET, 0)).jwks).toEqual(before.jwks);
    expect((await plain.all()).every(({ sealed }) => sealed.startsWith("sealed."))).toBe(true);
  });
});
