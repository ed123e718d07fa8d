/** `candor check` pointed at other things than an authorization server, or at one behind something: a clear verdict, no crash, no endless wait. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { CannotCheck } from "../../src/checker/cannot-check.ts";
import type { Checked } from "../../src/checker/check.ts";
import { type CheckOptions, checkServer } from "../../src/checker/run.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    (server as ReturnType<typeof createServer>).closeAllConnections?.();
    server.close();
  }
});

async function listening(server: Server, host = "127.0.0.1"): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

type Handler = (request: IncomingMessage, response: ServerResponse, origin: string) => void;

async function serving(handler: Handler, host?: string): Promise<string> {
  let origin = "";
  const server = createServer((request, response) => handler(request, response, origin));
  origin = await listening(server, host);
  return origin;
}

const FAST: CheckOptions = { rate: 10_000, timeout: 30_000, most: 1_500 };

interface Ended {
  readonly says: string;
  readonly checked: readonly Checked[];
}

async function checked(issuer: string, options: CheckOptions = {}): Promise<Ended> {
  try {
    const { warning = "", checked } = await checkServer(issuer, { ...FAST, ...options });
    return { says: warning, checked };
  } catch (error) {
    if (!(error instanceof CannotCheck)) throw error;
    return { says: error.message, checked: [] };
  }
}

const brokenIn = ({ checked }: Ended): readonly string[] =>
  checked.filter(({ is, requirement }) => is === "broken" && requirement.level === "MUST").map(({ id }) => id);

const metadataOf = (issuer: string, more: object = {}): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  response_types_supported: ["code"],
  grant_types_supported: ["authorization_code"],
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
  ...more,
});
const OAUTH = "/.well-known/oauth-authorization-server";
const OPENID = "/.well-known/openid-configuration";

const JSON_TYPE = { "content-type": "application/json" };
/** A server that is right as far as its metadata goes, with one thing changed. */
const metadataAs =
  (send: (response: ServerResponse, body: string) => void, more: (origin: string) => object = () => ({})): Handler =>
  (request, response, origin) => {
    if (request.url === OAUTH) send(response, JSON.stringify(metadataOf(origin, more(origin))));
    else response.writeHead(404).end();
  };

const CLIENTS: CheckOptions = {
  clients: {
    web: { client_id: "web", client_secret: "web-secret", redirect_uri: "https://client.example/cb" },
    service: { client_id: "service", client_secret: "service-secret" },
  },
};

describe("a check can't begin, and says why, at", () => {
  it.each<[what: string, handler: Handler, says: string]>([
    [
      "a web site",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Welcome"),
      "200, and a web page",
    ],
    [
      "a proxy that says 200 and {} to everything",
      (_, response) => response.writeHead(200, JSON_TYPE).end("{}"),
      "200, and JSON that names no endpoint",
    ],
    [
      "a health check that says ok to everything",
      (_, response) => response.writeHead(200, JSON_TYPE).end('{"status":"ok"}'),
      "200, and JSON that names no endpoint",
    ],
    ["an empty 200", (_, response) => response.writeHead(200).end(), "200, and no JSON object"],
    ["a list", (_, response) => response.writeHead(200, JSON_TYPE).end("[]"), "200, and no JSON object"],
    [
      "invalid UTF-8",
      (_, response) => response.writeHead(200, JSON_TYPE).end(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
      "200, and no JSON object",
    ],
    [
      "a server that sends everyone to its sign-in",
      (_, response) => response.writeHead(302, { location: "/login?next=%2F" }).end(),
      "Something asks for a sign-in first. Metadata is public",
    ],
    [
      "a redirect to https",
      ({ url = "" }, response) => response.writeHead(301, { location: `https://localhost:1${url}` }).end(),
      "Metadata isn't redirected (RFC 8414, section 3.2). Give the issuer at the URL that this leads to.",
    ],
    [
      "a server that takes no more requests",
      (_, response) => response.writeHead(429, { "retry-after": "60" }).end(),
      "The server accepts no more requests for now.",
    ],
    ["a server that wants a password", (_, response) => response.writeHead(401).end(), "401"],
    ["a broken server", (_, response) => response.writeHead(500).end("Traceback"), "500"],
    [
      "a body without end",
      (_, response) => {
        response.writeHead(200, JSON_TYPE);
        const more = (): void => {
          if (!response.destroyed) response.write(`{"a":"${"x".repeat(100_000)}`, () => setImmediate(more));
        };
        more();
      },
      "200, and no JSON object",
    ],
    ["a server that hangs", () => {}, "doesn't respond: no complete response within 3 seconds."],
    [
      "a response that drips",
      (_, response) => {
        response.writeHead(200, JSON_TYPE);
        const timer = setInterval(() => (response.destroyed ? clearInterval(timer) : response.write(" ")), 20);
      },
      "doesn't respond: no complete response within 3 seconds.",
    ],
    [
      "a connection that is reset",
      (request) => request.socket.resetAndDestroy(),
      "can't be reached: the connection was closed before the end of the response (ECONNRESET).",
    ],
    [
      "a response that is cut off",
      (request, response) => {
        response.writeHead(200, { ...JSON_TYPE, "content-length": "5000" });
        response.write('{"issuer":');
        setImmediate(() => request.socket.destroy());
      },
      "can't be reached: the connection was closed before the end of the response",
    ],
  ])("%s", async (_, handler, says) => {
    const waits = says.includes("within 3 seconds") ? { timeout: 3_000 } : {};
    expect((await checked(await serving(handler), waits)).says).toContain(says);
  });

  it("a server that doesn't speak HTTP", async () => {
    const origin = await listening(createTcp((socket) => socket.on("error", () => {}).end("SSH-2.0-OpenSSH_9.9\r\n")));
    expect((await checked(origin)).says).toContain("can't be reached: what came is not HTTP");
  });

  it("a path under which clients don't look", async () => {
    const origin = await serving(({ url }, response, here) => {
      const body = JSON.stringify(metadataOf(`${here}/tenant`));
      if (url === `/tenant${OAUTH}`) response.writeHead(200, JSON_TYPE).end(body);
      else response.writeHead(404).end();
    });
    const { says } = await checked(`${origin}/tenant`);
    expect(says).toContain(`It is at ${origin}/tenant${OAUTH}, where clients don't look for ${origin}/tenant`);
  });

  it("a page of the server instead of its issuer", async () => {
    const origin = await serving(metadataAs((response, body) => response.writeHead(200, JSON_TYPE).end(body)));
    const { says } = await checked(`${origin}/login`);
    expect(says).toContain(`its issuer is ${origin}. Give that one: candor check ${origin}`);
  });
});

describe("what says nothing of a server changes nothing:", () => {
  it.each<[what: string, handler: Handler]>([
    ["a byte order mark", metadataAs((response, body) => response.writeHead(200, JSON_TYPE).end(`\uFEFF${body}`))],
    [
      "gzip that nobody asked for",
      metadataAs((response, body) =>
        response.writeHead(200, { ...JSON_TYPE, "content-encoding": "gzip" }).end(gzipSync(body)),
      ),
    ],
    [
      "chunks of one byte",
      metadataAs((response, body) => {
        response.writeHead(200, JSON_TYPE);
        for (const one of body) response.write(one);
        response.end();
      }),
    ],
    [
      "a cookie",
      metadataAs((response, body) => response.writeHead(200, { ...JSON_TYPE, "set-cookie": "a=b" }).end(body)),
    ],
  ])("%s", async (_, handler) => {
    const ended = await checked(await serving(handler), { only: ["metadata/"] });
    expect(ended.says).toBe("");
    expect(brokenIn(ended)).toEqual([]);
  });

  it("HTTP/1.0 without a length", async () => {
    let origin = "";
    const server = createTcp((socket) => {
      socket.on("error", () => {});
      socket.once("data", (data) => {
        const isThere = String(data).startsWith(`GET ${OAUTH} `);
        const body = isThere ? JSON.stringify(metadataOf(origin)) : "";
        socket.end(`HTTP/1.0 ${isThere ? "200 OK" : "404 Not Found"}\r\nContent-Type: application/json\r\n\r\n${body}`);
      });
    });
    origin = await listening(server);
    const ended = await checked(origin, { only: ["metadata/"] });
    expect(ended.says).toBe("");
    expect(brokenIn(ended)).toEqual([]);
  });

  it("IPv6", async () => {
    const origin = await serving(
      metadataAs((response, body) => response.writeHead(200, JSON_TYPE).end(body)),
      "::1",
    );
    const ended = await checked(origin, { only: ["metadata/"] });
    expect([ended.says, brokenIn(ended)]).toEqual(["", []]);
  });

  it.each([`${OAUTH}/tenant`, `/tenant${OPENID}`])("an issuer with a path, at %s", async (place) => {
    const origin = await serving(({ url }, response, here) => {
      if (url === place) response.writeHead(200, JSON_TYPE).end(JSON.stringify(metadataOf(`${here}/tenant`)));
      else response.writeHead(404).end();
    });
    const ended = await checked(`${origin}/tenant`, { only: ["metadata/"] });
    expect([ended.says, brokenIn(ended)]).toEqual(["", []]);
  });
});

describe("metadata that is wrong is found:", () => {
  const broken = async (more: (origin: string) => object, path = ""): Promise<readonly string[]> => {
    const handler = metadataAs((response, body) => response.writeHead(200, JSON_TYPE).end(body), more);
    return brokenIn(await checked(`${await serving(handler)}${path}`, { only: ["metadata/"] }));
  };
  it("another issuer's", async () => {
    expect(await broken(() => ({ issuer: "https://other.example" }))).toEqual(["metadata/issuer"]);
  });
  it("an issuer that differs in the slash", async () => {
    expect(await broken((origin) => ({ issuer: `${origin}/` }))).toEqual(["metadata/issuer"]);
    expect(await broken(() => ({}), "/")).toEqual(["metadata/issuer"]);
  });
  it("an endpoint that isn't a URL, and one without TLS", async () => {
    expect(await broken(() => ({ token_endpoint: 7 }))).toEqual(["metadata/https-endpoints"]);
    expect(await broken(() => ({ token_endpoint: "http://login.example/token" }))).toEqual([
      "metadata/https-endpoints",
    ]);
  });
});

describe("a server that is in the way gets no verdict that it doesn't deserve:", () => {
  const behind = async (handler: Handler, more: (origin: string) => object = () => ({}), options = CLIENTS) => {
    const whole = metadataAs((response, body) => response.writeHead(200, JSON_TYPE).end(body), more);
    const origin = await serving((request, response, here) =>
      request.url?.startsWith("/.well-known/") ? whole(request, response, here) : handler(request, response, here),
    );
    return checked(origin, options);
  };
  const ALL = (origin: string): object => ({
    jwks_uri: `${origin}/jwks`,
    userinfo_endpoint: `${origin}/userinfo`,
    introspection_endpoint: `${origin}/introspect`,
    revocation_endpoint: `${origin}/revoke`,
    registration_endpoint: `${origin}/register`,
    device_authorization_endpoint: `${origin}/device`,
    pushed_authorization_request_endpoint: `${origin}/par`,
    end_session_endpoint: `${origin}/logout`,
    grant_types_supported: ["authorization_code", "client_credentials", "refresh_token"],
    dpop_signing_alg_values_supported: ["ES256"],
  });
  /** Held or broken by more than the metadata. */
  const decided = ({ checked }: Ended) =>
    checked.filter(({ is, shows }) => /held|broken/.test(is) && !shows.at(-1)?.sent.url.includes("/.well-known/"));

  it.each<[what: string, handler: Handler, warning: string]>([
    [
      "a web page everywhere",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>"),
      "only with 200",
    ],
    ["200 and {} everywhere", (_, response) => response.writeHead(200, JSON_TYPE).end("{}"), "only with 200"],
    [
      "a sign-in everywhere",
      (_, response) => response.writeHead(302, { location: "/login" }).end(),
      "only with 302. Perhaps something is in front of it.",
    ],
    ["a firewall that wants a CSRF header", (_, response) => response.writeHead(403).end("CSRF"), "only with 403"],
    ["404 everywhere", (_, response) => response.writeHead(404).end(), "only with 404"],
    ["500 everywhere", (_, response) => response.writeHead(500).end(), "only with 500"],
    ["429 everywhere", (_, response) => response.writeHead(429).end(), "only with 429"],
    ["empty responses", (_, response) => response.writeHead(204).end(), "only with 204"],
    ["connections that are reset", (request) => request.socket.resetAndDestroy(), "never responded"],
    ["endpoints that hang", () => {}, "The token endpoint never responded."],
  ])("%s", async (what, handler, warning) => {
    const hangs = what.endsWith("hang") ? { timeout: 1_000 } : {};
    const ended = await behind(handler, ALL, { ...CLIENTS, ...hangs });
    expect(ended.says).toContain(warning);
    expect(decided(ended).map(({ id, is, because }) => ({ id, is, because }))).toEqual([]);
  });

  it("a token endpoint at a host that nobody has confirmed", async () => {
    const ended = await behind(
      (_, response) => response.writeHead(404).end(),
      () => ({ token_endpoint: "https://api.example/token" }),
    );
    expect(ended.says).toContain("Nothing was sent to api.example. If it is yours, say so: --own api.example");
  });

  it("a key set without keys", async () => {
    const { checked } = await behind((_, response) => response.writeHead(200, JSON_TYPE).end('{"keys":[]}'), ALL, {
      only: ["keys/"],
    });
    expect(new Set(checked.map(({ is, because }) => `${is}: ${because}`))).toEqual(
      new Set(["unclear: The key set behind jwks_uri is empty."]),
    );
  });
});
