/** Clients' secrets of which other servers have kept only a hash: which forms come along, and which must not. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { argon2Passwords } from "../../src/adapters/passwords/argon2.ts";
import { registered } from "../../src/adapters/registry/credentials.ts";
import { anySecret } from "../../src/importing/secrets.ts";
import { foreignHashFault, sha512Hash, UNKNOWN_HASH } from "../../src/ports/foreign-secret.ts";
import { client } from "../catalogue/samples.ts";

/** Made by the libraries that these servers use. */
const FORMS: readonly (readonly [what: string, secret: string, hash: string])[] = [
  ["bcrypt of Hydra 1", "U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  [
    "PBKDF2 of Hydra 2",
    "the-secret-of-the-worker-at-hydra",
    "$pbkdf2-sha256$i=25000,l=32$jXUm8xrtlhXEjRM3vIS6+Q$qy4DI+Hpce5fww4uNtu9iU83qWs6wArbzYvuWDIXMQQ",
  ],
  [
    "PBKDF2 of Django",
    "a-secret-of-django",
    "pbkdf2_sha256$1000$saltsalt12$yQHO5hCdI8uHzrR0x1CTUaMsq/GjManEcF+ePuS2htk=",
  ],
  [
    "scrypt of Django",
    "a-secret-of-django",
    "scrypt$16384$saltsalt12$8$1$F/E6JE/AyNuudfldmwH5v87XTApKLC0XJQzT8aCZb2BHfSpCnDpUHiw2rg2v8L78MG8LIS52Ed70p5WK1JMbfQ==",
  ],
  ["bcrypt of Django", "U*U", "bcrypt$$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  [
    "argon2 of Django",
    "password",
    "argon2$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA",
  ],
  [
    "PBKDF2 of Werkzeug",
    "a-secret-of-flask",
    "pbkdf2:sha256:1000$saltsalt$ee25cefab19b91cfbcbe29526591dfc135a78ee65cd894e9411a299e9439a970",
  ],
  [
    "scrypt of Werkzeug",
    "a-secret-of-flask",
    "scrypt:32768:8:1$saltsalt$ac1ec2fcb4bc735dd32a6533745f2986b09c44ee43255d452f3c699e8086399c59f8f4d283148421ae65d383a2f4cf277a9a787418e9b1ff3a68666e5da2c65f",
  ],
  [
    "PBKDF2 of passlib",
    "a-secret-of-passlib",
    "$pbkdf2-sha256$1000$c2FsdHNhbHRzYWx0c2FsdA$Nj1ZhhDRxVdX0BAKGfTHREnILmPxusbAsHFKJYJWBk0",
  ],
  ["SHA-512 of Duende", "a-secret-of-duende", sha512Hash(createHash("sha512").update("a-secret-of-duende").digest())],
];

const credentialsOf = (foreign: string) =>
  registered({
    client: client(),
    secrets: [{ id: "1", hash: UNKNOWN_HASH, foreign, expiresAt: undefined, guessable: true }],
  }).credentials;
const passwords = argon2Passwords();

it.each(FORMS)("comes along and is compared: %s", async (_, secret, hash) => {
  const moved = anySecret(hash);
  if (!("hash" in moved)) return expect.fail(JSON.stringify(moved));
  const matches = async (sent: string) => {
    const credentials = credentialsOf(moved.hash);
    return credentials.matchSecret(sent) ?? (await credentials.matchSlowly(sent, passwords, undefined));
  };
  expect(await matches(secret)).toMatchObject({ id: "1", cameAs: expect.stringMatching(/^[\w-]{43}$/) });
  for (const wrong of [`${secret}.`, "", hash, moved.hash, "\0".repeat(32)])
    expect(await matches(wrong)).toBeUndefined();
});

it("is compared fast once it is known", async () => {
  const [, secret, hash] = FORMS[1] ?? ["", "", ""];
  const credentials = credentialsOf(hash);
  expect(credentials.matchSecret(secret)).toBeUndefined();
  const first = await credentials.matchSlowly(secret, passwords, undefined);
  expect(first).toMatchObject({ id: "1", guessable: true });
  expect(credentials.matchSecret(secret)).toEqual({ ...first, guessable: false });
  expect(credentials.matchSecret(`${secret}.`)).toBeUndefined();
});

it("the hash of empty text is of no secret", async () => {
  const empty = sha512Hash(createHash("sha512").update("").digest());
  expect(credentialsOf(empty).matchSecret("")).toBeUndefined();
  const { hashSync } = await import("@node-rs/bcrypt");
  expect(await credentialsOf(hashSync("", 4)).matchSlowly("", passwords, undefined)).toBeUndefined();
});

describe("a hash that would stop the server", () => {
  const [salt, key] = ["c29tZSBzYWx0IG9mIHRoaXM", Buffer.alloc(32).toString("base64").replaceAll("=", "")];
  it.each([
    ["bcrypt of cost 31", `$2b$31$${".".repeat(53)}`, "cost 31"],
    ["PBKDF2 of 10^9 iterations", `$pbkdf2-sha256$i=1000000000,l=32$${salt}$${key}`, "iterations 1000000000"],
    ["PBKDF2 of more digits", `$pbkdf2-sha256$i=99999999999,l=32$${salt}$${key}`, "form that isn't supported"],
    ["PBKDF2 of Django", `pbkdf2_sha256$1000000000$salt$${key}=`, "iterations 1000000000"],
    ["PBKDF2 of Werkzeug", `pbkdf2:sha256:1000000000$salt$${"0".repeat(64)}`, "iterations 1000000000"],
    ["scrypt with a huge N", `$scrypt$ln=40,r=8,p=1$${salt}$${key}`, "memory in bytes"],
    ["scrypt of Django with a huge N", `scrypt$1073741824$salt$8$1$${key}=`, "memory in bytes"],
    ["argon2 with much memory", `$argon2id$v=19$m=4294967295,t=1,p=1$${salt}$${key}`, "memory in KiB"],
    ["argon2 with many passes", `$argon2id$v=19$m=65536,t=4294967295,p=1$${salt}$${key}`, "memory times passes"],
    ["what is cut off", "$pbkdf2-sha256$i=25000,l=32$c29tZQ", "form that isn't supported"],
    ["bcrypt over SHA-256 of Django", `bcrypt_sha256$$2b$12$${".".repeat(53)}`, "form that isn't supported"],
  ])("stays behind, with the reason: %s", (_, text, says) => {
    const moved = anySecret(text);
    expect(moved).toEqual({ unusable: expect.stringContaining(says) });
    expect(JSON.stringify(moved)).not.toContain(key);
    // Nothing else lets it in.
    expect(foreignHashFault(text)).toBeDefined();
  });
});
