import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { CompactSign, compactVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { SigningAlg } from "../../ports/keys.ts";
import { signInput, verifyInput } from "./jws.ts";

const PAIRS: Record<SigningAlg, KeyObject> = {
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
  RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
  EdDSA: generateKeyPairSync("ed25519").privateKey,
  PS256: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
};
const LENGTHS: Record<SigningAlg, number> = { ES256: 64, RS256: 256, EdDSA: 64, PS256: 256 };
const encode = (text: string) => Buffer.from(text).toString("base64url");

describe.each(Object.entries(PAIRS) as [SigningAlg, KeyObject][])("%s", (alg, key) => {
  const publicKey = createPublicKey(key);
  const input = `${encode(JSON.stringify({ alg }))}.${encode("payload")}`;

  it("signs so that jose verifies", async () => {
    const { payload } = await compactVerify(`${input}.${signInput(alg, key, input)}`, publicKey);
    expect(Buffer.from(payload).toString()).toBe("payload");
  });

  it("verifies what jose signs", async () => {
    const jws = await new CompactSign(Buffer.from("payload")).setProtectedHeader({ alg }).sign(key);
    const [header, payload, signature = ""] = jws.split(".");
    expect(verifyInput(alg, publicKey, `${header}.${payload}`, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("verifies nothing else: another text, a changed, cut, prolonged or empty signature", () => {
    const signature = Buffer.from(signInput(alg, key, input), "base64url");
    expect(signature).toHaveLength(LENGTHS[alg]);
    const flipped = Buffer.from(signature);
    flipped[10] = (flipped[10] ?? 0) ^ 1;
    const odd = [
      flipped,
      signature.subarray(1),
      signature.subarray(0, -1),
      Buffer.concat([signature, Buffer.alloc(1)]),
    ];
    odd.push(Buffer.alloc(0), Buffer.alloc(LENGTHS[alg]), Buffer.alloc(10_000));
    for (const each of odd) expect(verifyInput(alg, publicKey, input, each)).toBe(false);
    expect(verifyInput(alg, publicKey, `${input}x`, signature)).toBe(false);
    const stranger = createPublicKey(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
    if (alg === "ES256") expect(verifyInput(alg, stranger, input, signature)).toBe(false);
  });
});

it("ES256 signatures are two 32-byte numbers, even if one is short (RFC 7518 3.4)", () => {
  const publicKey = createPublicKey(PAIRS.ES256);
  const beginnings = new Set<number>();
  for (let n = 0; n < 1_500; n++) {
    const signature = Buffer.from(signInput("ES256", PAIRS.ES256, `input ${n}`), "base64url");
    expect(signature).toHaveLength(64);
    const whole = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
    if (!verify("sha256", Buffer.from(`input ${n}`), whole, signature)) throw new Error(`signature ${n} is wrong`);
    beginnings.add(signature[0] ?? 0).add(signature[32] ?? 0);
  }
  // One in 256 numbers begins with a zero byte, and one in two has its highest bit set: both were among these.
  expect(beginnings.has(0)).toBe(true);
  expect(Math.max(...beginnings)).toBeGreaterThan(127);
});

it.each(["RS256", "PS256"] as const)(
  "%s signatures are as long as the modulus, even if they begin with zeros (RFC 8017 8.1.2)",
  (alg) => {
    const publicKey = createPublicKey(PAIRS[alg]);
    for (let n = 0; n < 20_000; n++) {
      const signature = Buffer.from(signInput(alg, PAIRS[alg], `input ${n}`), "base64url");
      if (signature[0] !== 0) continue;
      expect(verifyInput(alg, publicKey, `input ${n}`, signature)).toBe(true);
      expect(verifyInput(alg, publicKey, `input ${n}`, signature.subarray(1))).toBe(false);
      return;
    }
    throw new Error("no signature began with a zero");
  },
);
