import { describe, expect, it, vi } from "vitest";
import { costFault, decoyOf, kindOfHash, readPasswordHash } from "../../ports/password-hash.ts";
import { argon2Passwords } from "./argon2.ts";
import { verifyForeign } from "./foreign.ts";

vi.mock(import("./foreign.ts"), async (original) => ({ verifyForeign: vi.fn((await original()).verifyForeign) }));

const b64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString("base64").replaceAll("=", "");

/** Published by those who specify the algorithms, each with its password. */
const PUBLISHED: readonly (readonly [what: string, password: string, hash: string])[] = [
  ["bcrypt, $2a$", "U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  ["bcrypt, $2b$", "U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  ["bcrypt, $2y$", "U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  [
    "PBKDF2 with SHA-1 (RFC 6070)",
    "password",
    `$pbkdf2-sha1$i=4096,l=20$${b64("salt")}$${b64(Buffer.from("4b007901b765489abead49d926f721d065a429c1", "hex"))}`,
  ],
  [
    "PBKDF2 with SHA-256 (RFC 7914 11)",
    "Password",
    `$pbkdf2-sha256$i=80000,l=64$${b64("NaCl")}$${b64(
      Buffer.from(
        "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
        "hex",
      ),
    )}`,
  ],
  [
    "scrypt (RFC 7914 12)",
    "pleaseletmein",
    `$scrypt$ln=14,r=8,p=1$${b64("SodiumChloride")}$${b64(
      Buffer.from(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
        "hex",
      ),
    )}`,
  ],
  ["argon2i", "password", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA"],
  [
    "argon2id of other parameters",
    "password",
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
  ],
];

describe("a hash of another server", () => {
  const passwords = argon2Passwords();

  it.each(PUBLISHED)("verifies: %s", async (_, password, hash) => {
    expect(await passwords.verify(password, hash)).toBe(true);
    expect(await passwords.verify(`${password}!`, hash)).toBe(false);
    expect(passwords.isCurrent(hash)).toBe(false);
  });

  it.each(PUBLISHED)("has a decoy that costs as much and is of no password: %s", async (_, password, hash) => {
    const decoy = decoyOf(kindOfHash(hash));
    expect(kindOfHash(decoy)).toBe(kindOfHash(hash));
    expect(readPasswordHash(decoy)?.is).toBe(readPasswordHash(hash)?.is);
    expect(await passwords.verify(password, undefined, kindOfHash(hash))).toBe(false);
  });

  it("of argon2d, too", async () => {
    const { hash } = await import("@node-rs/argon2");
    const made = await hash("a password", { algorithm: 0, memoryCost: 1_024, timeCost: 1, parallelism: 2 });
    expect(made).toMatch(/^\$argon2d\$/);
    expect(await passwords.verify("a password", made)).toBe(true);
  });

  it("is replaced unless it is as new ones are", async () => {
    expect(passwords.isCurrent(await passwords.hash("a password"))).toBe(true);
  });
});

describe("what costs too much", () => {
  const salt = b64("a salt of this");
  const key = b64(Buffer.alloc(32));
  it.each([
    ["bcrypt", `$2b$15$${".".repeat(53)}`, "cost 15"],
    ["bcrypt that costs nothing", `$2b$03$${".".repeat(53)}`, "cost 3"],
    ["PBKDF2", `$pbkdf2-sha256$i=2000001,l=32$${salt}$${key}`, "iterations 2000001"],
    ["PBKDF2 with a long key", `$pbkdf2-sha256$i=1,l=65$${salt}$${b64(Buffer.alloc(65))}`, "key bytes 65"],
    ["PBKDF2 with a short key", `$pbkdf2-sha256$i=1,l=8$${salt}$${b64(Buffer.alloc(8))}`, "key bytes 8"],
    ["scrypt's memory", `$scrypt$ln=30,r=8,p=1$${salt}$${key}`, "memory in bytes 1099511627776"],
    ["scrypt's lanes", `$scrypt$ln=14,r=8,p=4096$${salt}$${key}`, "blocks"],
    ["argon2's memory", `$argon2id$v=19$m=4194304,t=1,p=1$${salt}$${key}`, "memory in KiB 4194304"],
    ["argon2's passes", `$argon2id$v=19$m=65536,t=100,p=1$${salt}$${key}`, "memory times passes in KiB 6553600"],
    ["argon2's salt", `$argon2id$v=19$m=65536,t=1,p=1$c2FsdA$${key}`, "salt bytes 4"],
    ["argon2's lanes", `$argon2id$v=19$m=65536,t=1,p=255$${salt}$${key}`, "lanes 255"],
  ])("is refused, and never run: %s", async (_, hash, fault) => {
    const read = readPasswordHash(hash);
    expect(read && costFault(read)).toContain(fault);
    const run = vi.fn(async () => true);
    vi.mocked(verifyForeign).mockClear();
    expect(await argon2Passwords({ hash: async () => "", verify: run }).verify("a password", hash)).toBe(false);
    expect([run.mock.calls, vi.mocked(verifyForeign).mock.calls]).toEqual([[], []]);
  });

  it.each([
    "",
    "plain text",
    "$2b$10$short",
    "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    `$pbkdf2-md5$i=1000,l=32$${salt}$${key}`,
    `$pbkdf2-sha256$i=1000,l=31$${salt}$${key}`,
    `$argon2id$v=19$m=65536,t=2,p=1,keyid=AAAA$${salt}$${key}`,
    `$scrypt$ln=0,r=8,p=1$${salt}$${key}`,
    `$argon2id$v=19$m=65536,t=2,p=1$${salt}$${key}\n`,
  ])("and what has another form is no hash: %j", async (text) => {
    expect(readPasswordHash(text)).toBeUndefined();
    expect(await argon2Passwords().verify("a password", text)).toBe(false);
  });
});
