/** The flows of `candor try`, as they are typed, with oidc-provider: PAR, DPoP, device, refresh, exchange, resource indicators, an API. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Between, type Layer, startLayer } from "./layer.ts";
import { at, both, json, members, responds, status } from "./mcp/between.ts";
import { type Peer, SECRET, startPeer } from "./peer.ts";
import { candorTry } from "./run.ts";

const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const API = "https://api.example";
const SUBJECT = "a-token-of-ada-for-another-api";
const token = at("/token");
const wellKnown = (request: Request): boolean => request.url.includes("/.well-known/");

let peer: Peer;
let api: Layer;
beforeAll(async () => {
  peer = await startPeer({
    clients: [
      {
        client_id: "app",
        client_secret: SECRET,
        application_type: "native",
        redirect_uris: ["http://127.0.0.1/callback"],
        grant_types: ["authorization_code", "refresh_token", "client_credentials", DEVICE, EXCHANGE],
      },
    ],
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: {
        enabled: true,
        // With its button in the form, where a browser without JavaScript finds it.
        userCodeConfirmSource: (context: { body: string }, form: string) => {
          context.body = form.replace("</form>", '<button type="submit">Continue</button></form>');
        },
      },
      pushedAuthorizationRequests: { enabled: true },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => true },
    },
    more: { issueRefreshToken: () => true },
  });
  peer.provider.registerGrantType(
    EXCHANGE,
    (context) => {
      const { subject_token: subject, audience } = context.oidc.params;
      context.status = subject === SUBJECT ? 200 : 400;
      context.body =
        subject === SUBJECT
          ? {
              access_token: `for-${audience}`,
              issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
              token_type: "Bearer",
            }
          : { error: "invalid_request", error_description: "subject_token is unknown" };
    },
    ["subject_token", "subject_token_type", "requested_token_type", "audience", "resource", "scope"],
    ["audience", "resource"],
  );
  api = await startLayer(() => async (request) => {
    const authorization = request.headers.get("authorization") ?? "";
    return /^(Bearer|DPoP) \S+/.test(authorization)
      ? Response.json({ orders: [] })
      : new Response(null, { status: 401 });
  });
});
beforeEach(() => {
  peer.put();
  api.put();
});
afterAll(() => Promise.all([peer?.close(), api?.close()]));

const ran = (...args: readonly string[]) => candorTry([peer.origin, "--client-id", "app", ...args], { secret: SECRET });

function withoutSecrets(out: string): void {
  expect(out).not.toContain(SECRET);
  expect(out).not.toMatch(/ey[\w-]{20,}\.ey/);
  expect(out).not.toMatch(/"?(access_token|refresh_token|device_code)"?[=:] ?"?(?!.{4}\*{4}|\*{4})[\w-]{9}/);
}

it("the code flow checks the ID token", async () => {
  const { code, out } = await ran("--scope", "openid");
  for (const claim of ["iss", "aud", "nonce", "exp", "iat", "alg", "signature", "sub"])
    expect(out).toMatch(new RegExp(`✓ ${claim}: `));
  expect(out).not.toContain("✗");
  withoutSecrets(out);
  expect(code).toBe(0);
});

it.each<[what: string, args: readonly string[], change: Record<string, unknown>]>([
  ["that --par wants", ["--par"], {}],
  ["that the metadata requires", [], { require_pushed_authorization_requests: true }],
])("a pushed request %s", async (_, args, change) => {
  peer.put(members(wellKnown, () => change));
  const { code, out } = await ran("--scope", "openid", ...args);
  expect(out).toMatch(/The pushed authorization request\n> POST \S+\/request\n/);
  expect(out).toContain("request_uri=urn:ietf:params:oauth:request_uri:");
  expect(code).toBe(0);
});

it("DPoP: proofs with the server's nonce, at the token endpoint, at userinfo and at an API", async () => {
  api.put((request, ask) =>
    request.headers.get("dpop") === null ? new Response(null, { status: 401 }) : ask(request),
  );
  const { code, out } = await ran("--scope", "openid", "--dpop", "--call", `${api.origin}/orders`);
  expect(out).toContain("The server wants its nonce in the proof");
  expect(out).toContain('"typ": "dpop+jwt"');
  expect(out).toMatch(/"htu": "http:\/\/127\.0\.0\.1:\d+\/me"/);
  expect(out).toMatch(/"ath": /);
  expect(out).toMatch(/dpop_jkt=/);
  expect(out).toContain("> authorization: DPoP ");
  expect(out).not.toContain("Careful: token_type");
  withoutSecrets(out);
  expect(code).toBe(0);
});

it("a server that ignores DPoP is noticed", async () => {
  peer.put((request, ask) => {
    request.headers.delete("dpop");
    return ask(request);
  });
  const { out } = await ran("--flow", "client-credentials", "--dpop");
  expect(out).toContain("Careful: token_type is Bearer.");
});

it("a resource indicator makes the token one for that API, which is called", async () => {
  const { code, out } = await ran("--scope", "mcp.read", "--resource", API, "--call", `${api.origin}/orders`);
  expect(out).toContain(`"aud": "${API}"`);
  expect(out).toContain('"orders": []');
  expect(code).toBe(0);
});

it("an API that refuses is explained", async () => {
  const challenge = `Bearer error="insufficient_scope", scope="orders.read", resource_metadata="${api.origin}/m"`;
  api.put(responds(() => true, status(403, { "www-authenticate": challenge })));
  const { code, out } = await ran("--scope", "mcp.read", "--resource", API, "--call", api.origin);
  expect(out).toContain("It challenges with Bearer: insufficient_scope.");
  expect(out).toContain("It wants the scope orders.read.");
  expect(out).toContain(`Its metadata is at ${api.origin}/m.`);
  expect(out).toContain("cause[");
  expect(code).toBe(1);
});

describe("the device flow", () => {
  const quick = members(at("/device/auth"), () => ({ interval: 0.05 }));
  const polled =
    (...responses: readonly (object | undefined)[]) =>
    () => {
      let at = 0;
      return both(quick, async (request, ask) => {
        if (!token(request) || !(await request.clone().text()).includes("device_code")) return ask(request);
        const said = responses[at++];
        return said === undefined ? ask(request) : json(said, 400)();
      });
    };

  it("shows the code, polls, and gets tokens when the user agreed", async () => {
    const withoutScripts: Between = async (request, ask) => {
      const response = await ask(request);
      if (!at("/device")(request) || request.method !== "GET") return response;
      const page = (await response.text()).replace(/<\/?noscript>/g, "");
      const headers = new Headers(response.headers);
      headers.delete("content-length");
      return new Response(page, { status: response.status, headers });
    };
    peer.put(both(quick, withoutScripts));
    const { code, out } = await ran("--flow", "device", "--scope", "openid");
    expect(out).toMatch(/Go to \S+\/device and enter the code [A-Z]{4}-[A-Z]{4}\n/);
    expect(out).toMatch(/or go to \S+\/device\?user_code=/);
    expect(out).toContain("✓ signature: ");
    withoutSecrets(out);
    expect(code).toBe(0);
  });

  it("waits while it is pending, and longer after slow_down", async () => {
    peer.put(polled({ error: "authorization_pending" }, { error: "slow_down" }, { error: "access_denied" })());
    const { code, out } = await ran("--flow", "device", "--no-browser");
    expect(out).toContain("Waiting for the user. Next in 0.05 seconds.");
    expect(out).toContain("Waiting for the user. Next in 5.05 seconds.");
    expect(out).toContain("access_denied");
    expect(code).toBe(1);
  });

  it("ends when the code has expired", async () => {
    peer.put(polled({ error: "expired_token" })());
    const { code, out } = await ran("--flow", "device", "--no-browser");
    expect(out).toContain("expired_token");
    expect(out).toContain("Why");
    expect(code).toBe(1);
  });

  it("ends by itself if the server never says that the code has expired", async () => {
    peer.put(
      both(
        members(at("/device/auth"), () => ({ interval: 0.05, expires_in: 0.2 })),
        polled(...Array(20).fill({ error: "authorization_pending" }))(),
      ),
    );
    expect((await ran("--flow", "device", "--no-browser")).code).toBe(1);
  });
});

describe("a token of the user's", () => {
  async function refreshToken(): Promise<string> {
    let kept = "";
    peer.put(
      members(token, (all) => {
        kept = String(all.refresh_token ?? kept);
        // Without it, the flow doesn't use it up.
        return { refresh_token: undefined };
      }),
    );
    await ran("--scope", "openid");
    peer.put();
    return kept;
  }

  it("is refreshed, from the environment or standard input", async () => {
    const args = [peer.origin, "--client-id", "app", "--flow", "refresh"];
    const first = await candorTry(args, { secret: SECRET, env: { CANDOR_TRY_TOKEN: await refreshToken() } });
    expect([first.out, first.code]).toEqual([expect.stringContaining("grant_type=refresh_token"), 0]);
    const input = await refreshToken();
    const second = await candorTry([...args, "--token-stdin"], { secret: SECRET, input: `${input}\n` });
    expect(second.code).toBe(0);
    expect(second.out).not.toContain(input);
  });

  it("is explained if it is refused", async () => {
    const env = { CANDOR_TRY_TOKEN: "unknown" };
    const { code, out } = await candorTry([peer.origin, "--client-id", "app", "--flow", "refresh"], {
      secret: SECRET,
      env,
    });
    expect([out, code]).toEqual([expect.stringContaining("cause["), 1]);
  });

  it("is exchanged for one for another audience", async () => {
    const args = [
      peer.origin,
      "--client-id",
      "app",
      "--flow",
      "exchange",
      "--audience",
      "billing",
      "--subject-token-type",
      "jwt",
    ];
    const { code, out } = await candorTry(args, { secret: SECRET, env: { CANDOR_TRY_TOKEN: SUBJECT } });
    expect(out).toContain(`grant_type=${EXCHANGE}`);
    expect(out).toContain("subject_token_type=urn:ietf:params:oauth:token-type:jwt");
    expect(out).not.toContain("Careful");
    expect(out).not.toContain(SUBJECT);
    expect(code).toBe(0);
    const refused = await candorTry(args, { secret: SECRET, env: { CANDOR_TRY_TOKEN: "other" } });
    expect([refused.out, refused.code]).toEqual([expect.stringContaining("subject_token is unknown"), 1]);
  });

  it("must be given, and not as an argument", async () => {
    const { code, err } = await ran("--flow", "refresh");
    expect([err, code]).toEqual([expect.stringContaining("CANDOR_TRY_TOKEN"), 2]);
  });
});

it("--json has every message, the checks and the outcome, without secrets", async () => {
  const { code, out, err } = await ran("--scope", "openid", "--json");
  const { outcome, flow, sections } = JSON.parse(out);
  expect([outcome, flow, code]).toEqual(["works", "code", 0]);
  expect(sections.map(({ title }: { title: string }) => title)).toEqual([
    "The metadata",
    "The authorization request",
    "The token request",
    "The ID token",
    "The user",
    "The refresh",
  ]);
  expect(err).toContain(`${peer.origin}/auth?`);
  withoutSecrets(out);
  const refused = JSON.parse(
    (await ran("--flow", "client-credentials", "--parameter", "grant_type=password", "--json")).out,
  );
  expect([refused.outcome, refused.why.verdict]).toEqual(["refused", "cause"]);
});

describe("a server without metadata", () => {
  const directory = mkdtempSync(join(tmpdir(), "candor-try-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it("is tried with what a file says", async () => {
    peer.put(responds(wellKnown, status(404)));
    const file = join(directory, "metadata.json");
    writeFileSync(file, JSON.stringify({ token_endpoint: `${peer.origin}/token` }));
    const { code, out } = await ran("--flow", "client-credentials", "--metadata", file);
    expect([out, code]).toEqual([expect.stringContaining("From your file: 1 members"), 0]);
    expect((await ran("--flow", "client-credentials")).code).toBe(1);
    writeFileSync(file, "[]");
    expect((await ran("--flow", "client-credentials", "--metadata", file)).code).toBe(2);
  });
});

it("a token isn't sent to an API without TLS", async () => {
  const { code, err } = await ran("--flow", "client-credentials", "--call", "http://api.example/orders");
  expect([err, code]).toEqual([expect.stringContaining("A token isn't sent to http://api.example/orders."), 2]);
});
