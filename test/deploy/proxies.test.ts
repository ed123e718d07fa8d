/** HAProxy and Apache as in docs/guides/proxy.md in front of a server; and that the files for Envoy and Traefik say the same. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createCandor } from "../../src/index.ts";
import { blocksOf, read } from "../docs/markdown.ts";
import { freePort } from "../free-port.ts";
import { certificate, listens } from "../nginx.ts";

const ISSUER = "https://id.example.com";
const guide = blocksOf(read("docs/guides/proxy.md"));
const block = (of: string): string => guide.find(({ language }) => language === of)?.code ?? "";

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function candor(): Promise<number> {
  const port = await freePort();
  const config = {
    issuer: ISSUER,
    port,
    host: "localhost",
    trustedProxy: ["127.0.0.1", "::1"],
    logLevel: "silent" as const,
  };
  const server = await createCandor({ config, storage: "memory", demo: true });
  await server.listen();
  closing.push(() => server.close());
  return port;
}

function ends(child: ChildProcess, folder: string): void {
  closing.push(async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  });
}

async function get(port: number, path: string, headers: Readonly<Record<string, string>> = {}) {
  const sent = request({
    ...{ host: "127.0.0.1", port, path, servername: "id.example.com", rejectUnauthorized: false },
    headers: { host: "id.example.com", ...headers },
  });
  sent.end();
  const [response] = await once(sent, "response");
  const chunks: Buffer[] = await response.toArray();
  return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
}

/** Headers of the client's own don't pass, long requests do, and every URL is the issuer's. */
async function isRight(port: number): Promise<void> {
  const metadata = await get(port, "/.well-known/openid-configuration", { "x-forwarded-proto": "http" });
  expect([metadata.status, JSON.parse(metadata.body).token_endpoint]).toEqual([200, `${ISSUER}/token`]);
  expect(await get(port, "/readyz")).toEqual({ status: 200, body: '{"status":"ready"}' });
  const query = new URLSearchParams({
    ...{ client_id: "demo-web", redirect_uri: `${ISSUER}/demo/callback`, response_type: "code", scope: "openid" },
    ...{ code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" },
    ...{ state: "s".repeat(8_000), login_hint: "h".repeat(3_000) },
  });
  const page = await get(port, `/authorize?${query}`);
  expect([page.status, page.body]).toEqual([200, expect.stringContaining('name="password"')]);
}

describe.skipIf(spawnSync("haproxy", ["-v"]).status !== 0)("behind HAProxy", () => {
  it("is at its issuer", async () => {
    const { folder, cert, key } = certificate();
    const [port, upstream] = [await freePort(), await candor()];
    writeFileSync(join(folder, "both.pem"), readFileSync(cert, "utf8") + readFileSync(key, "utf8"));
    const own = block("haproxy")
      .replace(":443", `127.0.0.1:${port}`)
      .replace("/etc/ssl/id.example.com.pem", join(folder, "both.pem"))
      .replace("127.0.0.1:9400", `localhost:${upstream}`);
    writeFileSync(join(folder, "haproxy.cfg"), `${own}\n`);
    const child = spawn("haproxy", ["-db", "-f", join(folder, "haproxy.cfg")], { stdio: ["ignore", "ignore", "pipe"] });
    ends(child, folder);
    await listens(child, port);
    await isRight(port);
  });
});

describe.skipIf(!existsSync("/usr/lib/apache2/modules/mod_proxy_http.so"))("behind Apache", () => {
  it("is at its issuer", async () => {
    const { folder, cert, key } = certificate();
    const [port, upstream] = [await freePort(), await candor()];
    const modules = ["mpm_event", "authz_core", "ssl", "socache_shmcb", "proxy", "proxy_http", "headers"];
    const own = block("apache")
      .replace("*:443", `127.0.0.1:${port}`)
      .replace("/etc/ssl/id.example.com.pem", cert)
      .replace("/etc/ssl/id.example.com.key", key)
      .replace("127.0.0.1:9400", `localhost:${upstream}`);
    const lines = [
      ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
      `ServerRoot ${folder}`,
      `PidFile ${join(folder, "pid")}`,
      `ErrorLog ${join(folder, "error.log")}`,
      `DefaultRuntimeDir ${folder}`,
      ...(process.getuid?.() === 0 ? ["User www-data", "Group www-data"] : []),
      `Listen 127.0.0.1:${port}`,
      own,
    ];
    writeFileSync(join(folder, "apache.conf"), `${lines.join("\n")}\n`);
    execFileSync("apache2", ["-t", "-f", join(folder, "apache.conf")], { stdio: "pipe" });
    const child = spawn("apache2", ["-DFOREGROUND", "-f", join(folder, "apache.conf")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    ends(child, folder);
    await listens(child, port);
    await isRight(port);
  });
});

/** Every value of a name, at any depth. */
function* valuesOf(name: string, value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, within] of Object.entries(value)) {
    if (key === name) yield within;
    yield* valuesOf(name, within);
  }
}

it.each(["envoy", "traefik"])("%s.yaml is about the same server, and asks whether it is ready", (name) => {
  const text = readFileSync(resolve(import.meta.dirname, `../../deploy/proxies/${name}.yaml`), "utf8");
  const config: unknown = parse(text);
  expect([...valuesOf("path", config)]).toContain("/readyz");
  expect(text).toContain("id.example.com");
  expect(name === "envoy" ? [...valuesOf("port_value", config)] : [...valuesOf("url", config)]).toContain(
    name === "envoy" ? 9400 : "http://127.0.0.1:9400",
  );
  // Whatever may have arrived must not be repeated.
  const retries = [...valuesOf("retry_on", config)];
  expect(retries).toEqual(name === "envoy" ? ["connect-failure,refused-stream"] : []);
});
