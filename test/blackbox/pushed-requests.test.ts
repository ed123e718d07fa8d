/** Pushed authorization requests over real sockets (RFC 9126). */
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "./application.ts";
import { formsOf } from "./person.ts";
import { refused, refusedOn, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const PREFIX = "urn:ietf:params:oauth:request_uri:";
const web = {
  secrets: [{ value: SECRET }],
  redirectUris: [REDIRECT],
  scopes: ["openid", "profile", "offline_access", "read_profile"],
  defaultScopes: ["read_profile"],
};

let world: World;
beforeAll(async () => {
  world = await startWorld({
    clients: [
      { id: "web", ...web },
      { id: "pushing", ...web, requirePushedRequests: true },
      { id: "public", ...web, secrets: [], authMethods: ["none"] },
    ],
  });
});
afterAll(() => world.close());

type Fields = Record<string, string | undefined>;

/** Pushes an authorization request of an application; `begun` is what it asks for. */
async function push(id = "web", more: Fields = {}, headers = {}) {
  const app = world.app(id, id === "public" ? { secret: undefined as never } : {});
  const { url, verifier, state } = app.begin(more);
  const answer = await app.post("/par", Object.fromEntries(new URL(url).searchParams), headers);
  return { app, verifier, state, answer, uri: String(answer.body.request_uri) };
}

const startOf = (requestUri: string, id = "web", more: Record<string, string> = {}) =>
  `${world.issuer}/authorize?${new URLSearchParams({ client_id: id, request_uri: requestUri, ...more })}`;

describe("pushing (RFC 9126 2)", () => {
  it("returns a request_uri and its lifetime with 201, never cached", async () => {
    const { answer } = await push();
    expect(answer).toMatchObject({ status: 201, body: { expires_in: 60 } });
    expect(Object.keys(answer.body).sort()).toEqual(["expires_in", "request_uri"]);
    expect(answer.body.request_uri).toMatch(/^urn:ietf:params:oauth:request_uri:candor_pushed_[\w-]{56}$/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body.request_uri).not.toBe((await push()).uri);
  });

  it.each<[string, Fields, number, string, string]>([
    [
      "redirect URI",
      { redirect_uri: "https://app.example/other" },
      400,
      "invalid_request",
      "redirect-uri/path-mismatch",
    ],
    [
      "response type",
      { response_type: "token" },
      400,
      "unsupported_response_type",
      "request/response-type-unsupported",
    ],
    ["no PKCE", { code_challenge: undefined }, 400, "invalid_request", "pkce/required"],
    ["scope", { scope: "opnid" }, 400, "invalid_scope", "scope/misspelled"],
    ["resource", { resource: "https://nowhere.example" }, 400, "invalid_target", "resource/unknown"],
    ["claims", { claims: "name" }, 400, "invalid_request", "request/parameter-invalid"],
    ["prompt", { prompt: "none login" }, 400, "invalid_request", "user/prompt-conflict"],
    ["a hint", { id_token_hint: "eyJ" }, 400, "invalid_request", "user/hint-invalid"],
    ["request_uri", { request_uri: `${PREFIX}x` }, 400, "invalid_request", "request/parameter-invalid"],
    ["client_id of another", { client_id: "pushing" }, 401, "invalid_client", "client-auth/client-id-mismatch"],
  ])("is validated like an authorization request: %s", async (_, more, status, error, code) => {
    const { answer } = await push("web", more);
    // Its own checks come first where the client is named twice.
    if (code === "client-auth/client-id-mismatch") expect(answer.status).toBeGreaterThanOrEqual(400);
    else refused(answer, status, error, code);
    expect(answer.headers.get("location")).toBeNull();
  });

  it("doesn't ask for what needs the user: prompt=none is for the time when one comes", async () => {
    const { answer, uri, state } = await push("web", { prompt: "none" });
    expect(answer.status).toBe(201);
    const to = await world.person().sentTo(startOf(uri));
    refusedTo(to, world.issuer, "login_required", "user/login-required", state);
  });

  it("authenticates the client as the token endpoint does", async () => {
    const wrong = await push("web", {}, { authorization: `Basic ${Buffer.from("web:wrong").toString("base64")}` });
    refused(wrong.answer, 401, "invalid_client", "client-auth/failed");
    expect((await push("public")).answer.status).toBe(201);
    const get = await fetch(`${world.issuer}/par`);
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    const json = await fetch(`${world.issuer}/par`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(json.status).toBe(400);
  });
});

describe("coming with a request_uri (RFC 9126 4)", () => {
  it("leads through sign-in and consent to a code, with nothing of the request in any page", async () => {
    const { app, uri, verifier, state } = await push("web", { scope: "openid profile", nonce: "n-of-this-test" });
    const person = world.person();
    const page = await person.browse(startOf(uri));
    const html = await page.text();
    expect(html).toContain("Sign in");
    for (const text of [state, "n-of-this-test", "code_challenge", "redirect_uri"]) expect(html).not.toContain(text);
    const to = await person.sentTo(startOf(uri));
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect(to.searchParams.get("state")).toBe(state);
    const tokens = await app.redeem(to.searchParams.get("code"), verifier);
    expect(tokens.status).toBe(200);
  });

  it.each<[string, Fields, string[]]>([
    ["prompt=login", { prompt: "login" }, ["sign-in"]],
    ["max_age=0", { max_age: "0" }, ["sign-in"]],
    ["prompt=select_account consent", { prompt: "select_account consent" }, ["sign-in", "consent"]],
    ["nothing", {}, []],
  ])("a user who is signed in and has consented is asked as the request says: %s", async (_, more, asked) => {
    await world.regular.sentTo(world.app("web").begin().url);
    const { uri } = await push("web", more);
    // Signing in again counts only after the user came.
    await world.regular.sentTo(startOf(uri));
    expect(world.regular.asked).toEqual(asked);
  });

  it("another account can be chosen on the consent page, however often", async () => {
    const { uri } = await push("web", { prompt: "consent" });
    const person = world.person();
    await person.signIn();
    const page = await person.browse(startOf(uri));
    const html = (await page.text()).replaceAll("&amp;", "&");
    const link = /href="([^"]*candor_prompt=select_account[^"]*)"/.exec(html)?.[1] ?? "";
    expect(new URL(link, world.issuer).searchParams.get("request_uri")).toBe(uri);
    for (let time = 0; time < 2; time++) {
      const again = await person.browse(new URL(link, world.issuer).href);
      expect(await again.text()).toContain('type="password"');
    }
    const to = await person.sentTo(new URL(link, world.issuer).href);
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect(to.searchParams.has("code")).toBe(true);
  });

  it("parameters beside it are ignored", async () => {
    const { uri, state } = await push("web", { scope: "openid" });
    const more = { scope: "openid profile", state: "other", redirect_uri: "https://evil.example/", prompt: "none" };
    const to = await world.person().sentTo(startOf(uri, "web", more));
    expect(to.origin + to.pathname).toBe(REDIRECT);
    expect(to.searchParams.get("state")).toBe(state);
  });

  it("works once, and of two browsers at once one gets the code", async () => {
    const { uri, state } = await push();
    await world.regular.sentTo(world.app("web").begin().url);
    const all = await Promise.all(Array.from({ length: 8 }, () => world.regular.browse(startOf(uri))));
    const to = all.map((answer) => new URL(answer.headers.get("location") ?? ""));
    expect(to.filter(({ searchParams }) => searchParams.has("code"))).toHaveLength(1);
    for (const url of to.filter(({ searchParams }) => searchParams.has("error")))
      refusedTo(url, world.issuer, "invalid_request_uri", "request/pushed-used", state);
  });

  it("expires before a user comes, and not while one signs in", async () => {
    const late = await push();
    const slow = await push();
    const person = world.person();
    const page = await person.browse(startOf(slow.uri));
    world.pass(61);
    const to = await world.person().sentTo(startOf(late.uri));
    refusedTo(to, world.issuer, "invalid_request_uri", "request/pushed-expired", late.state);
    expect((await person.sentTo(page)).searchParams.has("code")).toBe(true);
  });

  it("an unknown one, or that of another client, is refused on a page", async () => {
    const person = world.person();
    refusedOn(await person.page(startOf(`${PREFIX}candor_pushed_${"a".repeat(56)}`)), 400, "request/pushed-unknown");
    refusedOn(await person.page(startOf(`${PREFIX}x`)), 400, "request/pushed-unknown");
    const { uri } = await push("pushing");
    refusedOn(await person.page(startOf(uri)), 400, "request/pushed-by-other-client");
    expect((await person.sentTo(startOf(uri, "pushing"))).searchParams.has("code")).toBe(true);
  });

  it("is required of a client that is registered so", async () => {
    const { url, state } = world.app("pushing").begin();
    const to = await world.person().sentTo(url);
    refusedTo(to, world.issuer, "invalid_request", "request/push-required", state);
  });

  it("a consent form that comes too late asks again, and doesn't change the request", async () => {
    const { uri } = await push("web", { prompt: "consent" });
    const person = world.person();
    await person.signIn();
    const html = await (await person.browse(startOf(uri))).text();
    const [form] = formsOf({ html, url: startOf(uri), status: 200, headers: new Headers(), title: "" });
    const answer = await person.post(form?.action ?? "", { ...form?.fields, csrf: "stale", answer: "allow" });
    const to = await person.sentTo(answer);
    expect(person.asked).toEqual(["consent"]);
    expect(to.searchParams.has("code")).toBe(true);
  });
});

describe("with client libraries", () => {
  const metadata = async (issuer = world.issuer): Promise<Answer["body"]> =>
    (await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json()) as Answer["body"];

  it("openid-client", async () => {
    const config = await client.discovery(new URL(world.issuer), "web", undefined, client.ClientSecretBasic(SECRET), {
      execute: [client.allowInsecureRequests],
    });
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const url = await client.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: REDIRECT,
      scope: "openid",
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    expect([...url.searchParams.keys()].sort()).toEqual(["client_id", "request_uri"]);
    const to = await world.person().sentTo(url.href);
    const tokens = await client.authorizationCodeGrant(config, to, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    expect(tokens.claims()?.aud).toBe("web");
  });

  it("oauth4webapi", async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(world.issuer);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const app = { client_id: "web" };
    const auth = oauth.ClientSecretPost(SECRET);
    const parameters = new URLSearchParams(new URL(world.app("web").begin().url).searchParams);
    const response = await oauth.pushedAuthorizationRequest(as, app, auth, parameters, insecure);
    const { request_uri, expires_in } = await oauth.processPushedAuthorizationResponse(as, app, response);
    expect([request_uri.startsWith(PREFIX), expires_in]).toEqual([true, 60]);
  });

  it("the metadata says where, and whether it must be (RFC 9126 5)", async () => {
    const said = await metadata();
    expect(said.pushed_authorization_request_endpoint).toBe(`${world.issuer}/par`);
    expect(said.require_pushed_authorization_requests).toBeUndefined();
    const strict = await startWorld({ requirePushedRequests: true, pushedRequestLifetime: 30 });
    try {
      expect((await metadata(strict.issuer)).require_pushed_authorization_requests).toBe(true);
      const app = strict.app("web");
      const { url, state } = app.begin();
      const to = await strict.person().sentTo(url);
      refusedTo(to, strict.issuer, "invalid_request", "request/push-required", state);
      const answer = await app.post("/par", Object.fromEntries(new URL(url).searchParams));
      expect(answer.body.expires_in).toBe(30);
    } finally {
      await strict.close();
    }
  });
});
