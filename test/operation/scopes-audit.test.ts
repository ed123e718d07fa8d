/** `candor scopes audit` and `candor scopes types` of the built package, on folders of source code. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toEnd } from "./run.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const API = "https://api.example";
const CONFIG = {
  issuer: "http://localhost:9400",
  apis: [{ resource: API, name: "Orders" }],
  scopes: [
    { name: "orders.read", description: "Read orders", api: API },
    { name: "orders.write", description: "Write orders */ and more", api: API },
    { name: "pass", description: "Passes", api: API, deprecated: { since: "2020-01-01", replacement: "orders.read" } },
    { name: "old", description: "Old", api: API, removed: { replacement: "orders.read" } },
  ],
  clients: [
    {
      id: "shop",
      redirectUris: ["https://shop.example/cb"],
      scopes: ["openid", "orders.read"],
      secrets: [{ env: "SECRET_THAT_IS_NOT_SET_HERE" }],
    },
  ],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-scopes-"));
  writeFileSync(join(folder, "candor.config.json"), JSON.stringify(CONFIG));
});
afterAll(() => rmSync(folder, { recursive: true }));

let projects = 0;
/** A folder with these files. */
function project(files: Readonly<Record<string, string>>): string {
  const at = join(folder, `project-${++projects}`);
  mkdirSync(at);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), text);
  }
  return at;
}

const candor = (...args: readonly string[]) => toEnd(["scopes", ...args], folder);

describe("candor scopes audit", () => {
  it("names each fault with its place, and leaves out what isn't the application's", async () => {
    const at = project({
      "src/login.ts": 'const params = new URLSearchParams({ scope: "openid orders.raed" });\n',
      "src/other.py": 'SCOPES = "orders.read,orders.write"\n',
      "src/more.rb": "scope: 'Orders.read pass old'\n",
      "node_modules/x/index.js": 'const scope = "nothing.known";\n',
      "vendor.bin": 'scope="nothing.known"\0',
    });
    symlinkSync(folder, join(at, "loop"));
    const { code, out, err } = await candor("audit", at, "--json");
    expect([code, err]).toEqual([1, ""]);
    const { findings } = JSON.parse(out) as {
      findings: { kind: string; word: string; place: { file: string; line: number; column: number } }[];
    };
    expect(findings.map(({ kind, word, place }) => `${place.file}:${place.line} ${kind} ${word}`).sort()).toEqual([
      "src/login.ts:1 misspelled orders.raed",
      "src/more.rb:1 deprecated pass",
      "src/more.rb:1 removed old",
      "src/more.rb:1 wrong-case Orders.read",
      "src/other.py:1 wrong-delimiter orders.read,orders.write",
    ]);
    const { out: text } = await candor("audit", at);
    expect(text).toContain("error[scope/misspelled]: 'orders.raed' is unknown. Did you mean 'orders.read'?");
    expect(text).toContain("--> src/login.ts:1:");
  });

  it("ends with 0 if nothing is wrong, and writes SARIF", async () => {
    const at = project({ "a.ts": 'const scope = "openid orders.read";\n' });
    expect((await candor("audit", at)).code).toBe(0);
    const { code, out } = await candor("audit", at, "--sarif");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ version: "2.1.0", runs: [{ results: [] }] });
  });

  it("says what a client isn't allowed, and what it is allowed and doesn't request", async () => {
    const at = project({ "a.ts": 'const scope = "openid orders.write";\n' });
    const { code, out } = await candor("audit", at, "--client", "shop", "--json");
    expect(code).toBe(1);
    expect((JSON.parse(out) as { findings: { word: string }[] }).findings.map(({ word }) => word).sort()).toEqual([
      "orders.read",
      "orders.write",
    ]);
  });

  it.each<[args: readonly string[], says: string]>([
    [["nowhere"], "There is no file or folder nowhere."],
    [[".", "--client", "nobody"], "The configuration has no client nobody."],
    [[".", "--json", "--sarif"], "Use either --json or --sarif."],
    [[".", "--config", "none.json"], "there is no file"],
    [[".", "--server", "ftp://x"], "expected the URL of an issuer"],
    [[".", "--server", "https://a.example", "--config", "candor.config.json"], "Use either --config or --server."],
  ])("%j ends with 2: %s", async (args, says) => {
    const { code, out, err } = await candor("audit", ...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(says);
  });
});

describe("candor scopes types", () => {
  const compiles = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const flags = ["--noEmit", "--strict", "--module", "nodenext", "--types", "", "--allowImportingTsExtensions"];
    return spawnSync(process.execPath, [tsc, ...flags, join(folder, name)], { cwd: folder, encoding: "utf8" });
  };

  it("writes a module with which a typing error doesn't compile", async () => {
    const { code } = await candor("types", "--out", join(folder, "scopes.ts"));
    expect(code).toBe(0);
    const use = (names: string) =>
      `import { SCOPES, scopes } from "./scopes.ts";\nexport const value: string = scopes(${names});\n`;
    expect(compiles("right.ts", use('"openid", "orders.read", SCOPES["orders.write"], SCOPES.pass')).stdout).toBe("");
    for (const wrong of ['"orders.raed"', '"old"', "SCOPES.old", '"candor:keys"', ""])
      expect(compiles("wrong.ts", use(wrong)).status, wrong).not.toBe(0);
  });
});
