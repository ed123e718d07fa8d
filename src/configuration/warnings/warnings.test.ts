/** Each warning is found where it is true, by its setting; a configuration that is fine gets none, and no secret is shown. */
import { describe, expect, it } from "vitest";
import { checkConfig } from "../check.ts";
import type { Config } from "../schema.ts";
import { CHECKS, type ConfigurationWarning, type Facts, inWords, warningsOf } from "./index.ts";

type Client = NonNullable<Config["clients"]>[number];

const NOW = Date.parse("2026-06-15T12:00:00Z");
const SECRET = "a-secret-of-the-shop-that-is-long";
const API = "https://api.example";
const FINE: Config = {
  issuer: "https://id.example",
  trustedProxy: ["10.0.0.1"],
  apis: [{ resource: API, name: "API" }],
  scopes: [
    { name: "read", description: "Read", api: API },
    { name: "write", description: "Write", api: API, sensitive: true },
  ],
  clients: [
    {
      id: "web",
      owner: "grace",
      secrets: [{ env: "WEB_SECRET" }],
      grantTypes: ["authorization_code", "refresh_token"],
      redirectUris: ["https://web.example/cb"],
      scopes: ["openid", "offline_access", "read"],
    },
  ],
};
const ENVIRONMENT = { WEB_SECRET: SECRET, CANDOR_KEY_ENCRYPTION_SECRET: "a-secret-of-the-server" };
const IDP = {
  issuer: "https://idp.example",
  jwksUri: "https://idp.example/jwks",
  clients: ["web"],
  scopes: ["read"],
};
const CERTIFICATE: NonNullable<Facts["certificate"]> = {
  checkHost: (name) => (name === "id.example" ? name : undefined),
  checkIP: (address) => (address === "192.0.2.1" ? address : undefined),
  validTo: Date.parse("2027-01-01"),
};

interface Sample {
  /** Changes of the configuration. */
  readonly config?: Partial<Config>;
  /** Changes of its first client. */
  readonly client?: Partial<Client>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly facts?: Partial<Facts>;
  /** What is expected to be found. */
  readonly found: readonly (readonly [key: string, is: string])[];
}

function warnings({ config, client, environment, facts }: Omit<Sample, "found">): readonly ConfigurationWarning[] {
  const { tls, ...rest } = config ?? {};
  const [first, ...others] = FINE.clients ?? [];
  const all = { ...FINE, clients: [{ ...(first as Client), ...client }, ...others], ...rest };
  const secrets = { ...ENVIRONMENT, ...environment };
  const checked = checkConfig(all, secrets);
  const given: Facts = {
    configuration: { ...checked, ...(tls && { tls }) },
    environment: secrets,
    now: NOW,
    demo: false,
    storage: "sqlite",
    hasAccount: (username) => username === "grace",
    ...facts,
  };
  return [true, false].flatMap((alone) => warningsOf(given, { alone }));
}

const tls = { cert: "cert.pem", key: "key.pem" };
const secret = (value: string): Partial<Client> => ({ secrets: [{ value }] });
const scope = (more: object): Partial<Config> => ({
  scopes: [...(FINE.scopes ?? []), { name: "old", description: "Old", api: API, ...more }],
});
const machine = {
  grantTypes: ["client_credentials"],
  redirectUris: [],
  owner: undefined,
} as unknown as Partial<Client>;

const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  "https-without-tls": [
    {
      config: { trustedProxy: [], port: 443, host: "0.0.0.0" },
      found: [["issuer", "https://id.example, while neither tls nor trustedProxy is set"]],
    },
    {
      config: { issuer: "https://id.example:8443/auth", trustedProxy: [], port: 8443, host: "::" },
      found: [["issuer", "https://id.example:8443/auth, while neither tls nor trustedProxy is set"]],
    },
  ],
  "tls-with-http-issuer": [
    {
      config: { issuer: "http://localhost:9400", tls },
      found: [["tls", "set, while issuer is http://localhost:9400"]],
    },
  ],
  "registrations-vouched": [
    {
      config: { registration: { mode: "open", vouched: true } },
      found: [["registration.vouched", "true"]],
    },
  ],
  "port-differs": [
    {
      config: { issuer: "http://localhost:9500", trustedProxy: [] },
      found: [["port", "9400, while clients of http://localhost:9500 connect to 9500"]],
    },
    {
      config: { issuer: "http://localhost", trustedProxy: [], port: 8080 },
      found: [["port", "8080, while clients of http://localhost connect to 80"]],
    },
    {
      config: { issuer: "http://localhost:9400", trustedProxy: [], port: 0 },
      found: [["port", "0, which lets the system choose, while clients of http://localhost:9400 connect to 9400"]],
    },
    {
      config: { trustedProxy: [], tls, host: "0.0.0.0", port: 8443 },
      found: [["port", "8443, while clients of https://id.example connect to 443"]],
    },
  ],
  "loopback-only": [
    {
      config: { trustedProxy: [], tls, port: 443 },
      found: [["host", "127.0.0.1, while issuer is https://id.example"]],
    },
    {
      config: { trustedProxy: [], tls, port: 443, host: "localhost" },
      found: [["host", "localhost, while issuer is https://id.example"]],
    },
  ],
  "everyone-is-a-trusted-proxy": [
    { config: { trustedProxy: ["10.0.0.0/8", "0.0.0.0/0"] }, found: [["trustedProxy[1]", "0.0.0.0/0"]] },
    { config: { trustedProxy: ["::/0"] }, found: [["trustedProxy[0]", "::/0"]] },
    {
      config: { trustedProxy: ["128.0.0.0/1", "fd00::/8"] },
      found: [
        ["trustedProxy[0]", "128.0.0.0/1"],
        ["trustedProxy[1]", "fd00::/8"],
      ],
    },
  ],
  "certificate-of-other-host": [
    {
      config: { issuer: "https://other.example", tls },
      facts: { certificate: CERTIFICATE },
      found: [["tls.cert", "a certificate that isn't valid for other.example"]],
    },
    {
      config: { issuer: "https://192.0.2.9", tls },
      facts: { certificate: CERTIFICATE },
      found: [["tls.cert", "a certificate that isn't valid for 192.0.2.9"]],
    },
  ],
  "certificate-expired": [
    {
      config: { tls },
      facts: { certificate: { ...CERTIFICATE, validTo: NOW - 1 } },
      found: [["tls.cert", "a certificate that expired on 2026-06-15"]],
    },
    {
      config: { tls },
      facts: { certificate: { ...CERTIFICATE, validTo: NOW + 86_400_000 } },
      found: [["tls.cert", "a certificate that expires on 2026-06-16"]],
    },
  ],
  "network-limit-without-effect": [
    {
      config: { connections: { total: 100 } },
      found: [["connections.perNetwork", "256, while connections.total is 100"]],
    },
  ],
  "secret-with-blanks": [
    { client: secret(`${SECRET}\n`), found: [["clients[0].secrets[0].value", "a secret that ends in a line break"]] },
    {
      environment: { WEB_SECRET: `${SECRET}\r\n` },
      found: [["clients[0].secrets[0].env", "a secret that ends in a line break"]],
    },
    { client: secret(` ${SECRET}`), found: [["clients[0].secrets[0].value", "a secret with white space around it"]] },
    { client: secret(`${SECRET}\t`), found: [["clients[0].secrets[0].value", "a secret with white space around it"]] },
  ],
  "secret-is-a-placeholder": [
    "$WEB_SECRET",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what somebody has written in a configuration
    "${WEB_SECRET}",
    "process.env.WEB_SECRET",
    "%WEB_SECRET%",
    "<your secret>",
    "{{ secret }}",
    "change-me",
    "changeme123",
  ].map(
    (value) =>
      ({ client: secret(value), found: [["clients[0].secrets[0].value", "what looks like a placeholder"]] }) as const,
  ),
  "secret-hash-stays": [
    {
      client: { secrets: [{ sha256: "a".repeat(64) }, { hash: `$2b$10$${"a".repeat(53)}` }] },
      found: [["clients[0].secrets[1].hash", "a hash that takes long to compare"]],
    },
  ],
  "encryption-secret-with-blanks": [
    {
      environment: { CANDOR_KEY_ENCRYPTION_SECRET: `${SECRET}\n` },
      found: [["CANDOR_KEY_ENCRYPTION_SECRET", "a secret that ends in a line break"]],
    },
  ],
  "keys-not-encrypted": [
    {
      environment: { CANDOR_KEY_ENCRYPTION_SECRET: undefined as never },
      found: [["CANDOR_KEY_ENCRYPTION_SECRET", "not set"]],
    },
    {
      config: { issuer: "http://localhost:9400" },
      environment: { CANDOR_KEY_ENCRYPTION_SECRET: undefined as never, NODE_ENV: "production" },
      found: [["CANDOR_KEY_ENCRYPTION_SECRET", "not set"]],
    },
  ],
  "open-to-other-users": [
    {
      facts: { exposures: [{ key: "tls.key", file: "/etc/key.pem", mode: "644" }] },
      found: [["tls.key", "/etc/key.pem, with mode 644"]],
    },
  ],
  "variable-unknown": [
    {
      environment: { CANDOR_KEY_ENCRYPTON_SECRET: "x" },
      found: [["CANDOR_KEY_ENCRYPTON_SECRET", "unknown (did you mean CANDOR_KEY_ENCRYPTION_SECRET?)"]],
    },
    {
      environment: { CANDOR_ENCRYPTION_SECRET: "x" },
      found: [["CANDOR_ENCRYPTION_SECRET", "unknown (did you mean CANDOR_KEY_ENCRYPTION_SECRET?)"]],
    },
  ],
  "database-url-ignored": [
    {
      environment: { DATABASE_URL: "postgres://me:hunter2@db/candor" },
      found: [["DATABASE_URL", "set, while data is ./data"]],
    },
  ],
  "replica-ignored": [
    {
      environment: { DATABASE_REPLICA_URL: "postgres://me:hunter2@standby/candor" },
      found: [["DATABASE_REPLICA_URL", "set, without PostgreSQL"]],
    },
  ],
  "database-incomplete": [
    {
      facts: { incomplete: true },
      found: [["data", "./data, where the database seems to be incomplete"]],
    },
  ],
  "demo-in-production": [
    { facts: { demo: true }, found: [["demo", "on, while issuer is https://id.example"]] },
    {
      config: { issuer: "http://localhost:9400" },
      facts: { demo: true },
      environment: { NODE_ENV: "production" },
      found: [["demo", "on, while issuer is http://localhost:9400"]],
    },
  ],
  "idle-beyond-absolute": [
    {
      config: { refreshIdleLifetime: 200, refreshLifetime: 100 },
      found: [["refreshIdleLifetime", "200 seconds, while refreshLifetime is 100"]],
    },
    {
      client: { refreshIdleLifetime: 200, refreshLifetime: 100 },
      found: [["clients[0].refreshIdleLifetime", "200 seconds, while its refreshLifetime is 100"]],
    },
    {
      config: { refreshLifetime: 1_300_000 },
      client: { refreshIdleLifetime: 1_400_000 },
      found: [["clients[0].refreshIdleLifetime", "1400000 seconds, while its refreshLifetime is 1300000"]],
    },
  ],
  "session-shorter-than-code": [
    { config: { sessionLifetime: 30 }, found: [["sessionLifetime", "30 seconds, while codeLifetime is 60"]] },
  ],
  "lifetime-without-effect": [
    {
      client: { grantTypes: ["authorization_code"], scopes: ["read"], refreshLifetime: 5 },
      found: [["clients[0].refreshLifetime", "set, while its grantTypes are authorization_code"]],
    },
    {
      client: { ...machine, scopes: ["read"], codeLifetime: 5 },
      found: [["clients[0].codeLifetime", "set, while its grantTypes are client_credentials"]],
    },
  ],
  "secrets-expired": [
    {
      client: {
        secrets: [
          { value: SECRET, expiresAt: "2026-06-01T00:00:00Z" },
          { value: SECRET, expiresAt: "2026-05-01T00:00:00Z" },
        ],
      },
      found: [["clients[0].secrets", "expired, the last on 2026-06-01"]],
    },
    {
      client: { secrets: [{ value: SECRET, expiresAt: "2026-06-15T12:00:00Z" }] },
      found: [["clients[0].secrets", "expired, the last on 2026-06-15"]],
    },
  ],
  "secrets-expire-soon": [
    {
      client: { secrets: [{ value: SECRET, expiresAt: "2026-06-20T00:00:00+02:00" }] },
      found: [["clients[0].secrets", "valid only until 2026-06-19T22:00:00.000Z"]],
    },
  ],
  "sunset-before-since": [
    {
      config: scope({ deprecated: { since: "2027-06-01", sunset: "2027-01-01" } }),
      found: [["scopes[2].deprecated.sunset", "2027-01-01, while since is 2027-06-01"]],
    },
  ],
  "sunset-has-passed": [
    {
      config: scope({ deprecated: { since: "2026-01-01", sunset: "2026-06-15" } }),
      client: { scopes: ["offline_access", "old"] },
      found: [["scopes[2].deprecated.sunset", "2026-06-15, which has passed"]],
    },
  ],
  "deprecated-and-removed": [
    {
      config: scope({ deprecated: { since: "2026-01-01" }, removed: {} }),
      found: [["scopes[2].removed", "set, and deprecated is set too"]],
    },
  ],
  "replacement-not-granted": [
    { config: scope({ removed: { replacement: "old" } }), found: [["scopes[2].removed.replacement", "old itself"]] },
    {
      config: {
        scopes: [
          ...(FINE.scopes ?? []),
          { name: "a", description: "A", deprecated: { since: "2026-01-01", replacement: "b" } },
          { name: "b", description: "B", removed: {} },
        ],
      },
      found: [["scopes[2].deprecated.replacement", "b, which is removed"]],
    },
  ],
  "scope-names-alike": [{ config: scope({ name: "Read" }), found: [["scopes[0].name", "read, and there is Read"]] }],
  "scope-name-with-delimiter": [
    { config: scope({ name: "a,b" }), found: [["scopes[2].name", "a,b"]] },
    { config: scope({ name: "a+b" }), found: [["scopes[2].name", "a+b"]] },
  ],
  "api-without-scopes": [
    {
      config: {
        apis: [
          { resource: API, name: "API" },
          { resource: "https://empty.example", name: "Empty" },
        ],
      },
      found: [["apis[1].resource", "https://empty.example, but no scope names it as its api"]],
    },
  ],
  "opaque-api-not-introspected": [
    {
      config: { apis: [{ resource: API, name: "API", tokens: "opaque" }] },
      found: [["apis[0].tokens", "opaque, but no client is allowed to introspect them"]],
    },
  ],
  "scope-not-granted-any-more": [
    {
      config: scope({ removed: {} }),
      client: { scopes: ["offline_access", "old"] },
      found: [["clients[0].scopes", "a list with old, which is removed"]],
    },
  ],
  "default-scopes-of-several-apis": [
    {
      config: {
        apis: [...(FINE.apis ?? []), { resource: "https://other.example", name: "Other" }],
        scopes: [...(FINE.scopes ?? []), { name: "other", description: "Other", api: "https://other.example" }],
      },
      client: { scopes: ["offline_access", "read", "other"], defaultScopes: ["read", "other"] },
      found: [["clients[0].defaultScopes", "read other, of https://api.example and https://other.example"]],
    },
  ],
  "trusted-issuer-scope-misspelled": [
    {
      config: { trustedIssuers: [{ ...IDP, scopes: ["raed", "openid", "elsewhere"] }] },
      found: [["trustedIssuers[0].scopes[0]", '"raed", and there is read']],
    },
  ],
  "trusted-issuer-client-misspelled": [
    {
      config: { trustedIssuers: [{ ...IDP, clients: ["wed", "web", "in-the-console"] }] },
      found: [["trustedIssuers[0].clients[0]", '"wed", and there is web']],
    },
  ],
  "redirect-uri-with-wildcard": [
    {
      client: { redirectUris: ["https://*.web.example/cb"] },
      found: [["clients[0].redirectUris[0]", '"https://*.web.example/cb", with * taken literally']],
    },
    {
      client: { redirectUris: ["https://web.example/*"] },
      found: [["clients[0].redirectUris[0]", '"https://web.example/*", with * taken literally']],
    },
    {
      client: { redirectUris: ["https://web.example/{tenant}/cb"] },
      found: [["clients[0].redirectUris[0]", '"https://web.example/{tenant}/cb", with {tenant} taken literally']],
    },
    {
      client: { redirectUris: ["https://web.example/:tenant/cb"] },
      found: [["clients[0].redirectUris[0]", '"https://web.example/:tenant/cb", with /:tenant taken literally']],
    },
    {
      client: { postLogoutRedirectUris: ["https://web.example/**"] },
      found: [["clients[0].postLogoutRedirectUris[0]", '"https://web.example/**", with * taken literally']],
    },
  ],
  "redirect-uri-of-this-machine": [
    {
      client: { redirectUris: ["https://web.example/cb", "http://localhost:3000/cb"] },
      found: [["clients[0].redirectUris[1]", '"http://localhost:3000/cb"']],
    },
  ],
  "redirect-uris-unused": [
    {
      client: { grantTypes: ["client_credentials"], scopes: ["read"] },
      found: [["clients[0].grantTypes", "client_credentials, but the client has redirect URIs"]],
    },
    {
      client: {
        grantTypes: ["client_credentials"],
        scopes: ["read"],
        redirectUris: [],
        postLogoutRedirectUris: ["https://web.example/"],
      },
      found: [["clients[0].grantTypes", "client_credentials, but the client has redirect URIs"]],
    },
  ],
  "methods-beyond-profile": [
    {
      client: { profile: "fapi2-security", idTokenAlg: "ES256" },
      found: [["clients[0].authMethods", "a list with client_secret_basic, client_secret_post, under fapi2-security"]],
    },
  ],
  "id-tokens-beyond-profile": [
    {
      client: {
        profile: "fapi2-security",
        authMethods: ["private_key_jwt"],
        secrets: [],
        jwksUri: "https://app.example/keys",
      },
      found: [["clients[0].idTokenAlg", "RS256, under fapi2-security"]],
    },
  ],
  "client-credentials-without-scopes": [
    { client: { ...machine, scopes: [] }, found: [["clients[0].scopes", "empty"]] },
    {
      client: { ...machine, scopes: ["openid", "email"] },
      found: [["clients[0].scopes", "only openid, email, which are about users"]],
    },
  ],
  "scopes-about-nobody": [
    { client: { ...machine, scopes: ["read", "email"] }, found: [["clients[0].scopes", "a list with email"]] },
  ],
  "offline-access-without-refresh": [
    {
      client: { grantTypes: ["authorization_code"] },
      found: [["clients[0].grantTypes", "authorization_code, while scopes has offline_access"]],
    },
  ],
  "refresh-without-code": [
    {
      client: { ...machine, grantTypes: ["client_credentials", "refresh_token"], scopes: ["read"] },
      found: [["clients[0].grantTypes", "client_credentials, refresh_token"]],
    },
  ],
  "refresh-setting-without-effect": [
    {
      client: { grantTypes: ["authorization_code"], scopes: ["read"], refreshWithoutOfflineAccess: true },
      found: [["clients[0].refreshWithoutOfflineAccess", "true, while grantTypes has no refresh_token"]],
    },
  ],
  "client-without-purpose": [
    { client: { ...machine, grantTypes: [], scopes: [] }, found: [["clients[0].grantTypes", "empty"]] },
  ],
  "sensitive-scopes-without-consent": [
    {
      client: { firstParty: true, scopes: ["offline_access", "write"] },
      found: [["clients[0].firstParty", "true, and its scopes include write"]],
    },
  ],
  "tokens-in-urls": [
    {
      config: { responseTypes: ["code", "id_token token"] },
      client: { responseTypes: ["code", "id_token token"] },
      found: [["clients[0].responseTypes", "a list with id_token token"]],
    },
  ],
  "response-type-without-effect": [
    { client: { responseTypes: ["code", "none"] }, found: [["clients[0].responseTypes", "a list with none"]] },
  ],
  "pkce-setting-without-effect": [
    {
      client: { authMethods: ["none"], secrets: [], pkceRequired: false },
      found: [["clients[0].pkceRequired", "false for a public client"]],
    },
  ],
  "claims-without-openid": [
    {
      client: { idTokenClaims: true, scopes: ["offline_access", "read"] },
      found: [["clients[0].idTokenClaims", "true, while scopes has no openid"]],
    },
  ],
  "data-of-another-issuer": [
    {
      facts: { servedBefore: "https://old.example" },
      found: [["data", "./data, which was last served as https://old.example"]],
    },
    {
      config: { issuer: "http://localhost:9401", port: 9401, trustedProxy: [] },
      facts: { servedBefore: "http://localhost:9400" },
      found: [["data", "./data, which was last served as http://localhost:9400"]],
    },
  ],
  "owner-unknown": [{ client: { owner: "nobody" }, found: [["clients[0].owner", '"nobody", which has no account']] }],
  "duplicate-entry": [
    {
      client: { redirectUris: ["https://web.example/cb", "https://web.example/cb"] },
      found: [["clients[0].redirectUris", 'a list with "https://web.example/cb" twice']],
    },
    {
      client: { scopes: ["openid", "offline_access", "openid"] },
      found: [["clients[0].scopes", 'a list with "openid" twice']],
    },
  ],
};

describe.each(CHECKS)("$name", ({ name }) => {
  const samples = SAMPLES[name] ?? [];
  it("has a sample", () => expect(samples.length).toBeGreaterThan(0));

  it.each(samples)("is the only warning: $found", ({ found, ...sample }) => {
    const all = warnings(sample);
    expect(all.map((each) => [each.name, each.key, each.is])).toEqual(found.map(([key, is]) => [name, key, is]));
    for (const each of all) expect(inWords(each)).not.toMatch(/hunter2|that-is-long/);
  });
});

it("names are unique, and every sample is for a known warning", () => {
  const names = CHECKS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(SAMPLES).filter((name) => !names.includes(name))).toEqual([]);
});

it("texts are full sentences", () => {
  for (const { when, means, fix } of CHECKS)
    for (const sentence of [when, means, fix]) expect(sentence).toMatch(/^[A-Z`].*[.)]$/);
});

describe("there is nothing to warn about", () => {
  it.each<[what: string, sample: Omit<Sample, "found">]>([
    ["if everything is fine", {}],
    [
      "with TLS of its own",
      { config: { trustedProxy: [], tls, host: "0.0.0.0", port: 443 }, facts: { certificate: CERTIFICATE } },
    ],
    ["on an IP address", { config: { issuer: "https://192.0.2.1", tls }, facts: { certificate: CERTIFICATE } }],
    [
      "in development",
      {
        config: { issuer: "http://localhost:9400", trustedProxy: [] },
        environment: { CANDOR_KEY_ENCRYPTION_SECRET: undefined as never },
      },
    ],
    ["in memory", { facts: { storage: "memory" }, environment: { CANDOR_KEY_ENCRYPTION_SECRET: undefined as never } }],
    ["about data that was served as the same issuer", { facts: { servedBefore: "https://id.example" } }],
    ["about clients that are disabled", { client: { disabled: true, ...machine, scopes: [] } }],
    ["about owners that were not looked up", { client: { owner: "nobody" }, facts: { hasAccount: undefined } }],
    [
      "about secrets of which one is valid",
      { client: { secrets: [{ value: SECRET, expiresAt: "2026-01-01T00:00:00Z" }, { value: SECRET }] } },
    ],
    [
      "about native applications on this machine",
      { client: { applicationType: "native", redirectUris: ["http://127.0.0.1/cb"] } },
    ],
    ["about variables of others", { environment: { CANDOR_TEST_RUN: "1", DATABASE_URL: "" } }],
    ["about a query that looks like nothing", { client: { redirectUris: ["https://web.example/cb?a=b:c&d=$"] } }],
    [
      "about a client that only introspects",
      { client: { ...machine, grantTypes: [], scopes: [], introspects: [API] } },
    ],
  ])("%s", (_, sample) => expect(warnings(sample).map(inWords)).toEqual([]));
});
