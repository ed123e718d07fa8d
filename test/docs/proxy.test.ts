/** The configurations of nginx and Caddy in docs/guides/proxy.md in front of a server. */
import { once } from "node:events";
import { request } from "node:https";
import { afterEach, describe, expect, it } from "vitest";
import { type Config, createCandor } from "../../src/index.ts";
import { caddy } from "../caddy.ts";
import { freePort } from "../free-port.ts";
import { certificate, nginx } from "../nginx.ts";
import { blocksOf, read } from "./markdown.ts";

const guide = blocksOf(read("docs/guides/proxy.md"));
const configurations = (of: string) => guide.filter(({ language }) => language === of).map(({ code }) => code);
const [whole = "", subPath = ""] = configurations("nginx");
const [caddyWhole = "", caddySubPath = ""] = configurations("caddy");

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

/** Starts nginx with `servers`, as it is within `http`. Returns the port on which it accepts TLS. */
async function nginxWith(servers: string, upstream: number): Promise<number> {
  const { folder, cert, key } = certificate();
  const [tls, plain] = [await freePort(), await freePort()];
  const own = servers
    .replaceAll(/ssl_certificate +\S+;/g, `ssl_certificate ${cert};`)
    .replaceAll(/ssl_certificate_key +\S+;/g, `ssl_certificate_key ${key};`)
    .replaceAll("listen 443", `listen 127.0.0.1:${tls}`)
    .replaceAll("listen 80", `listen 127.0.0.1:${plain}`)
    .replaceAll("127.0.0.1:9400", `localhost:${upstream}`);
  const { end } = await nginx(folder, `events {}\nhttp {\n${own}\n}\n`, tls);
  closing.push(end);
  return tls;
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

/** What a client at the other side of the proxy gets. */
async function get(port: number, path: string, host: string): Promise<readonly [status: number, body: string]> {
  const sent = request({
    host: "127.0.0.1",
    port,
    path,
    servername: host,
    rejectUnauthorized: false,
    headers: { host },
  });
  sent.end();
  const [response] = await once(sent, "response");
  const chunks: Buffer[] = await response.toArray();
  return [response.statusCode, Buffer.concat(chunks).toString()];
}

const TRUSTED = ["127.0.0.1", "::1"];
const METADATA = "/.well-known/openid-configuration";

describe("behind Caddy", () => {
  const caddyWith = async (sites: string): Promise<number> => {
    const { port, end } = await caddy(sites);
    closing.push(end);
    return port;
  };

  it("is at its issuer", async () => {
    const issuer = "https://id.example.com";
    const upstream = await candorBehind({ issuer, trustedProxy: TRUSTED });
    const port = await caddyWith(caddyWhole.replace("127.0.0.1:9400", `localhost:${upstream}`));
    const [status, body] = await get(port, METADATA, "id.example.com");
    expect([status, JSON.parse(body)]).toEqual([200, expect.objectContaining({ token_endpoint: `${issuer}/token` })]);
    expect(await get(port, "/readyz", "id.example.com")).toEqual([200, '{"status":"ready"}']);
  });

  it("is served only at the path of its issuer", async () => {
    const issuer = "https://example.com/auth";
    const upstream = await candorBehind({ issuer, trustedProxy: TRUSTED });
    const sites = caddySubPath
      .replace("127.0.0.1:9400", `localhost:${upstream}`)
      .replace("reverse_proxy 127.0.0.1:3000", "respond yours");
    const port = await caddyWith(sites);
    for (const path of [`/auth${METADATA}`, `${METADATA}/auth`, "/.well-known/oauth-authorization-server/auth"])
      expect([path, JSON.parse((await get(port, path, "example.com"))[1])]).toEqual([
        path,
        expect.objectContaining({ issuer }),
      ]);
    for (const path of ["/", "/authx", "/token", METADATA])
      expect([path, ...(await get(port, path, "example.com"))]).toEqual([path, 200, "yours"]);
  });
});

describe("behind nginx", () => {
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

  it("is refused by name if trustedProxy is missing", async () => {
    const port = await nginxWith(whole, await candorBehind({ issuer: "https://id.example.com" }));
    const [status, body] = await get(port, METADATA, "id.example.com");
    expect([status, JSON.parse(body)]).toEqual([
      400,
      expect.objectContaining({ error_uri: expect.stringContaining("/errors/transport/insecure") }),
    ]);
  });

  it("is served only at the path of its issuer", async () => {
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
