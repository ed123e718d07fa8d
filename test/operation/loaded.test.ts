/** A command loads what it needs: the doctor knows hundreds of messages of others, which nobody waits for who runs a server. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { modulesIn } from "./parts.ts";
import { place, run } from "./run.ts";

const DIST = resolve(import.meta.dirname, "../../dist");
const OWN = `${pathToFileURL(DIST).href}/`;
const directory = mkdtempSync(join(tmpdir(), "candor-loaded-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Makes Node write down every module that it loads, one a line. */
function recorder(name: string): { readonly preload: string; readonly modules: () => readonly string[] } {
  const file = join(directory, name);
  const source = `
    import { appendFileSync } from "node:fs";
    import { registerHooks } from "node:module";
    const load = (url, context, next) => (appendFileSync(${JSON.stringify(file)}, url + "\\n"), next(url, context));
    registerHooks({ load });`;
  return {
    preload: `data:text/javascript,${encodeURIComponent(source)}`,
    modules: () =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter((url) => url.startsWith("file:"))
        .flatMap((url) => {
          if (!url.startsWith(OWN)) return url;
          return modulesIn([url.slice(OWN.length)]).map((path) => OWN + path);
        }),
  };
}

/** What no first response needs. */
const LATER =
  /\/dist\/(?:pages\/(?:catalogue|elsewhere|explain|reason|refusal-explained|search|standard|welcome)|reasons\/(?:elsewhere|examples|samples|names)|standard|libraries|cli\/diagnostics|adapters\/memory)\b/;
/** What Fastify compiles schemas with. */
const COMPILERS = /\/node_modules\/(?:ajv|@fastify\/ajv-compiler|@fastify\/fast-json-stringify-compiler)\//;

const isPart = (url: string): boolean => url.startsWith(`${OWN}parts/`);
const own = (modules: readonly string[]) => modules.filter((url) => url.startsWith(OWN) && !isPart(url));
/** What explains: its modules, or the one file that has them all. */
const ofDoctor = (modules: readonly string[]) =>
  modules.filter((url) => /\/dist\/(?:doctor\/|cli\/explain-program\.js)/.test(url));

function candor(name: string, ...args: readonly string[]) {
  const { preload, modules } = recorder(name);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", preload, join(DIST, "cli/main.js"), ...args],
    { encoding: "utf8", cwd: directory },
  );
  return { status, stdout, stderr, modules: modules() };
}

describe("a command loads no more than it needs:", () => {
  it.each([
    ["--help", ["--help"]],
    ["--version", ["--version"]],
    ["help of serve", ["serve", "--help"]],
    ["help of explain", ["explain", "--help"]],
    ["an unknown command", ["explian"]],
  ])("%s loads the command line alone", (name, args) => {
    const { modules } = candor(name, ...args);
    const elsewhere = own(modules).filter((url) => !/\/dist\/(?:cli\/|version\.js)/.test(url));
    // `explain` is one file, apart from the others.
    expect(own(modules).length).toBeGreaterThan(args[0] === "explain" ? 1 : 3);
    expect(elsewhere).toEqual([]);
    const others = modules.filter((url) => !url.startsWith(OWN));
    expect(others.every((url) => url.includes("/commander/"))).toBe(true);
  });

  it("serve loads no dialect", async ({ onTestFinished }) => {
    const at = await place();
    onTestFinished(() => at.leave());
    const { preload, modules } = recorder("serve");
    const running = run(["serve"], at.directory, {
      NODE_OPTIONS: `--import "${preload}"`,
      SHOP_SECRET: "a-secret-of-the-shop-that-is-long",
    });
    await running.says("Candor is at ");
    await fetch(`${at.issuer}/explain`);
    await running.stop();
    expect(own(modules()).length).toBeGreaterThan(100);
    expect(ofDoctor(modules())).toEqual([]);
    // A configuration in TypeScript needs what runs it, and what serves has no schemas to compile.
    expect(modules().some((url) => url.includes("/jiti/"))).toBe(true);
    expect(modules().filter((url) => COMPILERS.test(url))).toEqual([]);
  });

  it("serve --demo loads for later what its first response does not need, and then without being asked", async ({
    onTestFinished,
  }) => {
    const at = await place();
    onTestFinished(() => at.leave());
    const { preload, modules } = recorder("demo");
    const running = run(["serve", "--demo", "--port", new URL(at.issuer).port], at.directory, {
      NODE_OPTIONS: `--import "${preload}"`,
    });
    await running.says("Try a refusal");
    await expect.poll(() => modules().some((url) => url.endsWith("/pages/catalogue.js"))).toBe(true);
    await running.stop();
    const start = modules().slice(
      0,
      modules().findIndex((url) => url.endsWith("/parts/later.js")),
    );
    expect(start.some((url) => url.endsWith("/http/server.js"))).toBe(true);
    expect(start.filter((url) => LATER.test(url))).toEqual([]);
    // Without a configuration file there is nothing to run.
    expect(modules().filter((url) => url.includes("/jiti/") || COMPILERS.test(url))).toEqual([]);
    // The week of the demo is nothing that a first visitor waits for.
    expect(
      start.filter((url) => /\/dist\/(?:demo\/week|service\/admin\/change|service\/explanations)\b/.test(url)),
    ).toEqual([]);
    // Every start needs the repositories of users, usage, secrets and notices, with their tables, but no other command.
    expect(own(start).length).toBeLessThan(710);
    // Finding a file takes as long as running what is in it.
    expect(start.filter(isPart).length).toBeLessThan(130);
    expect(own(start).filter((url) => /\/cli\/(?:users|clients|keys|check)\b/.test(url))).toEqual([]);
  });

  it("explain does load them, in one file", () => {
    const { status, modules } = candor("explain", "explain", "AADSTS50011");
    expect(status).toBe(0);
    expect(ofDoctor(modules).length).toBe(1);
  });
});

it("--version says which Candor, and which Node", () => {
  const { version } = JSON.parse(readFileSync(resolve(DIST, "../package.json"), "utf8")) as { version: string };
  const { status, stdout } = candor("version", "--version");
  expect([status, stdout]).toEqual([0, `candor ${version} (Node ${process.versions.node})\n`]);
});
