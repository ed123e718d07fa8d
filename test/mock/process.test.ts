/** Several mocks in one process, what is left after the end, and the command. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startMock } from "../../src/mock/index.ts";
import { freePort } from "../free-port.ts";
import { run } from "../operation/run.ts";

const DIST = resolve(import.meta.dirname, "../../dist/mock/index.js");
const folder = mkdtempSync(join(tmpdir(), "candor-mock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("several at once know nothing of each other", async () => {
  const [one, other] = await Promise.all([startMock({ user: "ada" }), startMock({ clock: "2030-01-01T00:00:00Z" })]);
  try {
    expect(one.issuer).not.toBe(other.issuer);
    one.refuse("server/fault", { times: "always" });
    await one.keys.breakJwks("empty");
    const jwks = async (issuer: string) => (await (await fetch(`${issuer}/jwks`)).json()) as unknown;
    expect(await jwks(one.issuer)).toMatchObject({ error: "server_error" });
    expect(await jwks(other.issuer)).toMatchObject({ keys: expect.arrayContaining([expect.anything()]) });
    expect([one.requests.length, other.requests.length, other.waiting]).toEqual([1, 1, []]);
    expect(other.clock.now() - one.clock.now()).toBeGreaterThan(365 * 86_400_000);
  } finally {
    await Promise.all([one.close(), other.close(), other.close()]);
  }
  await expect(fetch(one.issuer)).rejects.toThrow("fetch failed");
});

it("a port that is in use, a wrong client, and a user who doesn't exist leave nothing behind", async () => {
  const mock = await startMock();
  try {
    await expect(startMock({ port: Number(new URL(mock.issuer).port) })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await expect(startMock({ clients: [{ id: "shop", scopes: ["nothing"] }] })).rejects.toMatchObject({
      faults: expect.any(Array),
    });
    await expect(startMock({ user: "nobody" })).rejects.toThrow('There is no user "nobody"');
  } finally {
    await mock.close();
  }
});

/** Runs a script that uses the build, with `startMock` in scope. It must end by itself. */
function inProcess(script: string): string {
  const source = `import { startMock } from ${JSON.stringify(DIST)};\n${script}`;
  const args = ["--expose-gc", "--input-type=module", "-e", source];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 240_000 });
  if (status !== 0) throw new Error(`It ended with ${status}. ${stdout}${stderr}`);
  return stdout;
}

describe("after close", () => {
  it("nothing keeps the process alive, whatever hangs or waits", () => {
    const said = inProcess(`
      const mock = await startMock();
      const given = { method: "POST", body: "grant_type=client_credentials" };
      mock.fail("hang");
      const hanging = fetch(mock.issuer + "/token", given).catch(() => "hung up");
      await mock.waitForRequest({ path: "/token" });
      mock.delay({ ms: "1h" });
      const delayed = fetch(mock.issuer + "/healthz").catch(() => "hung up");
      await mock.waitForRequest({ path: "/healthz" });
      const waiting = mock.waitForRequest({ path: "/never" }, { timeout: 3_600_000 }).catch((error) => error.message);
      const start = performance.now();
      await mock.close();
      console.log(await hanging, await delayed, await waiting, performance.now() - start < 60_000);`);
    expect(said).toBe("hung up hung up The mock was closed before such a request came. true\n");
  });

  it("its memory is free again", () => {
    const said = inProcess(`
      import { get } from "node:http";
      // fetch would keep something of each origin.
      const ask = (url) => new Promise((done) => get(url, { agent: false }, (response) => response.resume().on("end", done)));
      const once = async () => {
        const mock = await startMock();
        await ask(mock.issuer + "/jwks");
        await mock.close();
      };
      const used = async () => {
        let least = Infinity;
        for (let n = 0; n < 5; n++) {
          await new Promise((next) => setTimeout(next, 20));
          gc();
          least = Math.min(least, process.memoryUsage().heapUsed);
        }
        return least;
      };
      for (let n = 0; n < 4; n++) await once();
      const grown = [];
      for (let batch = 0; batch < 4; batch++) {
        const before = await used();
        for (let n = 0; n < 6; n++) await once();
        grown.push(Math.round(((await used()) - before) / 6 / 1024));
      }
      console.log(Math.min(...grown));`);
    // Kilobytes for each mock of the best batch: code that is compiled meanwhile counts too. A mock that is kept has more than a megabyte.
    expect(Number(said)).toBeLessThan(800);
  });
});

describe("candor mock", () => {
  it("says when it is ready, as JSON, refuses as ordered, and ends with SIGTERM", async () => {
    const config = join(folder, "candor.config.json");
    writeFileSync(
      config,
      JSON.stringify({
        clients: [
          { id: "shop", redirectUris: ["https://shop.example/callback"], scopes: ["openid"], authMethods: ["none"] },
        ],
      }),
    );
    const args = [
      "mock",
      "--port",
      "0",
      "--config",
      config,
      "--user",
      "grace",
      "--refuse",
      "scope/unknown@/token",
      "--clock",
      "2030-01-01T00:00:00Z",
      "--json",
    ];
    const running = run(args, folder);
    const ready = JSON.parse(await running.says("}\n"));
    expect(ready).toMatchObject({
      ready: true,
      control: `${ready.issuer}/mock`,
      waiting: ["scope/unknown"],
      clients: expect.arrayContaining([expect.objectContaining({ id: "shop" })]),
    });
    const asked = new URLSearchParams({
      client_id: "shop",
      response_type: "code",
      scope: "openid",
      code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256",
      redirect_uri: "https://shop.example/callback",
    });
    const back = (await fetch(`${ready.issuer}/authorize?${asked}`, { redirect: "manual" })).headers.get("location");
    expect(back).toMatch(/^https:\/\/shop\.example\/callback\?code=/);
    for (let n = 0; n < 2; n++) {
      const body = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: "demo-service",
        client_secret: "demo-service-secret",
      });
      expect(await (await fetch(`${ready.issuer}/token`, { method: "POST", body })).json()).toMatchObject({
        error: "invalid_scope",
      });
    }
    expect((await (await fetch(ready.control)).json()).now).toMatch(/^2030-01-01T/);
    expect(await running.stop()).toBe(0);
    expect(running.stderr()).toBe("");
  });

  it("says in words how to use it", async () => {
    const port = await freePort();
    const running = run(["mock", "--port", String(port), "--redirect-uri", "http://localhost:3000/callback"], folder);
    const said = await running.says(`Ready: the mock is at http://localhost:${port}`);
    for (const shown of [
      "demo-service-secret",
      "ada / correct-horse-battery",
      "http://localhost:3000/callback",
      "/mock/refuse",
    ])
      expect(said).toContain(shown);
    const taken = run(["mock", "--port", String(port)], folder);
    expect([await taken.ended, taken.stderr()]).toEqual([2, expect.stringContaining("The port is in use")]);
    expect(await running.stop("SIGINT")).toBe(0);
  });

  it.each([
    [["--refuse", "scope/mispelled"], "Did you mean scope/misspelled"],
    [["--refuse", "scope/unknown@/tokens"], "Did you mean /token"],
    [["--user", "nobody"], "There is no user"],
    [["--clock", "soon"], "can't be read"],
    [["--config", "missing.json"], "there is no file"],
  ])("%j is wrong use", async (args, says) => {
    const running = run(["mock", "--port", "0", ...args], folder);
    expect([await running.ended, running.stderr()]).toEqual([2, expect.stringContaining(says)]);
  });
});
