/** The device authorization grant over real sockets (RFC 8628). */
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsOf, type Person, pageOf } from "./person.ts";
import { refused } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const tv = {
  secrets: [{ value: SECRET }],
  grantTypes: [GRANT, "refresh_token"] as ("urn:ietf:params:oauth:grant-type:device_code" | "refresh_token")[],
  scopes: ["openid", "profile", "offline_access", "read_profile"],
  defaultScopes: ["read_profile"],
};

let world: World;
let person: Person;
beforeAll(async () => {
  world = await startWorld({
    clients: [
      { id: "tv", name: "The TV", ...tv },
      { id: "radio", ...tv },
      { id: "bound", ...tv, dpopBoundAccessTokens: true },
      { id: "public", ...tv, secrets: [], authMethods: ["none"] },
      {
        ...{ id: "web", secrets: [{ value: SECRET }], redirectUris: [REDIRECT] },
        scopes: ["openid", "read_profile"],
      },
    ],
  });
  person = world.person();
  await person.signIn();
});
afterAll(() => world.close());

interface Codes {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
}

const app = (id: string) => world.app(id, id === "public" ? { secret: undefined as never } : {});
const ask = (id = "tv", more: Record<string, string | undefined> = { scope: "openid offline_access read_profile" }) =>
  app(id).post("/device_authorization", more);
const codes = async (id = "tv") => (await ask(id)).body as unknown as Codes;
const poll = (device_code: string, id = "tv") => app(id).token({ grant_type: GRANT, device_code });

const open = async (url: string, by = person) => pageOf(url, await by.browse(url));

/** Decides on the page of a code. */
async function decide({ verification_uri_complete: url }: Codes, answer: "allow" | "deny", by = person) {
  const [form] = formsOf(await open(url, by));
  return pageOf(url, await by.post(form?.action ?? "", { ...form?.fields, answer }));
}

describe("the device authorization request (RFC 8628 3.1, 3.2)", () => {
  it("returns codes and the page for its user, never cached", async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const body = answer.body as unknown as Codes;
    expect(Object.keys(body).sort()).toEqual(
      ["device_code", "expires_in", "interval", "user_code", "verification_uri", "verification_uri_complete"].sort(),
    );
    expect(body).toMatchObject({ expires_in: 600, interval: 5, verification_uri: `${world.issuer}/device` });
    expect(body.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(body.device_code).toMatch(/^candor_device_[\w-]{56}$/);
    expect(body.verification_uri_complete).toBe(`${world.issuer}/device?user_code=${body.user_code}`);
    expect((await codes()).user_code).not.toBe(body.user_code);
  });

  it.each<[string, string, Record<string, string>, number, string, string]>([
    [
      "a client without the grant",
      "web",
      { scope: "openid" },
      400,
      "unauthorized_client",
      "client/grant-type-not-allowed",
    ],
    ["a scope that doesn't exist", "tv", { scope: "opnid" }, 400, "invalid_scope", "scope/misspelled"],
    [
      "a resource that doesn't exist",
      "tv",
      { resource: "https://nowhere.example" },
      400,
      "invalid_target",
      "resource/unknown",
    ],
    ["a wrong secret", "nobody", { scope: "openid" }, 401, "invalid_client", "client-auth/failed"],
  ])("is refused for %s", async (_, id, form, status, error, code) => {
    refused(await ask(id, form), status, error, code);
  });

  it("is refused by GET", async () => {
    const answer = await fetch(`${world.issuer}/device_authorization?client_id=tv`);
    expect(answer.status).toBe(405);
  });
});

describe("polling (RFC 8628 3.4, 3.5)", () => {
  it("waits for the user, who allows it once", async () => {
    const asked = await codes();
    expect(refused(await poll(asked.device_code), 400, "authorization_pending", "device/pending")).toContain("5 s");
    const page = await decide(asked, "allow");
    expect(page.title).toBe("Device connected · Candor");
    const { status, body } = await poll(asked.device_code);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      ["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"].sort(),
    );
    refused(await poll(asked.device_code), 400, "invalid_grant", "device/already-used");
    const refreshed = await app("tv").refresh(String(body.refresh_token));
    expect(refreshed.status).toBe(200);
    // The device goes on when the browser signs out.
    const other = world.person();
    const more = await codes();
    await other.signIn();
    await decide(more, "allow", other);
    const tokens = (await poll(more.device_code)).body;
    await other.browse(`${world.issuer}/sign-out?id_token_hint=${tokens.id_token}`);
    expect((await app("tv").refresh(String(tokens.refresh_token))).status).toBe(200);
  });

  it("is slowed down for good where the device polls too fast", async () => {
    const { device_code } = await codes();
    refused(await poll(device_code), 400, "authorization_pending", "device/pending");
    refused(await poll(device_code), 400, "slow_down", "device/polled-too-fast");
    world.pass(6);
    expect(refused(await poll(device_code), 400, "slow_down", "device/polled-too-fast")).toContain("15 s");
    world.pass(16);
    refused(await poll(device_code), 400, "authorization_pending", "device/pending");
  });

  it("ends when the user declines, and when time is up", async () => {
    const declined = await codes();
    expect((await decide(declined, "deny")).title).toBe("Device not connected · Candor");
    refused(await poll(declined.device_code), 400, "access_denied", "device/denied");
    const late = await codes();
    world.pass(601);
    refused(await poll(late.device_code), 400, "expired_token", "device/expired");
  });

  it("is refused to another client, and for anything else than a device code", async () => {
    const { device_code, user_code } = await codes();
    refused(await poll(device_code, "radio"), 400, "invalid_grant", "device/of-other-client");
    for (const wrong of [user_code, "x", `${device_code}x`, device_code.slice(0, -2)])
      refused(await poll(wrong), 400, "invalid_grant", "device/code-unknown");
    refused(await app("tv").token({ grant_type: GRANT }), 400, "invalid_request", "request/parameter-absent");
  });

  it("gives tokens to one of many polls at once", async () => {
    const asked = await codes();
    await decide(asked, "allow");
    const all = await Promise.all(Array.from({ length: 8 }, () => poll(asked.device_code)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of all.filter(({ status }) => status !== 200))
      refused(answer, 400, "invalid_grant", "device/already-used");
  });

  it("works without a secret for a public client, and needs a proof where that is required", async () => {
    const asked = await codes("public");
    await decide(asked, "allow");
    expect((await poll(asked.device_code, "public")).status).toBe(200);
    const bound = await codes("bound");
    await decide(bound, "allow");
    refused(await poll(bound.device_code, "bound"), 400, "invalid_dpop_proof", "dpop/proof-absent");
  });
});

describe("the page for the user (RFC 8628 3.3, 5.4)", () => {
  it("asks for the code, in whatever way it is written", async () => {
    const entry = await open(`${world.issuer}/device`);
    expect(entry.title).toBe("Connect a device · Candor");
    expect(entry.html).toContain('method="get"');
    const { user_code } = await codes();
    for (const typed of [user_code, user_code.toLowerCase().replace("-", ""), ` ${user_code.split("").join(" ")} `]) {
      const page = await open(`${world.issuer}/device?${new URLSearchParams({ user_code: typed })}`);
      expect(page.html, typed).toContain(`<strong>${user_code}</strong>`);
    }
  });

  it("names the app and what it asks for, and warns of codes that somebody sent", async () => {
    const { verification_uri_complete } = await codes();
    const { html, headers } = await open(verification_uri_complete);
    expect(html).toContain("The TV");
    expect(html).toContain("If somebody sent you this link");
    expect(html).toContain("<code>read_profile</code>");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("is shown to nobody who isn't signed in, and goes on after the sign-in", async () => {
    const somebody = world.person();
    const asked = await codes();
    const page = await open(asked.verification_uri_complete, somebody);
    const [form] = formsOf(page);
    expect(form?.action).toBe(`${world.issuer}/sign-in`);
    expect(page.html).not.toContain("The TV");
    const typed = { ...form?.fields, username: somebody.username, password: somebody.password };
    const signedIn = await somebody.post(form?.action ?? "", typed);
    expect(signedIn.headers.get("location")).toBe(asked.verification_uri_complete);
    expect((await open(asked.verification_uri_complete, somebody)).html).toContain("The TV");
  });

  it("accepts no decision from another page, another browser or for another code", async () => {
    const [asked, another] = [await codes(), await codes()];
    const [form] = formsOf(await open(asked.verification_uri_complete));
    const send = (fields: object, headers = {}) =>
      person.post(`${world.issuer}/device`, { ...form?.fields, answer: "allow", ...fields }, headers);
    expect((await send({ csrf: "x" })).status).toBe(200);
    expect((await send({ user_code: another.user_code })).status).toBe(200);
    expect((await send({}, { origin: "https://evil.example", "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await send({ answer: "perhaps" })).status).toBe(400);
    for (const { device_code } of [asked, another])
      refused(await poll(device_code), 400, "authorization_pending", "device/pending");
  });

  it("knows codes that are wrong, expired or used, and soon accepts no more guesses", async () => {
    const guesser = world.person();
    await guesser.signIn();
    const asked = await codes();
    await decide(asked, "allow", guesser);
    expect((await open(asked.verification_uri_complete, guesser)).html).toContain("already used");
    const late = await codes();
    world.pass(601);
    expect((await open(late.verification_uri_complete, guesser)).html).toContain("has expired");
    const good = await codes();
    const statuses: number[] = [];
    for (let guess = 0; guess < 12; guess++)
      statuses.push((await open(`${world.issuer}/device?user_code=BBBB-BBB${"BCDFGHJKLMNP"[guess]}`, guesser)).status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 400));
    expect(statuses.slice(10)).toEqual([429, 429]);
    // Not even a good one is looked at.
    expect((await open(good.verification_uri_complete, guesser)).status).toBe(429);
    world.pass(61);
    expect((await open((await codes()).verification_uri_complete, guesser)).status).toBe(200);
  });
});

describe("real clients", () => {
  it("openid-client gets tokens by polling", async () => {
    const config = await client.discovery(new URL(world.issuer), "tv", SECRET, undefined, {
      execute: [client.allowInsecureRequests],
    });
    const asked = await client.initiateDeviceAuthorization(config, { scope: "openid profile" });
    await decide(asked as unknown as Codes, "allow");
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0.05 });
    expect(tokens.claims()?.sub).toBeDefined();
    const { sub = "" } = tokens.claims() ?? {};
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({ sub });
  });

  it("oauth4webapi tells pending from denied", async () => {
    const issuer = new URL(world.issuer);
    const insecure = { [oauth.allowInsecureRequests]: true };
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const own = { client_id: "tv" };
    const auth = oauth.ClientSecretPost(SECRET);
    const asked = await oauth.processDeviceAuthorizationResponse(
      as,
      own,
      await oauth.deviceAuthorizationRequest(as, own, auth, new URLSearchParams({ scope: "openid" }), insecure),
    );
    const error = async () =>
      oauth
        .processDeviceCodeResponse(
          as,
          own,
          await oauth.deviceCodeGrantRequest(as, own, auth, asked.device_code, insecure),
        )
        .then(
          () => "tokens",
          (thrown: { error?: string }) => thrown.error,
        );
    expect(await error()).toBe("authorization_pending");
    await decide(asked as unknown as Codes, "deny");
    expect(await error()).toBe("access_denied");
  });
});
