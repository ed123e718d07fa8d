/** Where things lie: nothing is left outside the data directory, and the data is where the configuration file says, whoever starts the server from where. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createJiti } from "jiti";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Place, place, type Running, run, SECRET, toEnd } from "./run.ts";

async function newPlace(): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  return at;
}

const MARK = "a-secret-that-stands-in-the-file";

/** A place whose configuration is TypeScript with a secret in it. */
async function typed(): Promise<Place & { readonly home: string }> {
  const at = await newPlace();
  at.remove("candor.config.json");
  const client = `{ id: "shop", secrets: [{ value: "${MARK}" }], redirectUris: ["https://shop.example/callback"] }`;
  at.write(
    "candor.config.ts",
    `import { defineConfig } from "candor";\nimport { port } from "./port.ts";\nexport default defineConfig({ issuer: "${at.issuer}", port, host: "localhost", clients: [${client}] });\n`,
  );
  at.write("port.ts", `export const port: number = ${at.port};\n`);
  const home = join(at.directory, "home");
  mkdirSync(join(home, "tmp"), { recursive: true });
  return { ...at, home };
}

/** Every file below a folder. */
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

async function serve(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const running = run(["serve", ...args], cwd, { SHOP_SECRET: SECRET, ...env });
  onTestFinished(() => void running.child.kill("SIGKILL"));
  await running.says("Candor is at ");
  return running;
}

/** What the start says of its data: where it is, and whether it is new. */
const dataOf = (running: Running): unknown => {
  const line = running
    .stdout()
    .split("\n")
    .find((text) => text.includes("Candor is at "));
  const { data, new: isNew } = JSON.parse(line ?? "{}");
  return isNew === true ? `${data}, which is new` : data;
};

describe("what a start leaves behind", () => {
  it("is in the data directory, and no copy of the configuration is anywhere", async () => {
    const at = await typed();
    const env = { HOME: at.home, TMPDIR: join(at.home, "tmp"), XDG_CACHE_HOME: join(at.home, "cache") };
    const running = await serve([], at.directory, env);
    expect(await running.stop()).toBe(0);
    expect(files(at.home)).toEqual([]);
    const left = files(at.directory).filter((file) => !file.startsWith(join(at.directory, "data")));
    expect(left.sort()).toEqual(["candor.config.ts", "port.ts"].map((name) => join(at.directory, name)));
  });

  it("and what somebody has planted where a cache would be is not run", async () => {
    const at = await typed();
    const cache = join(at.home, "tmp", "jiti");
    const jiti = createJiti(import.meta.url, { fsCache: cache, moduleCache: false, alias: { candor: "node:path" } });
    await jiti.import(join(at.directory, "candor.config.ts"), { default: true }).catch(() => undefined);
    await jiti.import(join(at.directory, "port.ts"));
    const planted = files(cache);
    expect(planted.length).toBeGreaterThan(0);
    const witness = join(at.home, "was-run");
    for (const file of planted)
      writeFileSync(file, `require("node:fs").writeFileSync(${JSON.stringify(witness)}, "");${readFileSync(file)}`);
    const running = await serve([], at.directory, { TMPDIR: join(at.home, "tmp") });
    expect(existsSync(witness)).toBe(false);
    await running.stop();
  });

  it("isn't readable by other users, even if it was restored that way", async () => {
    const at = await newPlace();
    await (await serve([], at.directory)).stop();
    const database = join(at.directory, "data", "candor.sqlite");
    expect(statSync(join(at.directory, "data")).mode & 0o777).toBe(0o700);
    chmodSync(database, 0o644);
    const again = await serve([], at.directory);
    for (const file of files(join(at.directory, "data")))
      expect([file, statSync(file).mode & 0o007]).toEqual([file, 0]);
    await again.stop();
  });
});

describe("relative paths", () => {
  it("of the file begin in its folder, from wherever the server is started", async () => {
    const at = await newPlace();
    const elsewhere = join(at.directory, "elsewhere");
    mkdirSync(elsewhere);
    const first = await serve([], at.directory);
    expect(dataOf(first)).toBe(`${join(at.directory, "data")}, which is new`);
    await first.stop();
    const second = await serve(["--config", "../candor.config.json"], elsewhere);
    expect(dataOf(second)).toBe(join(at.directory, "data"));
    await second.stop();
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it("of certificates too", async () => {
    const at = await newPlace();
    const elsewhere = join(at.directory, "elsewhere");
    mkdirSync(elsewhere);
    at.write(
      "candor.config.json",
      JSON.stringify({ issuer: "https://id.example", tls: { cert: "c.pem", key: "k.pem" } }),
    );
    const running = run(["serve", "--config", join(at.directory, "candor.config.json")], elsewhere);
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain(`tls.cert is "${join(at.directory, "c.pem")}"`);
    expect(running.stderr()).toContain(`tls.key is "${join(at.directory, "k.pem")}"`);
  });

  it("on the command line start in the working directory", async () => {
    const at = await newPlace();
    const elsewhere = join(at.directory, "elsewhere");
    mkdirSync(elsewhere);
    const running = await serve(["--config", "../candor.config.json", "--data", "mine"], elsewhere);
    expect(dataOf(running)).toBe(`${join(elsewhere, "mine")}, which is new`);
    await running.stop();
  });

  it("do not make an empty server where the data lies in the working directory, as it did before", async () => {
    const at = await newPlace();
    const elsewhere = join(at.directory, "elsewhere");
    mkdirSync(elsewhere);
    await (await serve([], at.directory)).stop();
    renameSync(join(at.directory, "data"), join(elsewhere, "data"));
    const running = run(["serve", "--config", "../candor.config.json"], elsewhere, { SHOP_SECRET: SECRET });
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain(`expected --data ${join(elsewhere, "data")}`);
    expect(existsSync(join(at.directory, "data"))).toBe(false);
    await (await serve(["--config", "../candor.config.json", "--data", "data"], elsewhere)).stop();
  });
});

describe("a data directory that the configuration names", () => {
  it.each([
    ["in the folder of another one's", "other.json", "."],
    ["from a folder where another one's is, too", "../other.json", "elsewhere"],
  ])("is made for a second server, %s", async (_, file, cwd) => {
    const at = await newPlace();
    const elsewhere = join(at.directory, "elsewhere");
    mkdirSync(elsewhere);
    await (await serve([], at.directory)).stop();
    const config = JSON.parse(readFileSync(join(at.directory, "candor.config.json"), "utf8"));
    at.write("other.json", JSON.stringify({ ...config, data: "other" }));
    const running = await serve(["--config", file], join(at.directory, cwd));
    expect(dataOf(running)).toBe(`${join(at.directory, "other")}, which is new`);
    await running.stop();
  });

  it("isn't created if it was in the working directory before, under any name", async () => {
    const at = await newPlace();
    const elsewhere = join(at.directory, "elsewhere");
    mkdirSync(elsewhere);
    const config = JSON.parse(readFileSync(join(at.directory, "candor.config.json"), "utf8"));
    at.write("candor.config.json", JSON.stringify({ ...config, data: "store" }));
    await (await serve([], at.directory)).stop();
    renameSync(join(at.directory, "store"), join(elsewhere, "store"));
    const running = run(["serve", "--config", "../candor.config.json"], elsewhere, { SHOP_SECRET: SECRET });
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain(`expected --data ${join(elsewhere, "store")}`);
  });
});

describe("what cannot be believed stops the start by name", () => {
  it("a link instead of the database", async () => {
    const at = await newPlace();
    mkdirSync(join(at.directory, "data"));
    at.write("somebody-elses", "");
    symlinkSync(join(at.directory, "somebody-elses"), join(at.directory, "data", "candor.sqlite"));
    const running = run(["serve"], at.directory, { SHOP_SECRET: SECRET });
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain("where candor.sqlite is a link");
  });

  it("a link in the place of what SQLite would play back into the database", async () => {
    const at = await newPlace();
    mkdirSync(join(at.directory, "data"));
    at.write("somebody-elses", "");
    symlinkSync(join(at.directory, "somebody-elses"), join(at.directory, "data", "candor.sqlite-journal"));
    const running = run(["serve"], at.directory, { SHOP_SECRET: SECRET });
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain("where candor.sqlite-journal is a link");
  });

  it("a link to nothing in the place of the directory", async () => {
    const at = await newPlace();
    symlinkSync(join(at.directory, "nowhere"), join(at.directory, "data"));
    const running = run(["serve"], at.directory, { SHOP_SECRET: SECRET });
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain("which is a broken link");
  });

  it("JSON that is none, without a word of what is in it", async () => {
    const at = await newPlace();
    at.write("candor.config.json", `{"clients": [{"secrets": [{"value": ${MARK}}]}]}`);
    const running = run(["serve"], at.directory);
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain("candor.config.json is not JSON: see line 1, column ");
    expect(running.stderr()).not.toContain(MARK.slice(0, 8));
  });
});

describe("a configuration file that can't be used", () => {
  const SCOPES = JSON.stringify({ scopes: [{ name: "orders", description: "Read your orders" }] });

  it.each([
    ["apply", ["apply", "registry.json"]],
    ["users", ["users", "add", "ada", "--generate"]],
  ])("ends candor %s, also with --data, because what it declares isn't known", async (_, args) => {
    const at = await newPlace();
    at.write("registry.json", SCOPES);
    at.write("candor.config.json", '{ "issuer": ');
    const { code, err } = await toEnd([...args, "--data", "data"], at.directory);
    expect({ code, err }).toMatchObject({
      code: expect.any(Number),
      err: expect.stringContaining("candor.config.json"),
    });
    expect(code).not.toBe(0);
    expect(existsSync(join(at.directory, "data", "candor.sqlite"))).toBe(false);
    at.remove("candor.config.json");
    const without = await toEnd([...args, "--data", "data"], at.directory);
    expect(without).toMatchObject({ code: 0 });
  });
});
