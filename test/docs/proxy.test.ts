/** The nginx configurations of docs/guides/proxy.md in front of a server. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type Config, createCandor } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { blocksOf, read } from "./markdown.ts";

const NGINX = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"].find((path) => existsSync(path));

const [whole = "", subPath = ""] = blocksOf(read("docs/guides/proxy.md"))
  .filter(({ language }) => language === "nginx")
  .map(({ code }) => code);

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

/** Starts nginx with `servers`, as it is within `http`. Returns the port on which it accepts TLS. */
async function nginxWith(servers: string, upstream: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "candor-proxy-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const kind = [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=localhost",
  ];
  execFileSync("openssl", ["req", "-x509", ...kind, "-keyout", key, "-out", cert], { stdio: "pipe" });
  const [tls, plain] = [await freePort(), await freePort()];
  const own = servers
    .replaceAll(/ssl_certificate +\S+;/g, `ssl_certificate ${cert};`)
    .replaceAll(/ssl_certificate_key +\S+;/g, `ssl_certificate_key ${key};`)
    .replaceAll("listen 443", `listen 127.0.0.1:${tls}`)
    .replaceAll("listen 80", `listen 127.0.0.1:${plain}`)
    .replaceAll("127.0.0.1:9400", `localhost:${upstream}`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const file = join(folder, "nginx.conf");
  writeFileSync(file, `events {}\nhttp {\naccess_log off;\n${temporary.join("\n")}\n${own}\n}\n`);
  const globals = `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;`;
  const child = spawn(NGINX ?? "", ["-p", folder, "-c", file, "-g", globals], { stdio: "pipe" });
  closing.push(async () => {
    const ended = once(child, "exit");
    if (child.exitCode === null && child.kill("SIGTERM")) await ended;
  });
  for (let tries = 0; tries < 400 && child.exitCode === null && !(await accepts(tls)); tries++) await wait(50);
  return tls;
}

function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return new Promise((done) => {
    socket.once("connect", () => done(true)).once("error", () => done(false));
  }).then((open) => {
    socket.destroy();
    return open as boolean;
  });
}

async function candorBehind(config: Omit<Config, "port" | "host">): Promise<number> {
  const port = await freePort();
  const candor = await createCandor({
    config: { ...config, port, host: "localhost", logLevel: "silent" },
    storage: "memory",
    demo: true,
  });
  await candor.listen();
  closing.push(() => candor.close());
  return port;
}

/** What a client at the other side of nginx gets. */
async function get(port: number, path: string, host: string): Promise<readonly [status: number, body: string]> {
  const sent = request({ host: "127.0.0.1", port, path, rejectUnauthorized: false, headers: { host } });
  sent.end();
  const [response] = await once(sent, "response");
  const chunks: Buffer[] = await response.toArray();
  return [response.statusCode, Buffer.concat(chunks).toString()];
}

describe.skipIf(NGINX === undefined)("behind nginx", () => {
  const TRUSTED = ["127.0.0.1", "::1"];
  const METADATA = "/.well-known/openid-configuration";

  it("is at its issuer, and long authorization requests arrive", async () => {
    const issuer = "https://id.example.com";
    const port = await nginxWith(whole, await candorBehind({ issuer, trustedProxy: TRUSTED }));
    const [status, body] = await get(port, METADATA, "id.example.com");
    expect([status, JSON.parse(body)]).toEqual([200, expect.objectContaining({ token_endpoint: `${issuer}/token` })]);
    const query = new URLSearchParams({
      client_id: "demo-web",
      redirect_uri: `${issuer}/demo/callback`,
      response_type: "code",
      scope: "openid",
      code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256",
      state: "s".repeat(8_000),
      login_hint: "h".repeat(3_000),
    });
    const [shown, page] = await get(port, `/authorize?${query}`, "id.example.com");
    expect([shown, page]).toEqual([200, expect.stringContaining('name="password"')]);
  });

  it("is refused by name where trustedProxy is missing", async () => {
    const port = await nginxWith(whole, await candorBehind({ issuer: "https://id.example.com" }));
    const [status, body] = await get(port, METADATA, "id.example.com");
    expect([status, JSON.parse(body)]).toEqual([
      400,
      expect.objectContaining({ error_uri: expect.stringContaining("/errors/transport/insecure") }),
    ]);
  });

  it("is at the path of its issuer, and nowhere else", async () => {
    const issuer = "https://example.com/auth";
    const servers = whole
      .replaceAll("id.example.com", "example.com")
      .replace(/location \/ \{[\s\S]*?\n {4}\}/, `${subPath}\nlocation / { return 200 yours; }`);
    const port = await nginxWith(servers, await candorBehind({ issuer, trustedProxy: TRUSTED }));
    for (const path of [`/auth${METADATA}`, `${METADATA}/auth`, "/.well-known/oauth-authorization-server/auth"])
      expect([path, JSON.parse((await get(port, path, "example.com"))[1])]).toEqual([
        path,
        expect.objectContaining({ issuer }),
      ]);
    expect(await get(port, "/auth/readyz", "example.com")).toEqual([200, '{"status":"ready"}']);
    for (const path of ["/", "/authx", "/token", METADATA])
      expect([path, ...(await get(port, path, "example.com"))]).toEqual([path, 200, "yours"]);
  });
});
