/** What is wrong with a registry file is named at its place, all of it at once, and no secret with it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigurationError } from "../../src/configuration/fault.ts";
import { type Planning, planFile } from "../../src/declared/plan-file.ts";
import { readRegistry } from "../../src/declared/read.ts";
import { readYaml } from "../../src/declared/yaml.ts";
import { OURS, THEIRS, wanted } from "./registries.ts";

const NONE = { api: [], scope: [], application: [], "trusted-issuer": [] };
const planning = (more: Partial<Planning> = {}): Planning => ({
  path: OURS,
  current: [],
  configured: NONE,
  environment: { SHORT: "short" },
  now: 0,
  ...more,
});

async function faults(run: () => unknown): Promise<ConfigurationError["faults"]> {
  try {
    await run();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

const IDP = { issuer: "https://idp.example", jwksUri: "https://idp.example/jwks", clients: ["shop"], scopes: ["read"] };
const KEYLESS = { jwksUri: undefined, scopes: ["openid"] };
const OWN = { ...IDP, scopes: ["openid"] };
const SHOP = { id: "shop", redirectUris: ["https://shop.example/cb"], secrets: [{ sha256: "a".repeat(64) }] };

describe("a fault is named by its place", () => {
  it.each<[key: string, file: unknown]>([
    ["the file", null],
    ["the file", "text"],
    ["the file", []],
    ["the file", () => ({})],
    ["issuer", { issuer: "https://id.example" }],
    ["name", { name: "two words" }],
    ["clients", { clients: { shop: {} } }],
    ["clients[0].id", { clients: [{ ...SHOP, id: "two words" }] }],
    ["clients[0].redirectUri", { clients: [{ ...SHOP, redirectUri: "x" }] }],
    ["clients[0].redirectUris[0]", { clients: [{ ...SHOP, redirectUris: ["http://shop.example/cb"] }] }],
    ["clients[0].scopes[0]", { clients: [{ ...SHOP, scopes: ["raed"] }] }],
    ["clients[0].introspects[0]", { clients: [{ ...SHOP, introspects: ["https://api.example"] }] }],
    ["clients[0].secrets", { clients: [{ ...SHOP, secrets: [] }] }],
    ["clients[0].secrets[0].env", { clients: [{ ...SHOP, secrets: [{ env: "SHORT" }] }] }],
    ["clients[0].codeLifetime", { clients: [{ ...SHOP, codeLifetime: 601 }] }],
    ["clients[1].id", { clients: [SHOP, SHOP] }],
    ["scopes[0].name", { scopes: [{ name: "openid", description: "x" }] }],
    ["scopes[0].api", { scopes: [{ name: "a", description: "x", api: "https://api.example" }] }],
    ["scopes[0].removed.replacement", { scopes: [{ name: "a", description: "x", removed: { replacement: "b" } }] }],
    ["apis[0].typ", { apis: [{ resource: "https://a.example", name: "A", typ: "JWT", tokens: "opaque" }] }],
    ["apis[0].resource", { apis: [{ resource: "a", name: "A" }] }],
    ["trustedIssuers[0].scopes[0]", { clients: [SHOP], trustedIssuers: [IDP] }],
    ["trustedIssuers[0].clients[0]", { trustedIssuers: [{ ...IDP, scopes: ["openid"] }] }],
    ["trustedIssuers[0].jwks", { clients: [SHOP], trustedIssuers: [{ ...IDP, ...KEYLESS }] }],
    ["trustedIssuers[0].jwksUri", { clients: [SHOP], trustedIssuers: [{ ...IDP, ...KEYLESS, jwksUri: "x" }] }],
    ["trustedIssuers[1].issuer", { clients: [SHOP], trustedIssuers: [OWN, OWN] }],
  ])("%s in %j", async (key, file) => {
    expect((await faults(() => planFile(file, planning()))).map((fault) => fault.key)).toEqual([key]);
  });

  it("all at once, and with what is expected", async () => {
    const file = {
      scopes: [{ name: "openid", description: "x" }],
      clients: [
        { ...SHOP, scopes: ["raed"], redirectUris: ["/cb"], secrets: [{ value: "long enough", env: "SHORT" }] },
      ],
    };
    const found = await faults(() => planFile(file, planning()));
    expect(found.map(({ key }) => key)).toEqual([
      "scopes[0].name",
      "clients[0].scopes[0]",
      "clients[0].redirectUris[0]",
      "clients[0].secrets[0]",
      "clients[0].secrets[0].env",
    ]);
    for (const { expected } of found) expect(expected).not.toBe("");
    expect(JSON.stringify(found)).not.toContain("long enough");
  });

  it("and what another file owns", async () => {
    const current = wanted({ clients: [SHOP] }).items.map((item) => ({
      ...item,
      content: { ...item.content, ownedBy: { file: THEIRS } },
      version: 3,
    }));
    const file = { clients: [{ ...SHOP, name: "Shop" }] };
    expect(await faults(() => planFile(file, planning({ current })))).toMatchObject([
      { key: "clients[0]", is: '"shop", which "theirs" owns and registers differently' },
    ]);
    expect(await faults(() => planFile(file, planning({ current, adopt: true })))).toEqual([]);
    expect(await faults(() => planFile({ name: THEIRS, ...file }, planning({ current })))).toEqual([]);
  });
});

it("a trusted issuer may name scopes and clients that are registered elsewhere, and clients by their documents", async () => {
  const configured = { ...NONE, scope: ["read"], application: ["shop"] };
  const clients = ["shop", "https://agents.example/client.json"];
  expect(await faults(() => planFile({ trustedIssuers: [{ ...IDP, clients }] }, planning({ configured })))).toEqual([]);
});

describe("a reference may be to", () => {
  const scopes = [{ name: "read", description: "Read" }];
  const stored = wanted({ scopes }).items.map((item) => ({ ...item, version: 1 }));
  const ours = stored.map((item) => ({ ...item, content: { ...item.content, ownedBy: { file: OURS } } }));
  const file = { clients: [{ ...SHOP, scopes: ["read"] }] };
  it.each<[what: string, more: Partial<Planning>, faults: number]>([
    ["nothing", {}, 1],
    ["what is stored", { current: stored }, 0],
    ["what the configuration file registers", { configured: { ...NONE, scope: ["read"] } }, 0],
    ["what the file no longer has", { current: ours }, 0],
    ["but not to what it removes", { current: ours, prune: true }, 1],
  ])("%s", async (_, more, count) => {
    expect(await faults(() => planFile(file, planning(more)))).toHaveLength(count);
  });
});

const directory = mkdtempSync(join(tmpdir(), "candor-registry-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("a file that can't be read", () => {
  const SECRET = "s3cret-of-the-shop";
  it.each<[name: string, text: string, is: string]>([
    ["empty.yaml", "", "empty"],
    ["two.yaml", "a: 1\n---\nb: 2\n", "more than one document"],
    ["tab.yaml", `clients:\n\t- ${SECRET}\n`, "indented with a tab: see line 2, column 1"],
    ["twice.yml", `clients: []\nclients: [${SECRET}]\n`, "naming a key twice: see line 2, column 1"],
    [
      "open.yaml",
      `clients: [${SECRET}\n`,
      "indented wrongly, or with a [ or { that isn't closed: see line 2, column 1",
    ],
    ["tag.yaml", `clients: !!js/function ${SECRET}\n`, "using an unknown tag: see line 1, column 10"],
    ["alias.yaml", `clients: *${SECRET}\n`, "using an alias (*name) that can't be resolved"],
    ["bomb.yaml", bomb(), "using an alias (*name) that can't be resolved"],
    ["open.json", `{ "clients": "${SECRET}`, "not JSON: see line 1, column 14"],
    ["no-default.mjs", `export const a = "${SECRET}";`, "a module without a default export that exports a"],
    ["throws.ts", `JSON.parse("${SECRET}");`, "failing in line 1: SyntaxError"],
    ["text.toml", "a = 1", "text.toml, whose name doesn't end in .ts, .mts, .cts, .js, .mjs, .cjs, .json, .yaml, .yml"],
  ])("%s", async (name, text, is) => {
    const path = join(directory, name);
    writeFileSync(path, text);
    const found = await faults(() => readRegistry(path, name));
    expect(found).toMatchObject([{ is }]);
    expect(JSON.stringify(found)).not.toContain(SECRET);
  });

  it("is missing, or a folder", async () => {
    expect(await faults(() => readRegistry(join(directory, "none.yaml"), "none.yaml"))).toMatchObject([
      { key: "file", is: `none.yaml, but there is no file ${join(directory, "none.yaml")}` },
    ]);
    expect(await faults(() => readRegistry(directory, "folder"))).toMatchObject([{ is: "folder, which is a folder" }]);
  });
});

describe("a file that can be read", () => {
  const wantedFile = { name: "shop-team", clients: [SHOP] };
  it.each<[name: string, text: string]>([
    ["good.json", `\uFEFF${JSON.stringify(wantedFile)}`],
    [
      "good.ts",
      `import { defineRegistry } from "candor";\nexport default defineRegistry(${JSON.stringify(wantedFile)});`,
    ],
    ["good.cjs", `module.exports = ${JSON.stringify(wantedFile)};`],
    [
      "good.yaml",
      `# Ours\nname: shop-team\nclients:\n  - id: shop\n    redirectUris: [&cb https://shop.example/cb]\n    secrets:\n      - sha256: ${"a".repeat(64)}\n`,
    ],
  ])("%s", async (name, text) => {
    const path = join(directory, name);
    writeFileSync(path, text);
    const plan = planFile(await readRegistry(path, name), planning());
    expect(plan).toMatchObject({ file: "shop-team", changes: [{ does: "add", kind: "application", id: "shop" }] });
  });

  it("keeps what looks like a date or a number as text", () => {
    expect(readYaml('since: 2026-01-01\nno: no\nname: "1"\n', "a.yaml")).toEqual({
      since: "2026-01-01",
      no: "no",
      name: "1",
    });
  });
});

/** A few lines that would expand to a billion values. */
function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`);
  return ["a0: &a0 [x]", ...lines, ""].join("\n");
}
