/** The package holds what it needs and nothing else, and works in an empty project: imports, types, commands. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeStale } from "../../scripts/stale.mjs";
import * as admin from "../../src/admin-client/index.ts";
import * as checker from "../../src/checker/index.ts";
import * as client from "../../src/client/index.ts";
import * as doctor from "../../src/doctor/index.ts";
import * as candor from "../../src/index.ts";
import * as mock from "../../src/mock/index.ts";
import * as resource from "../../src/resource/index.ts";
import * as watch from "../../src/watch/index.ts";
import { freePort } from "../free-port.ts";
import { cleanEnvironment, installed, type Project, ROOT } from "./installed.ts";

let project: Project;
beforeAll(async () => {
  project = await installed();
}, 600_000);
afterAll(() => project?.leave());

const tool = (name: string) => join(ROOT, "node_modules", ".bin", name);
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const ENTRIES = Object.keys(manifest.exports).map((path) => path.replace(/^\./, "candor"));

describe("what is packed", () => {
  const files = () => {
    const folder = join(project.directory, "node_modules", "candor");
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  };

  it("is the library, its license and what a reader wants", () => {
    const beside = files().filter((name) => !name.startsWith("dist/"));
    const pictures = readdirSync(join(ROOT, "docs", "pictures")).map((name) => `docs/pictures/${name}`);
    const schema = "docs/reference/registry.schema.json";
    expect(beside.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json", schema, ...pictures].sort());
  });

  it("has neither tests nor leftovers of the build, but what the pages need", () => {
    const built = files().filter((name) => name.startsWith("dist/"));
    const other = built.filter((name) => !/^dist\/[\w/.-]+(?<!\.test)(\.js|\.d\.ts)$/.test(name));
    const scripts = ["console-script", "explain-data", "explain-script"].flatMap((name) =>
      ["br", "gz"].map((end) => `dist/pages/${name}.js.${end}`),
    );
    const sheets = readdirSync("src/pages/console").filter((name) => name.endsWith(".css"));
    expect(other.sort()).toEqual(
      [
        "dist/cli/explain-dialects.txt",
        "dist/pages/candor.css",
        ...sheets.map((name) => `dist/pages/console/${name}`),
        "dist/pages/watch/watch.css",
        ...scripts,
      ].sort(),
    );
    expect(built.filter((name) => name.includes(".test."))).toEqual([]);
    expect(built).toContain("dist/pages/explain-script.js");
    expect(built).toContain("dist/doctor/dialects/compiled.js");
  });

  it("a build removes files from dist/ whose source is gone", () => {
    const folder = mkdtempSync(join(tmpdir(), "candor-stale-"));
    const [src, dist] = [join(folder, "src"), join(folder, "dist")];
    const put = (name: string) => writeFileSync(join(folder, name), "");
    for (const made of [src, dist, join(src, "a"), join(dist, "a"), join(dist, "pages")]) mkdirSync(made);
    for (const name of ["src/index.ts", "src/a/page.tsx", "src/a/page.test.ts"]) put(name);
    const kept = [
      ".tsbuildinfo",
      "a/page.d.ts",
      "a/page.js",
      "index.js",
      "pages/candor.css",
      "pages/explain-data.js",
      "pages/explain-script.js",
      "pages/explain-script.js.br",
      "pages/explain-script.js.gz",
    ];
    const stale = ["a/gone.d.ts", "a/gone.js", "a/page.js.map", "a/page.test.js", "index.js~"];
    for (const name of [...kept, ...stale]) put(`dist/${name}`);
    expect(removeStale(src, dist).sort()).toEqual(stale);
    const left = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => /\./.test(name));
    expect(left.sort()).toEqual(kept);
    rmSync(folder, { recursive: true });
  });

  it("publint finds nothing", async () => {
    const { code, out } = await project.run(tool("publint"), "run", "--strict", project.tarball);
    expect([code, out]).toEqual([0, expect.stringContaining("All good")]);
  });

  it("attw finds the types of every entry point", async () => {
    const profile = ["--profile", "esm-only", "--format", "json"];
    const { code, out } = await project.run(tool("attw"), ...profile, project.tarball);
    expect([code, Object.keys(JSON.parse(out).analysis.entrypoints)]).toEqual([0, Object.keys(manifest.exports)]);
  });
});

describe("in an empty project", () => {
  it("every entry point can be imported and required", async () => {
    const names = `const names = ${JSON.stringify(ENTRIES)};`;
    const asked = [
      `${names} for (const name of names) console.log(name, Object.keys(await import(name)).sort().join());`,
      `${names} for (const name of names) console.log(name, Object.keys(require(name)).sort().join());`,
    ];
    for (const [at, script] of asked.entries()) {
      const { out } = await project.run("node", `--input-type=${at === 0 ? "module" : "commonjs"}`, "-e", script);
      const sources = {
        candor,
        "candor/admin": admin,
        "candor/check": checker,
        "candor/client": client,
        "candor/explain": doctor,
        "candor/mock": mock,
        "candor/resource": resource,
        "candor/watch": watch,
      };
      const lines = Object.entries(sources).map(([name, source]) => `${name} ${Object.keys(source).sort().join()}`);
      expect(out.trim().split("\n")).toEqual(lines);
      expect(lines[0]).toMatch(/createCandor,defineConfig/);
    }
  });

  it("a server of your own returns", async () => {
    project.write(
      "own.mjs",
      `import { createCandor, defineConfig } from "candor";
const config = defineConfig({ issuer: "http://localhost:9400", logLevel: "silent" });
const candor = await createCandor({ config, storage: "memory" });
const response = await candor.fetch(new Request("http://localhost:9400/.well-known/openid-configuration"));
console.log((await response.json()).issuer);
await candor.close();\n`,
    );
    expect(await project.run("node", "own.mjs")).toEqual({ code: 0, out: "http://localhost:9400\n" });
  });

  const HOST = `import { type Candor, type CandorOptions, ConfigurationError, createCandor, defineConfig, type Explanation } from "candor";
import { type Mock, type MockOrder, startMock } from "candor/mock";
import { type Caller, isDenied, type ProtectedApi, protectApi } from "candor/resource";
const api: ProtectedApi = protectApi({ issuer: "https://id.example", resource: "https://api.example" });
export const handler: (request: Request) => Promise<Response> = api.fetch((_, caller) => new Response(caller.subject));
export const caller = async (authorization: string): Promise<Caller | undefined> => {
  const outcome = await api.check({ method: "GET", url: "/", authorization, dpop: undefined });
  return isDenied(outcome) ? undefined : outcome;
};
const options: CandorOptions = {
  config: defineConfig({ issuer: "http://localhost:9400" }),
  storage: "memory",
  onRefusal: ({ code, ref }: Explanation) => console.log(code.toUpperCase(), ref.length),
};
export const make = async (): Promise<Candor> => createCandor(options);
export const faults: string = new ConfigurationError([]).message;
export const expired = async (): Promise<MockOrder> => {
  const mock: Mock = await startMock({ user: "ada" });
  // @ts-expect-error: a misspelled reason is seen by the compiler.
  mock.refuse("scope/mispelled");
  return mock.refuse("code/expired", { times: "always" });
};
// @ts-expect-error: a wrong setting is seen by the compiler.
export const wrong = defineConfig({ issuer: 1 });\n`;
  const APPLICATION = `import { AdminError, type Application, createAdminClient, type DryRun } from "candor/admin";
import { asHttp, expectConforming, type FlowResult, type McpWalk, NotConforming, type Report as Checked, tryFlow, tryMcp } from "candor/check";
import { type Next, OAuthFailure } from "candor/client";
import { type Diagnosis, explain, type Report, toReport } from "candor/explain";
import { type Entry, watch, type Watching } from "candor/watch";
const failure: OAuthFailure | undefined = OAuthFailure.from("https://app.example/callback?error=access_denied");
export const next: Next | undefined = failure?.next;
const diagnosis: Diagnosis = explain("AADSTS50011");
export const report: Report = toReport(diagnosis);
const admin = createAdminClient({ issuer: "https://id.example", token: async () => "token", fetch });
export const page: Promise<{ readonly items: readonly Application[] }> = admin.listApplications({ owner: "grace" }).page();
export const would: Promise<DryRun> = admin.removeScope({ id: "x", etag: "x", dryRun: true });
export const wrongField: string | undefined = new AdminError("").errors[0]?.pointer;
export const checked: Promise<Checked> = expectConforming("http://localhost:9400", { only: ["metadata/"] });
export const broken = (error: NotConforming): readonly string[] => error.failures.map(({ id }) => id);
export const tried: Promise<FlowResult> = tryFlow("http://localhost:9400", { flow: "client-credentials", clientId: "app" });
export const why = ({ exchange }: FlowResult): Diagnosis | undefined => exchange && explain(asHttp(exchange));
export const walked: Promise<McpWalk> = tryMcp("http://localhost:3000/mcp", { told: ({ id, is }) => console.log(id, is) });
export const watching: Promise<Watching> = watch({ targets: ["http://localhost:9400"], entered: ({ outcome }: Entry) => console.log(outcome.says) });
// @ts-expect-error: there is no such flow.
export const implicit = tryFlow("http://localhost:9400", { flow: "implicit", clientId: "app" });
// @ts-expect-error: a change says which version it was made from.
export const lost = () => admin.changeScope({ id: "x", body: {} });
// @ts-expect-error: it is a text or undefined.
export const wrong: number = failure?.next;\n`;
  const browser = ["--lib", "es2023,dom", "--types", ""];
  const node = ["--lib", "es2023", "--types", "node"];

  // Both on Node are compiled together: each run checks the types of all dependencies again, which is most of the work.
  it.each([
    ["a host and an application on Node, nodenext", { HOST, APPLICATION }, ["--module", "nodenext", ...node]],
    ["a host on Node, through a bundler", { HOST }, ["--module", "preserve", "--moduleResolution", "bundler", ...node]],
    [
      "an application in a browser",
      { APPLICATION },
      ["--module", "preserve", "--moduleResolution", "bundler", ...browser],
    ],
  ])("the types are those of strict TypeScript: %s", async (_, texts, options) => {
    for (const [name, text] of Object.entries(texts)) project.write(`${name}.ts`, text);
    const files = Object.keys(texts).map((name) => `${name}.ts`);
    const strict = ["--noEmit", "--strict", "--skipLibCheck", "false", "--exactOptionalPropertyTypes"];
    const { out } = await project.run(tool("tsc"), ...strict, "--target", "es2023", ...options, ...files);
    expect(out).toBe("");
  });
});

describe("the command", () => {
  it("explains as much as possible", async () => {
    const help = await project.run(project.command("candor"), "--help");
    expect([help.code, help.out]).toEqual([0, expect.stringMatching(/serve[\s\S]*explain[\s\S]*refusals/)]);
    const version = await project.run(project.command("candor"), "--version");
    expect([version.code, version.out]).toEqual([0, expect.stringContaining(`candor ${manifest.version}`)]);
    const explained = await project.run(project.command("candor"), "explain", "AADSTS50011");
    expect([explained.code, explained.out]).toEqual([0, expect.stringContaining("redirect-uri/unregistered")]);
  });

  it("serves a configuration in TypeScript, with the files of its pages; lists what was refused", async () => {
    const port = await freePort();
    const issuer = `http://localhost:${port}`;
    const config = `import { defineConfig } from "candor";\nconst port: number = ${port};\nexport default defineConfig({ issuer: "${issuer}", port, host: "localhost" });\n`;
    project.write("candor.config.ts", config);
    const server = spawn(project.command("candor"), ["serve"], {
      cwd: project.directory,
      env: cleanEnvironment(),
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      const ended = new Promise<number | null>((done) => server.once("close", (code) => done(code)));
      await Promise.race([
        new Promise((said) => server.stdout.on("data", (chunk) => /welcome\/operator/.test(chunk) && said(chunk))),
        ended.then((code) => Promise.reject(new Error(`ended with ${code}`))),
      ]);
      for (const [path, type] of [
        ["/errors", "text/html; charset=utf-8"],
        ["/assets/candor.css", "text/css; charset=utf-8"],
        ["/assets/explain.js", "text/javascript; charset=utf-8"],
      ]) {
        const response = await fetch(issuer + path);
        expect([response.headers.get("content-type"), (await response.text()).length]).toEqual([
          type,
          expect.toSatisfy((length: number) => length > 1_000),
        ]);
      }
      await fetch(`${issuer}/token`);
      server.kill("SIGTERM");
      expect(await ended).toBe(0);
    } finally {
      server.kill("SIGKILL");
    }
    const refusals = await project.run(project.command("candor"), "refusals", "--data", "data", "--json");
    expect(refusals.out).toContain("request/wrong-method");
  });
});
