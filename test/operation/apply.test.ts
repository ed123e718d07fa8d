/** `candor apply`, `export` and `clients` of the built package on a data directory: alone, at once, killed, and beside a running server. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { RegistryFile } from "../../src/index.ts";
import { Application } from "../blackbox/application.ts";
import { inOwnProcess, place, run, toEnd } from "./run.ts";

const SECRET = "the-secret-of-the-batch-0123456789abc";
const batch = (more: object = {}) => ({
  id: "batch",
  secrets: [{ env: "BATCH_SECRET" }],
  grantTypes: ["client_credentials" as const],
  scopes: ["jobs"],
  ...more,
});
const JOBS: RegistryFile = {
  name: "jobs",
  scopes: [{ name: "jobs", description: "Run jobs" }],
  clients: [batch()],
};

const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), "candor-apply-"));
  made.push(directory);
  return directory;
}

const candor = (cwd: string, ...args: readonly string[]) => toEnd(args, cwd, "", { BATCH_SECRET: SECRET });

const write = (cwd: string, file: RegistryFile, name = "registry.json") =>
  writeFileSync(join(cwd, name), JSON.stringify(file));

async function stored(cwd: string): Promise<readonly string[]> {
  const storage = await openSqlite({ file: join(cwd, "data", "candor.sqlite") });
  const rows = await Promise.all(
    (["api", "scope", "application"] as const).map((kind) => storage.registrations.list({ kind, limit: 100_000 })),
  );
  await storage.close();
  return rows.flat().map(({ kind, id }) => `${kind} ${id}`);
}

const ON_DATA = ["--data", "data"];

describe("candor apply", () => {
  it("plans, carries out, and then has nothing to do", async () => {
    const cwd = folder();
    write(cwd, JOBS);
    const planned = await candor(cwd, "apply", "registry.json", ...ON_DATA, "--dry-run");
    expect(planned).toMatchObject({
      code: 1,
      out: "+ scope jobs\n+ application batch\n\n2 to add, 0 to change, 0 to remove.\n",
    });
    expect(existsSync(join(cwd, "data"))).toBe(false);
    expect(await candor(cwd, "apply", "registry.json", ...ON_DATA)).toMatchObject({
      code: 0,
      out: expect.stringContaining("Done: 2 added, 0 changed, 0 removed."),
    });
    for (const more of [[], ["--dry-run"], ["--adopt"], ["--prune"]])
      expect(await candor(cwd, "apply", "registry.json", ...ON_DATA, ...more)).toEqual({
        code: 0,
        out: "Nothing to do.\n",
        err: "",
      });
  });

  it("shows what changes, keeps what the file no longer has, and removes it with --prune", async () => {
    const cwd = folder();
    write(cwd, JOBS);
    await candor(cwd, "apply", "registry.json", ...ON_DATA);
    write(cwd, { name: "jobs", clients: [batch({ scopes: [], disabled: true })] });
    const kept = await candor(cwd, "apply", "registry.json", ...ON_DATA);
    expect(kept.out).toContain("~ application batch: disabled false → true\n~ application batch: scopes - jobs\n");
    expect(kept.out).toContain("= scope jobs: no longer in jobs. To remove it, add --prune.");
    expect(await stored(cwd)).toEqual(["scope jobs", "application batch"]);
    const pruned = await candor(cwd, "apply", "registry.json", ...ON_DATA, "--prune", "--json", "--why", "TICKET-42");
    expect(JSON.parse(pruned.out)).toMatchObject({
      file: "jobs",
      applied: true,
      changes: [{ does: "remove", kind: "scope", id: "jobs" }],
    });
    expect(await stored(cwd)).toEqual(["application batch"]);
    const audited = await candor(cwd, "audit", "list", ...ON_DATA, "--json");
    expect(audited.out).toContain("TICKET-42");
    expect(audited.out).not.toContain(SECRET);
  });

  it("names every fault of the file, and changes nothing", async () => {
    const cwd = folder();
    write(cwd, { ...JOBS, clients: [batch({ scopes: ["jbos"], redirectUris: ["http://x.example/cb"] })] });
    const done = await candor(cwd, "apply", "registry.json", ...ON_DATA);
    expect(done).toMatchObject({ code: 2, out: "" });
    expect(done.err).toMatch(/clients\[0\]\.scopes\[0\] is "jbos"\n {2}expected .*did you mean jobs\?\n/);
    expect(done.err).toContain('clients[0].redirectUris[0] is "http://x.example/cb"');
    expect(await candor(cwd, "apply", "none.yaml", ...ON_DATA)).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no file"),
    });
    expect(await candor(cwd, "apply")).toMatchObject({ code: 2 });
  });

  it("several at once: each is carried out whole or not at all, and says so", async () => {
    const cwd = folder();
    write(cwd, JOBS);
    await candor(cwd, "apply", "registry.json", ...ON_DATA);
    const names = ["one", "two", "three"];
    for (const name of names)
      write(cwd, { name: "jobs", clients: [batch({ scopes: [], name }), ...many(name)] }, `${name}.json`);
    const done = await Promise.all(names.map((name) => candor(cwd, "apply", `${name}.json`, ...ON_DATA)));
    expect(done.some(({ code }) => code === 0)).toBe(true);
    for (const { code, err } of done) {
      if (code === 0) continue;
      expect(code).toBe(1);
      expect(err).toMatch(
        /^\S+ \S+ was (?:added|changed) at the same time, so nothing was carried out\. Run the command again/,
      );
    }
    const winner = await candor(cwd, "clients", "show", "batch", ...ON_DATA, "--json");
    const { name } = JSON.parse(winner.out) as { name: string };
    const shown = await candor(cwd, "clients", "show", "app-0", ...ON_DATA, "--json");
    expect(JSON.parse(shown.out)).toMatchObject({ name });
  });

  it("killed at any moment leaves all of it or nothing", async () => {
    const cwd = folder();
    const large: RegistryFile = { name: "jobs", clients: many("large", 2_000) };
    write(cwd, { name: "jobs" }, "empty.json");
    write(cwd, large, "large.json");
    write(cwd, JOBS);
    await candor(cwd, "apply", "registry.json", ...ON_DATA);
    // The length of a whole run on this machine, so that some kills come while it writes.
    const before = performance.now();
    await inOwnProcess(["apply", "large.json", ...ON_DATA], cwd);
    const whole = performance.now() - before;
    await candor(cwd, "apply", "empty.json", ...ON_DATA, "--prune");
    expect(await stored(cwd)).toEqual([]);
    for (const share of [0.5, 0.7, 0.8, 0.9, 1]) {
      const running = run(["apply", "large.json", ...ON_DATA], cwd);
      const timer = setTimeout(() => running.child.kill("SIGKILL"), whole * share);
      await running.ended;
      clearTimeout(timer);
      expect([0, 2_000]).toContain((await stored(cwd)).length);
      await candor(cwd, "apply", "empty.json", ...ON_DATA, "--prune");
    }
  });
});

const many = (name: string, count = 20) =>
  Array.from({ length: count }, (_, i) => ({
    id: `app-${i}`,
    name,
    authMethods: ["none" as const],
    redirectUris: ["https://app.example/cb"],
  }));

describe("candor export", () => {
  it.each(["yaml", "json"])("writes a file that changes nothing if it is applied: %s", async (format) => {
    const cwd = folder();
    write(cwd, { ...JOBS, clients: [batch(), batch({ id: "weak", secrets: [{ value: "weak-secret" }] })] });
    await candor(cwd, "apply", "registry.json", ...ON_DATA);
    const out = `out.${format}`;
    const done = await candor(cwd, "export", ...ON_DATA, "--out", out);
    expect(done).toMatchObject({
      code: 0,
      out: "",
      err: expect.stringContaining("application weak: This secret is short"),
    });
    expect(statSync(join(cwd, out)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(cwd, out), "utf8")).not.toMatch(/weak-secret|the-secret-of/);
    expect(await candor(cwd, "apply", out, ...ON_DATA, "--dry-run")).toMatchObject({
      code: 0,
      out: "Nothing to do.\n",
    });
    const printed = await candor(cwd, "export", ...ON_DATA, "--format", format);
    expect(printed.out.trim()).toBe(readFileSync(join(cwd, out), "utf8").trim());
  });
});

describe("candor clients", () => {
  it("creates, shows, changes and removes an application", async () => {
    const cwd = folder();
    const created = await candor(
      cwd,
      "clients",
      "create",
      "shop",
      ...ON_DATA,
      "--set",
      "redirectUris=https://a.example/cb",
      "--json",
    );
    const { secret } = JSON.parse(created.out) as { secret: string };
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    const changed = await candor(
      cwd,
      "clients",
      "change",
      "shop",
      ...ON_DATA,
      "--set",
      "redirectUris+=https://b.example/cb,1",
      "--set",
      "pkceRequired=false",
      "--new-secret",
    );
    expect(changed).toMatchObject({
      code: 0,
      out: expect.stringContaining("~ application shop: redirectUris + https://b.example/cb,1\n"),
    });
    expect(changed.out).toContain("~ application shop: pkceRequired true → false\n");
    const removedSecret = await candor(
      cwd,
      "clients",
      "change",
      "shop",
      ...ON_DATA,
      "--remove-secret",
      "1",
      "--set",
      "pkceRequired=",
    );
    expect(removedSecret.out).toBe(
      "~ application shop: pkceRequired false → true\n~ application shop: secrets changed\n",
    );
    const shown = await candor(cwd, "clients", "show", "shop", ...ON_DATA, "--json");
    expect(JSON.parse(shown.out)).toMatchObject({
      id: "shop",
      redirectUris: ["https://a.example/cb", "https://b.example/cb,1"],
      secrets: [{ name: "2" }],
      version: 3,
    });
    expect(await candor(cwd, "clients", "remove", "shop", ...ON_DATA)).toMatchObject({
      code: 1,
      err: expect.stringContaining("add --yes"),
    });
    expect(await candor(cwd, "clients", "remove", "shop", ...ON_DATA, "--yes")).toMatchObject({ code: 0 });
    expect(await candor(cwd, "clients", "list", ...ON_DATA, "--json")).toMatchObject({ code: 0, out: "[]\n" });
  });

  it.each<[what: string, args: readonly string[], code: number, err: string]>([
    [
      "a fault",
      ["create", "shop", "--set", "redirectUris=/cb"],
      2,
      'redirectUris[0] is "/cb"; expected a redirect URI',
    ],
    ["an unknown scope", ["change", "batch", "--set", "scopes+=jbos"], 2, "did you mean jobs?"],
    [
      "a name misspelled",
      ["change", "batch", "--set", "redirectUri=x"],
      2,
      "There is no setting redirectUri. Did you mean redirectUris?",
    ],
    ["a secret as an argument", ["change", "batch", "--set", "secrets=x"], 2, "Secrets are never on the command line."],
    ["another id", ["change", "batch", "--set", "id=x"], 2, "The id can't be changed."],
    ["nothing to change", ["change", "batch"], 2, "There is nothing to change."],
    [
      "an application that isn't there",
      ["change", "none", "--set", "name=x"],
      1,
      "There is no stored application none.",
    ],
    ["an application that is there", ["create", "batch"], 1, "There is an application batch already."],
    [
      "the last secret",
      ["change", "batch", "--remove-secret", "1"],
      2,
      "secrets is empty; expected at least one secret",
    ],
    [
      "what a file owns",
      ["change", "owned", "--set", "name=x"],
      1,
      "The file jobs owns the application owned. Change it there",
    ],
    [
      "removing what a file owns",
      ["remove", "owned", "--yes"],
      1,
      "The file jobs owns the application owned. Change it there",
    ],
  ])("refuses %s", async (_, args, code, err) => {
    const cwd = await shared();
    const [act = "", ...rest] = args;
    const done = await candor(cwd, "clients", act, ...rest, ...ON_DATA);
    expect(done).toMatchObject({ code, out: "" });
    expect(done.err).toContain(err);
  });
});

let prepared: Promise<string> | undefined;

/** A directory with an application of its own, and one that a file owns. */
function shared(): Promise<string> {
  prepared ??= (async () => {
    const cwd = folder();
    write(cwd, { ...JOBS, clients: [batch({ id: "owned" })] });
    await candor(cwd, "apply", "registry.json", ...ON_DATA);
    await candor(cwd, "clients", "create", "batch", ...ON_DATA, "--set", "grantTypes=client_credentials");
    return cwd;
  })();
  return prepared;
}

describe("a server that runs meanwhile", () => {
  it("follows what is applied and removed", async () => {
    const at = await place();
    onTestFinished(() => at.leave());
    await at.serve();
    const app = new Application(at.issuer, { id: "batch", secret: SECRET, redirectUri: "", scope: "jobs" });
    const token = () => app.token({ grant_type: "client_credentials", scope: "jobs" });
    expect((await token()).status).toBe(401);
    at.write("registry.json", JSON.stringify(JOBS));
    expect(await candor(at.directory, "apply", "registry.json")).toMatchObject({ code: 0, err: "" });
    await expect.poll(async () => (await token()).status).toBe(200);
    at.write("registry.json", JSON.stringify({ name: "jobs" }));
    expect(await candor(at.directory, "apply", "registry.json", "--prune")).toMatchObject({ code: 0 });
    await expect.poll(async () => (await token()).status).toBe(401);
  });
});
