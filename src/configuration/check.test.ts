import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkConfig } from "./check.ts";
import { ConfigurationError, type ConfigurationFault } from "./fault.ts";
import type { Config } from "./schema.ts";

const BCRYPT = `$2b$10$${".".repeat(53)}`;
const API = "https://api.example";
type Client = NonNullable<Config["clients"]>[number];

const web = (given: Partial<Client> = {}): Config => ({
  issuer: "https://id.example",
  apis: [{ resource: API, name: "API" }],
  scopes: [{ name: "read", description: "Read", api: API }],
  clients: [
    {
      id: "web",
      secrets: [{ value: "long enough" }],
      redirectUris: ["https://web.example/cb"],
      scopes: ["read"],
      ...given,
    },
  ],
});
const ENVIRONMENT = { WEB_SECRET: "from the environment", SHORT: "short" };

function faults(config: Config, environment: Record<string, string> = ENVIRONMENT): readonly ConfigurationFault[] {
  try {
    checkConfig(config, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}
const keys = (config: Config) => faults(config).map(({ key }) => key);
const withIssuer = (issuer: string): Config => ({ ...web(), issuer });
const with_ = (more: object): Config => ({ ...web(), ...more }) as Config;

describe("no secret is shown", () => {
  const SECRET = "s3cret-of-the-shop-0123456789";
  const inlineKey = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`;
  it.each<[what: string, key: string, config: unknown]>([
    ["a client where a list belongs", "clients", { clients: { id: "a", secrets: [{ value: SECRET }] } }],
    ["clients by their id", "clients", { clients: { shop: { secrets: [SECRET] } } }],
    ["a list of lists", "clients[0]", { clients: [[{ secrets: SECRET }]] }],
    ["a secret in place of its variable's name", "clients[0].secrets[0].env", web({ secrets: [{ env: SECRET }] })],
    ["the same in Base32", "clients[0].secrets[0].env", web({ secrets: [{ env: "JBSWY3DPEHPK3PXPJBSWY3DP" }] })],
    ["a private key in place of its file", "tls.key", with_({ tls: { cert: "/nowhere", key: inlineKey } })],
  ])("%s", (_, key, config) => {
    const found = faults({ ...withIssuer("https://id.example"), ...(config as Config) });
    expect(found.map((fault) => fault.key)).toContain(key);
    expect(JSON.stringify(found)).not.toMatch(/s3cret|JBSWY/);
  });

  it("and the name of a variable is", () => {
    expect(faults(web({ secrets: [{ env: "SHOP_SECRET_2" }] }))).toMatchObject([
      { is: "SHOP_SECRET_2, which is not set" },
    ]);
  });
});

describe("a fault is found by its key", () => {
  it.each<[key: string, config: Config]>([
    ["issuer", withIssuer("id.example")],
    ["issuer", withIssuer("http://id.example")],
    ["issuer", withIssuer("https://id.example/")],
    ["issuer", withIssuer("https://ID.example")],
    ["issuer", withIssuer("https://id.example?x=1")],
    ["issuer", withIssuer("https://id.example#x")],
    ["issuer", withIssuer("https://id.example/:tenant")],
    ["issuer", withIssuer("ftp://id.example")],
    ["codeLifetime", with_({ codeLifetime: 601 })],
    ["codeLifetime", with_({ codeLifetime: 0 })],
    ["refreshGrace", with_({ refreshGrace: 61 })],
    ["refreshLifetime", with_({ refreshLifetime: 1.5 })],
    ["unknownScopes", with_({ unknownScopes: "maybe" })],
    ["codeLifetme", with_({ codeLifetme: 60 })],
    ["clients[0].redirectUri", web({ redirectUri: "https://web.example/cb" } as Partial<Client>)],
    ["clients[0].id", web({ id: "two words" })],
    ["clients[0].scopes[1]", web({ scopes: ["openid", "raed"] })],
    ["clients[0].defaultScopes[0]", web({ defaultScopes: ["openid"] })],
    ["clients[0].introspects[0]", web({ introspects: ["https://other.example"] })],
    ["clients[0].redirectUris", web({ redirectUris: [] })],
    ["clients[0].redirectUris[1]", web({ redirectUris: ["https://web.example/cb", "http://web.example/cb"] })],
    ["clients[0].redirectUris[0]", web({ redirectUris: ["https://web.example/cb#"] })],
    ["clients[0].redirectUris[0]", web({ redirectUris: ["https://web.example/cb\n"] })],
    ["clients[0].redirectUris[0]", web({ redirectUris: ["com.example.app:/cb"] })],
    ["clients[0].postLogoutRedirectUris[0]", web({ postLogoutRedirectUris: ["/bye"] })],
    ["clients[0].authMethods", web({ authMethods: ["none", "client_secret_basic"] })],
    ["clients[0].authMethods", web({ authMethods: [] })],
    ["clients[0].grantTypes", web({ authMethods: ["none"], secrets: [], grantTypes: ["client_credentials"] })],
    ["clients[0].grantTypes[0]", web({ grantTypes: ["password" as "refresh_token"] })],
    ["clients[0].secrets", web({ secrets: [] })],
    ["clients[0].secrets", web({ authMethods: ["none"] })],
    ["clients[0].secrets[0]", web({ secrets: [{}] })],
    ["clients[0].secrets[0]", web({ secrets: [{ value: "long enough", env: "WEB_SECRET" }] })],
    ["clients[0].secrets[0].value", web({ secrets: [{ value: "short" }] })],
    ["clients[0].secrets[0].env", web({ secrets: [{ env: "NOT_SET" }] })],
    ["clients[0].secrets[0].env", web({ secrets: [{ env: "SHORT" }] })],
    ["clients[0].secrets[0].sha256", web({ secrets: [{ sha256: "A".repeat(64) }] })],
    ["clients[0].secrets[0].sha256", web({ secrets: [{ sha256: createHash("sha256").digest("hex") }] })],
    ["clients[0].secrets[0].hash", web({ secrets: [{ hash: "$2b$10$short" }] })],
    ["clients[0].secrets[0].hash", web({ secrets: [{ hash: "" }] })],
    ["clients[0].secrets[0].hash", web({ secrets: [{ hash: `$2b$31$${".".repeat(53)}` }] })],
    ["clients[0].secrets[1].hash", web({ secrets: [{ hash: BCRYPT }, { hash: BCRYPT }] })],
    ["clients[0].secrets[0]", web({ secrets: [{ hash: BCRYPT, sha256: "0".repeat(64) }] })],
    ["clients[0].secrets[0].hash", web({ secrets: [{ hash: BCRYPT }], authMethods: ["client_secret_jwt"] })],
    ["clients[0].secrets[0].expiresAt", web({ secrets: [{ value: "long enough", expiresAt: "tomorrow" }] })],
    ["clients[1].id", with_({ clients: [...(web().clients ?? []), ...(web().clients ?? [])] })],
    ["scopes[0].name", with_({ scopes: [{ name: "openid", description: "x" }], clients: [] })],
    ["scopes[0].name", with_({ scopes: [{ name: "two words", description: "x" }], clients: [] })],
    ["scopes[0].api", with_({ scopes: [{ name: "a", description: "x", api: "https://other.example" }], clients: [] })],
    [
      "scopes[0].removed.replacement",
      with_({ scopes: [{ name: "a", description: "x", removed: { replacement: "b" } }], clients: [] }),
    ],
    [
      "scopes[0].deprecated.since",
      with_({ scopes: [{ name: "a", description: "x", deprecated: { since: "soon" } }], clients: [] }),
    ],
    [
      "apis[1].resource",
      with_({
        apis: [
          { resource: API, name: "One" },
          { resource: API, name: "Two" },
        ],
      }),
    ],
    ["apis[0].typ", with_({ apis: [{ resource: API, name: "x", typ: "jwt" as "JWT" }] })],
    ["apis[0].typ", with_({ apis: [{ resource: API, name: "x", typ: "JWT", tokens: "opaque" }] })],
    ["apis[0].alg", with_({ apis: [{ resource: API, name: "x", alg: "HS256" as "RS256" }] })],
    ["apis[0].alg", with_({ apis: [{ resource: API, name: "x", alg: "PS256" }] })],
    ["clients[0].idTokenClaims[0]", web({ idTokenClaims: ["password"] })],
    ["clients[0].idTokenClaims", web({ idTokenClaims: "all" as never })],
    ["clients[0].accessTokenLifetime", web({ accessTokenLifetime: 0 })],
    ["clients[0].idTokenLifetime", web({ idTokenLifetime: 90_000 })],
    ["apis[0].resource", with_({ apis: [{ resource: "api", name: "x" }], scopes: [], clients: [] })],
  ])("%s", (key, config) => expect(keys(config)).toEqual([key]));

  it.each<[is: string, expected: string | RegExp, config: Config]>([
    [
      '"openid"',
      "another name: OpenID Connect's scopes are built in",
      with_({ scopes: [{ name: "openid", description: "x" }], clients: [] }),
    ],
    [
      '"web", as clients[0].id is',
      "a different one, because each can be listed only once",
      with_({ clients: [...(web().clients ?? []), ...(web().clients ?? [])] }),
    ],
    ['"opneid"', /^one of openid, .*; did you mean openid\?$/, web({ scopes: ["opneid"] })],
    [
      '"https://other.example"',
      "a value that is declared in apis, which is empty",
      with_({
        apis: [],
        scopes: [],
        clients: [{ ...web().clients?.[0], scopes: [], introspects: ["https://other.example"] }],
      }),
    ],
    [
      '"localhost:9400"',
      "a URL that begins with https:// (or, on localhost, http://localhost:9400)",
      withIssuer("localhost:9400"),
    ],
    [
      '"ftp://id.example"',
      "a URL that begins with https:// (or, on localhost, http://)",
      withIssuer("ftp://id.example"),
    ],
    [
      '"http://127.0.0.2:9400"',
      /\. http is accepted only on localhost, 127\.0\.0\.1, \[::1\]$/,
      withIssuer("http://127.0.0.2:9400"),
    ],
    [
      '"http://localhost:9400/a b"',
      "a path without spaces and the characters : * ( ) %",
      withIssuer("http://localhost:9400/a b"),
    ],
    ['""', "an IP address or a host name, without a scheme, port or brackets", with_({ host: "" })],
    ['"*"', "an IP address or a host name, without a scheme, port or brackets", with_({ host: "*" })],
    [
      '"http://localhost"',
      'an IP address or a host name, without a scheme, port or brackets: "localhost"',
      with_({ host: "http://localhost" }),
    ],
    [
      '"localhost:9400"',
      'an IP address or a host name, without a scheme, port or brackets: "localhost"',
      with_({ host: "localhost:9400" }),
    ],
    ['"[::1]"', 'an IP address or a host name, without a scheme, port or brackets: "::1"', with_({ host: "[::1]" })],
    ['"256.1.1.1"', "an IP address or a host name, without a scheme, port or brackets", with_({ host: "256.1.1.1" })],
  ])("what it is and what to write instead: %s, %s", (is, expected, config) => {
    expect(faults(config)).toMatchObject([
      { is, expected: typeof expected === "string" ? expected : expect.stringMatching(expected) },
    ]);
  });

  it.each(["::", "0.0.0.0", "::1", "fe80::1%eth0", "localhost", "my_host", "a.internal.", "10.0.0.1"])(
    "none where the host is %s",
    (host) => {
      expect(faults(with_({ host }))).toEqual([]);
    },
  );

  it.each([
    "/sign-up",
    "http://x.example/",
    "https://a:b@x.example/",
    "https://x.example/#a",
    "https://x.example/?return_to=",
  ])("of a sign-up page at %s", (url) => {
    expect(keys({ issuer: "https://id.example", signUp: { url } })).toEqual(["signUp.url"]);
  });

  it.each(["https://x.example/sign-up?a=b", "http://localhost:3000/"])("none of a sign-up page at %s", (url) => {
    expect(keys({ issuer: "https://id.example", signUp: { url } })).toEqual([]);
  });

  it("all faults at once, and the error names each of them", () => {
    const config = { ...web({ scopes: ["raed"], redirectUris: ["/cb"], secrets: [] }), issuer: "http://id.example" };
    expect(keys(config)).toEqual([
      "issuer",
      "clients[0].scopes[0]",
      "clients[0].redirectUris[0]",
      "clients[0].secrets",
    ]);
    expect(() => checkConfig(config, {})).toThrow(
      /^issuer is .*\nclients\[0\]\.scopes\[0\] is "raed"; expected one of openid, /,
    );
  });

  it("and tells no secret", () => {
    const odd = [
      { value: "short" },
      { value: "swordfish1", env: "SHORT" },
      { sha256: "swordfish2" },
      { value: "swordfish3", x: 1 },
      { env: "swordfish4" },
      "swordfish6" as never,
    ];
    const told = odd.map((secret) => JSON.stringify(faults(web({ secrets: [secret] }))));
    expect(told.join()).not.toMatch(/swordfish|"short"/);
    expect(told).not.toContain("[]");
    const short = faults({ issuer: "https://id.example" }, { CANDOR_KEY_ENCRYPTION_SECRET: "swordfish" });
    expect(short).toEqual([
      { key: "CANDOR_KEY_ENCRYPTION_SECRET", is: "9 characters long", expected: "16 characters or more" },
    ]);
  });
});
