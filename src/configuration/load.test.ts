import { hash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { ADMIN_SCOPE_NAMES, stateAt } from "../protocol/scope/catalogue.ts";
import { shapeOf } from "../protocol/secret-shape.ts";
import { catalogueFrom } from "./catalogue.ts";
import { checkConfig } from "./check.ts";
import { ConfigurationError } from "./fault.ts";
import { clientsFrom, loadConfig, settingsFrom } from "./load.ts";

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

  it("have hashed secrets, and decisions see none", () => {
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

  it("contains the scopes of OpenID Connect and the declared ones, with their states", () => {
    const own = [...scopes.values()].filter(({ name }) => !ADMIN_SCOPE_NAMES.includes(name));
    expect([...scopes.keys()]).toEqual([...own.map(({ name }) => name), ...ADMIN_SCOPE_NAMES]);
    const states = own.map((scope) => [scope.name, stateAt(scope, Date.UTC(2026, 5, 15)).is]);
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

it("decisions get the settings and nothing else", () => {
  expect(settingsFrom(configuration)).toEqual({
    issuer: "https://id.example",
    codeLifetime: 60,
    refreshGrace: 10,
    refreshIdleLifetime: 1_209_600,
    refreshLifetime: 7_776_000,
    idTokenLifetime: 3600,
    accessTokenLifetime: 600,
    sessionLifetime: 86_400,
    sessionManagement: false,
    unknownScopes: "refuse",
    publicScopes: false,
    selfService: { enabled: false, grantTypes: ["authorization_code", "refresh_token"], applications: 10 },
    users: { attributes: [], editable: ["name", "email"] },
    keyRotation: { every: 90, ahead: 24 },
    dpop: { nonce: false },
    responseTypes: ["code"],
    requirePushedRequests: false,
    pushedRequestLifetime: 60,
    deviceCodeLifetime: 600,
    backchannelLifetime: 300,
    journal: { days: 14, megabytes: 64 },
    registration: {
      mode: "off",
      vouched: false,
      tokens: [],
      softwareStatements: [],
      scopes: ["openid", "profile", "email", "offline_access"],
      grantTypes: ["authorization_code", "refresh_token"],
      authorizationDetailsTypes: [],
      schemes: [],
      pkceRequired: true,
      unusedDays: 30,
      applications: 10_000,
      perHour: 30,
    },
    clientDocuments: {
      ...{ mode: "off", hosts: [], loopback: false },
      scopes: ["openid", "profile", "email", "offline_access"],
    },
  });
});

describe("the file", () => {
  const file = (name: string, text: string) => writeFileSync(join(directory, name), text);

  it.each([
    ["a.ts", 'const issuer: string = "https://a.example";\nexport default { issuer };'],
    ["a.mjs", 'export default { issuer: "https://a.example" };'],
    ["a.json", '{ "issuer": "https://a.example" }'],
    ["mark.json", '\uFEFF{ "issuer": "https://a.example" }'],
  ])("%s is read", async (name, text) => {
    file(name, text);
    expect(await loadConfig(name, directory)).toEqual({ issuer: "https://a.example" });
  });

  it.each([
    [
      "nowhere.ts",
      undefined,
      /^--config is nowhere\.ts, but there is no file \/\S+nowhere\.ts; expected a configuration/,
    ],
    [".", undefined, "--config is ., which is a folder; expected a configuration file"],
    [undefined, undefined, "--config is not given, and there is no candor.config.ts here"],
    [
      "c.mjs",
      "export default 7;",
      "is a module whose default export is a number; expected a file whose default export is defineConfig",
    ],
    ["d.ts", "export default null;", "is a module whose default export is null; expected a file whose default export"],
    [
      "e.ts",
      "export default async () => ({});",
      "is a module whose default export is a function; expected a file whose default export is defineConfig({ … }), or JSON with an object. To wait for something, write export default await …",
    ],
    ["undefined.ts", "export default undefined;", "is a module whose default export is undefined; expected"],
    ["r.yaml", "issuer: https://id.example", /is r\.yaml, whose name doesn't end in \.ts, .*\.json; expected a conf/],
    [
      "s.ts",
      'import "./gone.ts";\nexport default {};',
      "is importing ./gone.ts, which doesn't exist; expected a file that exists",
    ],
    ["", undefined, "--config is empty; expected a configuration file"],
    ["f.json", "[]", "is a list; expected a file whose default export is defineConfig({ … }), or JSON with an object"],
    ["g.json", '{\n  "port": 1,\n}', "is not JSON: see line 3, column 1; expected an object in JSON"],
    ["h.ts", "export const config = {};", "is a module without a default export that exports config; expected export"],
    ["i.mjs", "export const config = {};", "is a module without a default export that exports config; expected export"],
    ["j.ts", "", "is a module without a default export; expected export default defineConfig"],
    [
      "k.ts",
      "export default {\n  port: 1,,\n};",
      /is not JavaScript or TypeScript: \w.* in line 2, column 1[12]; expected export default/,
    ],
    [
      "l.mjs",
      "export default {\n  port: 1,,\n};",
      /is not JavaScript or TypeScript: \w.* in line 2, column 1[12]; expected export default/,
    ],
    [
      "m.ts",
      'import x from "not-there";\nexport default { x };',
      "is importing not-there, which doesn't exist; expected a package that is installed where the file is",
    ],
    [
      "n.ts",
      "\nconst x: any = {};\nexport default { port: x.y.z };",
      /is failing in line 3: TypeError: .* \(reading 'z'\)/,
    ],
    ["o.ts", 'throw new Error("PORT is not set");', "is failing in line 1: Error: PORT is not set; expected export"],
    ["p.ts", 'export default JSON.parse("my secret");', /is failing in line 1: SyntaxError; expected export/],
    ["q.ts", 'import { readFileSync } from "node:fs";\nexport default readFileSync("/my secret");', /: Error ENOENT; /],
  ])("%s that cannot be used says why", async (name, text, why) => {
    if (name !== undefined && text !== undefined) file(name, text);
    const thrown = await loadConfig(name, directory).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ConfigurationError);
    expect(String((thrown as Error).message)).toMatch(why);
    expect(String((thrown as Error).message)).not.toContain("my secret");
  });

  it("is found by its usual name", async () => {
    onTestFinished(() => {
      for (const name of ["candor.config.json", "candor.config.ts"]) rmSync(join(directory, name));
    });
    file("candor.config.json", '{ "issuer": "https://json.example" }');
    expect(await loadConfig(undefined, directory)).toEqual({ issuer: "https://json.example" });
    file("candor.config.ts", 'export default { issuer: "https://ts.example" };');
    expect(await loadConfig(undefined, directory)).toEqual({ issuer: "https://ts.example" });
  });
});
