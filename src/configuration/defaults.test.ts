import { describe, expect, it } from "vitest";
import { checkConfig } from "./check.ts";
import { ConfigurationError, type ConfigurationFault } from "./fault.ts";
import type { Config } from "./schema.ts";

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
const withIssuer = (issuer: string): Config => ({ ...web(), issuer });
const with_ = (more: object): Config => ({ ...web(), ...more }) as Config;

describe("a configuration that is fine", () => {
  it.each<[what: string, config: Config]>([
    ["the smallest", { issuer: "https://id.example" }],
    ["a web application", web()],
    ["a path in the issuer", withIssuer("https://id.example/tenant/1")],
    ["http on a loopback address", withIssuer("http://localhost:9400")],
    ["http on ::1", withIssuer("http://[::1]:9400")],
    ["a public client", web({ authMethods: ["none"], secrets: [] })],
    [
      "a native client",
      web({ applicationType: "native", redirectUris: ["com.example.app:/cb", "http://127.0.0.1/cb"] }),
    ],
    ["a machine", web({ grantTypes: ["client_credentials"], redirectUris: [] })],
    [
      "secrets of three kinds",
      web({ secrets: [{ value: "long enough" }, { env: "WEB_SECRET" }, { sha256: "0".repeat(64) }] }),
    ],
    ["a default scope", web({ defaultScopes: ["read"], scopes: ["read", "openid"] })],
    ["a secret that ends", web({ secrets: [{ value: "long enough", expiresAt: "2027-01-31T00:00:00+01:00" }] })],
    ["grace switched off", with_({ refreshGrace: 0 })],
    [
      "a removed scope",
      with_({ scopes: [{ name: "old", description: "Old", removed: { replacement: "openid" } }], clients: [] }),
    ],
  ])("%s", (_, config) => expect(faults(config)).toEqual([]));

  it("gets its defaults", () => {
    expect(checkConfig({ issuer: "https://id.example" }, {})).toMatchObject({
      codeLifetime: 60,
      refreshGrace: 10,
      refreshIdleLifetime: 14 * 86_400,
      refreshLifetime: 90 * 86_400,
      unknownScopes: "refuse",
      clients: [],
    });
    expect(checkConfig(web(), {}).clients[0]).toMatchObject({
      authMethods: ["client_secret_basic", "client_secret_post"],
      grantTypes: ["authorization_code"],
      pkceRequired: true,
      firstParty: false,
      disabled: false,
      applicationType: "web",
    });
  });
});
