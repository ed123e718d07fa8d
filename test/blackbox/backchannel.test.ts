/** Backchannel authentication over real sockets (OpenID Connect CIBA Core 1.0): an app asks a user, who decides elsewhere. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Config } from "../../src/index.ts";
import { secret } from "./application.ts";
import { formsOf, type Person, pageOf } from "./person.ts";
import { refused } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const PAYMENTS = "https://payments.example/";
const BILLS = "https://bills.example/";
const PAYMENT = { type: "payment", amount: "12 EUR", creditor: "The <Shop>" };
const GRANT = "urn:openid:params:grant-type:ciba";
type Client = NonNullable<Config["clients"]>[number];
const desk = {
  secrets: [{ value: SECRET }],
  grantTypes: [GRANT, "refresh_token"],
  scopes: ["openid", "profile", "offline_access", "read_profile"],
  defaultScopes: ["openid"],
} satisfies Partial<Client>;

/** What was sent to an app that is notified. */
interface Heard {
  readonly authorization: string | undefined;
  readonly type: string | undefined;
  readonly body: unknown;
}
const heard: Heard[] = [];
let status = 204;
const textOf = async (request: IncomingMessage) => Buffer.concat(await request.toArray()).toString();
const listener = createServer(async (request, response) => {
  const { authorization, "content-type": type } = request.headers;
  heard.push({ authorization, type, body: JSON.parse(await textOf(request)) });
  response.writeHead(status).end();
});

let world: World;
let person: Person;
const asked: { readonly username: string; readonly url: string; readonly message: string | undefined }[] = [];
let sign: (claims: Record<string, unknown>, alg?: string) => Promise<string>;
beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  sign = (claims) => new SignJWT(claims).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
  world = await startWorld({
    apis: [
      { resource: PAYMENTS, name: "Payments" },
      { resource: BILLS, name: "Bills" },
    ],
    scopes: [
      { name: "read_profile", description: "Read your profile" },
      { name: "pay", description: "Pay for you", api: PAYMENTS },
      { name: "bills", description: "See your bills", api: BILLS },
    ],
    authorizationDetailsTypes: [
      {
        ...{ type: "payment", api: PAYMENTS, description: "Pay {/amount} to {/creditor}" },
        schema: {
          properties: { amount: { type: "string" }, creditor: { type: "string" } },
          required: ["amount", "creditor"],
        },
      },
    ],
    outbound: { privateNetworks: ["127.0.0.0/8"] },
    hooks: {
      askUser: ({ user, url, bindingMessage }) => {
        asked.push({ username: user.username, url, message: bindingMessage });
      },
    },
    clients: [
      { id: "desk", name: "The call center", ...desk },
      { id: "other", ...desk },
      { id: "eager", ...desk },
      { id: "bank", ...desk, scopes: [...desk.scopes, "pay", "bills"], authorizationDetailsTypes: ["payment"] },
      { id: "careful", ...desk, defaultMaxAge: 60 },
      { id: "apart", ...desk, redirectUris: [REDIRECT], subjectType: "pairwise" },
      {
        ...{ id: "pinged", ...desk, backchannelTokenDeliveryMode: "ping" },
        backchannelNotificationEndpoint: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/notified`,
      },
      {
        ...{ id: "signing", ...desk, backchannelRequestSigningAlg: "ES256" },
        jwks: { keys: [(await exportJWK(publicKey)) as Record<string, string>] },
      },
      { id: "web", secrets: [{ value: SECRET }], redirectUris: [REDIRECT], scopes: ["openid", "read_profile"] },
    ],
  });
  person = world.person();
  await person.signIn();
});
beforeEach(() => {
  heard.length = 0;
  status = 204;
});
afterAll(async () => {
  await world.close();
  listener.close();
});

type Sent = Record<string, string | undefined>;
const app = (id: string) => world.app(id);
async function ask(id = "desk", more: Sent = {}) {
  const before = asked.length;
  const fields = { scope: "openid offline_access read_profile", login_hint: "ops", ...more };
  const answer = await app(id).post("/bc-authorize", fields);
  // Nobody waits for the hook.
  if (answer.status === 200) await expect.poll(() => asked.length).toBeGreaterThan(before);
  return answer;
}
interface Started {
  readonly auth_req_id: string;
  readonly expires_in: number;
  readonly interval: number;
}
const start = async (id = "desk", more: Sent = {}) => (await ask(id, more)).body as unknown as Started;
const poll = (auth_req_id: string, id = "desk") => app(id).token({ grant_type: GRANT, auth_req_id });

const open = async (path: string, by = person) => {
  const url = new URL(path, world.issuer).href;
  return pageOf(url, await by.browse(url));
};

/** Decides what the hook has sent a link for, last. */
async function decide(answer: "allow" | "deny", by = person) {
  const { url } = asked.at(-1) ?? { url: "" };
  const [form] = formsOf(await open(url, by));
  return pageOf(url, await by.post(form?.action ?? "", { ...form?.fields, answer }));
}

describe("the metadata", () => {
  it("names what is supported where a client may use it, and nothing elsewhere", async () => {
    const of = async (issuer: string) => (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(await of(world.issuer)).toMatchObject({
      backchannel_authentication_endpoint: `${world.issuer}/bc-authorize`,
      backchannel_token_delivery_modes_supported: ["poll", "ping"],
      backchannel_user_code_parameter_supported: false,
      backchannel_authentication_request_signing_alg_values_supported: expect.arrayContaining(["ES256", "PS256"]),
      grant_types_supported: expect.arrayContaining([GRANT]),
    });
    const off = await startWorld();
    expect(JSON.stringify(await of(off.issuer))).not.toMatch(/backchannel_(token|auth|user)|ciba/);
    await off.close();
  });
});

describe("the authentication request (CIBA 7.1)", () => {
  it("returns an id to poll with, never cached, and lets the user know", async () => {
    const answer = await ask("desk", { binding_message: "Call 4711" });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(answer.body).toEqual({
      auth_req_id: expect.stringMatching(/^candor_ciba_[\w-]{56}$/),
      expires_in: 300,
      interval: 5,
    });
    expect(asked.at(-1)).toMatchObject({ username: "ops", message: "Call 4711" });
    expect(asked.at(-1)?.url).toMatch(new RegExp(`^${world.issuer}/approve\\?asked=[0-9a-z]+$`));
  });

  it("gives less time if that is asked for, and no more than is allowed", async () => {
    expect((await start("desk", { requested_expiry: "30" })).expires_in).toBe(30);
    expect((await start("desk", { requested_expiry: "3000" })).expires_in).toBe(300);
  });

  it.each<[string, string, Sent, string, string]>([
    ["no hint", "desk", { login_hint: undefined }, "invalid_request", "ciba/hints-invalid"],
    ["two hints", "desk", { id_token_hint: "x" }, "invalid_request", "ciba/hints-invalid"],
    [
      "a token as hint",
      "desk",
      { login_hint: undefined, login_hint_token: "x" },
      "invalid_request",
      "ciba/hints-invalid",
    ],
    ["a forged hint", "desk", { login_hint: undefined, id_token_hint: "x" }, "invalid_request", "user/hint-invalid"],
    ["a user who doesn't exist", "desk", { login_hint: "nobody" }, "unknown_user_id", "ciba/user-unknown"],
    ["no openid", "desk", { scope: "read_profile" }, "invalid_request", "request/parameter-invalid"],
    ["an unknown scope", "desk", { scope: "openid read_profil" }, "invalid_scope", "scope/misspelled"],
    ["a user code", "desk", { user_code: "1234" }, "invalid_request", "request/parameter-invalid"],
    ["an odd expiry", "desk", { requested_expiry: "1h" }, "invalid_request", "request/parameter-invalid"],
    [
      "a long message",
      "desk",
      { binding_message: "x".repeat(129) },
      "invalid_binding_message",
      "ciba/binding-message-invalid",
    ],
    [
      "a hidden message",
      "desk",
      { binding_message: "a\u202eb" },
      "invalid_binding_message",
      "ciba/binding-message-invalid",
    ],
    ["a client without the grant", "web", {}, "unauthorized_client", "client/grant-type-not-allowed"],
    ["no notification token", "pinged", {}, "invalid_request", "request/parameter-absent"],
    ["a short one", "pinged", { client_notification_token: "x" }, "invalid_request", "request/parameter-invalid"],
    ["a request that isn't signed", "signing", {}, "invalid_request", "request/object-required"],
  ])("is refused for %s", async (_, id, more, error, code) => {
    refused(await ask(id, more), 400, error, code);
  });

  it("is refused for a wrong secret, and by GET", async () => {
    refused(await ask("nobody"), 401, "invalid_client", "client-auth/failed");
    expect((await fetch(`${world.issuer}/bc-authorize?client_id=desk&login_hint=ops`)).status).toBe(405);
  });

  it("is refused for a while if a client asks again and again, or guesses names", async () => {
    for (let time = 0; time < 30; time++) expect((await ask("eager")).status).toBe(200);
    const over = await ask("eager");
    refused(over, 429, "temporarily_unavailable", "ciba/too-many");
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
    for (let time = 0; time < 20; time++) await ask("eager", { login_hint: `nobody-${time}` });
    refused(await ask("eager", { login_hint: "nobody" }), 429, "temporarily_unavailable", "ciba/too-many");
  });

  it("accepts an ID token as hint", async () => {
    const { id_token } = await app("web").tokens(person, { scope: "openid read_profile" });
    // It is another client's: an ID token of its own is needed.
    refused(
      await ask("desk", { login_hint: undefined, id_token_hint: id_token }),
      400,
      "invalid_request",
      "user/hint-invalid",
    );
    const { auth_req_id } = await start();
    await decide("allow");
    const { body } = await poll(auth_req_id);
    const own = await ask("desk", { login_hint: undefined, id_token_hint: String(body.id_token) });
    expect(own.status).toBe(200);
  });

  it("knows the user of a pairwise client by its ID token", async () => {
    const { auth_req_id } = await start("apart");
    await decide("allow");
    const { body } = await poll(auth_req_id, "apart");
    const known = await ask("apart", { login_hint: undefined, id_token_hint: String(body.id_token) });
    expect([known.status, asked.at(-1)?.username]).toEqual([200, "ops"]);
    await decide("deny");
  });
});

describe("a signed request (CIBA 7.1.1)", () => {
  const claims = (more: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const standard = { iss: "signing", aud: world.issuer, iat: now, nbf: now, exp: now + 60, jti: secret(16) };
    return { ...standard, scope: "openid read_profile", login_hint: "ops", ...more };
  };
  const send = async (more?: Record<string, unknown>) =>
    app("signing").post("/bc-authorize", { request: await sign(claims(more)) });

  it("has its parameters within", async () => {
    expect((await send({ binding_message: "Call 1" })).status).toBe(200);
    await expect.poll(() => asked.at(-1)?.message).toBe("Call 1");
    refused(await send({ login_hint: undefined }), 400, "invalid_request", "ciba/hints-invalid");
  });

  it.each<[string, Record<string, unknown>]>([
    ["no exp", { exp: undefined }],
    ["no nbf", { nbf: undefined }],
    ["no iat", { iat: undefined }],
    ["no aud", { aud: undefined }],
    ["no iss", { iss: undefined }],
    ["no jti", { jti: undefined }],
    ["another issuer as aud", { aud: "https://other.example" }],
    ["another client as iss", { iss: "desk" }],
    ["two hours", { exp: Math.floor(Date.now() / 1000) + 7_300 }],
    ["its time over", { exp: 1, nbf: 0, iat: 0 }],
  ])("is refused with %s", async (_, more) => {
    refused(await send(more), 400, "invalid_request", "request/object-claim-invalid");
  });

  it("asks once, also if it is sent twice at the same time", async () => {
    const request = await sign(claims());
    const all = await Promise.all([1, 2].map(() => app("signing").post("/bc-authorize", { request })));
    const [good, again] = all.sort((a, b) => a.status - b.status);
    expect(good?.status).toBe(200);
    expect(again && refused(again, 400, "invalid_request", "request/object-claim-invalid")).toContain("jti");
  });

  it("is refused if somebody else has signed it", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    const forged = await new SignJWT(claims()).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
    const answer = await app("signing").post("/bc-authorize", { request: forged });
    refused(answer, 400, "invalid_request", "request/object-unverified");
  });
});

describe("polling (CIBA 10.1, 11)", () => {
  it("waits for the user, who allows it once", async () => {
    const { auth_req_id } = await start("desk", { binding_message: "Call 4711" });
    expect(refused(await poll(auth_req_id), 400, "authorization_pending", "ciba/pending")).toContain("5 s");
    const page = await open(asked.at(-1)?.url ?? "");
    expect(page.html).toContain("Call 4711");
    expect(page.html).toContain("The call center");
    expect((await decide("allow")).title).toBe("Approved · Candor");
    const { status: ok, body } = await poll(auth_req_id);
    expect(ok).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      ["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"].sort(),
    );
    expect(decodeJwt(String(body.id_token))).toMatchObject({
      ...{ aud: "desk", at_hash: expect.any(String), auth_time: expect.any(Number), acr: "urn:candor:acr:password" },
    });
    refused(await poll(auth_req_id), 400, "invalid_grant", "ciba/already-used");
    expect((await app("desk").refresh(String(body.refresh_token))).status).toBe(200);
  });

  it("with openid-client", async () => {
    const config = await client.discovery(new URL(world.issuer), "desk", SECRET, undefined, {
      execute: [client.allowInsecureRequests],
    });
    const before = asked.length;
    const started = await client.initiateBackchannelAuthentication(config, { scope: "openid", login_hint: "ops" });
    await expect.poll(() => asked.length).toBeGreaterThan(before);
    await decide("allow");
    const tokens = await client.pollBackchannelAuthenticationGrant(config, { ...started, interval: 0.1 });
    expect(tokens.claims()?.sub).toEqual(expect.any(String));
  });

  it("is slowed down, and ends with a denial or the time", async () => {
    const { auth_req_id } = await start();
    await poll(auth_req_id);
    expect(refused(await poll(auth_req_id), 400, "slow_down", "ciba/polled-too-fast")).toContain("10 s");
    expect((await decide("deny")).title).toBe("Not approved · Candor");
    refused(await poll(auth_req_id), 400, "access_denied", "ciba/denied");
    const late = await start("desk", { requested_expiry: "30" });
    world.pass(31);
    refused(await poll(late.auth_req_id), 400, "expired_token", "ciba/expired");
  });

  it("is refused for another client's id, and for none", async () => {
    const { auth_req_id } = await start();
    refused(await poll(auth_req_id, "other"), 400, "invalid_grant", "ciba/of-other-client");
    refused(await poll("candor_ciba_x"), 400, "invalid_grant", "ciba/id-unknown");
    refused(await app("desk").token({ grant_type: GRANT }), 400, "invalid_request", "request/parameter-absent");
    await decide("deny");
  });

  it("gives tokens to one of many at once", async () => {
    const { auth_req_id } = await start();
    await decide("allow");
    const all = await Promise.all(Array.from({ length: 5 }, () => poll(auth_req_id)));
    expect(all.map((one) => one.status).sort()).toEqual([200, 400, 400, 400, 400]);
  });
});

describe("a client that is notified (CIBA 10.2)", () => {
  const token = secret(16);

  it.each(["allow", "deny"] as const)("hears that the user has decided: %s", async (answer) => {
    const { auth_req_id } = await start("pinged", { client_notification_token: token });
    expect(heard).toEqual([]);
    await decide(answer);
    await expect.poll(() => heard).toHaveLength(1);
    expect(heard[0]).toEqual({ authorization: `Bearer ${token}`, type: "application/json", body: { auth_req_id } });
    const answered = await poll(auth_req_id, "pinged");
    expect(answered.status).toBe(answer === "allow" ? 200 : 400);
  });

  it("is notified again until it responds", async () => {
    status = 500;
    await start("pinged", { client_notification_token: token });
    await decide("allow");
    await expect.poll(() => heard).toHaveLength(1);
    status = 204;
    world.pass(6);
    await expect.poll(() => heard).toHaveLength(2);
    expect(heard[1]).toEqual(heard[0]);
  });

  it.each([301, 401, 403])("is not notified again once it has responded with %i", async (refusal) => {
    status = refusal;
    await start("pinged", { client_notification_token: token });
    await decide("allow");
    await expect.poll(() => heard).toHaveLength(1);
    world.pass(6);
    // What is due comes in one round, so the other client's notification would come with it.
    status = 204;
    const { auth_req_id } = await start("pinged", { client_notification_token: token });
    await decide("allow");
    await expect.poll(() => heard.map(({ body }) => body)).toContainEqual({ auth_req_id });
    expect(heard).toHaveLength(2);
  });
});

describe("userinfo, as apps under FAPI call it (FAPI 1.0, 6.2.1)", () => {
  const of = async (sent?: string) => {
    const headers = { authorization: "Bearer x", ...(sent !== undefined && { "x-fapi-interaction-id": sent }) };
    return (await fetch(`${world.issuer}/userinfo`, { headers })).headers.get("x-fapi-interaction-id");
  };

  it("names the call as the app does, or itself", async () => {
    const id = "93BAC548-d2de-4546-b106-880a5018460d";
    expect(await of(id)).toBe(id);
    const [one, other] = [await of(), await of("no UUID")];
    expect([one, other]).toEqual([1, 2].map(() => expect.stringMatching(/^[\da-f]{8}-[\da-f-]{27}$/)));
    expect(one).not.toBe(other);
  });
});

describe("the page for the user", () => {
  it("asks to sign in first, and tells nothing before", async () => {
    await start("desk", { binding_message: "Call 4712" });
    const stranger = world.person();
    const page = await open(asked.at(-1)?.url ?? "", stranger);
    expect(page.html).toContain('name="password"');
    expect(page.html).not.toContain("Call 4712");
    const [form] = formsOf(page);
    const [username, password] = ["ops", "one-two-three-four-five"];
    const signed = await stranger.post(form?.action ?? "", { ...form?.fields, username, password });
    expect(signed.headers.get("location")).toBe(asked.at(-1)?.url);
    expect((await decide("deny", stranger)).status).toBe(200);
  });

  it("shows what waits, one after the other", async () => {
    for (let page = await open("/approve"); formsOf(page).length > 0; page = await open("/approve")) {
      const [form] = formsOf(page);
      await person.post(form?.action ?? "", { ...form?.fields, answer: "deny" });
    }
    expect((await open("/approve")).title).toBe("No requests · Candor");
    await start("other", { binding_message: "First" });
    await start("other", { binding_message: "Second" });
    const page = await open("/approve");
    expect(page.html).toContain("First");
    expect(page.html).toContain("One more request waits.");
    const [form] = formsOf(page);
    const done = await pageOf("", await person.post(form?.action ?? "", { ...form?.fields, answer: "allow" }));
    expect(done.html).toContain("See the next request");
    expect((await open("/approve")).html).toContain("Second");
    // What was decided can't be decided again.
    const again = await pageOf("", await person.post(form?.action ?? "", { ...form?.fields, answer: "deny" }));
    expect([again.status, again.html.includes("already decided")]).toEqual([400, true]);
    await decide("deny");
  });

  it("belongs to the user who was asked", async () => {
    const page = await open("/approve?asked=1");
    expect(page.status).toBe(400);
    expect(page.html).toContain("No request waits for you here.");
  });

  it("accepts no form from elsewhere, and nothing but a choice", async () => {
    await start("other");
    const { url } = asked.at(-1) ?? { url: "" };
    const [form] = formsOf(await open(url));
    const foreign = await person.post(
      form?.action ?? "",
      { ...form?.fields, answer: "allow" },
      { origin: "https://evil.example" },
    );
    expect(foreign.status).toBe(403);
    const forged = await person.post(form?.action ?? "", { ...form?.fields, csrf: "x", answer: "allow" });
    expect((await pageOf("", forged)).html).toContain('role="alert"');
    expect((await person.post(form?.action ?? "", { ...form?.fields, answer: "maybe" })).status).toBe(400);
    await decide("deny");
  });
});

describe("what an app asks for beside scopes", () => {
  const details = (...all: object[]) => ({ authorization_details: JSON.stringify(all) });

  it("authorization details: the user sees them, and the tokens have them for their API alone", async () => {
    const { auth_req_id } = await start("bank", { scope: "openid offline_access pay", ...details(PAYMENT) });
    const page = await open(asked.at(-1)?.url ?? "");
    expect(page.html.replaceAll(/<\/?bdi>/g, "")).toContain("Pay 12 EUR to The &lt;Shop>");
    await decide("allow");
    const token = (asks: object) => app("bank").token({ grant_type: GRANT, auth_req_id, ...asks });
    const more = await token(details({ ...PAYMENT, creditor: "Another shop" }));
    refused(more, 400, "invalid_authorization_details", "authorization-details/exceeds-grant");
    const { body } = await token(details(PAYMENT));
    expect(body).toMatchObject({ authorization_details: [PAYMENT] });
    expect(decodeJwt(String(body.access_token))).toMatchObject({ authorization_details: [PAYMENT] });
    const refreshed = await app("bank").refresh(String(body.refresh_token));
    expect(refreshed.body).toMatchObject({ authorization_details: [PAYMENT] });
  });

  it.each([
    ["not JSON", "[", "authorization-details/malformed"],
    ["another type", [{ ...PAYMENT, type: "paymen" }], "authorization-details/type-unknown"],
    ["a member too many", [{ ...PAYMENT, more: 1 }], "authorization-details/invalid"],
  ])("details that aren't right are refused at once: %s", async (_, sent, code) => {
    const text = typeof sent === "string" ? sent : JSON.stringify(sent);
    const answer = await ask("bank", { scope: "openid pay", authorization_details: text });
    refused(answer, 400, "invalid_authorization_details", code);
  });

  it("details of an app that is allowed none, and for another API than the scopes", async () => {
    const none = await ask("desk", details(PAYMENT));
    refused(none, 400, "invalid_authorization_details", "authorization-details/type-not-allowed");
    const other = await ask("bank", { scope: "openid bills", ...details(PAYMENT) });
    refused(other, 400, "invalid_authorization_details", "authorization-details/other-api");
  });

  it("resource: the API of its scopes, and one", async () => {
    const { auth_req_id } = await start("bank", { scope: "openid pay", resource: PAYMENTS });
    expect((await open(asked.at(-1)?.url ?? "")).html).toContain("Payments");
    await decide("allow");
    const { body } = await poll(auth_req_id, "bank");
    expect(decodeJwt(String(body.access_token)).aud).toEqual([PAYMENTS, world.issuer]);
    const other = await ask("bank", { scope: "openid pay", resource: BILLS });
    refused(other, 400, "invalid_target", "resource/mismatch");
    const unknown = await ask("bank", { scope: "openid pay", resource: "https://nowhere.example/" });
    refused(unknown, 400, "invalid_target", "resource/unknown");
  });

  it("user codes: none, by name", async () => {
    const answer = await ask("desk", { user_code: "1234" });
    refused(answer, 400, "invalid_request", "request/parameter-invalid");
    expect(answer.body.error_description).toContain("this server has no user codes");
  });
});

describe("how long ago the user may have signed in", () => {
  const signInAgain = async (by: Person, page: Awaited<ReturnType<typeof open>>) => {
    const [form] = formsOf(page);
    const [username, password] = ["ops", "one-two-three-four-five"];
    return by.post(form?.action ?? "", { ...form?.fields, username, password });
  };

  it.each([
    ["max_age", "desk", { max_age: "60" }],
    ["what the app is registered with", "careful", {}],
  ])("%s: who signed in earlier signs in again first, also with the page open", async (_, id, sent) => {
    const by = world.person();
    await by.signIn();
    const { auth_req_id } = await start(id, sent);
    const url = asked.at(-1)?.url ?? "";
    const [form] = formsOf(await open(url, by));
    expect(form?.fields.asked).toBeDefined();
    world.pass(61);
    const again = await start(id, sent);
    const page = await open(asked.at(-1)?.url ?? "", by);
    expect(page.html).toContain('name="password"');
    const posted = await pageOf(url, await by.post(form?.action ?? "", { ...form?.fields, answer: "allow" }));
    expect(posted.html).toContain('name="password"');
    refused(await poll(auth_req_id, id), 400, "authorization_pending", "ciba/pending");
    expect((await signInAgain(by, page)).headers.get("location")).toBe(asked.at(-1)?.url);
    await decide("allow", by);
    const { body } = await poll(again.auth_req_id, id);
    const { auth_time: signedInAt, iat = 0 } = decodeJwt(String(body.id_token));
    expect(iat - Number(signedInAt)).toBeLessThan(60);
  });

  it("must be a number", async () => {
    refused(await ask("desk", { max_age: "soon" }), 400, "invalid_request", "request/parameter-invalid");
  });
});
