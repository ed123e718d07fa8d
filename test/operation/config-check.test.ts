/** `candor config check` as it is run, and what a start and a host hear of a configuration that will surprise. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Config, createCandor } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { run, toEnd } from "./run.ts";

const directory = mkdtempSync(join(tmpdir(), "candor-check-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const file = (name: string, text: string | object): string => {
  writeFileSync(join(directory, name), typeof text === "string" ? text : JSON.stringify(text));
  return name;
};

const check = (args: readonly string[], env?: Record<string, string>) =>
  toEnd(["config", "check", ...args], directory, "", env);

const FINE = { issuer: "http://localhost:9400" };
const SURPRISING = { issuer: "https://id.example", port: 443, host: "0.0.0.0", data: "surprising" };

describe.concurrent("candor config check", () => {
  it("of a file without faults says so, and creates nothing", async () => {
    file("fine.json", FINE);
    expect(await check(["fine.json"])).toEqual({
      code: 0,
      out: `${join(directory, "fine.json")} has no faults and no warnings.\n`,
      err: "",
    });
    expect(existsSync(join(directory, "data"))).toBe(false);
  });

  it("finds faults, and ends with 1", async () => {
    const { code, out } = await check([
      file("faults.json", { isuer: "x", clients: [{ id: "a", secret: "hunter2-hunter2" }] }),
    ]);
    expect(code).toBe(1);
    expect(out).toContain("fault: issuer is missing\n  expected a URL, such as https://id.example.com\n");
    expect(out).toContain("Did you mean secrets?");
    expect(out).toMatch(/faults\.json has 3 faults and 0 warnings\.\n$/);
    expect(out).not.toContain("hunter2");
  });

  it("finds warnings, and ends with 0; with --strict, 1", async () => {
    const name = file("surprising.json", SURPRISING);
    const { code, out } = await check([name], { DATABASE_URL: "postgres://me:hunter2@db/candor" });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^warning: issuer is https:\/\/id\.example, while neither tls nor trustedProxy is set\n {2}\w/m,
    );
    expect(out).not.toContain("DATABASE_URL");
    expect(out).toContain("warning: CANDOR_KEY_ENCRYPTION_SECRET is not set");
    expect(out).not.toContain("hunter2");
    expect((await check([name, "--strict"])).code).toBe(1);
    expect((await check(["fine.json", "--strict"])).code).toBe(0);
    expect(existsSync(join(directory, "surprising"))).toBe(false);
  });

  describe("of owners", () => {
    const owned = (data: string) => ({
      ...FINE,
      data,
      clients: ["ada", "ADA", "nobody"].map((owner, n) => ({
        id: `app${n}`,
        authMethods: ["none"],
        redirectUris: ["https://app.example/cb"],
        owner,
      })),
    });
    const warned = (out: string) =>
      (JSON.parse(out) as { warnings: { name: string; key: string }[] }).warnings
        .filter(({ name }) => name === "owner-unknown")
        .map(({ key }) => key);

    it("without a data directory says that they were not looked up, and creates none", async () => {
      file("unowned.json", owned("none-yet"));
      const { code, out } = await check(["unowned.json"]);
      expect([code, out]).toEqual([
        0,
        expect.stringMatching(/note: Could not check whether owners have an account: .*there is no database/),
      ]);
      const json = await check(["--json", "unowned.json"]);
      expect([warned(json.out), JSON.parse(json.out).notes]).toEqual([[], [expect.stringContaining("none-yet")]]);
      expect(existsSync(join(directory, "none-yet"))).toBe(false);
    });

    it("looks them up in the database, whether a server runs on it or not, and creates nothing", async () => {
      const data = join(directory, "owned");
      const candor = await createCandor({ config: { ...FINE, data, logLevel: "silent" } });
      await candor.users.add({ username: "Ada", password: "correct-horse-battery" });
      file("owned.json", owned("owned"));
      for (const stop of [async () => {}, () => candor.close()]) {
        await stop();
        const before = readdirSync(data).sort();
        const { code, out } = await check(["--json", "owned.json"]);
        expect([code, warned(out), JSON.parse(out).notes]).toEqual([0, ["clients[2].owner"], []]);
        expect(readdirSync(data).sort()).toEqual(before);
      }
    });
  });

  it("prints JSON for tools", async () => {
    file("tools.json", { ...SURPRISING, sessionLifetime: 30 });
    const { code, out } = await check(["--json", "tools.json"]);
    const { file: path, faults, warnings } = JSON.parse(out);
    expect([code, path, faults]).toEqual([0, join(directory, "tools.json"), []]);
    expect(warnings).toContainEqual({
      name: "session-shorter-than-code",
      key: "sessionLifetime",
      is: "30 seconds, while codeLifetime is 60",
      means: expect.stringContaining("grant/session-ended"),
      fix: expect.stringContaining("sessionLifetime"),
    });
  });

  it.each([
    [["nope.json"], "file is nope.json, but there is no file "],
    [["--json", "nope.json"], '"is": "nope.json, but there is no file '],
    [["."], "file is ., which is a folder"],
  ])("of no file ends with 2 or 1: %j", async (args, said) => {
    const { code, out, err } = await check(args);
    expect(code).toBe(args.includes(".") ? 1 : 2);
    expect(out).toContain(said);
    expect(err).toBe("");
  });

  it("used wrongly ends with 2", async () => {
    expect((await check(["--jsno"])).code).toBe(2);
    expect((await check(["a", "b"])).code).toBe(2);
  });
});

describe("a host hears", () => {
  it("in candor.warnings, once it is created and once it listens", async ({ onTestFinished }) => {
    const [issuer, port] = [`http://localhost:${await freePort()}`, await freePort()];
    const config: Config = {
      issuer,
      logLevel: "silent",
      clients: [
        { id: "a", owner: "nobody", secrets: [{ value: "long enough\n" }], grantTypes: ["client_credentials"] },
      ],
    };
    const candor = await createCandor({ config, storage: "memory", environment: {} });
    onTestFinished(() => candor.close());
    const names = () => candor.warnings.map(({ name, key }) => `${name} ${key}`);
    const created = [
      "secret-with-blanks clients[0].secrets[0].value",
      "client-credentials-without-scopes clients[0].scopes",
      "owner-unknown clients[0].owner",
    ];
    expect(names()).toEqual(created);
    await candor.listen({ port });
    expect(names()).toEqual([...created, "port-differs port"]);
  });

  it("nothing about the demo world, nor of an owner who has an account", async ({ onTestFinished }) => {
    const port = await freePort();
    const config: Config = { issuer: `http://localhost:${port}`, port, logLevel: "silent" };
    const candor = await createCandor({ config, demo: true, storage: "memory", environment: {} });
    onTestFinished(() => candor.close());
    await candor.listen();
    expect(candor.warnings).toEqual([]);
  });
});

describe("a start tells the log", () => {
  it("with the name of each setting, and where it listens", async ({ onTestFinished }) => {
    const port = await freePort();
    const data = join(directory, "started");
    const name = file("started.json", { ...SURPRISING, host: "127.0.0.1", port, data });
    const running = run(["serve", "--config", name], directory);
    onTestFinished(() => void running.child.kill("SIGKILL"));
    await running.says("Candor is at ");
    await running.stop("SIGINT");
    const lines = running
      .stdout()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const warned = lines.filter(({ level }) => level === 40);
    expect(warned.map(({ setting }) => setting).sort()).toEqual([
      "CANDOR_KEY_ENCRYPTION_SECRET",
      "host",
      "issuer",
      "port",
    ]);
    expect(warned.find(({ setting }) => setting === "issuer").msg).toContain("Set trustedProxy to ");
    expect(lines.find(({ msg }) => msg.startsWith("Candor is at "))).toMatchObject({
      msg: `Candor is at https://id.example and listens on http://127.0.0.1:${port}`,
      issuer: "https://id.example",
      listening: `http://127.0.0.1:${port}`,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      node: process.versions.node,
      data,
      new: true,
    });
    expect(lines.at(-1)).toMatchObject({ msg: "stopped" });
    expect(readdirSync(data)).toContain("candor.sqlite");
  });
});
