import { hash, verify } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { argon2Passwords } from "./argon2.ts";

describe("argon2id", () => {
  const passwords = argon2Passwords();

  it("hashes with a salt, and with the parameters that OWASP names first", async () => {
    const [one, other] = await Promise.all([passwords.hash("a password"), passwords.hash("a password")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwords.verify("a password", one)).toBe(true);
    expect(await passwords.verify("a passwore", one)).toBe(false);
  });

  it("matches nobody without a password, not even with the one used in its place", async () => {
    expect(await passwords.verify("nobody has this password", undefined)).toBe(false);
  });
});

it("without an account, a password is compared anyway, at the same cost", async () => {
  const compared: string[] = [];
  const passwords = argon2Passwords({
    hash,
    verify: (stored, password) => {
      compared.push(String(stored).split("$").slice(0, 4).join("$"));
      return verify(stored, password);
    },
  });
  const stored = await passwords.hash("a password");
  await passwords.verify("another", stored);
  await passwords.verify("another", undefined);
  expect(compared).toEqual(Array(2).fill("$argon2id$v=19$m=19456,t=2,p=1"));
});
