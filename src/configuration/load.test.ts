import { hash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { stateAt } from "../protocol/scope/catalogue.ts";
import { shapeOf } from "../protocol/secret-shape.ts";
import { checkConfig } from "./check.ts";
import { catalogueFrom, clientsFrom, loadConfig, settingsFrom } from "./load.ts";

const directory = mkdtempSync(join(tmpdir(), "candor-config-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ENVIRONMENT = { WEB_SECRET: "from the environment" };
const API = "https://api.example";
const configuration = checkConfig(
  {
    issuer: "https://id.example",
    apis: [{ resource: API, name: "API", tokens: "opaque" }],
    scopes: [
      { name: "read", description: "Read", api: API, sensitive: true },
      {
        name: "old",
        description: "Old",
        deprecated: { since: "2026-01-01", sunset: "2026-12-31", replacement: "read" },
      },
      { name: "gone", description: "Gone", removed: {} },
      { name: "both", description: "Both", deprecated: { since: "2026-01-01" }, removed: { replacement: "read" } },
    ],
    clients: [
      {
        id: "web",
        redirectUris: ["https://web.example/cb"],
        secrets: [
          { value: "short one" },
          { env: "WEB_SECRET", expiresAt: "2027-01-31T00:00:00+01:00" },
          { sha256: hash("sha256", "hashed") },
          { value: "a secret of thirty-two characters or more" },
        ],
      },
      { id: "spa", name: "The App", authMethods: ["none"], redirectUris: ["https://app.example/cb"] },
    ],
  },
  ENVIRONMENT,
);

describe("the registered clients", () => {
  const [web, spa] = clientsFrom(configuration, ENVIRONMENT);

  it("have their secrets as hashes, and none among what decisions see", () => {
    const hashed = (text: string) => hash("sha256", text, "buffer");
    const known = (text: string) => ({ hash: hashed(text), shape: shapeOf(text) });
    expect(web?.secrets).toEqual([
      { ...known("short one"), expiresAt: undefined, guessable: true },
      { ...known("from the environment"), expiresAt: Date.UTC(2027, 0, 30, 23), guessable: true },
      { hash: hashed("hashed"), expiresAt: undefined, guessable: false, shape: undefined },
      { ...known("a secret of thirty-two characters or more"), expiresAt: undefined, guessable: false },
    ]);
    expect(JSON.stringify(web?.client)).not.toMatch(/secrets|short one|from the environment/);
  });

  it("are called by their names, or else by their ids", () => {
    expect([web?.client.name, spa?.client.name]).toEqual(["web", "The App"]);
    expect(spa?.secrets).toEqual([]);
  });
});

describe("the catalogue", () => {
  const { scopes, apis } = catalogueFrom(configuration);

  it("holds the scopes of OpenID Connect and those declared, in their states", () => {
    const states = [...scopes.values()].map((scope) => [scope.name, stateAt(scope, Date.UTC(2026, 5, 15)).is]);
    const openid = ["openid", "profile", "email", "address", "phone", "offline_access"];
    expect(states).toEqual([
      ...openid.map((name) => [name, "active"]),
      ["read", "active"],
      ["old", "deprecated"],
      ["gone", "removed"],
      ["both", "removed"],
    ]);
    expect(scopes.get("read")).toMatchObject({ api: API, sensitive: true, personal: false });
    expect(scopes.get("openid")).toMatchObject({ personal: true });
    expect(apis.get(API)).toMatchObject({ name: "API", tokens: "opaque", alg: "ES256", lifetime: 600 });
  });
});

it("decisions are told of the settings and of nothing else", () => {
  expect(settingsFrom(configuration)).toEqual({
    issuer: "https://id.example",
    codeLifetime: 60,
    refreshGrace: 10,
    refreshIdleLifetime: 1_209_600,
    refreshLifetime: 7_776_000,
    idTokenLifetime: 3600,
    accessTokenLifetime: 600,
    sessionLifetime: 86_400,
    unknownScopes: "refuse",
  });
});

describe("the file", () => {
  const file = (name: string, text: string) => writeFileSync(join(directory, name), text);

  it.each([
    ["a.ts", 'const issuer: string = "https://a.example";\nexport default { issuer };'],
    ["a.mjs", 'export default { issuer: "https://a.example" };'],
    ["a.json", '{ "issuer": "https://a.example" }'],
  ])("%s is read", async (name, text) => {
    file(name, text);
    expect(await loadConfig(name, directory)).toEqual({ issuer: "https://a.example" });
  });

  it.each([
    ["nowhere.ts", undefined, "--config is nowhere.ts; expected a configuration file"],
    [undefined, undefined, "--config is not given, and there is no candor.config.ts here"],
    ["c.mjs", "export default 7;", "is number; expected a file whose default export is defineConfig"],
  ])("%s that cannot be used says why", async (name, text, why) => {
    if (name !== undefined && text !== undefined) file(name, text);
    await expect(loadConfig(name, directory)).rejects.toThrow(why);
  });

  it("is found by its usual name", async () => {
    file("candor.config.json", '{ "issuer": "https://json.example" }');
    expect(await loadConfig(undefined, directory)).toEqual({ issuer: "https://json.example" });
    file("candor.config.ts", 'export default { issuer: "https://ts.example" };');
    expect(await loadConfig(undefined, directory)).toEqual({ issuer: "https://ts.example" });
  });
});
