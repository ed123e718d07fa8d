/** Whatever is wrong with the form of a configuration is said in our own words, at its place, and shows no secret. */
import { describe, expect, it } from "vitest";
import { checkConfig } from "./check.ts";
import { type Path, type SettingSchema, settingSchema } from "./expected.ts";
import { ConfigurationError, type ConfigurationFault } from "./fault.ts";
import { keyOf } from "./form.ts";
import { schema } from "./schema.ts";

/** One of everything that can be set. */
const WHOLE = {
  issuer: "https://id.example",
  tls: { cert: "cert.pem", key: "key.pem" },
  connections: { total: 1 },
  metrics: { port: 9464 },
  openTelemetry: { endpoint: "http://127.0.0.1:4318" },
  accessLog: { file: "access.log" },
  auditLog: { file: "audit.log" },
  journal: { days: 1 },
  trustedProxy: ["10.0.0.0/8"],
  branding: { colors: { light: "#0d6150" } },
  users: { attributes: [{ name: "department" }] },
  apis: [{ resource: "https://api.example", name: "API", claims: [{ claim: "groups", from: "groups" }] }],
  scopes: [
    {
      name: "read",
      description: "Read",
      claims: [{ claim: "groups", from: "groups" }],
      deprecated: { since: "2026-01-01" },
      removed: { replacement: "openid" },
    },
  ],
  authorizationDetailsTypes: [{ type: "payment", description: "Pay", schema: {} }],
  trustedIssuers: [{ issuer: "https://idp.example", jwks: { keys: [{}] }, clients: ["web"], scopes: ["read"] }],
  clientAttestation: { attesters: [{ issuer: "https://attester.example", jwks: { keys: [{}] }, clients: ["web"] }] },
  notices: {
    webhook: { url: "https://hooks.example/", secret: { env: "HOOK_SECRET" } },
    mail: { host: "smtp.example", from: "candor@example.com", password: { env: "SMTP_PASSWORD" } },
  },
  clients: [
    {
      id: "web",
      secrets: [{ value: "long enough" }],
      redirectUris: ["https://web.example/cb"],
      postLogoutRedirectUris: ["https://web.example/"],
      authMethods: ["client_secret_basic"],
      grantTypes: ["authorization_code"],
      scopes: ["read"],
      defaultScopes: ["read"],
      idTokenClaims: ["name"],
      introspects: ["https://api.example"],
      tokenExchange: { identityAssertions: [{ audience: "https://id.example", clientId: "web", scopes: ["read"] }] },
      colors: { light: "#0d6150" },
      claims: [{ claim: "groups", from: "groups" }],
    },
  ],
  registration: {
    tokens: [{ label: "Partners", sha256: "0".repeat(64) }],
    softwareStatements: [{ issuer: "https://vouches.example", jwks: { keys: [{}] } }],
  },
};

/** Every place of the schema. */
function* places(setting: SettingSchema, path: Path = []): Generator<Path> {
  yield path;
  for (const [name, inner] of Object.entries(setting.properties ?? {})) yield* places(inner, [...path, name]);
  const items = setting.items ?? setting.anyOf?.find(({ type }) => type === "array")?.items;
  if (items !== undefined) yield* places(items, [...path, 0]);
}
const PLACES = [...places(settingSchema())];

const WRONG = [null, 5.5, -1, 1e12, Number.NaN, "", "x", "two words", "\n", [], [[]], {}, { x: 1 }, true, () => 1, 1n];

function withAt(value: unknown, path: Path, wrong: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return wrong;
  if (typeof step === "number" && value === undefined) return [wrong];
  if (Array.isArray(value)) return value.map((each, i) => (i === step ? withAt(each, rest, wrong) : each));
  const object = (value ?? {}) as Record<PropertyKey, unknown>;
  return { ...object, [step]: withAt(object[step], rest, wrong) };
}

function faults(config: unknown): readonly ConfigurationFault[] {
  try {
    checkConfig(config as never, {});
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

/** Beginnings and turns of zod's sentences. */
const ZOD =
  /^(?:Invalid|Too |Unrecognized|Expected|must )|expected (?:string|number|int|array|object)|[<>]=|received|JSON|nonoptional|undefined/;

describe("whatever is put into a place", () => {
  it("is refused in our own words, at that place", () => {
    expect(PLACES.length).toBeGreaterThan(70);
    let refused = 0;
    for (const path of PLACES) {
      for (const wrong of WRONG) {
        const config = withAt(WHOLE, path, wrong);
        const parsed = schema.safeParse(config);
        if (parsed.success) continue;
        refused++;
        const found = faults(config);
        expect(found.length).toBeGreaterThanOrEqual(parsed.error.issues.length);
        for (const { key, is, expected } of found) {
          expect(
            key === keyOf(path) || key.startsWith(keyOf(path)) || path.length === 0,
            `${key} at ${keyOf(path)}`,
          ).toBe(true);
          expect([is, expected].filter((said) => said === "" || ZOD.test(said))).toEqual([]);
          for (const { message } of parsed.error.issues) expect(expected).not.toContain(message);
        }
      }
    }
    expect(refused).toBeGreaterThan(600);
  });

  it("is omitted if it isn't allowed", () => {
    const { issuer: _, ...without } = WHOLE;
    expect(faults(without)).toEqual([
      { key: "issuer", is: "missing", expected: "a URL, such as https://id.example.com" },
    ]);
    expect(faults({ ...WHOLE, apis: [{ name: "API" }] })).toContainEqual({
      key: "apis[0].resource",
      is: "missing",
      expected: "a URL, such as https://api.example.com",
    });
  });
});

describe("a name that there is not", () => {
  it.each<[path: Path, name: string, meant: string | undefined]>([
    [[], "client", "clients"],
    [[], "api", "apis"],
    [[], "trustProxy", "trustedProxy"],
    [[], "log_level", "logLevel"],
    [[], "issuerr", "issuer"],
    [[], "redirectUris", "clients[].redirectUris"],
    [[], "perMinute", "journal.perMinute"],
    [[], "favourite", undefined],
    [["journal"], "day", "days"],
    [["connections"], "pernetwork", "perNetwork"],
    [["tls"], "certificate", undefined],
    [["tls"], "keys", "key"],
    [["apis", 0], "token", "tokens"],
    [["scopes", 0], "desription", "description"],
    [["scopes", 0, "deprecated"], "sunsett", "sunset"],
    [["scopes", 0, "removed"], "replacment", "replacement"],
    [["clients", 0], "client_id", "id"],
    [["clients", 0], "redirect_uris", "redirectUris"],
    [["clients", 0], "token_endpoint_auth_method", "authMethods"],
    [["clients", 0, "secrets", 0], "evn", "env"],
    [["clients", 0, "secrets", 0], "xyz", undefined],
    [["clients", 0, "secrets", 0], "expiresat", "expiresAt"],
  ])("at %j, %s", (path, name, meant) => {
    const [found] = faults(withAt(WHOLE, [...path, name], "x")).filter(({ is }) => is === "unknown");
    const question = meant === undefined ? "" : `. Did you mean ${meant}?`;
    expect(found).toEqual({
      key: keyOf([...path, name]),
      is: "unknown",
      expected: `one of the documented settings${question}`,
    });
  });
});

it("shows no secret, wherever it was put", () => {
  const secret = "hunter2-hunter2";
  const wrong = [
    { clients: { shop: { secrets: [{ value: secret }] } } },
    { clients: [{ id: "shop", secret }] },
    { clients: [{ id: "shop", secrets: secret }] },
    { clients: [{ id: "shop", secrets: [secret] }] },
    { clients: [{ id: "shop", secrets: [{ sha256: secret }] }] },
    { clients: [{ id: "shop", secrets: [{ env: secret }] }] },
    { clients: [{ id: "shop", secrets: [{ value: "x", env: secret }] }] },
    { issuer: `https://admin:${secret}@id.example` },
    { clients: [{ id: "shop", redirectUris: [`https://shop:${secret}@shop.example/`] }] },
    { apis: [{ resource: { secret } }] },
  ];
  for (const config of wrong) {
    const found = faults({ ...WHOLE, tls: undefined, ...config });
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(secret);
  }
});
