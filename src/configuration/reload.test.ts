import { describe, expect, it } from "vitest";
import { checkConfig } from "./check.ts";
import { ConfigurationError } from "./fault.ts";
import { type InForce, reloaded } from "./reload.ts";
import type { Config } from "./schema.ts";

const CONFIG: Config = {
  issuer: "https://id.example",
  scopes: [{ name: "orders", description: "Read orders" }],
  clients: [{ id: "shop", secrets: [{ env: "SHOP" }], grantTypes: ["client_credentials"], scopes: ["orders"] }],
};
const ENVIRONMENT = { SHOP: "a-secret-of-the-shop", CANDOR_KEY_ENCRYPTION_SECRET: "a-secret-of-the-keys" };

const inForce = (config: Config, environment = ENVIRONMENT): InForce => ({
  ...{ config, environment, configuration: checkConfig(config, environment, "memory") },
});
const change = (to: Partial<Config>, environment: Partial<typeof ENVIRONMENT> = {}, from: Partial<Config> = {}) =>
  reloaded(inForce({ ...CONFIG, ...from }), { ...CONFIG, ...to }, { ...ENVIRONMENT, ...environment }, "memory");

describe("another configuration", () => {
  const hook = (): Config["hooks"] => ({ claims: async () => ({}) });
  it.each<[string, ...Parameters<typeof change>, changed: string[], restart: string[]]>([
    ["that is the same", {}, {}, {}, [], []],
    ["with another lifetime", { codeLifetime: 30 }, {}, {}, ["codeLifetime"], []],
    ["that says a default", { codeLifetime: 60 }, {}, {}, [], []],
    ["without a client", { clients: [] }, {}, {}, ["clients"], []],
    ["with another secret", {}, { SHOP: "another-secret-of-it" }, {}, ["clients"], []],
    ["with another port and level", { port: 1, logLevel: "warn" }, {}, {}, ["logLevel"], ["port"]],
    ["for another issuer", { issuer: "https://other.example" }, {}, {}, [], ["issuer"]],
    [
      "with other bounds of the journal",
      { journal: { days: 2, perMinute: 3 } },
      {},
      {},
      ["journal"],
      ["journal.perMinute"],
    ],
    [
      "with another secret of the keys",
      {},
      { CANDOR_KEY_ENCRYPTION_SECRET: "another-secret-of-them" },
      {},
      [],
      ["CANDOR_KEY_ENCRYPTION_SECRET"],
    ],
    ["with the same hook, read again", { hooks: hook() }, {}, { hooks: hook() }, [], []],
    ["with a hook", { hooks: hook() }, {}, {}, [], ["hooks"]],
    [
      "that turns mutual TLS on",
      { mutualTls: { forwardedIn: "X-Cert" }, trustedProxy: ["10.0.0.1"] },
      {},
      {},
      [],
      ["mutualTls", "trustedProxy"],
    ],
  ])("%s", (_, to, environment, from, changed, restart) => {
    const done = change(to, environment, from);
    expect(done).toMatchObject({ changed, restart });
    // What waits has its former value.
    const { configuration } = done.inForce;
    expect([configuration.issuer, configuration.port, configuration.journal.perMinute]).toEqual([
      CONFIG.issuer,
      9400,
      20,
    ]);
    expect(done.inForce.environment.CANDOR_KEY_ENCRYPTION_SECRET).toBe(ENVIRONMENT.CANDOR_KEY_ENCRYPTION_SECRET);
  });

  it("in steps: what waits is still named, and still waits, after the next one", () => {
    const first = change({ port: 1 });
    const second = reloaded(first.inForce, { ...CONFIG, port: 1, codeLifetime: 30 }, ENVIRONMENT, "memory");
    expect(second).toMatchObject({ changed: ["codeLifetime"], restart: ["port"] });
  });

  it.each<[string, Partial<Config>, string]>([
    ["with a fault", { codeLifetime: -1 }, "codeLifetime"],
    [
      "whose client needs what waits for a restart",
      {
        additionalKeys: ["PS256"],
        clients: [
          { id: "shop", secrets: [{ env: "SHOP" }], redirectUris: ["https://shop.example"], idTokenAlg: "PS256" },
        ],
      },
      "clients[0].idTokenAlg",
    ],
  ])("%s is refused", (_, to, key) => {
    let faults: readonly string[] = [];
    try {
      change(to);
    } catch (error) {
      if (error instanceof ConfigurationError) faults = error.faults.map((fault) => fault.key);
    }
    expect(faults).toContain(key);
  });
});
