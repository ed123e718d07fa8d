/** `candor/resource` in each host, over real sockets, with tokens of a real server: every way in which a call can be refused. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import connect from "connect";
import express from "express";
import express4 from "express-4";
import Fastify from "fastify";
import { Hono } from "hono";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Caller,
  type Demand,
  type Denied,
  type Explained,
  type NodeRequest,
  type ProtectedApi,
  protectApi,
  type RefusedCall,
} from "../../src/resource/index.ts";
import { PROOF_JKT, type Proving, proofFor } from "../catalogue/proofs.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";

let demo: DemoServer;
let later = 0;
const clock = () => Date.now() + later;
const SCOPED: Demand = { scope: "read_profile" };
const ORIGIN = "https://api.example";

beforeAll(async () => {
  demo = await startDemo({ clock });
});
afterAll(() => demo.close());

const api = (more: object = {}): ProtectedApi =>
  protectApi({ issuer: demo.issuer, resource: `${demo.issuer}/api`, origin: ORIGIN, clock, ...more });

const service = `Basic ${Buffer.from("demo-service:demo-service-secret").toString("base64")}`;
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(demo.issuer + path, {
    method: "POST",
    headers: { authorization: service, ...headers },
    body: new URLSearchParams(form),
  });

/** An access token of demo-service; bound if there is a proof. */
async function tokenFor(scope = "read_profile", bound = false): Promise<string> {
  const dpop = proof({ method: "POST", url: `${demo.issuer}/token` });
  const answer = await post("/token", { grant_type: "client_credentials", scope }, bound ? { dpop } : {});
  return ((await answer.json()) as { access_token: string }).access_token;
}

const proof = (change: Partial<Proving> = {}): string =>
  proofFor({ method: "GET", url: `${ORIGIN}/orders`, now: clock(), claims: { jti: crypto.randomUUID() }, ...change });

/** The route of the API: who calls. */
const said = ({ subject, clientId, scopes }: Caller): string => JSON.stringify({ subject, clientId, scopes });

const answer = (request: NodeRequest, response: ServerResponse): void => {
  response.end(said(request.caller as Caller));
};

/** Bridges node:http to a handler of the web's Request. */
const bridged = (handler: (request: Request) => Response | Promise<Response>): Server =>
  createServer(async (request, response) => {
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const answer = await handler(new Request(`http://${request.headers.host}${request.url}`, { headers }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });

const HOSTS: Readonly<Record<string, (own: ProtectedApi) => Promise<Server>>> = {
  "node:http": async (own) => createServer(own.node((_, response, caller) => void response.end(said(caller)), SCOPED)),
  "Express 5": async (own) => {
    const app = express();
    app.get("/orders", own.express(SCOPED), answer);
    return createServer(app);
  },
  "Express 4, mounted": async (own) => {
    const app = express4();
    // It takes the path away from the URL.
    app.use("/orders", own.express(SCOPED));
    app.use(answer);
    return createServer(app);
  },
  Connect: async (own) => {
    const app = connect();
    app.use("/orders", own.express(SCOPED));
    app.use((request, response) => void response.end(said((request as never as { caller: Caller }).caller)));
    return createServer(app);
  },
  Fastify: async (own) => {
    const app = Fastify();
    app.get("/orders", { onRequest: own.fastify(SCOPED) }, async (request) =>
      said((request as never as { caller: Caller }).caller),
    );
    await app.ready();
    return app.server;
  },
  Hono: async (own) => {
    const app = new Hono<{ Variables: { caller: Caller } }>();
    app.get("/orders", own.hono(SCOPED), (c) => c.text(said(c.get("caller"))));
    return bridged((request) => app.fetch(request));
  },
  fetch: async (own) => bridged(own.fetch((_, caller) => new Response(said(caller)), SCOPED)),
};

describe.each(Object.keys(HOSTS))("in %s", (host) => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = (await HOSTS[host]?.(api())) as Server;
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const call = (headers: Record<string, string> = {}) => fetch(url, { headers });

  it("a right token says who calls", async () => {
    const answer = await call({ authorization: `Bearer ${await tokenFor()}` });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { subject: "demo-service", clientId: "demo-service", scopes: ["read_profile"] },
    ]);
  });

  it("a bound token needs its proof, once", async () => {
    const token = await tokenFor("read_profile", true);
    const sent = { authorization: `DPoP ${token}`, dpop: proof({ token }) };
    expect((await call(sent)).status).toBe(200);
    expect(await refusal(await call(sent))).toEqual([401, "invalid_dpop_proof", "dpop/used-before", "DPoP"]);
    const bearer = await call({ authorization: `Bearer ${token}` });
    expect(await refusal(bearer)).toEqual([401, "invalid_token", "token/key-unproved", "DPoP"]);
  });

  it("what is missing is said", async () => {
    const none = await call();
    expect(none.status).toBe(401);
    expect(none.headers.get("www-authenticate")).toMatch(
      /^Bearer scope="read_profile", resource_metadata="https:.*, DPoP algs="/,
    );
    const other = await call({ authorization: `Bearer ${await tokenFor("write_multipass")}` });
    expect(await refusal(other)).toEqual([403, "insufficient_scope", "token/insufficient-scope", "Bearer"]);
    expect(other.headers.get("www-authenticate")).toContain('scope="read_profile"');
  });
});

/** Status, error, cause, and the scheme of the challenge. */
async function refusal(answer: Response): Promise<readonly unknown[]> {
  const { error, error_uri: uri, error_description: says } = (await answer.json()) as Record<string, string>;
  expect(says).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
  const [scheme] = (answer.headers.get("www-authenticate") ?? "").split(" ");
  return [answer.status, error, uri?.replace(`${demo.issuer}/errors/`, ""), scheme];
}

describe("a check", () => {
  const check = async (
    own: ProtectedApi,
    headers: { authorization?: string; dpop?: string },
    demand: Demand = SCOPED,
  ) =>
    own.check(
      { method: "GET", url: "/orders?page=2", authorization: headers.authorization, dpop: headers.dpop },
      demand,
    );
  const cause = async (own: ProtectedApi, headers: { authorization?: string; dpop?: string }, demand?: Demand) => {
    const outcome = await check(own, headers, demand);
    return "status" in outcome ? outcome.cause : "granted";
  };

  it("names what is wrong with a token", async () => {
    const token = await tokenFor();
    const [head = "", body = "", end = ""] = token.split(".");
    const bearer = (text: string) => cause(api(), { authorization: `Bearer ${text}` });
    expect(await bearer(token)).toBe("granted");
    expect(await bearer("opaque")).toBe("token/malformed");
    expect(await bearer(`${head}.${body}.${end.slice(0, -8)}AAAAAAAA`)).toBe("token/signature-invalid");
    expect(await cause(api({ resource: "https://other.example" }), { authorization: `Bearer ${token}` })).toBe(
      "token/wrong-audience",
    );
    expect(await cause(api({ typ: "jwt" }), { authorization: `Bearer ${token}` })).toBe("token/malformed");
    later += 3_600_000;
    expect(await bearer(token)).toBe("token/expired");
  });

  it("names what is wrong with a proof", async () => {
    const token = await tokenFor("read_profile", true);
    const dpop = (sent: string, scheme = "DPoP") => cause(api(), { authorization: `${scheme} ${token}`, dpop: sent });
    expect(await dpop(proof({ token }))).toBe("granted");
    expect(await dpop(proof({ token }), "Bearer")).toBe("token/wrong-scheme");
    expect(await dpop(proof())).toBe("dpop/claim-wrong");
    expect(await dpop(proof({ token, url: `${demo.issuer}/orders` }))).toBe("dpop/claim-wrong");
    expect(await dpop(proof({ token, now: clock() - 3_600_000 }))).toBe("dpop/not-timely");
    expect(await dpop("x, y")).toBe("dpop/malformed");
    const plain = await tokenFor();
    expect(await cause(api(), { authorization: `DPoP ${plain}`, dpop: proof({ token: plain }) })).toBe(
      "token/wrong-scheme",
    );
    expect(await cause(api({ dpopRequired: true }), { authorization: `Bearer ${plain}` })).toBe("token/wrong-scheme");
    expect(PROOF_JKT).toHaveLength(43);
  });

  it("lets one of twenty calls at once have a proof", async () => {
    const token = await tokenFor("read_profile", true);
    const [own, sent] = [api(), { authorization: `DPoP ${token}`, dpop: proof({ token }) }];
    const causes = await Promise.all(Array.from({ length: 20 }, () => cause(own, sent)));
    expect(causes.toSorted()).toEqual([...Array(19).fill("dpop/used-before"), "granted"]);
  });

  it("demands how the user signed in (RFC 9470)", async () => {
    const authorization = `Bearer ${await tokenFor()}`;
    const outcome = await check(api(), { authorization }, { acr: ["urn:example:two-factor"], maxAge: 60 });
    expect(outcome).toMatchObject({ status: 401, cause: "user/mfa-required" });
    const { "www-authenticate": challenge = "" } = "headers" in outcome ? outcome.headers : {};
    expect(challenge).toMatch(
      /error="insufficient_user_authentication".*acr_values="urn:example:two-factor", max_age="60"/,
    );
    expect(await cause(api(), { authorization }, { maxAge: 60 })).toBe("user/login-required");
  });

  it("asks the issuer, if it has credentials for that", async () => {
    const introspection = { clientId: "demo-service", clientSecret: "demo-service-secret" };
    const own = api({ introspection });
    const token = await tokenFor();
    expect(await cause(own, { authorization: `Bearer ${token}` })).toBe("granted");
    const bound = await tokenFor("read_profile", true);
    expect(await cause(own, { authorization: `DPoP ${bound}`, dpop: proof({ token: bound }) })).toBe("granted");
    expect(await cause(own, { authorization: `Bearer ${bound}` })).toBe("token/key-unproved");
    expect((await post("/revoke", { token })).status).toBe(200);
    expect(await cause(own, { authorization: `Bearer ${token}` })).toBe("token/revoked");
    // The keys don't know: that is the price of not asking.
    expect(await cause(api(), { authorization: `Bearer ${token}` })).toBe("granted");
  });

  it("doesn't guess if the issuer doesn't respond", async () => {
    const away = api({ fetch: async () => Promise.reject(new TypeError("fetch failed")) });
    expect(await check(away, { authorization: `Bearer ${await tokenFor()}` })).toMatchObject({
      status: 503,
      cause: undefined,
    });
  });
});

it("its metadata are those of RFC 9728", () => {
  const { metadata, metadataPath } = protectApi({
    ...{ issuer: demo.issuer, resource: "https://api.example/orders", scopes: ["orders.read"], name: "Orders" },
  });
  expect(metadataPath).toBe("/.well-known/oauth-protected-resource/orders");
  expect(metadata).toMatchObject({
    ...{ resource: "https://api.example/orders", authorization_servers: [demo.issuer] },
    ...{ bearer_methods_supported: ["header"], scopes_supported: ["orders.read"], resource_name: "Orders" },
  });
});

describe("an API of its own kind", () => {
  const call = { method: "GET", url: "/orders", dpop: undefined };
  const issuer = "https://issuer.example";
  const claims = { sub: "ada", client_id: "app", aud: `${issuer}/api`, scope: "read_profile" };
  const own = (more: object): ProtectedApi =>
    protectApi({ issuer, resource: `${issuer}/api`, clock, lookUp: () => ({ claims }), ...more });
  const authorization = "Bearer anything";

  it("looks tokens up itself, and audience, scope and proofs are checked all the same", async () => {
    expect(await own({}).check({ ...call, authorization }, SCOPED)).toMatchObject({ subject: "ada", clientId: "app" });
    const fault = { refused: "token/unknown", evidence: {} };
    const found = (change: object) => own({ lookUp: () => ({ claims: { ...claims, ...change } }) });
    const causeOf = async (api: ProtectedApi) => {
      const outcome = await api.check({ ...call, authorization }, SCOPED);
      return "status" in outcome ? outcome.cause : "granted";
    };
    expect(await causeOf(own({ lookUp: () => ({ fault }) }))).toBe("token/unknown");
    expect(await causeOf(found({ aud: "https://other.example" }))).toBe("token/wrong-audience");
    expect(await causeOf(found({ scope: "other" }))).toBe("token/insufficient-scope");
    expect(await causeOf(found({ cnf: { jkt: "x" } }))).toBe("token/key-unproved");
  });

  it("hears of every refusal, and may explain it elsewhere", async () => {
    const heard: RefusedCall[] = [];
    const onRefusal = (refused: RefusedCall): Explained => {
      heard.push(refused);
      return { description: "See our page.", uri: "https://help.example/1" };
    };
    const api = own({ onRefusal });
    const outcomes = [
      await api.check({ ...call, authorization }, { scope: "write" }),
      await api.check({ ...call, authorization: undefined }, SCOPED),
      await api.check({ ...call, url: "/orders?access_token=secret", authorization: undefined }, SCOPED),
    ];
    expect(heard.map(({ cause, status }) => [cause, status])).toEqual([
      ["token/insufficient-scope", 403],
      ["token/absent", 401],
      ["request/parameter-misplaced", 400],
    ]);
    expect(heard[0]).toMatchObject({
      evidence: { needed: "write", granted: ["read_profile"] },
      demand: { scope: "write" },
    });
    expect(JSON.stringify(heard)).not.toMatch(/anything|secret/);
    for (const outcome of outcomes) {
      const { body } = outcome as Denied;
      expect(JSON.parse(body)).toMatchObject({
        error_description: "See our page.",
        error_uri: "https://help.example/1",
      });
    }
    // Without a token, the challenge names no error (RFC 6750 3.1).
    expect((outcomes[1] as Denied).headers["www-authenticate"]).not.toContain("error");
  });

  it("lets nobody in if what keeps refusals fails", async () => {
    const onRefusal = async () => Promise.reject(new Error("full"));
    await expect(own({ onRefusal }).check({ ...call, authorization }, { scope: "write" })).rejects.toThrow("full");
  });
});

it("accepts no other JWT of the issuer, even where the type of access tokens isn't looked at (RFC 8725 3.11)", async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const issuer = "https://issuer.example";
  const documents: Record<string, object> = {
    "/.well-known/oauth-authorization-server": { issuer, jwks_uri: `${issuer}/jwks` },
    "/jwks": { keys: [{ ...(await exportJWK(publicKey)), kid: "k", alg: "ES256" }] },
  };
  const send = (async (url: URL | string) => Response.json(documents[new URL(url).pathname] ?? {})) as typeof fetch;
  // Some APIs have the name of their client.
  const api = protectApi({ issuer, resource: "shop", origin: ORIGIN, typ: false, fetch: send });
  const causeOf = async (typ: string | undefined, claims: object) => {
    const seconds = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({
      iss: issuer,
      aud: "shop",
      sub: "ada",
      iat: seconds,
      exp: seconds + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: "ES256", kid: "k", ...(typ !== undefined && { typ }) })
      .sign(privateKey);
    const outcome = await api.check({ method: "GET", url: "/", dpop: undefined, authorization: `Bearer ${token}` });
    return "status" in outcome ? outcome.cause : "granted";
  };
  for (const typ of [undefined, "JWT", "at+jwt", "application/at+jwt"]) expect(await causeOf(typ, {})).toBe("granted");
  for (const typ of ["logout+jwt", "oauth-id-jag+jwt", "token-introspection+jwt", "application/secevent+jwt"])
    expect(await causeOf(typ, {})).toBe("token/malformed");
  for (const claims of [{ nonce: "n" }, { at_hash: "h" }, { events: {} }])
    expect(await causeOf("JWT", claims)).toBe("token/malformed");
});
