/** Token exchange (RFC 8693) over real sockets: what it grants, what it refuses, and what ends with what it came from. */
import { decodeJwt } from "jose";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Config, createCandor } from "../../src/index.ts";
import { proofFor } from "../catalogue/proofs.ts";
import { type Answer, answerOf } from "./application.ts";
import { codeIn } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
const type = (name: string) => `urn:ietf:params:oauth:token-type:${name}`;
const ASSERTED = { audience: "https://elsewhere.example", clientId: "orders", scopes: ["chat"] };
const STOCK = "https://stock.example";

let world: World;
beforeAll(async () => {
  const web = {
    secrets: [{ value: SECRET }],
    grantTypes: ["authorization_code" as const, "refresh_token" as const],
    redirectUris: [REDIRECT],
    scopes: ["openid", "offline_access", "orders", "more"],
  };
  const api = {
    secrets: [{ value: SECRET }],
    grantTypes: [GRANT, "client_credentials"] as const,
    introspects: [STOCK],
  };
  const config: Partial<Config> = {
    apis: [
      { resource: "https://orders.example", name: "Orders" },
      { resource: STOCK, name: "Stock", tokens: "opaque" },
    ],
    authorizationDetailsTypes: [
      {
        ...{ type: "order", api: "https://orders.example", description: "Handle order {/number}" },
        schema: {
          properties: { number: { type: "string" }, actions: { type: "array", items: { type: "string" } } },
          required: ["number"],
        },
      },
      { type: "count", api: STOCK, description: "Count", schema: { properties: { item: { type: "string" } } } },
    ],
    scopes: [
      { name: "orders", description: "Orders", api: "https://orders.example" },
      { name: "more", description: "More orders", api: "https://orders.example" },
      { name: "stock", description: "Stock", api: STOCK },
    ],
    hooks: {
      claims: ({ client }) => (client.id === "picky" ? { may_act: { sub: "orders", client_id: "orders" } } : undefined),
    },
    clients: [
      { ...web, id: "web", authorizationDetailsTypes: ["order"] },
      { ...web, id: "signed", userinfoAlg: "ES256", authorizationSignedResponseAlg: "ES256" },
      { ...web, id: "stranger" },
      { ...web, id: "picky" },
      {
        ...api,
        id: "orders",
        grantTypes: [...api.grantTypes],
        scopes: ["orders", "more", "stock"],
        tokenExchange: { subjects: ["web", "picky", "signed"], adds: ["stock"], identityAssertions: [ASSERTED] },
        authorizationDetailsTypes: ["order", "count"],
      },
      {
        ...api,
        id: "agent",
        grantTypes: [...api.grantTypes],
        scopes: ["orders", "stock"],
        tokenExchange: { subjects: ["web", "orders", "picky"], delegation: "required" },
      },
      { ...api, id: "plain", grantTypes: ["client_credentials"], scopes: ["orders"] },
    ],
  };
  world = await startWorld(config);
});
afterAll(() => world.close());

async function post(path: string, id: string, form: Record<string, string>, headers = {}): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`${id}:${SECRET}`).toString("base64")}`;
  const response = await fetch(world.issuer + path, {
    method: "POST",
    headers: { accept: "application/json", authorization, ...headers },
    body: new URLSearchParams(form),
  });
  return answerOf(world.issuer, response);
}

/** Tokens of a user. */
async function signedIn(id = "web", scope = "openid offline_access orders") {
  return { ...(await world.app(id, { scope }).tokens(world.regular)) };
}

const exchange = (id: string, token: string | undefined, form: Record<string, string> = {}, headers = {}) =>
  post(
    "/token",
    id,
    { grant_type: GRANT, subject_token: token ?? "", subject_token_type: type("access_token"), ...form },
    headers,
  );

const codeOf = ({ status, body }: Answer): string =>
  status === 200 ? "granted" : codeIn(body.error_uri, world.issuer);
const own = async (id: string, scope = "orders"): Promise<string> =>
  String((await post("/token", id, { grant_type: "client_credentials", scope })).body.access_token);

describe("impersonation", () => {
  it("the same user, another client, the scopes that are left, and no longer life", async () => {
    const { access_token } = await signedIn();
    const before = decodeJwt(access_token ?? "");
    world.pass(300);
    const { status, body } = await exchange("orders", access_token);
    expect([status, body.token_type, body.issued_token_type, body.scope]).toEqual([
      200,
      "Bearer",
      type("access_token"),
      "orders",
    ]);
    expect(body).not.toHaveProperty("refresh_token");
    expect(body).not.toHaveProperty("id_token");
    const after = decodeJwt(String(body.access_token));
    expect(after).toMatchObject({ sub: before.sub, client_id: "orders", scope: "orders" });
    expect(after).not.toHaveProperty("act");
    expect(after.exp).toBeLessThanOrEqual(before.exp ?? 0);
  });

  it("for the next API: by scope, by resource and by audience", async () => {
    const { access_token } = await signedIn();
    for (const form of [{ scope: "stock" }, { resource: STOCK }, { audience: STOCK }]) {
      const { body } = await exchange("orders", access_token, form);
      expect(body).toMatchObject({ scope: "stock" });
      const seen = await post("/introspect", "orders", { token: String(body.access_token) });
      expect(seen.body).toMatchObject({ active: true, aud: STOCK, client_id: "orders" });
    }
  });

  it("an ID token and a refresh token", async () => {
    const { id_token, refresh_token } = await signedIn();
    const fromId = await exchange("orders", id_token, { subject_token_type: type("id_token"), scope: "stock" });
    expect(codeOf(fromId)).toBe("granted");
    const form = { subject_token_type: type("refresh_token"), requested_token_type: type("jwt"), scope: "orders" };
    const fromRefresh = await exchange("orders", refresh_token, form);
    expect(fromRefresh.body).toMatchObject({ issued_token_type: type("jwt"), scope: "orders" });
    // It wasn't used up.
    const refreshed = await post("/token", "web", { grant_type: "refresh_token", refresh_token: refresh_token ?? "" });
    expect(codeOf(refreshed)).toBe("granted");
  });

  it("by openid-client", async () => {
    const config = await oidc.discovery(new URL(world.issuer), "orders", SECRET, oidc.ClientSecretBasic(SECRET), {
      execute: [oidc.allowInsecureRequests],
    });
    expect(config.serverMetadata().grant_types_supported).toContain(GRANT);
    const { access_token } = await signedIn();
    const tokens = await oidc.genericGrantRequest(config, GRANT, {
      subject_token: access_token ?? "",
      subject_token_type: type("access_token"),
      scope: "stock",
    });
    expect(tokens).toMatchObject({ issued_token_type: type("access_token"), scope: "stock" });
  });
});

describe("delegation", () => {
  it("act says who acts, and for whom before", async () => {
    const { access_token } = await signedIn();
    const first = await exchange("orders", access_token, {
      actor_token: await own("orders"),
      actor_token_type: type("access_token"),
    });
    expect(decodeJwt(String(first.body.access_token)).act).toEqual({ sub: "orders" });
    const second = await exchange("agent", String(first.body.access_token), {
      actor_token: await own("agent"),
      actor_token_type: type("access_token"),
      scope: "orders",
    });
    const { act, client_id } = decodeJwt(String(second.body.access_token));
    expect([act, client_id]).toEqual([{ sub: "agent", act: { sub: "orders" } }, "agent"]);
  });

  it("is required where the policy says so, and may_act names who", async () => {
    const { access_token } = await signedIn();
    expect(codeOf(await exchange("agent", access_token))).toBe("request/exchange-not-allowed");
    const picky = (await signedIn("picky")).access_token;
    expect(codeOf(await exchange("orders", picky))).toBe("granted");
    const actor = { actor_token: await own("agent"), actor_token_type: type("access_token") };
    expect(codeOf(await exchange("agent", picky, actor))).toBe("request/exchange-not-allowed");
  });
});

describe("what ends", () => {
  const isActive = async (token: unknown) =>
    (await post("/introspect", "orders", { token: String(token) })).body.active as boolean;

  it.each(["orders", "stock"])("with the grant behind the subject token: a token for %s", async (scope) => {
    const { access_token, refresh_token } = await signedIn();
    const { body } = await exchange("orders", access_token, { scope });
    expect(await isActive(body.access_token)).toBe(true);
    await post("/revoke", "web", { token: refresh_token ?? "" });
    expect(await isActive(body.access_token)).toBe(false);
    expect(codeOf(await exchange("orders", access_token))).toBe("request/exchange-token-unusable");
  });

  it("revoking what was exchanged ends that alone", async () => {
    const { access_token, refresh_token } = await signedIn();
    const { body } = await exchange("orders", access_token);
    const other = await exchange("orders", access_token);
    await post("/revoke", "orders", { token: String(body.access_token) });
    expect([await isActive(body.access_token), await isActive(other.body.access_token)]).toEqual([false, true]);
    expect((await post("/introspect", "web", { token: refresh_token ?? "" })).body.active).toBe(true);
  });
});

it("a bound token never becomes one without a key", async () => {
  const proof = () =>
    proofFor({ url: `${world.issuer}/token`, now: world.now(), claims: { jti: crypto.randomUUID() } });
  const form = { grant_type: "client_credentials", scope: "orders more" };
  const { body } = await post("/token", "orders", form, { dpop: proof() });
  const token = String(body.access_token);
  expect(codeOf(await exchange("orders", token, { scope: "more" }))).toBe("request/exchange-token-unusable");
  const bound = await exchange("orders", token, { scope: "more" }, { dpop: proof() });
  expect(bound.body.token_type).toBe("DPoP");
  expect(decodeJwt(String(bound.body.access_token)).cnf).toEqual(decodeJwt(token).cnf);
});

describe("is refused", () => {
  const SAML = type("saml2");
  it.each<[code: string, error: string, id: string, form: Record<string, string>, token?: "none"]>([
    ["request/parameter-absent", "invalid_request", "orders", { subject_token: "" }],
    ["request/parameter-absent", "invalid_request", "orders", { subject_token_type: "" }],
    ["request/parameter-absent", "invalid_request", "orders", { actor_token: "x" }],
    ["request/parameter-absent", "invalid_request", "orders", { actor_token_type: type("access_token") }],
    ["request/token-type-unsupported", "invalid_request", "orders", { subject_token_type: SAML }],
    ["request/token-type-unsupported", "invalid_request", "orders", { requested_token_type: SAML }],
    [
      "request/token-type-unsupported",
      "invalid_request",
      "orders",
      { requested_token_type: type("jwt"), scope: "stock" },
    ],
    ["request/exchange-token-unusable", "invalid_request", "orders", { subject_token: "x" }],
    ["request/exchange-token-unusable", "invalid_request", "orders", { subject_token_type: type("id_token") }],
    [
      "request/exchange-token-unusable",
      "invalid_request",
      "orders",
      { actor_token: "x", actor_token_type: type("access_token") },
    ],
    ["client/grant-type-not-allowed", "unauthorized_client", "plain", {}],
    ["scope/exceeds-grant", "invalid_scope", "orders", { scope: "more" }],
    ["scope/mixes-resources", "invalid_scope", "orders", { scope: "orders stock" }],
    ["resource/unknown", "invalid_target", "orders", { resource: "https://elsewhere.example" }],
    ["resource/malformed", "invalid_target", "orders", { resource: "https://orders.example/#x" }],
  ])("%s (%s) for %s: %j", async (code, error, id, form) => {
    const { access_token } = await signedIn();
    const answer = await exchange(id, access_token, form);
    expect([codeOf(answer), answer.body.error]).toEqual([code, error]);
  });

  it("tokens of a client that isn't among the subjects, and expired ones", async () => {
    expect(codeOf(await exchange("orders", (await signedIn("stranger")).access_token))).toBe(
      "request/exchange-not-allowed",
    );
    const { access_token } = await signedIn();
    world.pass(601);
    expect(codeOf(await exchange("orders", access_token))).toBe("request/exchange-token-unusable");
  });
});

it("the metadata lists the grant only where a client may use it", async () => {
  const candor = await createCandor({
    config: { issuer: "https://id.example", logLevel: "silent" },
    storage: "memory",
  });
  const response = await candor.fetch(new Request("https://id.example/.well-known/openid-configuration"));
  expect(((await response.json()) as { grant_types_supported: string[] }).grant_types_supported).not.toContain(GRANT);
  await candor.close();
});

describe("authorization details (RFC 9396 6.1)", () => {
  const ORDER = { type: "order", number: "4711", actions: ["read", "cancel"] };
  const text = (...details: object[]) => JSON.stringify(details);
  async function withDetails() {
    const { url, verifier } = world
      .app("web")
      .begin({ scope: "openid offline_access orders", authorization_details: text(ORDER) });
    const to = await world.person().sentTo(url);
    const { body } = await world.app("web").redeem(to.searchParams.get("code"), verifier);
    return body as Record<string, string>;
  }

  it("some of the token's, on request; without, none", async () => {
    const { access_token, refresh_token } = await withDetails();
    expect((await exchange("orders", access_token)).body).not.toHaveProperty("authorization_details");
    const less = { ...ORDER, actions: ["read"] };
    const { body } = await exchange("orders", access_token, { authorization_details: text(less) });
    expect(body).toMatchObject({ authorization_details: [less] });
    expect(decodeJwt(String(body.access_token))).toMatchObject({ authorization_details: [less] });
    const form = { subject_token_type: type("refresh_token"), scope: "orders", authorization_details: text(ORDER) };
    expect((await exchange("orders", refresh_token, form)).body).toMatchObject({ authorization_details: [ORDER] });
    // And from that one, no more than it has itself.
    const again = await exchange("orders", String(body.access_token), { authorization_details: text(ORDER) });
    expect(codeOf(again)).toBe("authorization-details/exceeds-grant");
  });

  it.each([
    ["another order", [{ ...ORDER, number: "1" }], {}],
    ["a type that nobody was asked about", [{ type: "count", item: "x" }], {}],
    ["in an identity assertion", [ORDER], { requested_token_type: type("id-jag"), audience: ASSERTED.audience }],
  ])("never more: %s", async (_, details, form) => {
    const { access_token } = await withDetails();
    const sent = { authorization_details: text(...details), ...form };
    expect(codeOf(await exchange("orders", access_token, sent))).toBe("authorization-details/exceeds-grant");
  });

  it("never for another API, nor of a token without any", async () => {
    const { access_token } = await withDetails();
    const moved = await exchange("orders", access_token, { scope: "stock", authorization_details: text(ORDER) });
    expect(codeOf(moved)).toBe("authorization-details/other-api");
    const { access_token: plain } = await signedIn();
    const none = await exchange("orders", plain, { authorization_details: text(ORDER) });
    expect(codeOf(none)).toBe("authorization-details/exceeds-grant");
  });
});

describe("other JWTs of this server (RFC 8725 3.11)", () => {
  it("are no ID tokens: signed userinfo, which never ends, isn't exchanged, nor names a user", async () => {
    const { access_token, id_token } = await signedIn("signed");
    const headers = { authorization: `Bearer ${access_token}` };
    const userinfo = await (await fetch(`${world.issuer}/userinfo`, { headers })).text();
    expect(decodeJwt(userinfo)).toMatchObject({ iss: world.issuer, aud: "signed", sub: decodeJwt(id_token ?? "").sub });
    const form = { subject_token_type: type("id_token"), scope: "stock" };
    expect(codeOf(await exchange("orders", id_token, form))).toBe("granted");
    expect(codeOf(await exchange("orders", userinfo, form))).toBe("request/exchange-token-unusable");
    const asking = (hint: string) =>
      world.app("signed").begin({ scope: "openid orders", prompt: "none", id_token_hint: hint }).url;
    const refusal = await world.regular.sentTo(asking(userinfo));
    expect(codeIn(refusal.searchParams.get("error_uri"), world.issuer)).toBe("user/hint-invalid");
  });

  it("are no access tokens: ID token, signed userinfo", async () => {
    const { access_token, id_token = "" } = await signedIn("signed");
    const call = async (token: string) =>
      fetch(`${world.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
    const userinfo = await (await call(access_token ?? "")).text();
    for (const token of [id_token, userinfo]) {
      expect((await call(token)).status).toBe(401);
      expect(codeOf(await exchange("orders", token))).toBe("request/exchange-token-unusable");
      expect((await post("/introspect", "orders", { token })).body).toEqual({ active: false });
    }
  });
});
