import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SourceName } from "../../src/cli/import/source-names.ts";
import { filled, NOTES } from "../../src/importing/notes.ts";
import { NO_PASSWORD } from "../../src/ports/password-hash.ts";
import { imported } from "./read.ts";

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-public-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SUFFIX = { csv: ".csv", yaml: ".yaml", json: ".json" } as const;

async function read(source: SourceName, content: unknown, kind: keyof typeof SUFFIX = "json", uris: string[] = []) {
  const file = join(folder, `file-${count++}${SUFFIX[kind]}`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  const found = await imported(source, [file], uris);
  return {
    ...found,
    ids: found.plan.changes.map(({ kind: of, id }) => `${of} ${id}`),
    says: found.notes.map(({ id, at, values }) => `${at}: ${filled(NOTES[id].says, values)}`),
    said: found.notes.map(({ id }) => id),
    contentOf: (id: string) => JSON.stringify(found.plan.changes.find((change) => change.id === id)?.content),
  };
}

describe("IdentityServer", () => {
  const SEED = {
    IdentityServerData: {
      IdentityResources: [
        { Name: "openid", UserClaims: ["sub"] },
        { Name: "staff", DisplayName: "Staff data", UserClaims: ["role", "employee_number", "nonce"] },
      ],
      ApiScopes: [{ Name: "orders", DisplayName: "Orders" }],
      ApiResources: [{ Name: "https://orders.example", Scopes: ["orders"] }],
      Clients: [
        {
          ClientId: "admin-ui",
          AllowedGrantTypes: ["authorization_code"],
          ClientSecrets: [{ Value: "plain-in-the-seed" }],
          RedirectUris: ["https://admin.example/signin-oidc"],
          AllowedScopes: ["openid", "staff", "orders"],
        },
      ],
    },
  };

  it("what an admin UI fills a server with comes along, with secrets in plain text", async () => {
    const { ids, contentOf, said, says } = await read("identityserver", SEED);
    expect(ids.toSorted()).toEqual([
      "api https://orders.example",
      "application admin-ui",
      "scope orders",
      "scope staff",
    ]);
    expect(said).not.toContain("import/secret-new");
    expect(contentOf("admin-ui")).toMatch(/"scopes":\["openid","staff","orders"\]/);
    expect(JSON.parse(contentOf("staff") ?? "")).toMatchObject({
      scope: {
        description: "Staff data",
        claims: [
          { claim: "role", from: "roles" },
          { claim: "employee_number", from: "employee_number" },
        ],
      },
    });
    expect(says.join()).toContain("The mapper nonce of staff (UserClaims) has no equivalent.");
  });

  it("a secret of a configuration that isn't a hash gets lost, by name", async () => {
    const { said } = await read("identityserver", SEED.IdentityServerData);
    expect(said).toContain("import/secret-new");
  });

  it("users of such a file come along, too", async () => {
    const { users } = await read("identityserver", {
      IdentityData: {
        Roles: [{ Name: "Administrator" }],
        Users: [{ Username: "ada", Password: "correct-horse-ada", Email: "ada@example.com", Roles: ["Administrator"] }],
      },
    });
    expect(users).toMatchObject([{ username: "ada", claims: { roles: ["Administrator"], email: "ada@example.com" } }]);
  });

  it("apps of ASP.NET Core's templates are named by their ids", async () => {
    const Clients = {
      "Shop.Client": { Profile: "IdentityServerSPA" },
      other: { Profile: "SPA", RedirectUri: "https://other.example/cb", LogoutUri: "https://other.example/" },
      machine: {
        AllowedGrantTypes: ["client_credentials"],
        ClientSecrets: [{ Value: Buffer.alloc(32, 7).toString("base64") }],
      },
    };
    const settings = {
      Clients: { Payments: { BaseUrl: "https://payments.example" } },
      IdentityServer: { Key: {}, Clients },
    };
    const uri = "https://shop.example/authentication/login-callback";
    const { ids, contentOf } = await read("identityserver", settings, "json", [uri]);
    expect(ids.toSorted()).toEqual(["application Shop.Client", "application machine", "application other"]);
    expect(JSON.parse(contentOf("Shop.Client") ?? "")).toMatchObject({
      client: { redirectUris: [uri], scopes: ["openid", "profile"], grantTypes: ["authorization_code"] },
    });
    expect(JSON.parse(contentOf("other") ?? "")).toMatchObject({
      client: { redirectUris: ["https://other.example/cb"] },
    });
    const without = await read("identityserver", settings);
    expect(without.ids).not.toContain("application Shop.Client");
    expect(without.said).toContain("import/redirect-wildcard");
  });

  it("settings with comments and commas at the end are read", async () => {
    const text = `// Settings
{
  /* of the "server" } */ "Logging": { "Level": "Debug", },
  "IdentityServer": {
    // all { of them
    "Clients": [
      { "ClientId": "one", "AllowedGrantTypes": ["client_credentials"], "Note": "https://x.example/*", /* } */ }, // last
    ],
  },
}
`;
    for (const source of [text, text.replaceAll("\n", "\r\n")]) {
      const { ids, said } = await read("identityserver", source);
      expect(ids).toEqual(["application one"]);
      expect(said).not.toContain("import/unknown");
    }
  });
});

const variable = (name: string): string => `\${${name}}`;

describe("placeholders", () => {
  it.each([`"##URL##/cb"`, `"@@URL@@"`, `"\${APP_URL}/cb"`, `"$(env:APP_URL)/cb"`, `"https://{{ host }}/cb"`])(
    "of a redirect URI are its cause: %s",
    async (uri) => {
      const { ids, said, says } = await read(
        "auth0",
        `[{"client_id":"one","name":"One","app_type":"spa","grant_types":["authorization_code"],"callbacks":[${uri}]}]`,
      );
      expect(ids).toEqual([]);
      expect(says).toContain(`[0].callbacks[0]: The redirect URI ${JSON.parse(uri)} has a placeholder.`);
      expect(said).toEqual(["import/redirect-placeholder", "import/client-without-redirect"]);
    },
  );

  it("for a whole list are read, in JSON and in YAML", async () => {
    const json = `{"clients": [{"client_id": "one", "name": "One", "grant_types": ["authorization_code"], "callbacks": @@CALLBACKS@@}]}`;
    const yaml = `clients:\n  - client_id: one\n    name: One\n    grant_types: [authorization_code]\n    callbacks: @@CALLBACKS@@\n  - name: ##NAME##\n    client_id: two\n    grant_types: [client_credentials]\n`;
    for (const [text, kind] of [
      [json, "json"],
      [yaml, "yaml"],
    ] as const) {
      const { says } = await read("auth0", text, kind);
      expect(says).toContain("clients[0].callbacks[0]: The redirect URI @@CALLBACKS@@ has a placeholder.");
    }
    expect((await read("auth0", yaml, "yaml")).contentOf("two")).toContain("##NAME##");
  });

  it("of one app in a file of its own", async () => {
    const text = `{\n  "name": "One",\n  "client_id": "one",\n  "app_type": "spa",\n  "callbacks": @@CALLBACKS@@,\n  "grant_types": ["authorization_code"]\n}\n`;
    const { says } = await read("auth0", text);
    expect(says).toContain("line 1.callbacks[0]: The redirect URI @@CALLBACKS@@ has a placeholder.");
  });

  it("are nobody's password, name or id", async () => {
    const credentials = (value: string) => [{ type: "password", value }];
    const { users, ids, says } = await read("keycloak", {
      realm: "r",
      users: [
        { username: "ada", credentials: credentials(variable("ADA_PASSWORD")) },
        { username: "bob", credentials: credentials("correct-horse-bob") },
        { username: variable("ADMIN"), credentials: credentials("correct-horse-bob") },
        { credentials: credentials("correct-horse-bob") },
      ],
      clients: [{ clientId: variable("CLIENT"), serviceAccountsEnabled: true, secret: "long-enough-secret" }],
    });
    expect(users.map(({ username }) => username)).toEqual(["ada", "bob"]);
    expect(users[0]?.passwordHash).toBe(NO_PASSWORD);
    expect(ids).toEqual([]);
    expect(says).toEqual(
      expect.arrayContaining([
        "users[0].credentials[0]: The file has a placeholder for the user's password.",
        "users[2]: The user has a placeholder in its name.",
        "users[3]: The user has neither a user name nor an e-mail address.",
        `clients[0]: The app ${variable("CLIENT")} has a placeholder in its id.`,
      ]),
    );
  });
});

describe("Keycloak", () => {
  const realm = (clients: readonly object[], more: object = {}) => ({ realm: "r", clients, ...more });
  const PATTERN = { clientId: "spa", name: "Shop", publicClient: true, redirectUris: ["http://localhost:8080/*"] };

  it("an app whose redirect URIs are all patterns stays behind for that cause, and comes along with them", async () => {
    const without = await read("keycloak", realm([PATTERN]));
    expect(without.says).toContain(
      "clients[0]: The app Shop has users sign in, and no redirect URI that can be registered.",
    );
    expect(without.said).not.toContain("import/no-grant");
    const { ids } = await read("keycloak", realm([PATTERN]), "json", ["http://localhost:8080/cb"]);
    expect(ids).toEqual(["application spa"]);
  });

  it("an app without an id is named", async () => {
    const { says } = await read("keycloak", realm([{ name: "Nameless", serviceAccountsEnabled: true }]));
    expect(says).toContain("clients[0]: The app Nameless has no client_id in the file.");
  });

  it("policies, groups for all and older forms stay behind by name", async () => {
    const { says } = await read(
      "keycloak",
      realm(
        [
          {
            clientId: "api",
            serviceAccountsEnabled: true,
            secret: "long-enough-secret",
            authorizationSettings: { policies: [{ name: "p" }] },
          },
        ],
        {
          ...{ defaultGroups: ["/all"], loginTheme: "own", applications: [{ name: "old" }] },
        },
      ),
    );
    for (const name of ["authorizationSettings of api", "defaultGroups", "loginTheme", "applications"])
      expect(says.join("\n")).toContain(`The setting ${name} stays behind.`);
  });

  it("the URL of a front-channel logout comes along where it is used", async () => {
    const one = { ...PATTERN, redirectUris: ["https://a.example/cb"] };
    const attributes = { "frontchannel.logout.url": "https://a.example/out" };
    const used = await read("keycloak", realm([{ ...one, frontchannelLogout: true, attributes }]));
    expect(used.contentOf("spa")).toContain("https://a.example/out");
    const unused = await read("keycloak", realm([{ ...one, frontchannelLogout: false, attributes }]));
    expect(unused.contentOf("spa")).not.toContain("https://a.example/out");
  });
});

describe("resources of Keycloak's operator", () => {
  const BCRYPT = "$2a$04$abcdefghijklmnopqrstuuFFpkWw0HknMXhNtTOjtYXYHNbn2vkau";
  const USERS = [{ username: "ada", credentials: [{ type: "password", value: "a-password-of-ada" }] }];
  const REALM = {
    realm: "shop",
    clients: [{ clientId: "web", publicClient: true, redirectUris: ["https://web.example/cb"] }],
    users: USERS,
  };
  const resource = (kind: string, spec: object) => ({
    apiVersion: "k8s.keycloak.org/v2alpha1",
    kind,
    metadata: { name: "shop" },
    spec,
  });
  const imports = resource("KeycloakRealmImport", { keycloakCRName: "kc", realm: REALM });
  const yaml = `apiVersion: k8s.keycloak.org/v2alpha1
kind: KeycloakRealmImport
spec:
  realm:
    realm: shop
    clients: [{ clientId: web, publicClient: true, redirectUris: ["https://web.example/cb"] }]
    users: [{ username: ada }]
`;
  it.each<[string, unknown, "json" | "yaml"]>([
    ["one", imports, "json"],
    ["a list of them", { apiVersion: "v1", items: [imports], kind: "List" }, "json"],
    ["YAML", yaml, "yaml"],
    ["YAML with several documents", `---\nkind: ConfigMap\ndata: { a: b }\n---\n${yaml}---\n`, "yaml"],
    [
      "those of its first version",
      {
        items: [resource("KeycloakClient", { client: REALM.clients[0] }), resource("KeycloakUser", { user: USERS[0] })],
      },
      "json",
    ],
  ])("%s", async (_, content, kind) => {
    const { ids, users } = await read("keycloak", content, kind);
    expect([ids, users.map(({ username }) => username)]).toEqual([["application web"], ["ada"]]);
  });

  it("hashes of extensions have everything in one text", async () => {
    const credentials: readonly object[] = [
      {
        secretData: JSON.stringify({ value: BCRYPT, salt: "" }),
        credentialData: '{"hashIterations":-1,"algorithm":"bcrypt"}',
      },
      { algorithm: "bcrypt", hashedSaltedValue: BCRYPT, hashIterations: 10 },
    ];
    for (const one of credentials) {
      const { users, said } = await read("keycloak", {
        realm: "r",
        users: [{ username: "ada", credentials: [{ type: "password", ...one }] }],
      });
      expect([users.map(({ passwordHash }) => passwordHash), said]).toEqual([[BCRYPT], ["import/grants-signed"]]);
    }
  });
});

it("Kratos: pages of its command line, and what many are imported by at once", async () => {
  const identity = (email: string) => ({
    traits: { email },
    credentials: { password: { config: { password: "a-password-of-x" } } },
  });
  const { users, said } = await read("kratos", {
    identities: [{ create: identity("a@x.example") }, identity("b@x.example")],
    next_page_token: "t",
    is_last_page: false,
  });
  expect(users.map(({ username }) => username)).toEqual(["a@x.example", "b@x.example"]);
  expect(said).not.toContain("import/unknown");
});

it("Kratos: who has only a phone number signs in with it", async () => {
  const { users } = await read("kratos", [{ traits: { phone: "+41791234567" }, credentials: {} }]);
  expect(users.map(({ username }) => username)).toEqual(["+41791234567"]);
});

it("Auth0: the name of an organization makes a redirect URI a pattern", async () => {
  const app = {
    client_id: "one",
    app_type: "spa",
    grant_types: ["authorization_code"],
    callbacks: ["https://{organization_name}.app.example/cb"],
  };
  const { ids, said } = await read("auth0", [app], "json", ["https://acme.app.example/cb"]);
  expect([ids, said]).toEqual([["application one"], ["import/redirect-wildcard-expanded", "import/pkce-public"]]);
});

describe("CSV", () => {
  it("has the columns of other services", async () => {
    const tables: readonly [string, object][] = [
      [
        "cognito:username,name,given_name,email,email_verified,phone_number,custom:team,cognito:mfa_enabled\nada,Ada L,Ada,ada@example.com,TRUE,+41791234567,x,FALSE\n",
        {
          username: "ada",
          claims: { name: "Ada L", given_name: "Ada", email_verified: true, phone_number: "+41791234567" },
        },
      ],
      [
        "ID,user_login,user_email,user_pass,display_name,user_registered\n7,ada,ada@example.com,$2y$04$abcdefghijklmnopqrstuuFFpkWw0HknMXhNtTOjtYXYHNbn2vkau,Ada L,2020-01-02 03:04:05\n",
        {
          subject: "7",
          username: "ada",
          claims: { name: "Ada L", email: "ada@example.com" },
          createdAt: Date.UTC(2020, 0, 2, 3, 4, 5),
        },
      ],
      [
        "login,firstName,lastName,middleName,displayName,nickName,email,primaryPhone\nada,Ada,Lovelace,K,Ada L,A,ada@example.com,+41791234567\n",
        {
          username: "ada",
          claims: { given_name: "Ada", family_name: "Lovelace", middle_name: "K", name: "Ada L", nickname: "A" },
        },
      ],
      [
        "version:v1.0,,\nName [displayName] Required,User name [userPrincipalName] Required,Block sign in (Yes/No) [accountEnabled] Required\nAda L,ada@x.example,Yes\n",
        { username: "ada@x.example", disabled: true, claims: { name: "Ada L" } },
      ],
      [
        "userPrincipalName,displayName,surname,mail,givenName,objectId,accountEnabled,telephoneNumber\nada@x.example,Ada L,Lovelace,a@x.example,Ada,o-1,False,+41791234567\n",
        {
          ...{ subject: "o-1", username: "ada@x.example", disabled: true },
          claims: { family_name: "Lovelace", given_name: "Ada", email: "a@x.example", phone_number: "+41791234567" },
        },
      ],
      [
        "First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY]\nAda,Lovelace,ada@x.example,Suspended\n",
        { username: "ada@x.example", disabled: true, claims: { given_name: "Ada", family_name: "Lovelace" } },
      ],
      [
        "id,email,encrypted_password,email_confirmed_at,created_at,status\n7,ada@x.example,$2a$04$abcdefghijklmnopqrstuuFFpkWw0HknMXhNtTOjtYXYHNbn2vkau,2024-01-02 03:04:05.6+00,2024-01-02 03:04:05+00,ACTIVE\n",
        { subject: "7", disabled: false, claims: { email: "ada@x.example", email_verified: true } },
      ],
      [
        "id,username,email,password,is_active,date_joined\n7,ada,ada@x.example,pbkdf2_sha256$1000$c2FsdA$qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=,f,2020-01-02 03:04:05+00\n",
        { username: "ada", disabled: true, createdAt: Date.UTC(2020, 0, 2, 3, 4, 5) },
      ],
      [
        "id,primary_email_address,username,password_digest\nuser_1,ada@x.example,ada,$2a$04$abcdefghijklmnopqrstuuFFpkWw0HknMXhNtTOjtYXYHNbn2vkau\n",
        { subject: "user_1", username: "ada", claims: { email: "ada@x.example" } },
      ],
    ];
    for (const [text, expected] of tables) expect((await read("csv", text, "csv")).users).toMatchObject([expected]);
  });

  it("without names in its first line says so, and repeats nothing of it", async () => {
    const nameless = read("csv", "uid1,ada@example.com,true,hash,salt\nuid2,bob@example.com,true,hash,salt\n", "csv");
    await expect(nameless).rejects.toThrow(/The first line has an e-mail address\. Add a line/);
    await expect(nameless).rejects.not.toThrow("ada@");
  });

  it("names hashes by what they are called", async () => {
    const { says } = await read(
      "csv",
      "username,password_hash\nada,$P$Babcdefghijklmnopqrstuvwxyz12345\nbob,$6$salt$abc\n",
      "csv",
    );
    expect(says).toEqual([
      "line 2: The password hash has the form phpass.",
      "line 3: The password hash has the form SHA-512 crypt.",
    ]);
  });
});
