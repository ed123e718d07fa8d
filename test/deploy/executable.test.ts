/** The executable that `npm run sea` makes: its size, and that what is read from files or forked elsewhere works from inside. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { VERSION } from "../../src/version.ts";
import { freePort } from "../free-port.ts";
import { cleanEnvironment } from "../packaging/installed.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const directory = mkdtempSync(join(tmpdir(), "candor-executable-test-"));
const candor = join(directory, "candor");
const temporary = join(directory, "tmp");
/** Without a Node or a module of the repository in reach. */
const settings = {
  cwd: directory,
  env: { ...cleanEnvironment(), PATH: "/usr/bin:/bin", TMPDIR: temporary, XDG_CONFIG_HOME: directory },
  encoding: "utf8",
} as const;
const SECRET = "the-secret-of-the-service-0123456789";

beforeAll(() => {
  execFileSync("nice", ["-n", "15", process.execPath, join(ROOT, "scripts/sea/build.mjs"), candor], { cwd: ROOT });
  execFileSync("mkdir", [temporary]);
}, 300_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const run = (...args: readonly string[]) => spawnSync(candor, args, settings);

it("is smaller than 120 MB", ({ skip }) => {
  skip(spawnSync("strip", ["--version"]).status !== 0, "strip isn't installed");
  expect(statSync(candor).size).toBeLessThan(120e6);
});

it("prints its version and explains", () => {
  expect(run("--version").stdout).toBe(`candor ${VERSION} (Node ${process.versions.node})\n`);
  const { stdout, status } = run("explain", "AADSTS50011");
  expect(stdout).toContain("cause[redirect-uri/");
  expect(status).toBe(0);
});

it("serves with workers, as a configuration in TypeScript says", async ({ onTestFinished }) => {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  writeFileSync(join(directory, "port.ts"), `export const port: number = ${port};\n`);
  writeFileSync(
    join(directory, "candor.config.ts"),
    `import { defineConfig } from "candor";
    import { port } from "./port.ts";
    export default defineConfig({
      issuer: "${issuer}", port, host: "localhost", data: "./data",
      scopes: [{ name: "read", description: "Read" }],
      clients: [{ id: "service", secrets: [{ value: "${SECRET}" }], grantTypes: ["client_credentials"], scopes: ["read"] }],
    });`,
  );
  const child = spawn(candor, ["serve", "--workers", "2"], settings);
  const ended = new Promise<number | null>((done) => child.once("close", done));
  onTestFinished(() => void child.kill("SIGKILL"));
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (log += text));
  await expect.poll(() => log).toContain("all workers serve");

  const response = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`service:${SECRET}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "read" }),
  });
  expect(await response.json()).toMatchObject({ token_type: "Bearer", scope: "read" });
  const files = ["pages/candor.css", "pages/copy-script.js", "pages/console-script.js"];
  for (const [at, path] of ["candor.css", "copy.js", "console.js"].entries()) {
    const sent = await fetch(`${issuer}/assets/${path}`);
    expect(await sent.text()).toBe(readFileSync(join(ROOT, "dist", files[at] ?? ""), "utf8"));
  }
  const sheets = await (await fetch(`${issuer}/assets/console.css`)).text();
  for (const name of readdirSync(join(ROOT, "dist/pages/console")).filter((name) => name.endsWith(".css")))
    expect(sheets).toContain(readFileSync(join(ROOT, "dist/pages/console", name), "utf8"));

  expect(run("users", "add", "olga", "--generate").status).toBe(0);
  expect(run("backup", "copy.sqlite").stdout).toContain("1 user,");
  child.kill("SIGTERM");
  expect(await ended, log).toBe(0);
  expect(existsSync(join(directory, "copy.sqlite"))).toBe(true);
});

it("leaves no files behind", () => {
  expect(readdirSync(temporary)).toEqual([]);
});
