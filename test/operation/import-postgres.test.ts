/**
 * `candor import` into PostgreSQL, which two nodes serve meanwhile: users of each kind of server sign in over HTTP at both, apps present the
 * refresh tokens that they had there, and an import that was killed is done again.
 */
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { createCandor } from "../../src/index.ts";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { fixture } from "../importing/read.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { place, run, toEnd } from "./run.ts";

let database: PostgresServer;
beforeAll(async () => {
  database = await startPostgres();
});
afterAll(() => database.stop());

const FRONT = {
  id: "front",
  secret: "the-secret-of-the-front-0123456789",
  redirectUri: "https://front.example/callback",
  scope: "openid profile email groups roles",
};

/** A directory whose commands use a database of their own, and an app that its users sign in to. */
async function newPlace() {
  const url = await database.database();
  const at = await place({
    scopes: [],
    clients: [
      {
        ...{ id: FRONT.id, secrets: [{ value: FRONT.secret }], firstParty: true },
        ...{ grantTypes: ["authorization_code"], redirectUris: [FRONT.redirectUri], scopes: FRONT.scope.split(" ") },
      },
    ],
  });
  onTestFinished(() => at.leave());
  const environment = { DATABASE_URL: url };
  const storage = await openPostgres({ url });
  onTestFinished(() => storage.close());
  return {
    ...at,
    storage,
    environment,
    run: (...args: readonly string[]) => toEnd(["import", ...args], at.directory, "", environment),
    /** A node as a process, and one in this process. */
    async serveTwice() {
      await at.serve(environment);
      const { port: _, host: __, ...config } = at.config;
      const other = await createCandor({ config: { ...config, data: "/nowhere", logLevel: "silent" }, environment });
      onTestFinished(() => other.close());
      return other;
    },
  };
}

interface Case {
  readonly source: string;
  readonly files: readonly string[];
  /** By user name. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Those who couldn't sign in there either. */
  readonly locked?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    source: "keycloak",
    files: ["keycloak-realm.json"],
    passwords: { ada: "correct-horse-ada", grace: "correct-horse-grace", old: "correct-horse-old" },
  },
  {
    source: "auth0",
    files: ["auth0-hashes.jsonl", "auth0-users.jsonl"],
    passwords: { "ada@example.com": "correct-horse-ada", "only@hash.example": "only the hash", custom: "custom pass" },
  },
  {
    source: "kratos",
    files: ["kratos-identities.json"],
    passwords: {
      "ada@example.com": "correct-horse-ada",
      bob: "correct-horse-bob",
      "dan@example.com": "correct-horse-dan",
    },
    locked: { grace: "correct-horse-grace" },
  },
  {
    source: "identityserver",
    files: ["identityserver.json", "identityserver-users.json"],
    passwords: { "ada@example.com": "Correct-horse-1", new: "Correct-horse-3" },
    locked: { old: "Correct-horse-2" },
  },
  {
    source: "csv",
    files: ["users.csv"],
    passwords: { ada: "correct-horse-ada", "jürgen@example.com": "a password" },
  },
];

it.each(CASES)(
  "users of $source sign in with the passwords that they had, and again with new hashes at another node",
  async ({ source, files, passwords, locked = {} }) => {
    const at = await newPlace();
    const other = await at.serveTwice();
    const paths = files.map(fixture);
    expect(await at.run(source, ...paths)).toMatchObject({ err: "", out: expect.stringMatching(/\d users?/) });
    const hashOf = async (name: string) => (await at.storage.people.findByUsername(name))?.passwordHash ?? "";
    for (const [username, password] of Object.entries(passwords)) {
      const before = await hashOf(username);
      const { subject } = (await at.storage.people.findByUsername(username)) ?? {};
      const wrong = new Application(at.issuer, FRONT).tokens(new Person(at.issuer, username, `${password}!`));
      await expect(wrong).rejects.toThrow();
      expect(await hashOf(username)).toBe(before);

      const first = await new Application(at.issuer, FRONT).tokens(new Person(at.issuer, username, password));
      const claims = JSON.parse(Buffer.from(first.id_token.split(".")[1] ?? "", "base64url").toString());
      expect(claims.sub).toBe(subject);
      const after = await hashOf(username);
      expect([username, after]).toEqual([username, expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)]);
      expect(after).not.toBe(before);

      const there = new Person(at.issuer, username, password, other.fetch);
      expect(await new Application(at.issuer, FRONT, other.fetch).tokens(there)).toHaveProperty("id_token");
      expect(await hashOf(username)).toBe(after);
    }
    for (const [username, password] of Object.entries(locked)) {
      const attempt = new Application(at.issuer, FRONT).tokens(new Person(at.issuer, username, password));
      await expect(attempt).rejects.toThrow();
      expect(await hashOf(username)).not.toContain("m=19456,t=2,p=1");
    }
    // Hashes that were replaced are no difference.
    expect(await at.run(source, ...paths)).toMatchObject({ out: expect.stringContaining("Nothing to add.") });
    expect(await toEnd(["audit", "verify"], at.directory, "", at.environment)).toMatchObject({ code: 0 });
  },
);

const TOKENS = [
  {
    source: "identityserver",
    users: undefined,
    files: ["identityserver.json", "identityserver-users.json"],
    app: { client_id: "mvc", client_secret: "a-secret-of-mvc-0123456789" },
    token: "A1B2-secret-of-handle-1",
    scope: "openid orders offline_access",
  },
  {
    source: "oidc-provider",
    users: "id,username\nu1,ada\n",
    files: ["oidc-provider.json", "oidc-provider-rows.jsonl"],
    app: { client_id: "app", client_secret: "a-secret-of-oidc-provider-0123" },
    token: "opaque-refresh-secret-of-app-1",
    scope: "openid offline_access",
  },
  {
    source: "hydra",
    users: "id,username\nada-1,ada\ngrace-2,grace\n",
    files: ["hydra-rows.jsonl"],
    app: {
      ...{ client_id: "7f1d2a10-1111-4c6e-9f00-000000000001", client_secret: "the-secret-of-the-shop-at-hydra-01" },
    },
    token: "ory_rt_nPg1GEdXMRkfCEa5f9sRyxv3fNSXbCGnYd9MdRNTnnU.XoyDgSz_Nf87TW04GZe3cvNm8DVHstUEXsa5yJ2V1sM",
    scope: "openid offline_access orders.read",
  },
];

it.each(TOKENS)(
  "a refresh token of $source is exchanged at one node, and its successor at another",
  async ({ source, users, files, app, token, scope }) => {
    const at = await newPlace();
    const other = await at.serveTwice();
    if (users !== undefined) at.write("users.csv", users);
    if (users !== undefined) expect(await at.run("csv", "users.csv")).toMatchObject({ code: 0 });
    const paths = files.map(fixture);
    expect(await at.run(source, ...paths)).toMatchObject({ out: expect.stringContaining("refresh token") });
    const refresh = async (send: typeof fetch, refresh_token: string) => {
      const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token, ...app });
      const response = await send(new Request(`${at.issuer}/token`, { method: "POST", body }));
      return (await response.json()) as Readonly<Record<"refresh_token" | "scope" | "error", string>>;
    };
    const there = other.fetch as typeof fetch;
    // A node hears of the app within half a second.
    await expect.poll(() => refresh(there, `${token}x`)).toMatchObject({ error: "invalid_grant" });
    await expect.poll(() => refresh(fetch, `${token}x`)).toMatchObject({ error: "invalid_grant" });
    const first = await refresh(fetch, token);
    expect(first).toMatchObject({ scope, refresh_token: expect.stringMatching(/^candor_refresh_/) });
    const second = await refresh(there, first.refresh_token);
    expect(second).toMatchObject({ scope, refresh_token: expect.stringMatching(/^candor_refresh_/) });
    // The first was used twice by two who had it: the family ends, at both.
    expect(await refresh(fetch, token)).toMatchObject({ error: "invalid_grant" });
    expect(await refresh(there, second.refresh_token)).toMatchObject({ error: "invalid_grant" });
    expect(await at.run(source, ...paths)).toMatchObject({ out: expect.stringContaining("Nothing to add.") });
  },
);

it("an import that was killed is done again: nobody is missing, and nobody is there twice", async () => {
  const at = await newPlace();
  const many = 3_000;
  const row = (i: number): string => `id-${i},user${i},user${i}@example.com,User ${i},staff;g${i % 9}`;
  at.write(
    "users.csv",
    ["id,username,email,name,groups", ...Array.from({ length: many }, (_, i) => row(i))].join("\n"),
  );
  const killed = run(["import", "csv", "users.csv"], at.directory, at.environment);
  await expect.poll(() => at.storage.people.list(undefined, 1), { interval: 5 }).toHaveLength(1);
  await killed.stop("SIGKILL");
  const before = (await at.storage.people.list(undefined, many)).length;
  expect(before % 200).toBe(0);
  expect(before).toBeLessThan(many);
  expect(await at.run("csv", "users.csv")).toMatchObject({
    code: 0,
    out: expect.stringContaining(`Added: ${(many - before).toLocaleString("en-US")} users.`),
  });
  expect(await at.storage.people.list(undefined, many + 1)).toHaveLength(many);
  expect(await at.storage.people.hashKinds()).toMatchObject([{ count: many }]);
  // Each has one entry in the log, which is whole.
  expect(await at.storage.audit.head()).toMatchObject({ number: many });
  expect(await toEnd(["audit", "verify"], at.directory, "", at.environment)).toMatchObject({ code: 0 });
});
