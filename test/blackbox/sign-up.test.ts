/** prompt=create over real sockets (Initiating User Registration via OpenID Connect 1.0), with a page of the operator's own. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tokens } from "./application.ts";
import { Person, pageOf } from "./person.ts";
import { refused, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const PASSWORD = "ten-green-bottles";
const accounts = new Map<string, string>();
const account = (subject: string | undefined) =>
  subject === undefined || !accounts.has(subject) ? undefined : { subject, username: subject, claims: {} };

let page: Server;
let pageUrl: string;
let world: World;
let closed: World;
let key: CryptoKey;
beforeAll(async () => {
  // Creates whom `as` names, and sends the browser back.
  page = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", pageUrl);
    accounts.set(searchParams.get("as") ?? "", PASSWORD);
    response.writeHead(303, { location: searchParams.get("return_to") ?? "" }).end();
  });
  await new Promise<void>((done) => page.listen(0, "127.0.0.1", done));
  pageUrl = `http://127.0.0.1:${(page.address() as AddressInfo).port}/join?from=candor`;
  const pair = await generateKeyPair("ES256", { extractable: true });
  key = pair.privateKey;
  const web = { secrets: [{ value: SECRET }], redirectUris: [REDIRECT], scopes: ["openid", "profile"] };
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "ES256" }] };
  const hooks = {
    users: {
      find: (subject: string) => account(subject),
      findByUsername: (username: string) => account(username),
      verify: (user: { readonly subject: string } | undefined, password: string) =>
        user !== undefined && accounts.get(user.subject) === password,
    },
  };
  world = await startWorld({ hooks, signUp: { url: pageUrl }, clients: [{ id: "web", ...web, jwks }] });
  closed = await startWorld({ clients: [{ id: "web", ...web, jwks }] });
});
afterAll(async () => {
  await Promise.all([world.close(), closed.close()]);
  await new Promise((done) => page.close(done));
});

const app = (at = world) => at.app("web", { scope: "openid" });
const claims = ({ id_token: token }: Tokens) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sub: string; auth_time: number };

/** Follows `start` to the operator's page, has it create `username`, and comes back. */
async function comeBackAs(username: string, start: string, browser = new Person(world.issuer)) {
  const there = await browser.sentTo(start);
  expect(there.href.startsWith(pageUrl)).toBe(true);
  expect([...there.searchParams.keys()]).toEqual(["from", "return_to"]);
  there.searchParams.set("as", username);
  const back = (await fetch(there, { redirect: "manual" })).headers.get("location") ?? "";
  expect(back.startsWith(`${world.issuer}/authorize?`)).toBe(true);
  const user = new Person(world.issuer, username, PASSWORD);
  for (const [name, value] of browser.cookies) user.cookies.set(name, value);
  return { there, back, user, to: await user.sentTo(back) };
}

const tokensFor = async (to: URL, verifier: string) => {
  const answer = await app().redeem(to.searchParams.get("code"), verifier);
  expect(answer.status).toBe(200);
  return claims(answer.body as unknown as Tokens);
};

describe("prompt=create", () => {
  it("leads to the operator's page, and back through a sign-in to a code of the new user", async () => {
    const { url, verifier, state } = app().begin({ prompt: "create", nonce: "n" });
    const { user, to } = await comeBackAs("eve", url);
    expect(user.asked).toEqual(["sign-in", "consent"]);
    expect(to.searchParams.get("state")).toBe(state);
    expect((await tokensFor(to, verifier)).sub).toBe("eve");
  });

  it("does so although somebody is signed in, whose session isn't used for the code", async () => {
    await comeBackAs("mallory", app().begin({ prompt: "create" }).url);
    const browser = new Person(world.issuer, "mallory", PASSWORD);
    const before = claims(await app().tokens(browser));
    world.pass(60);
    const { url, verifier } = app().begin({ prompt: "create" });
    const { user, to } = await comeBackAs("trent", url, browser);
    expect(user.asked).toContain("sign-in");
    const after = await tokensFor(to, verifier);
    expect(after.sub).toBe("trent");
    expect(after.auth_time).toBeGreaterThanOrEqual(before.auth_time + 60);
  });

  it("goes together with others, except none", async () => {
    const { user } = await comeBackAs("dave", app().begin({ prompt: "create consent login" }).url);
    expect(user.asked).toEqual(["sign-in", "consent"]);
    const again = await comeBackAs("dave", app().begin({ prompt: "create consent" }).url);
    expect(again.user.asked).toEqual(["sign-in", "consent"]);
    const { url, state } = app().begin({ prompt: "none create" });
    const to = await new Person(world.issuer).sentTo(url);
    refusedTo(to, world.issuer, "invalid_request", "user/prompt-conflict", state);
  });

  it("an ID token of somebody else neither reaches the page nor stops the new user", async () => {
    await comeBackAs("olga", app().begin({ prompt: "create" }).url);
    const { id_token: hint } = await app().tokens(new Person(world.issuer, "olga", PASSWORD));
    const { url, verifier } = app().begin({ prompt: "create", id_token_hint: hint });
    const { there, to } = await comeBackAs("peggy", url);
    expect(decodeURIComponent(there.href)).not.toContain(hint);
    expect((await tokensFor(to, verifier)).sub).toBe("peggy");
  });

  it.each([false, true])("within a request that is pushed; with a hint: %s", async (hinted) => {
    const name = hinted ? "rupert" : "victor";
    await comeBackAs("sybil", app().begin({ prompt: "create" }).url);
    const { id_token: hint } = await app().tokens(new Person(world.issuer, "sybil", PASSWORD));
    const { url, verifier, state } = app().begin({ prompt: "create", ...(hinted && { id_token_hint: hint }) });
    const { status, body } = await app().post("/par", Object.fromEntries(new URL(url).searchParams));
    expect(status).toBe(201);
    const start = new URLSearchParams({ client_id: "web", request_uri: String(body.request_uri) });
    const { there, user, to } = await comeBackAs(name, `${world.issuer}/authorize?${start}`);
    expect(there.href).not.toContain(state);
    expect(user.asked).toEqual(["sign-in", "consent"]);
    expect((await tokensFor(to, verifier)).sub).toBe(name);
  });

  it("within a request object, of which the page sees nothing", async () => {
    const { url, verifier, state } = app().begin({ prompt: "create" });
    const exp = Math.floor(world.now() / 1000) + 300;
    const request = await new SignJWT({
      ...Object.fromEntries(new URL(url).searchParams),
      ...{ iss: "web", aud: world.issuer, exp },
    })
      .setProtectedHeader({ alg: "ES256", kid: "k", typ: "oauth-authz-req+jwt" })
      .sign(key);
    const start = `${world.issuer}/authorize?${new URLSearchParams({ client_id: "web", request })}`;
    const { there, to } = await comeBackAs("walter", start);
    for (const text of [request, state]) expect(there.href).not.toContain(text);
    expect(to.searchParams.get("state")).toBe(state);
    expect((await tokensFor(to, verifier)).sub).toBe("walter");
  });

  it("a request can't choose the page or the way back", async () => {
    const { url } = app().begin({ prompt: "create", return_to: "https://evil.example/", url: "https://evil.example/" });
    const there = await new Person(world.issuer).sentTo(url);
    expect(there.origin + there.pathname).toBe(pageUrl.split("?")[0]);
    expect(there.href).not.toContain("evil.example");
    const other = app().begin({ prompt: "create", redirect_uri: "https://evil.example/" });
    const shown = await new Person(world.issuer).page(other.url);
    expect(shown.status).toBe(400);
  });
});

describe("the sign-in page", () => {
  const link = (html: string) => /<a href="([^"]*)">Create an account<\/a>/.exec(html)?.[1]?.replaceAll("&amp;", "&");

  it("has a link with which the same request goes on", async () => {
    const { url, verifier } = app().begin();
    const html = await (await new Person(world.issuer).browse(url)).text();
    const { to } = await comeBackAs("ursula", new URL(link(html) ?? "", world.issuer).href);
    expect((await tokensFor(to, verifier)).sub).toBe("ursula");
  });

  it("has it for a pushed request too", async () => {
    const { url, verifier } = app().begin();
    const { body } = await app().post("/par", Object.fromEntries(new URL(url).searchParams));
    const start = new URLSearchParams({ client_id: "web", request_uri: String(body.request_uri) });
    const html = await (await new Person(world.issuer).browse(`${world.issuer}/authorize?${start}`)).text();
    const { to } = await comeBackAs("yves", new URL(link(html) ?? "", world.issuer).href);
    expect((await tokensFor(to, verifier)).sub).toBe("yves");
  });

  it("has none for a user who is expected, outside of a request, and without the setting", async () => {
    await comeBackAs("zoe", app().begin({ prompt: "create" }).url);
    const { id_token: hint } = await app().tokens(new Person(world.issuer, "zoe", PASSWORD));
    for (const [at, url] of [
      [world, app().begin({ id_token_hint: hint }).url],
      [world, `${world.issuer}/sign-in`],
      [closed, app(closed).begin().url],
    ] as const) {
      const shown = await pageOf(url, await new Person(at.issuer).browse(url));
      expect(shown.title).toMatch(/^Sign in/);
      expect(link(shown.html)).toBeUndefined();
    }
  });
});

describe("the metadata", () => {
  it("lists create exactly if it is on", async () => {
    const usual = ["none", "login", "consent", "select_account"];
    for (const [at, values] of [
      [world, [...usual, "create"]],
      [closed, usual],
    ] as const) {
      const options = { execute: [client.allowInsecureRequests] };
      const found = await client.discovery(new URL(at.issuer), "web", SECRET, undefined, options);
      expect(found.serverMetadata().prompt_values_supported).toEqual(values);
    }
  });
});

describe("without the setting", () => {
  it("create is refused like any other value that isn't supported", async () => {
    const { url, state } = app(closed).begin({ prompt: "create" });
    const to = await new Person(closed.issuer).sentTo(url);
    const says = refusedTo(to, closed.issuer, "invalid_request", "request/parameter-invalid", state);
    expect(says).toContain("prompt");
    const pushed = await app(closed).post("/par", Object.fromEntries(new URL(url).searchParams));
    refused(pushed, 400, "invalid_request", "request/parameter-invalid");
  });
});
