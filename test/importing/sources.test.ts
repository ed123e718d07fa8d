/** What comes along from each kind of server, as files beside the fixtures. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { argon2Passwords } from "../../src/adapters/passwords/argon2.ts";
import type { SourceName } from "../../src/cli/import/source-names.ts";
import { fixture, imported, shown, textOf } from "./read.ts";

interface Case {
  readonly source: SourceName;
  /** Of the file with what comes along; by default that of the source. */
  readonly name?: string;
  readonly files: readonly string[];
  readonly redirectUris?: readonly string[];
  /** By user name. */
  readonly passwords: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    source: "keycloak",
    files: ["keycloak-realm.json"],
    redirectUris: ["https://spa.example/cb", "https://spa.example/silent", "https://evil.example/cb"],
    passwords: {
      ada: "correct-horse-ada",
      jürgen: "argon-passwort-ü",
      grace: "correct-horse-grace",
      old: "correct-horse-old",
    },
  },
  {
    source: "auth0",
    files: [
      "auth0-clients.json",
      "auth0-apis.json",
      "auth0-grants.json",
      "auth0-roles.json",
      "auth0-hashes.jsonl",
      "auth0-users.jsonl",
    ],
    redirectUris: ["https://pr-1.preview.example/cb", "https://a.b.preview.example/cb"],
    passwords: { "ada@example.com": "correct-horse-ada", "only@hash.example": "only the hash", custom: "custom pass" },
  },
  { source: "auth0", name: "auth0-tenant", files: ["auth0-tenant.yaml"], passwords: {} },
  { source: "hydra", files: ["hydra-clients.json"], passwords: {} },
  { source: "hydra", name: "hydra-rows", files: ["hydra-rows.jsonl"], passwords: {} },
  {
    source: "kratos",
    files: ["kratos-identities.json"],
    passwords: {
      "ada@example.com": "correct-horse-ada",
      grace: "correct-horse-grace",
      bob: "correct-horse-bob",
      "dan@example.com": "correct-horse-dan",
    },
  },
  { source: "oidc-provider", files: ["oidc-provider.json", "oidc-provider-rows.jsonl"], passwords: {} },
  {
    source: "identityserver",
    files: ["identityserver.json", "identityserver-users.json"],
    passwords: { "ada@example.com": "Correct-horse-1", old: "Correct-horse-2", new: "Correct-horse-3" },
  },
  {
    source: "csv",
    files: ["users.csv", "apps.csv"],
    passwords: { ada: "correct-horse-ada", "jürgen@example.com": "a password", bob: "aspnet-2" },
  },
];

describe.each(CASES)("$source: $files", ({ source, name = source, files, redirectUris, passwords }) => {
  it("brings along what it can, and says what it can't", async () => {
    const golden = fixture(`${name}.golden.json`);
    const is = shown(await imported(source, files, redirectUris));
    if (process.env.UPDATE_GOLDENS === "1") writeFileSync(golden, JSON.stringify(is));
    expect(existsSync(golden) && JSON.parse(readFileSync(golden, "utf8"))).toEqual(JSON.parse(JSON.stringify(is)));
  });

  it("never says a secret", async () => {
    const { plan, notes, users } = await imported(source, files, redirectUris);
    const all = JSON.stringify([shown({ plan, notes, users, tokens: [] }), notes]);
    for (const secret of secretsIn(files.map(textOf).join("\n"))) expect(all).not.toContain(secret);
  });

  it("verifies the passwords with which users signed in there", async () => {
    const { users } = await imported(source, files);
    for (const [username, password] of Object.entries(passwords)) {
      const { passwordHash } = users.find((user) => user.username === username) ?? {};
      expect([username, await argon2Passwords().verify(password, passwordHash ?? "")]).toEqual([username, true]);
      expect(await argon2Passwords().verify(`${password}.`, passwordHash ?? "")).toBe(false);
    }
  });
});

/** What mustn't be said: what the fixtures call so, and every long value that looks like a hash or a secret. */
const secretsIn = (text: string): readonly string[] => [
  // The numbers of a public key are no secret.
  ...new Set(
    text.replaceAll(/"[xy]\\?":\\?"[\w-]+/g, "").match(/NEVERPRINTTHIS|[\w-]*secret-of-[\w-]+|[A-Za-z0-9+/]{40,}/g) ??
      [],
  ),
];
