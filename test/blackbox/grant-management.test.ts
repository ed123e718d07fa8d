/** Grant management over real sockets (Grant Management for OAuth 2.0). */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, type Application, answerOf } from "./application.ts";
import { formsOf, type Page, Person, pageOf } from "./person.ts";
import { refused, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const PASSWORD = "ten-green-bottles";
const ACTION = "grant_management_action";
const MANAGING = ["grant_management_query", "grant_management_revoke"];
const ACCOUNT = { type: "account", actions: ["list", "read"] };

let world: World;
let strict: World;
let closed: World;
/** With two users. */
let two: World;
let key: CryptoKey;
beforeAll(async () => {
  const pair = await generateKeyPair("ES256", { extractable: true });
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "ES256" }] };
  const common = {
    secrets: [{ value: SECRET }],
    grantTypes: ["authorization_code" as const, "refresh_token" as const, "client_credentials" as const],
    redirectUris: [REDIRECT],
    authorizationDetailsTypes: ["account"],
  };
  const standard = ["openid", "profile", "email", "phone", "offline_access"];
  const config = {
    authorizationDetailsTypes: [
      {
        type: "account",
        description: "See your accounts",
        schema: { properties: { actions: { type: "array", items: { enum: ["list", "read", "close"] } } } },
      },
    ],
    clients: [
      { id: "web", ...common, jwks, scopes: [...standard, ...MANAGING] },
      ...["other", "seen", "ended", "gone", "twice", "operated"].map((id) => ({
        ...{ id, ...common, scopes: [...standard, ...MANAGING] },
      })),
      { id: "spa", authMethods: ["none" as const], redirectUris: [REDIRECT], scopes: standard },
    ],
  };
  world = await startWorld({ ...config, grantManagement: "allowed" });
  const account = (name: string | undefined) =>
    name === "ada" || name === "bob" ? { subject: name, username: name, claims: {} } : undefined;
  const users = {
    find: account,
    findByUsername: account,
    verify: (user: { readonly subject: string } | undefined, password: string) =>
      user !== undefined && password === PASSWORD,
  };
  two = await startWorld({ ...config, grantManagement: "allowed", hooks: { users } });
  strict = await startWorld({ ...config, grantManagement: "required" });
  const clients = config.clients.map(({ scopes, ...one }) => ({
    ...one,
    scopes: scopes.filter((name) => !MANAGING.includes(name)),
  }));
  closed = await startWorld({ ...config, clients });
});
afterAll(() => Promise.all([world, strict, closed, two].map((one) => one.close())));

type Fields = Readonly<Record<string, string | undefined>>;

const app = (id = "web", at = world): Application => at.app(id, { scope: "openid" });

/** The token response for what the user has allowed. */
async function granted(person: Person, asks: Fields, by = app()): Promise<Answer["body"]> {
  const { code, verifier } = await by.code(person, asks);
  const answer = await by.redeem(code, verifier);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

const create = (person: Person, scope: string, more: Fields = {}, by = app()) =>
  granted(person, { scope, [ACTION]: "create", ...more }, by);

async function manageToken(scope: string, by = app()): Promise<string> {
  const { body } = await by.token({ grant_type: "client_credentials", scope });
  return String(body.access_token);
}

async function call(method: "GET" | "DELETE", id: unknown, token?: string, at = world): Promise<Answer> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return answerOf(at.issuer, await fetch(`${at.issuer}/grants/${id}`, { method, headers }));
}

const look = async (id: unknown): Promise<Answer["body"]> =>
  (await call("GET", id, await manageToken("grant_management_query"))).body;

const scopesOf = async (id: unknown) => (await look(id)).scopes;

const isActive = async (token: unknown): Promise<unknown> => (await app().introspect(String(token))).body.active;

describe("a grant", () => {
  it("has an id that nobody can guess, which stays the same, and is returned with every token", async () => {
    const [one, two] = [await create(world.person(), "openid"), await create(world.person(), "openid offline_access")];
    expect(one.grant_id).toMatch(/^[\w-]{31}$/);
    expect(two.grant_id).not.toBe(one.grant_id);
    const refreshed = await app().refresh(String(two.refresh_token));
    expect(refreshed.body.grant_id).toBe(two.grant_id);
  });

  it("has none if the request names no action", async () => {
    expect(await granted(world.person(), {})).not.toHaveProperty("grant_id");
  });

  it("is looked up with what it has, and without its tokens (6.4)", async () => {
    const at = Math.floor(world.now() / 1000);
    const { grant_id } = await create(world.person(), "openid email", {
      authorization_details: JSON.stringify([ACCOUNT]),
      claims: JSON.stringify({ userinfo: { given_name: null } }),
    });
    const seen = await look(grant_id);
    expect([at, at + 1, at + 2]).toContain(seen.created_at);
    expect(seen).toEqual({
      scopes: [{ scope: "openid email" }],
      claims: ["given_name"],
      authorization_details: [ACCOUNT],
      created_at: seen.created_at,
      last_updated: seen.created_at,
      updated_by: "client",
    });
  });

  it("is looked up after its tokens have ended", async () => {
    const { grant_id } = await create(world.person(), "openid");
    world.pass(7_200);
    expect(await scopesOf(grant_id)).toEqual([{ scope: "openid" }]);
  });
});

describe("merge", () => {
  it("adds scopes and details to the grant, whose former tokens end when the code is redeemed (5.2)", async () => {
    const person = world.person();
    const first = await create(person, "openid email offline_access", {
      authorization_details: JSON.stringify([ACCOUNT]),
    });
    world.pass(60);
    const close = { type: "account", actions: ["close"] };
    const { code, verifier } = await app().code(person, {
      ...{ scope: "openid phone", [ACTION]: "merge", grant_id: String(first.grant_id) },
      authorization_details: JSON.stringify([{ type: "account", actions: ["list"] }, close]),
    });
    expect(await isActive(first.access_token)).toBe(true);
    const { body } = await app().redeem(code, verifier);
    expect(body.grant_id).toBe(first.grant_id);
    expect(body.scope).toBe("openid email offline_access phone");
    expect(body.authorization_details).toEqual([ACCOUNT, close]);
    const { created_at: from, last_updated: to } = await look(first.grant_id);
    // Each is cut to a second.
    expect([60, 61]).toContain(Number(to) - Number(from));
    expect(await isActive(first.access_token)).toBe(false);
    refused(await app().refresh(String(first.refresh_token)), 400, "invalid_grant", "refresh-token/revoked");
    expect((await app().refresh(String(body.refresh_token))).status).toBe(200);
  });

  it("shows the user what stays", async () => {
    const person = world.person();
    const { grant_id } = await create(person, "openid email");
    const { url } = app().begin({ scope: "profile", prompt: "consent", [ACTION]: "merge", grant_id: String(grant_id) });
    const { html } = await pageOf(url, await person.browse(url));
    expect(html).toContain("This adds to what you allowed it before. It can still:");
    expect(html).toContain("See your e-mail address");
  });

  it("lets one of two at once win, and refuses the other", async () => {
    const person = world.person();
    const { grant_id } = await create(person, "openid");
    const ask = (scope: string) => app().code(person, { scope, [ACTION]: "merge", grant_id: String(grant_id) });
    const [one, two] = [await ask("email"), await ask("phone")];
    expect((await app().redeem(one.code, one.verifier)).status).toBe(200);
    refused(await app().redeem(two.code, two.verifier), 400, "invalid_grant", "code/revoked");
    expect(await scopesOf(grant_id)).toEqual([{ scope: "openid email" }]);
  });
});

describe("replace", () => {
  it("leaves only what the user allows now, and ends what was beyond it", async () => {
    const person = world.person();
    const first = await create(person, "openid email phone");
    const asks = { scope: "openid", [ACTION]: "replace", grant_id: String(first.grant_id) };
    const second = await granted(person, asks);
    expect([second.grant_id, second.scope]).toEqual([first.grant_id, "openid"]);
    expect(await scopesOf(first.grant_id)).toEqual([{ scope: "openid" }]);
    expect([await isActive(first.access_token), await isActive(second.access_token)]).toEqual([false, true]);
  });

  it("changes nothing if the code isn't redeemed, or the user says no", async () => {
    const person = world.person();
    const first = await create(person, "openid email");
    const asks = { scope: "openid", [ACTION]: "replace", grant_id: String(first.grant_id) };
    await app().code(person, asks);
    await person.walk(app().begin({ ...asks, prompt: "consent" }).url, "deny");
    expect(await isActive(first.access_token)).toBe(true);
    expect(await scopesOf(first.grant_id)).toEqual([{ scope: "openid email" }]);
  });

  it("shows the user what ends", async () => {
    const person = world.person();
    const { grant_id } = await create(person, "openid email");
    const { url } = app().begin({ prompt: "consent", [ACTION]: "replace", grant_id: String(grant_id) });
    const { html } = await pageOf(url, await person.browse(url));
    expect(html).toContain("This replaces what you allowed it before. It will no longer be able to:");
    expect(html).toContain("See your e-mail address");
  });
});

describe("pushed requests and request objects", () => {
  it("carry the parameters too, as a client library sends them", async () => {
    const person = world.person();
    const first = await create(person, "openid email");
    const config = await client.discovery(new URL(world.issuer), "web", SECRET, undefined, {
      execute: [client.allowInsecureRequests],
    });
    expect(config.serverMetadata().grant_management_endpoint).toBe(`${world.issuer}/grants`);
    const verifier = client.randomPKCECodeVerifier();
    const url = await client.buildAuthorizationUrlWithPAR(config, {
      ...{ redirect_uri: REDIRECT, scope: "openid phone", [ACTION]: "merge", grant_id: String(first.grant_id) },
      ...{ code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" },
    });
    const to = await person.sentTo(url.href);
    const tokens = await client.authorizationCodeGrant(config, to, { pkceCodeVerifier: verifier });
    expect([tokens.grant_id, tokens.scope]).toEqual([first.grant_id, "openid email phone"]);

    const { verifier: second, url: plain } = app().begin({ [ACTION]: "replace", grant_id: String(first.grant_id) });
    const claims = Object.fromEntries(new URL(plain).searchParams);
    const request = await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "k", typ: "oauth-authz-req+jwt" })
      .setIssuer("web")
      .setAudience(world.issuer)
      .setIssuedAt(Math.floor(world.now() / 1000))
      .setExpirationTime(Math.floor(world.now() / 1000) + 60)
      .sign(key);
    const sent = new URLSearchParams({ client_id: "web", request });
    const back = await person.sentTo(`${world.issuer}/authorize?${sent}`);
    const answer = await app().redeem(back.searchParams.get("code"), second);
    expect([answer.body.grant_id, answer.body.scope]).toEqual([first.grant_id, "openid"]);
  });
});

describe("DELETE", () => {
  it("ends the grant with all of its tokens and codes, and then it is unknown (6.5)", async () => {
    const person = world.person();
    const { grant_id, access_token, refresh_token } = await create(person, "openid offline_access");
    const waiting = await app().code(person, { [ACTION]: "merge", grant_id: String(grant_id) });
    const token = await manageToken("grant_management_revoke");
    const { status, text } = await call("DELETE", grant_id, token);
    expect([status, text]).toEqual([204, ""]);
    expect(await isActive(access_token)).toBe(false);
    refused(await app().refresh(String(refresh_token)), 400, "invalid_grant", "refresh-token/revoked");
    refused(await app().redeem(waiting.code, waiting.verifier), 400, "invalid_grant", "code/revoked");
    refused(await call("DELETE", grant_id, token), 404, "invalid_grant_id", "grant/id-unknown");
  });

  it("needs a token with its scope (6.6)", async () => {
    const { grant_id } = await create(world.person(), "openid");
    const query = await manageToken("grant_management_query");
    refused(await call("DELETE", grant_id, query), 403, "insufficient_scope", "token/insufficient-scope");
    refused(await call("GET", grant_id, "candor_access_x"), 401, "invalid_token", "token/malformed");
    expect((await call("GET", grant_id)).status).toBe(401);
  });
});

describe("what the user sees of it", () => {
  const visit = async (person: Person, path: string): Promise<string> => {
    let url = world.issuer + path;
    // The console is a client of its own server, so the first visit goes through a sign-in.
    for (let step = 0; step < 6; step++) {
      const response = await person.browse(url);
      const location = response.headers.get("location");
      if (location === null) return response.text();
      url = new URL(location, url).href;
    }
    throw new Error("It goes round in circles.");
  };
  const entryOf = async (person: Person, id: string): Promise<string | undefined> => {
    const [, entry] = (await visit(person, "/console/me/applications")).split(`id="app-${id}"`);
    return entry?.split("</section>")[0];
  };
  const [EMAIL, PHONE] = ["See your e-mail address", "See your phone number"];

  it("is what it has now: after merge all of it, after replace no more than what was asked for", async () => {
    const [person, by] = [world.person(), app("seen")];
    const { grant_id } = await create(person, "openid email", {}, by);
    world.pass(60);
    await granted(person, { scope: "phone", [ACTION]: "merge", grant_id: String(grant_id) }, by);
    const merged = await entryOf(person, "seen");
    expect([merged?.includes(EMAIL), merged?.includes(PHONE)]).toEqual([true, true]);
    await granted(person, { scope: "openid phone", [ACTION]: "replace", grant_id: String(grant_id) }, by);
    const replaced = await entryOf(person, "seen");
    expect([replaced?.includes(EMAIL), replaced?.includes(PHONE)]).toEqual([false, true]);
    // What has ended isn't got back without a question, and what stays isn't asked for again.
    const silently = async (scope: string) => {
      const to = await person.sentTo(by.begin({ scope, prompt: "none" }).url);
      return to.searchParams.get("error");
    };
    expect([await silently("openid email"), await silently("openid phone")]).toEqual(["consent_required", null]);
  });

  it("ends with the user's access, with its codes", async () => {
    const [person, by] = [world.person(), app("ended")];
    const { grant_id, access_token } = await create(person, "openid email", {}, by);
    const waiting = await by.code(person, { scope: "openid", [ACTION]: "merge", grant_id: String(grant_id) });
    const page = await visit(person, "/console/me/applications");
    const form = formsOf({ html: page, url: `${world.issuer}/console/me/applications` } as Page).find(
      ({ fields }) => fields.client_id === "ended",
    );
    await person.post(form?.action ?? "", form?.fields ?? {});
    expect(await entryOf(person, "ended")).toBeUndefined();
    const token = await manageToken("grant_management_query", by);
    refused(await call("GET", grant_id, token), 404, "invalid_grant_id", "grant/id-unknown");
    expect((await by.introspect(String(access_token))).body.active).toBe(false);
    refused(await by.redeem(waiting.code, waiting.verifier), 400, "invalid_grant", "code/revoked");
  });

  it("is gone once the client has ended it", async () => {
    const [person, by] = [world.person(), app("gone")];
    const { grant_id } = await create(person, "openid email", {}, by);
    expect(await entryOf(person, "gone")).toContain(EMAIL);
    await call("DELETE", grant_id, await manageToken("grant_management_revoke", by));
    expect(await entryOf(person, "gone")).toBeUndefined();
  });

  it("stays where another grant of the client has it", async () => {
    const [person, by] = [world.person(), app("twice")];
    const { grant_id } = await create(person, "openid email", {}, by);
    await create(person, "email", {}, by);
    await call("DELETE", grant_id, await manageToken("grant_management_revoke", by));
    expect(await entryOf(person, "twice")).toContain(EMAIL);
    const to = await person.sentTo(by.begin({ scope: "email", prompt: "none" }).url);
    expect(to.searchParams.get("error")).toBeNull();
  });

  it("ends with its codes if an operator ends it in the console", async () => {
    const [person, by] = [world.person(), app("operated")];
    const { grant_id } = await create(person, "openid email", {}, by);
    const waiting = await by.code(person, { scope: "openid", [ACTION]: "merge", grant_id: String(grant_id) });
    const list = await visit(person, "/console/grants?client_id=operated&live=true");
    const ids = [...list.matchAll(/\/grants\/(\d+)"/g)].map(([, id]) => id);
    const path = `/console/grants/${ids.at(-1)}`;
    const [form] = formsOf({ html: await visit(person, path), url: world.issuer + path } as Page).filter(({ action }) =>
      action.endsWith("/end"),
    );
    await person.post(form?.action ?? "", form?.fields ?? {});
    refused(await by.redeem(waiting.code, waiting.verifier), 400, "invalid_grant", "code/revoked");
    const token = await manageToken("grant_management_query", by);
    refused(await call("GET", grant_id, token), 404, "invalid_grant_id", "grant/id-unknown");
  });
});

describe("a grant of somebody else", () => {
  const person = (name: string) => new Person(two.issuer, name, PASSWORD);

  it("is as unknown as none, at the endpoint", async () => {
    const { grant_id } = await create(world.person(), "openid");
    const text = String(grant_id);
    const changed = text.slice(0, -2) + (text.endsWith("AA") ? "BA" : "AA");
    const token = await manageToken(MANAGING.join(" "), app("other"));
    const answers = [];
    for (const id of [text, changed, "x", "%2e"])
      answers.push(refused(await call("GET", id, token), 404, "invalid_grant_id", "grant/id-unknown"));
    expect(new Set(answers).size).toBe(1);
    refused(await call("DELETE", text, token), 404, "invalid_grant_id", "grant/id-unknown");
    expect(await scopesOf(grant_id)).toEqual([{ scope: "openid" }]);
  });

  it("is unknown with the token of another user of the same client", async () => {
    const by = app("web", two);
    const ada = await create(person("ada"), "openid grant_management_query", {}, by);
    const bob = await create(person("bob"), "openid grant_management_query", {}, by);
    expect((await call("GET", ada.grant_id, String(ada.access_token), two)).status).toBe(200);
    const answer = await call("GET", ada.grant_id, String(bob.access_token), two);
    refused(answer, 404, "invalid_grant_id", "grant/id-unknown");
  });

  it.each(["merge", "replace"])("is as unknown as none, at the authorization endpoint: %s", async (action) => {
    const { grant_id } = await create(person("ada"), "openid", {}, app("web", two));
    const says = [];
    for (const [id, user, by] of [
      [grant_id, person("bob"), app("web", two)],
      [grant_id, person("ada"), app("other", two)],
      ["AAABmV8aQABkq1mJbYFf2wD7cVY3Mg0", person("ada"), app("web", two)],
    ] as const) {
      const { url, state } = by.begin({ [ACTION]: action, grant_id: String(id) });
      says.push(refusedTo(await user.sentTo(url), two.issuer, "invalid_grant_id", "grant/id-unknown", state));
      expect(user.asked).toEqual(["sign-in"]);
    }
    expect(new Set(says).size).toBe(1);
  });
});

describe("requests that say it wrongly (5.4)", () => {
  it.each<[asks: Fields, reason: string]>([
    [{ [ACTION]: "update" }, "request/parameter-invalid"],
    [{ [ACTION]: "create", grant_id: "x" }, "request/parameter-invalid"],
    [{ [ACTION]: "merge" }, "request/parameter-absent"],
    [{ [ACTION]: "replace" }, "request/parameter-absent"],
    [{ grant_id: "x" }, "request/parameter-absent"],
  ])("%j: %s", async (asks, reason) => {
    const { url, state } = app().begin(asks);
    refusedTo(await world.person().sentTo(url), world.issuer, "invalid_request", reason, state);
    const { url: plain } = app().begin(asks);
    const pushed = await app().post("/par", Object.fromEntries(new URL(plain).searchParams));
    refused(pushed, 400, "invalid_request", reason);
  });

  it("refuses public clients (5.1)", async () => {
    const { url, state } = app("spa").begin({ [ACTION]: "create" });
    const to = await world.person().sentTo(url);
    refusedTo(to, world.issuer, "invalid_request", "request/parameter-invalid", state);
  });

  it("refuses a request without an action if one is required, except of public clients", async () => {
    const { url, state } = app("web", strict).begin();
    const to = await strict.person().sentTo(url);
    refusedTo(to, strict.issuer, "invalid_request", "request/parameter-absent", state);
    expect((await strict.person().sentTo(app("spa", strict).begin().url)).searchParams.has("code")).toBe(true);
  });
});

describe("metadata (7.1)", () => {
  const metadata = async (at: World) =>
    (await fetch(`${at.issuer}/.well-known/openid-configuration`)).json() as Promise<Record<string, unknown>>;

  it("says what is switched on", async () => {
    expect(await metadata(world)).toMatchObject({
      grant_management_endpoint: `${world.issuer}/grants`,
      grant_management_actions_supported: ["create", "merge", "replace", "query", "revoke"],
      grant_management_action_required: false,
      scopes_supported: expect.arrayContaining(MANAGING),
    });
    expect((await metadata(strict)).grant_management_action_required).toBe(true);
  });

  it("says nothing if it is off, and then there is no endpoint, and the parameters are ignored", async () => {
    const names = Object.keys(await metadata(closed)).filter((name) => name.startsWith("grant_management"));
    expect(names).toEqual([]);
    expect((await call("GET", "x", "y", closed)).status).toBe(404);
    const tokens = await granted(closed.person(), { [ACTION]: "update", grant_id: "x" }, app("web", closed));
    expect(tokens).not.toHaveProperty("grant_id");
  });
});
