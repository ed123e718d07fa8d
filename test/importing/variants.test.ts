/** Forms of other servers' files that the fixtures don't have: what is somebody's decision, a database's spelling, or an older version's. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SourceName } from "../../src/cli/import/source-names.ts";
import { imported } from "./read.ts";

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-variants-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes files, of which those that aren't text are JSON, and reads them. */
async function read(source: SourceName, ...contents: readonly unknown[]) {
  const files = contents.map((content) => {
    const file = join(folder, `file-${count++}${source === "csv" ? ".csv" : ".json"}`);
    writeFileSync(
      file,
      typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
    return file;
  });
  const found = await imported(source, files);
  return {
    ...found,
    names: found.users.map(({ username }) => username),
    ids: found.plan.changes.map(({ id }) => id),
    said: found.notes.map(({ id }) => id),
  };
}
type Read = Awaited<ReturnType<typeof read>>;
const rolesOf = ({ users }: Read, name: string) => users.find(({ username }) => username === name)?.claims.roles;
const clientOf = ({ plan }: Read, id: string) =>
  (plan.changes.find((change) => change.id === id)?.content as { client?: object } | undefined)?.client;

describe("what belongs to nothing else", () => {
  const NAMES = ["constructor", "__proto__", "toString", "hasOwnProperty"];
  const named = Object.fromEntries(NAMES.filter((name) => name !== "__proto__").map((name) => [name, ["x"]]));

  it.each<[SourceName, unknown]>([
    ["keycloak", { realm: "r", constructor: [1], users: [{ username: "ada", attributes: named }] }],
    ["auth0", [{ email: "ada", user_metadata: named, app_metadata: named }]],
    ["kratos", [{ traits: { username: "ada", ...named }, metadata_public: named }]],
    [
      "identityserver",
      { constructor: [1], Users: [{ UserName: "ada", Claims: [{ ClaimType: "constructor", ClaimValue: "x" }] }] },
    ],
    ["csv", `username,${NAMES.join(",")}\nada,1,2,3,4\n`],
    ["csv", `client_id,grant_types,constructor\nada,client_credentials,1\n`],
  ])("may have a name that every object has (%s)", async (source, content) => {
    const { names, ids, said } = await read(source, content);
    expect([...names, ...ids]).toEqual(["ada"]);
    expect(said).not.toContain("import/invalid");
  });
});

describe("flags and times", () => {
  const row = {
    signature: "s",
    granted_scope: "openid",
    client_id: "c",
    subject: "u",
    expires_at: "2030-01-01 00:00:00",
  };
  it.each([0, "0", "f", "false", false, "F"])(
    "a token of Hydra that isn't active stays behind (%j)",
    async (active) => {
      expect((await read("hydra", `${JSON.stringify({ ...row, active })}\n`)).tokens).toEqual([]);
    },
  );
  it.each([1, "1", "t", true, undefined])("a token of Hydra that is active comes along (%j)", async (active) => {
    expect((await read("hydra", `${JSON.stringify({ ...row, active })}\n`)).tokens).toHaveLength(1);
  });
  it.each([
    ["2030-01-01 00:00:00", 1_893_456_000_000],
    ["2030-01-01T00:00:00.1234567", 1_893_456_000_123],
    ["2030-01-01 01:00:00+01", 1_893_456_000_000],
    ["2030-01-01 01:00:00.5+0100", 1_893_456_000_500],
    ["2030-01-01T00:00:00Z", 1_893_456_000_000],
    [1_893_456_000, 1_893_456_000_000],
    [1_893_456_000_000, 1_893_456_000_000],
  ])("a time means the same wherever it is read (%j)", async (expires_at, at) => {
    const { tokens } = await read("hydra", `${JSON.stringify({ ...row, expires_at })}\n`);
    expect(tokens).toMatchObject([{ expiresAt: at }]);
  });
  it.each(["enabled", "active"])("a user is disabled by any word for it (%s)", async (column) => {
    const lines = ["f", "0", "no", "FALSE", "off", "t", "1", "yes", ""].map((word, i) => `u${i},${word}`);
    const { users } = await read("csv", `username,${column}\n${lines.join("\n")}\n`);
    expect(users.map(({ disabled }) => disabled)).toEqual([true, true, true, true, true, false, false, false, false]);
  });
  it("an expiry of 0 is none", async () => {
    const row = "a,client_credentials,a-secret-0123456789";
    const { plan } = await read("csv", `client_id,grant_types,client_secret,client_secret_expires_at\n${row},0\n`);
    expect(JSON.stringify(plan.changes)).not.toContain("expiresAt");
  });
});

describe("a token of oidc-provider", () => {
  const payload = {
    kind: "RefreshToken",
    jti: "a-token",
    accountId: "u",
    clientId: "c",
    exp: 2_000_000_000,
    scope: "openid",
  };
  const text = JSON.stringify(payload);
  it.each<[string, object]>([
    ["as it is in Redis", payload],
    ["with its payload in a text", { payload: text }],
    ["of MongoDB", { _id: "a-token", payload, expiresAt: { $date: "2033-05-18T03:33:20Z" } }],
    ["of SQL, by number", { id: "a-token", type: 4, payload: text, consumedAt: null, grantId: "g" }],
    ["of SQL, with a key of its own", { id: 17, model: "RefreshToken", payload }],
    ["with nulls", { payload: { ...payload, consumed: null, jkt: null, "x5t#S256": null } }],
    [
      "whose expiry is only in a column",
      { payload: { ...payload, exp: undefined }, expires_at: "2033-05-18 03:33:20" },
    ],
  ])("%s", async (_, row) => {
    const { tokens } = await read("oidc-provider", `${JSON.stringify(row)}\n${JSON.stringify(row)}\n`);
    expect(tokens).toHaveLength(2);
    const sha256 = (await import("node:crypto")).hash("sha256", "a-token");
    expect(tokens[0]).toMatchObject({ sha256, clientId: "c", subject: "u", expiresAt: 2_000_000_000_000 });
  });
  it.each<[string, object]>([
    ["in its payload", { payload: { ...payload, consumed: 1_700_000_000 } }],
    ["in a column with a date", { payload: text, consumedAt: "2026-01-01T00:00:00Z" }],
    ["in a column with a flag", { payload, consumed: true }],
    ["in a column with a number", { payload, consumed_at: 1_700_000_000 }],
  ])("that was used stays behind: %s", async (_, row) => {
    const { tokens, said } = await read("oidc-provider", `${JSON.stringify(row)}\n`);
    expect([tokens, said]).toEqual([[], ["import/token-unusable"]]);
  });
  it("is known among others, and clients by what they are", async () => {
    const rows = [
      {
        _id: "web",
        payload: { client_id: "web", client_secret: "a-secret-0123456789", redirect_uris: ["https://a.example/"] },
      },
      { payload: { kind: "Session", jti: "s" } },
      { payload: { kind: "Grant", jti: "g", accountId: "u", clientId: "web" } },
      { something: "else" },
    ];
    const { ids, said } = await read("oidc-provider", rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(ids).toEqual(["web"]);
    expect(said).toEqual(expect.arrayContaining(["import/sessions", "import/unknown"]));
  });
});

describe("a secret that is none", () => {
  const PLACEHOLDERS = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the file has
    ...["${CLIENT_SECRET}", "${SECRET:changeme-now}", "$(env:CLIENT_SECRET)", "##CLIENT_SECRET##", "@@CLIENT_SECRET@@"],
    ...[
      "{{ client_secret }}",
      "**********",
      "<your-client-secret>",
      "#{ClientSecret}#",
      "$CLIENT_SECRET",
      "%CLIENT_SECRET%",
    ],
  ];
  it.each(PLACEHOLDERS)("doesn't become one that everybody knows: %s", async (secret) => {
    const found = [
      await read("keycloak", {
        realm: "r",
        clients: [{ clientId: "c", secret, serviceAccountsEnabled: true, standardFlowEnabled: false }],
      }),
      await read("auth0", [{ client_id: "c", client_secret: secret, grant_types: ["client_credentials"] }]),
      await read("hydra", [{ client_id: "c", client_secret: secret, grant_types: ["client_credentials"] }]),
      await read("oidc-provider", {
        clients: [{ client_id: "c", client_secret: secret, grant_types: ["client_credentials"], redirect_uris: [] }],
      }),
    ];
    for (const { ids, said } of found)
      expect([ids, said]).toEqual([["c"], expect.arrayContaining(["import/secret-new"])]);
  });
  it("isn't found where there is one", async () => {
    for (const secret of [
      "$ecret-0123456789",
      "#hash-at-both-ends#",
      "100%-sure-and-50%-more",
      "<3-secrets-of-mine",
      "$1$abcdefgh",
    ])
      expect(
        (await read("auth0", [{ client_id: "c", client_secret: secret, grant_types: ["client_credentials"] }])).said,
      ).not.toContain("import/secret-new");
  });
});

describe("Keycloak", () => {
  const roles = {
    realm: [
      { name: "admin", composite: true, composites: { realm: ["all-orders"] } },
      { name: "all-orders" },
      { name: "staff", composite: true, composites: { client: { shop: ["seller"] } } },
    ],
    client: { shop: [{ name: "admin" }, { name: "seller" }], "realm-management": [{ name: "manage-users" }] },
  };
  const groups = [
    {
      name: "sales",
      path: "/sales",
      realmRoles: ["staff"],
      subGroups: [
        { name: "west", path: "/sales/west", clientRoles: { shop: ["buyer"] }, subGroups: [{ name: "deep" }] },
      ],
    },
  ];
  const users = [
    { username: "direct", realmRoles: ["admin", "default-roles-r", "offline_access"] },
    {
      username: "of-the-app",
      clientRoles: { shop: ["admin"], "realm-management": ["manage-users"], account: ["manage-account"] },
    },
    { username: "grouped", groups: ["/sales/west"] },
    { username: "deeper", groups: ["/sales/west/deep"] },
  ];
  const expected = [["admin", "all-orders"], ["admin"], ["staff", "buyer", "seller"], ["staff", "buyer", "seller"]];

  it.each<[string, readonly unknown[]]>([
    ["in one file", [{ realm: "r", roles, groups, users }]],
    ["in one file, with the users first", [{ realm: "r", users, groups, roles }]],
    [
      "in files, with the users first",
      [
        { realm: "r", users },
        { realm: "r", roles, groups },
      ],
    ],
    [
      "in a list of realms",
      [
        [
          { realm: "other", users: [] },
          { realm: "r", users, roles, groups },
        ],
      ],
    ],
    [
      "in files of two realms",
      [
        { realm: "r", users },
        { realm: "o", roles: { realm: [{ name: "admin", composite: true, composites: { realm: ["of-the-other"] } }] } },
        { realm: "r", roles, groups },
      ],
    ],
  ])("a role includes what its own realm or app says, also by groups: %s", async (_, files) => {
    const found = await read("keycloak", ...files);
    expect(users.map(({ username }) => rolesOf(found, username))).toEqual(expected);
  });
  it("says which roles several apps have", async () => {
    const { notes } = await read("keycloak", { realm: "r", roles });
    expect(notes.filter(({ id }) => id === "import/role-shared").map(({ values }) => values)).toEqual([
      { role: "admin", count: 2, where: "the realm, shop" },
    ]);
  });
  it("passwords in plain text come along, and what was temporary is said", async () => {
    const credentials = [{ type: "password", value: "a-plain-password", temporary: true }];
    const { said, notes } = await read("keycloak", { realm: "r", users: [{ username: "ada", credentials }] });
    expect(said).toEqual(expect.arrayContaining(["import/password-plain", "import/password-temporary"]));
    expect(JSON.stringify(notes)).not.toContain("a-plain-password");
  });
  it("reads what the admin API returns: users, clients, one of either", async () => {
    expect((await read("keycloak", [{ username: "ada" }, { username: "bob" }])).names).toEqual(["ada", "bob"]);
    const client = {
      clientId: "web",
      redirectUris: ["https://web.example/cb"],
      publicClient: true,
      protocolMappers: [{ name: "m" }],
    };
    expect((await read("keycloak", [client])).ids).toEqual(["web"]);
    expect((await read("keycloak", JSON.stringify(client, null, 2))).ids).toEqual(["web"]);
    expect((await read("keycloak", { realm: "r", federatedUsers: [{ id: "f:1:ada" }] })).said).toEqual([
      "import/federated-user",
    ]);
  });
});

describe("Auth0", () => {
  const hash = (algorithm: string, more: object) => ({
    email: "ada@example.com",
    custom_password_hash: { algorithm, ...more },
  });
  it("ids of a bulk import are those that apps see", async () => {
    const { users } = await read("auth0", [
      { user_id: "abc", email: "a@example.com" },
      { user_id: "auth0|def", email: "b@example.com" },
      { user_id: "google-oauth2|1", email: "c@example.com" },
    ]);
    expect(users.map(({ subject }) => subject)).toEqual(["auth0|abc", "auth0|def", "google-oauth2|1"]);
  });
  it.each<[string, object]>([
    ["hexadecimal", { hash: { value: Buffer.alloc(32, 7).toString("hex"), encoding: "hex" }, salt: { value: "NaCl" } }],
    [
      "base64",
      {
        hash: { value: Buffer.alloc(32, 7).toString("base64"), encoding: "base64" },
        salt: { value: "TmFDbA==", encoding: "base64" },
      },
    ],
  ])("scrypt in its parts (%s)", async (_, more) => {
    const { users } = await read("auth0", [
      hash("scrypt", { ...more, keylen: 32, cost: 32_768, blockSize: 8, parallelization: 2 }),
    ]);
    expect(users[0]?.passwordHash).toBe(
      `$scrypt$ln=15,r=8,p=2$TmFDbA$${Buffer.alloc(32, 7).toString("base64").replaceAll("=", "")}`,
    );
  });
  it.each([
    ...["md5", "sha1", "sha256", "sha512", "hmac", "ldap"].map((name): [string, object] => [
      name,
      hash(name, { hash: { value: "x".repeat(64), encoding: "hex" } }),
    ]),
    [
      "bcrypt of passwords in utf16le",
      hash("bcrypt", { hash: { value: `$2b$10$${"a".repeat(53)}` }, password: { encoding: "utf16le" } }),
    ] as [string, object],
  ])("names what isn't supported: %s", async (form, user) => {
    const { notes } = await read("auth0", [user]);
    expect(notes.find(({ id }) => id === "import/hash-unsupported")?.values).toEqual({ form });
  });
  it("apps don't believe what users could write themselves", async () => {
    const user_metadata = { roles: ["admin"], groups: ["operators"], preferred_username: "root", nickname: "A" };
    const app_metadata = { authorization: { roles: ["editor"], groups: ["staff"] }, plan: "gold" };
    const { users, notes } = await read("auth0", [{ email: "ada@example.com", user_metadata, app_metadata }]);
    expect(users[0]?.claims).toEqual({
      ...{ email: "ada@example.com", email_verified: false, preferred_username: "ada@example.com" },
      ...{ roles: ["editor"], groups: ["staff"] },
    });
    expect(notes.filter(({ id }) => id === "import/claim-by-user")).toHaveLength(3);
    expect(notes.filter(({ id }) => id === "import/attribute-undeclared").map(({ values }) => values.name)).toEqual([
      "plan",
    ]);
  });
  it("pages, single apps and second factors of an import", async () => {
    const client = {
      client_id: "c",
      client_secret: "a-secret-0123456789",
      grant_types: ["client_credentials"],
      signing_keys: [{ cert: "x" }],
    };
    expect((await read("auth0", { start: 0, limit: 50, total: 1, clients: [client] })).ids).toEqual(["c"]);
    expect((await read("auth0", JSON.stringify(client, null, 2))).ids).toEqual(["c"]);
    expect((await read("auth0", JSON.stringify(client))).ids).toEqual(["c"]);
    expect(
      (await read("auth0", [{ email: "a@example.com", mfa_factors: [{ totp: { secret: "S" } }] }])).said,
    ).toContain("import/second-factor");
  });
});

describe("Kratos", () => {
  const identity = {
    id: "6d3d0a5e-0000-4000-8000-000000000001",
    traits: { login: { mail: "ada@example.com" }, roles: ["admin"] },
    verifiable_addresses: [{ value: "ada@example.com", via: "email", verified: true }],
    metadata_public: { roles: ["editor"] },
    credentials: { password: { config: { password: "a-plain-password" } } },
  };
  it.each<[string, string]>([
    ["on one line", JSON.stringify(identity)],
    ["on several lines", JSON.stringify(identity, null, 2)],
    ["in a list", JSON.stringify([identity])],
    [
      "as a line of several",
      `${JSON.stringify(identity)}\n${JSON.stringify({ ...identity, id: "2", traits: { email: "b@example.com" } })}\n`,
    ],
  ])("one identity %s, of a schema of its own", async (_, content) => {
    const { users, said } = await read("kratos", content);
    expect(users[0]).toMatchObject({
      ...{ subject: identity.id, username: "ada@example.com" },
      claims: { email: "ada@example.com", email_verified: true, roles: ["editor"] },
    });
    expect(said).toEqual(expect.arrayContaining(["import/claim-by-user", "import/password-plain"]));
  });
});

describe("IdentityServer", () => {
  const key = {
    kty: "EC",
    crv: "P-256",
    x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
  };
  it("tables of the database belong together, whatever their order", async () => {
    const { ids, users, plan } = await read("identityserver", {
      AspNetUserRoles: [{ UserId: "1", RoleId: "r1" }],
      AspNetUserClaims: [{ UserId: "1", ClaimType: "given_name", ClaimValue: "Ada" }],
      AspNetUsers: [{ Id: "1", UserName: "ada", Email: null }],
      AspNetRoles: [{ Id: "r1", Name: "editor" }],
      ClientRedirectUris: [{ Id: 1, ClientId: 5, RedirectUri: "https://web.example/cb" }],
      ClientGrantTypes: [{ Id: 1, ClientId: 5, GrantType: "authorization_code" }],
      ClientScopes: [{ Id: 1, ClientId: 5, Scope: "orders" }],
      ClientSecrets: [{ ClientId: 5, Type: "SharedSecret", Value: Buffer.alloc(32, 1).toString("base64") }],
      Clients: [{ Id: 5, ClientId: "web", RequireClientSecret: 1, Enabled: 0 }],
      ApiScopes: [{ Name: "orders", DisplayName: "Orders" }],
    });
    expect(ids).toEqual(["orders", "web"]);
    expect(users[0]?.claims).toEqual({ given_name: "Ada", roles: ["editor"], preferred_username: "ada" });
    expect(plan.changes[1]?.content).toMatchObject({
      client: { disabled: true, redirectUris: ["https://web.example/cb"], scopes: ["orders"] },
    });
  });
  it("an app whose secret is a key authenticates with it", async () => {
    const Clients = [
      {
        ClientId: "key",
        AllowedGrantTypes: ["client_credentials"],
        ClientSecrets: [{ Type: "JWK", Value: JSON.stringify({ ...key, d: "NEVER" }) }],
      },
      {
        ClientId: "name",
        AllowedGrantTypes: ["client_credentials"],
        ClientSecrets: [{ Type: "X509Name", Value: "CN=app,O=Example" }],
      },
    ];
    const found = await read("identityserver", { Clients });
    expect(clientOf(found, "key")).toMatchObject({ authMethods: ["private_key_jwt"] });
    expect(clientOf(found, "name")).toMatchObject({ authMethods: ["tls_client_auth"] });
    expect(JSON.stringify(found)).not.toContain("NEVER");
    expect(found.said).not.toContain("import/secret-new");
  });
  it("refresh tokens of version 4 have their scopes in the access token", async () => {
    const Data = JSON.stringify({
      AccessToken: {
        Claims: [
          { Type: "sub", Value: "1" },
          { Type: "scope", Value: "openid" },
          { Type: "scope", Value: "offline_access" },
        ],
      },
      Version: 4,
    });
    const row = {
      Key: Buffer.alloc(32, 9).toString("base64"),
      Type: "refresh_token",
      SubjectId: "1",
      ClientId: "web",
      Expiration: "2030-01-01T00:00:00",
      Data,
    };
    const { tokens } = await read("identityserver", { PersistedGrants: [row] });
    expect(tokens).toMatchObject([{ scopes: ["openid", "offline_access"], expiresAt: 1_893_456_000_000 }]);
    expect((await read("identityserver", [row])).tokens).toHaveLength(1);
  });
  it("resources of version 3 have scopes of their own, or are one", async () => {
    const ApiResources = [
      { Name: "orders", Scopes: [{ Name: "orders.read", DisplayName: "Read" }] },
      { Name: "mail" },
      { Name: "files" },
    ];
    expect((await read("identityserver", { ApiResources })).ids).toEqual(
      expect.arrayContaining(["orders.read", "mail", "files"]),
    );
  });
});

describe("CSV", () => {
  const rows = [
    ["username", "name"],
    ["ada", "Ada, Countess"],
    ["jürgen", 'Jürgen "J"'],
  ];
  const csv = (separator: string, end: string): string =>
    rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(separator)).join(end) + end;
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");
  it.each<[string, string | Uint8Array]>([
    ["with CR", csv(",", "\r")],
    ["with CRLF", csv(",", "\r\n")],
    ["with semicolons", csv(";", "\n")],
    ["with the line of a spreadsheet", `sep=;\r\n${csv(";", "\r\n")}`],
    ["with a mark", `\uFEFF${csv(",", "\n")}`],
    ["in UTF-16", utf16(csv("\t", "\r\n"))],
    ["in UTF-16 of the other order", utf16(csv("\t", "\r\n")).swap16()],
  ])("%s", async (_, content) => {
    const { users } = await read("csv", content);
    expect(users.map(({ username, claims }) => [username, claims.name])).toEqual(rows.slice(1));
  });
  it("refuses what it would have to guess", async () => {
    await expect(read("csv", "username,email,email\nada,a@example.com,b@example.com\n")).rejects.toThrow(
      "the column email twice",
    );
    await expect(read("csv", Buffer.from("username,name\nj,J\xfcrgen\n", "latin1"))).rejects.toThrow("It isn't UTF-8.");
  });
});

describe("files", () => {
  const user = (username: string, more: object = {}) => ({ username, enabled: true, groups: ["/staff"], ...more });
  const utf16 = (text: string) => Buffer.from(text, "utf16le");
  const line = (...all: readonly object[]): string => all.map((one) => `${JSON.stringify(one)}\n`).join("");
  const both = line(user("ada"), user("bob"));
  it.each<[string, string | Uint8Array]>([
    ["a first line of more than a megabyte", line(user("ada", { note: "x".repeat(1_500_000) }), user("bob"))],
    ["one line of more than a megabyte, and a page", line(user("ada", { note: "x".repeat(1_500_000) }), [user("bob")])],
    ["empty lines first", `\n\r\n${both}`],
    ["UTF-16 without a mark", utf16(both)],
    ["UTF-16 of the other order without a mark", utf16(both).swap16()],
    ["UTF-16, compressed", gzipSync(utf16(`\uFEFF${both}`))],
    ["a mark before each", [user("ada"), user("bob")].map((one) => `\uFEFF${line(one)}`).join("")],
    ["commas between", `${JSON.stringify(user("ada"))},\n${JSON.stringify(user("bob"))}`],
    ["objects over several lines", [user("ada"), user("bob")].map((one) => JSON.stringify(one, null, 2)).join("\n")],
    ["pages one after the other", `${JSON.stringify([user("ada")])}\n${JSON.stringify([user("bob")])}[]`],
    ["realms one after the other", line({ realm: "r", users: [user("ada")] }, { realm: "s", users: [user("bob")] })],
  ])("with %s", async (_, content) => {
    const found = await read("keycloak", content);
    expect([found.names, found.users.map(({ claims }) => claims.groups)]).toEqual([
      ["ada", "bob"],
      [["staff"], ["staff"]],
    ]);
    expect(found.said).not.toContain("import/unknown");
  });
  it("pages of Auth0 as its API returns them, the last one empty", async () => {
    const page = (start: number, ...users: readonly object[]) => ({ start, limit: 1, length: 1, total: 2, users });
    const { names, said } = await read(
      "auth0",
      line(page(0, { email: "a@x.example" }), page(1, { email: "b@x.example" }), page(2)),
    );
    expect(names).toEqual(["a@x.example", "b@x.example"]);
    expect(said).not.toContain("import/unknown");
  });
  it.each<[string, Uint8Array, string]>([
    ["a ZIP file", Buffer.from("PK\x03\x04rest", "latin1"), "It is a ZIP file or a spreadsheet."],
    ["zstd", Buffer.from("\x28\xb5\x2f\xfdrest", "latin1"), "It is compressed with zstd."],
    ["a database", Buffer.from("SQLite format 3\0"), "It is a database of SQLite."],
  ])("names %s", async (_, content, says) => {
    for (const source of ["keycloak", "csv"] as const) await expect(read(source, content)).rejects.toThrow(says);
  });
  it("a pipe can't be read twice", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    await expect(imported("csv", [pipe])).rejects.toThrow("which a pipe can't be");
  });
  it("a directory stands for its files", async () => {
    const at = join(folder, "exported");
    mkdirSync(join(at, "clients"), { recursive: true });
    writeFileSync(
      join(at, "r-users-0.json"),
      JSON.stringify({ realm: "r", users: [{ username: "ada", realmRoles: ["a"] }] }),
    );
    writeFileSync(join(at, "r-realm.json"), JSON.stringify({ realm: "r", roles: { realm: [] }, clients: [] }));
    writeFileSync(
      join(at, "clients", "one.json"),
      JSON.stringify({ clientId: "web", publicClient: true, redirectUris: ["https://web.example/"] }, null, 1),
    );
    writeFileSync(join(at, "notes.txt"), "not JSON");
    const { users, plan } = await imported("keycloak", [at]);
    expect([users.map(({ username }) => username), plan.changes.map(({ id }) => id)]).toEqual([["ada"], ["web"]]);
    mkdirSync(join(folder, "empty"));
    await expect(imported("keycloak", [join(folder, "empty")])).rejects.toThrow("It has no JSON files.");
  });
  it("what isn't known is said", async () => {
    for (const source of ["auth0", "hydra", "kratos", "keycloak", "identityserver"] as const)
      expect((await read(source, [{ what: "ever" }])).said).toEqual(["import/unknown"]);
  });
});

it("a mapper of Keycloak that can't be a rule is named, and its scope and app come along without it", async () => {
  const mapper = (name: string, config: object) => ({
    ...{ name, protocol: "openid-connect", protocolMapper: "oidc-usermodel-attribute-mapper" },
    config: { "id.token.claim": "true", "user.attribute": "x", ...config },
  });
  const protocolMappers = [
    ...Array.from({ length: 52 }, (_, i) => mapper(`m${i}`, { "claim.name": `c${i}` })),
    mapper("prototype", { "claim.name": "__proto__" }),
    mapper("space", { "claim.name": "with space" }),
    mapper("reserved", { "claim.name": "iss" }),
    mapper("without a source", { "claim.name": "c", "user.attribute": "" }),
    ...[null, "x", { name: "nothing" }],
  ];
  const client = {
    clientId: "a",
    secret: "0123456789abcdef",
    serviceAccountsEnabled: true,
    standardFlowEnabled: false,
  };
  const file = join(folder, "mappers.json");
  const scope = { name: "s", description: "S", protocol: "openid-connect", protocolMappers };
  writeFileSync(file, JSON.stringify({ realm: "r", clientScopes: [scope], clients: [{ ...client, protocolMappers }] }));
  const { plan, notes } = await imported("keycloak", [file]);
  expect(plan.changes.map(({ kind, id }) => [kind, id])).toEqual([
    ["scope", "s"],
    ["application", "a"],
  ]);
  const named = notes.flatMap(({ id, values }) => (id === "import/mapper" ? [`${values.name} ${values.mapper}`] : []));
  const left = ["m50", "m51", "prototype", "space", "reserved", "without a source"];
  expect(named.toSorted()).toEqual(["a", "s"].flatMap((of) => left.map((name) => `${of} ${name}`)).toSorted());
});
