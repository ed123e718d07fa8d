/** Rich authorization requests over real sockets (RFC 9396). */
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../../src/index.ts";
import { protectApi } from "../../src/resource/index.ts";
import { formsOf, type Page, pageOf } from "./person.ts";
import { refused, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const PAYMENTS = "https://payments.example/";
const BILLS = "https://bills.example";
const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

const TYPES: NonNullable<Config["authorizationDetailsTypes"]> = [
  {
    type: "payment",
    api: PAYMENTS,
    description: "Pay {/amount/value} {/amount/currency} to {/creditor}",
    descriptions: { de: "{/amount/value} {/amount/currency} an {/creditor} zahlen" },
    members: { "/creditor": { description: "Recipient", descriptions: { de: "Empfänger" } } },
    sensitive: true,
    schema: {
      properties: {
        actions: { type: "array", items: { enum: ["initiate", "status"] }, minItems: 1 },
        amount: {
          type: "object",
          properties: { currency: { type: "string", pattern: "^[A-Z]{3}$" }, value: { type: "string" } },
          required: ["currency", "value"],
        },
        creditor: { type: "string", maxLength: 70 },
        urgent: { type: "boolean" },
      },
      required: ["amount", "creditor"],
    },
  },
  {
    type: "account",
    api: BILLS,
    description: "See your bills",
    remembered: true,
    schema: { properties: { actions: { type: "array", items: { enum: ["list", "read"] } } }, required: ["actions"] },
  },
  { type: "anything", description: "Do anything", schema: { additionalProperties: true } },
];

const PAYMENT = {
  type: "payment",
  actions: ["initiate", "status"],
  amount: { currency: "EUR", value: "123.50" },
  creditor: "Merchant A",
};
const ACCOUNT = { type: "account", actions: ["list", "read"] };
const text = JSON.stringify;

const web = {
  secrets: [{ value: SECRET }],
  grantTypes: ["authorization_code" as const, "refresh_token" as const, "client_credentials" as const],
  redirectUris: [REDIRECT],
  scopes: ["openid", "profile", "offline_access", "read_payments", "read_bills"],
  defaultScopes: ["openid"],
  authorizationDetailsTypes: ["payment", "account"],
};

const keys = await generateKeyPair("ES256");
const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "1", alg: "ES256" }] };

let world: World;
beforeAll(async () => {
  world = await startWorld({
    apis: [
      { resource: PAYMENTS, name: "Payments" },
      { resource: BILLS, name: "Bills", tokens: "opaque" },
    ],
    scopes: [
      { name: "read_payments", description: "See your payments", api: PAYMENTS },
      { name: "read_bills", description: "Read bills", api: BILLS },
    ],
    authorizationDetailsTypes: TYPES,
    clients: [
      { id: "web", name: "The Shop", ...web },
      { id: "other", ...web },
      { id: "house", ...web, firstParty: true },
      { id: "signing", ...web, jwks },
      { id: "poor", ...web, authorizationDetailsTypes: undefined },
      { id: "free", ...web, authorizationDetailsTypes: ["anything"] },
      { id: "tv", ...web, grantTypes: [DEVICE, "refresh_token"], redirectUris: [] },
      { id: "api", secrets: [{ value: SECRET }], grantTypes: ["client_credentials"], introspects: [PAYMENTS, BILLS] },
    ],
    registration: { mode: "open", authorizationDetailsTypes: ["account"] },
  });
});
afterAll(() => world.close());

const app = (id = "web") => world.app(id, { scope: "openid offline_access" });
const asking = (details: unknown, more = {}) => ({ authorization_details: text(details), ...more });

/** Tokens for details that the user has allowed. */
async function allowed(details: unknown, more: Record<string, string | undefined> = {}, id = "web") {
  const person = world.person();
  const { url, verifier } = app(id).begin(asking(details, more));
  const to = await person.sentTo(url);
  const answer = await app(id).redeem(to.searchParams.get("code"), verifier);
  return { answer, person, asked: person.asked };
}

/** The page that asks. */
async function consent(details: unknown, headers = {}, more = {}): Promise<Page> {
  const person = world.person();
  await person.signIn();
  const { url } = app().begin(asking(details, more));
  return pageOf(url, await person.browse(url, { headers }));
}

const payload = (token: unknown) => decodeJwt(String(token));

describe("what is allowed", () => {
  it("is in the token response, in the access token and in introspection, for its API alone", async () => {
    const { answer, asked } = await allowed([PAYMENT]);
    expect(asked).toEqual(["sign-in", "consent"]);
    expect(answer.body).toMatchObject({ authorization_details: [PAYMENT], scope: "openid offline_access" });
    const token = String(answer.body.access_token);
    expect(payload(token)).toMatchObject({ aud: [PAYMENTS, world.issuer], authorization_details: [PAYMENT] });
    const seen = await world.app("api").introspect(token);
    expect(seen.body).toMatchObject({ active: true, authorization_details: [PAYMENT] });
    const refreshed = await app().refresh(String(answer.body.refresh_token));
    expect(refreshed.body).toMatchObject({ authorization_details: [PAYMENT] });
  });

  it("needs no scope, and gets none that nobody asked for", async () => {
    const { answer } = await allowed([PAYMENT], { scope: undefined });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty("scope");
    expect(payload(answer.body.access_token)).toMatchObject({ aud: PAYMENTS, authorization_details: [PAYMENT] });
  });

  it("can be less in one token: a refresh asks for fewer actions, and never for more", async () => {
    const { answer } = await allowed([PAYMENT]);
    const token = String(answer.body.refresh_token);
    const less = [{ ...PAYMENT, actions: ["status"] }];
    const narrow = await app().refresh(token, asking(less));
    expect(narrow.body).toMatchObject({ authorization_details: less });
    expect(payload(narrow.body.access_token).authorization_details).toEqual(less);
    const next = String(narrow.body.refresh_token);
    for (const more of [
      { ...PAYMENT, amount: { currency: "EUR", value: "9999.00" } },
      { ...PAYMENT, creditor: "Merchant B" },
      { type: "payment", amount: PAYMENT.amount, creditor: PAYMENT.creditor },
      ACCOUNT,
    ])
      refused(
        await app().refresh(next, asking([more])),
        400,
        "invalid_authorization_details",
        "authorization-details/exceeds-grant",
      );
    expect((await app().refresh(next)).body).toMatchObject({ authorization_details: [PAYMENT] });
  });

  it("can be less when the code is redeemed", async () => {
    const person = world.person();
    const { url, verifier } = app().begin(asking([PAYMENT, { ...PAYMENT, creditor: "Merchant B" }]));
    const to = await person.sentTo(url);
    const code = to.searchParams.get("code");
    const answer = await app().redeem(code, verifier, asking([PAYMENT]));
    expect(answer.body).toMatchObject({ authorization_details: [PAYMENT] });
  });

  it("is of a client that acts for itself too", async () => {
    const answer = await app().token({ grant_type: "client_credentials", ...asking([ACCOUNT]) });
    expect(answer.body).toMatchObject({ authorization_details: [ACCOUNT] });
    const seen = await world.app("api").introspect(String(answer.body.access_token));
    expect(seen.body).toMatchObject({ active: true, aud: BILLS, authorization_details: [ACCOUNT] });
  });

  it("may be anything where the schema says so", async () => {
    const details = [{ type: "anything", whatever: { it: ["is", 1, null] } }];
    const { answer } = await allowed(details, {}, "free");
    expect(answer.body).toMatchObject({ authorization_details: details });
  });

  it("ends with what the operator allows the client", async () => {
    const { body } = await app("poor").token({ grant_type: "client_credentials", scope: "read_payments" });
    expect(body).not.toHaveProperty("authorization_details");
  });
});

describe("the page that asks", () => {
  it("says it in words, and shows every value", async () => {
    const { html } = await consent([{ ...PAYMENT, urgent: true }]);
    expect(html.replaceAll(/<\/?bdi>/g, "")).toContain("Pay 123.50 EUR to Merchant A");
    for (const [label, value] of [
      ["Recipient", "Merchant A"],
      ["Amount, Currency", "EUR"],
      ["Amount, Value", "123.50"],
      ["Actions", "initiate, status"],
      ["Urgent", "Yes"],
    ])
      expect(html).toContain(`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`);
    expect(html).toContain("Sensitive");
    expect(html).not.toContain("It only asks to know");
  });

  it("speaks the user's language, as far as the type does", async () => {
    const { html } = await consent([PAYMENT], { "accept-language": "de-CH, en;q=0.5" });
    expect(html.replaceAll(/<\/?bdi>/g, "")).toContain("123.50 EUR an Merchant A zahlen");
    expect(html).toContain("<dt>Empfänger</dt>");
    const { html: asked } = await consent([PAYMENT], {}, { ui_locales: "de" });
    expect(asked).toContain("<dt>Empfänger</dt>");
  });

  it("lets no value pose as markup or turn the text around", async () => {
    const { html } = await consent([{ ...PAYMENT, creditor: "<b>A</b>\u202eBank" }]);
    expect(html).not.toContain("<b>A</b>");
    expect(html).toContain("&lt;b>A&lt;/b> Bank");
  });

  it("asks again each time, also for the same payment, and grants nothing to one who declines", async () => {
    const person = world.person();
    for (const asked of [["sign-in", "consent"], ["consent"]]) {
      const to = await person.sentTo(app().begin(asking([PAYMENT])).url);
      expect([person.asked, to.searchParams.has("code")]).toEqual([asked, true]);
    }
    const { url, state } = app().begin(asking([PAYMENT], { prompt: "none" }));
    const silent = await person.sentTo(url);
    expect(refusedTo(silent, world.issuer, "consent_required", "user/consent-required", state)).toContain(
      "authorization_details",
    );
    const declined = app().begin(asking([PAYMENT]));
    refusedTo(await person.sentTo(declined.url, "deny"), world.issuer, "access_denied", "user/denied", declined.state);
  });

  it("remembers what a type lets it: the same or less, for as long as the grant lasts", async () => {
    const person = world.person();
    const begin = (details: unknown, more = {}) => app().begin(asking(details, more));
    const less = { type: "account", actions: ["read"] };
    const first = begin([less], { scope: "openid offline_access" });
    const to = await person.sentTo(first.url);
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect(to.searchParams.has("code")).toBe(true);
    await person.sentTo(begin([less], { prompt: "none" }).url);
    expect((await person.sentTo(begin([less], { prompt: "none" }).url)).searchParams.has("code")).toBe(true);
    const more = begin([ACCOUNT], { prompt: "none" });
    refusedTo(await person.sentTo(more.url), world.issuer, "consent_required", "user/consent-required", more.state);
    const mixed = begin([less, { ...PAYMENT }], { prompt: "none", resource: `${PAYMENTS} ${BILLS}` });
    refusedTo(await person.sentTo(mixed.url), world.issuer, "consent_required", "user/consent-required", mixed.state);
  });

  it("forgets what the user has taken back", async () => {
    const person = world.person();
    const details = [{ type: "account", actions: ["list"] }];
    const { url, verifier } = app("other").begin(asking(details));
    const to = await person.sentTo(url);
    const tokens = await app("other").redeem(to.searchParams.get("code"), verifier);
    await app("other").revoke(String(tokens.body.refresh_token));
    await person.sentTo(app("other").begin(asking(details)).url);
    expect(person.asked).toEqual(["consent"]);
    await person.sentTo(app("other").begin(asking(details)).url);
    expect(person.asked).toEqual([]);
  });

  it("isn't shown by an app of the house", async () => {
    const { asked, answer } = await allowed([PAYMENT], {}, "house");
    expect([asked, answer.body.authorization_details]).toEqual([["sign-in"], [PAYMENT]]);
  });
});

describe("what is refused", () => {
  const ROWS: readonly [what: string, details: string, code: string, says: string][] = [
    ["no JSON", "[{", "malformed", "isn't JSON"],
    ["an object alone", text(PAYMENT), "malformed", "isn't a JSON array"],
    ["an empty list", "[]", "malformed", "is an empty array"],
    ["something else in the list", text(["payment"]), "malformed", "at /0"],
    ["no type", text([{ actions: [] }]), "malformed", "without a type, at /0"],
    ["too many", text(Array.from({ length: 21 }, () => PAYMENT)), "malformed", "21 entries, more than 20"],
    ["an unknown type", text([{ type: "urn:nobody" }]), "type-unknown", "'urn:nobody'"],
    ["a misspelled type", text([{ ...PAYMENT, type: "paymemt" }]), "type-unknown", "Send 'payment'"],
    ["a type of other clients", text([{ type: "anything" }]), "type-not-allowed", "'anything'"],
    ["an unknown member", text([{ ...PAYMENT, nobody_knows_this: 1 }]), "invalid", "/0/nobody_knows_this"],
    ["a misspelled member", text([{ ...PAYMENT, creditor: undefined, creditr: "A" }]), "invalid", "to 'creditor'"],
    ["a missing member", text([{ ...PAYMENT, creditor: undefined }]), "invalid", "/0/creditor: expected text"],
    [
      "a value of another kind",
      text([{ ...PAYMENT, actions: "everything" }]),
      "invalid",
      "/0/actions: expected an array",
    ],
    ["a value that isn't listed", text([{ ...PAYMENT, actions: ["refund"] }]), "invalid", "/0/actions/0"],
    [
      "a value of another form",
      text([{ ...PAYMENT, amount: { currency: "eur", value: "1" } }]),
      "invalid",
      "/0/amount/currency",
    ],
    ["a member within", text([{ ...PAYMENT, amount: { ...PAYMENT.amount, cents: 1 } }]), "invalid", "/0/amount/cents"],
    ["a location elsewhere", text([{ ...PAYMENT, locations: ["https://evil.example/"] }]), "invalid", "/0/locations/0"],
  ];

  it.each(ROWS)("by redirect, when it is pushed and at the token endpoint: %s", async (_, details, code, says) => {
    const reason = `authorization-details/${code}`;
    const { url, state } = app().begin({ authorization_details: details });
    const to = await world.regular.sentTo(url);
    expect(refusedTo(to, world.issuer, "invalid_authorization_details", reason, state)).toContain(says);
    const parameters = Object.fromEntries(new URL(url).searchParams);
    const pushed = await app().post("/par", parameters);
    expect(refused(pushed, 400, "invalid_authorization_details", reason)).toContain(says);
    const machine = await app().token({ grant_type: "client_credentials", authorization_details: details });
    expect(refused(machine, 400, "invalid_authorization_details", reason)).toContain(says);
    const device = await world.app("tv").post("/device_authorization", { authorization_details: details });
    expect(refused(device, 400, "invalid_authorization_details", reason)).toContain(says);
  });

  it("to a client that is registered for no type", async () => {
    const { url, state } = app("poor").begin(asking([PAYMENT]));
    const to = await world.regular.sentTo(url);
    refusedTo(to, world.issuer, "invalid_authorization_details", "authorization-details/type-not-allowed", state);
  });

  it.each([
    ["scopes of another API", { scope: "read_bills" }],
    ["another resource", { resource: BILLS, scope: "openid" }],
  ])("beside %s, with the parameter that names both", async (_, more) => {
    const { url, state } = app().begin(asking([PAYMENT], more));
    const to = await world.regular.sentTo(url);
    const says = refusedTo(to, world.issuer, "invalid_authorization_details", "authorization-details/other-api", state);
    expect(says).toContain(PAYMENTS);
  });

  it("never in plain text: neither response nor log quotes what the details say", async () => {
    const details = [{ ...PAYMENT, creditor: "Merchant Secret", amount: { currency: "EUR", value: 7 } }];
    const { url } = app().begin(asking(details));
    expect((await world.regular.sentTo(url)).href).not.toContain("Secret");
  });
});

describe("ways in", () => {
  it("takes locations of its API", async () => {
    for (const locations of [[PAYMENTS], [`${PAYMENTS}v1`]]) {
      const { answer } = await allowed([{ ...PAYMENT, locations }]);
      expect(answer.body).toMatchObject({ authorization_details: [{ ...PAYMENT, locations }] });
    }
  });

  it("by a pushed request", async () => {
    const person = world.person();
    const { url, verifier } = app().begin(asking([PAYMENT]));
    const pushed = await app().post("/par", Object.fromEntries(new URL(url).searchParams));
    expect(pushed.status).toBe(201);
    const query = new URLSearchParams({ client_id: "web", request_uri: String(pushed.body.request_uri) });
    const to = await person.sentTo(`${world.issuer}/authorize?${query}`);
    expect(person.asked).toContain("consent");
    const answer = await app().redeem(to.searchParams.get("code"), verifier);
    expect(answer.body).toMatchObject({ authorization_details: [PAYMENT] });
  });

  it("by a request object, in which they are JSON", async () => {
    const person = world.person();
    const { url, verifier } = app("signing").begin();
    const claims = { ...Object.fromEntries(new URL(url).searchParams), authorization_details: [PAYMENT] };
    const request = await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .setIssuer("signing")
      .setAudience(world.issuer)
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(keys.privateKey);
    const query = new URLSearchParams({ client_id: "signing", request });
    const to = await person.sentTo(`${world.issuer}/authorize?${query}`);
    const answer = await app("signing").redeem(to.searchParams.get("code"), verifier);
    expect(answer.body).toMatchObject({ authorization_details: [PAYMENT] });
  });

  it("from a device, whose user sees them", async () => {
    const tv = world.app("tv");
    const codes = await tv.post("/device_authorization", asking([PAYMENT], { scope: "openid offline_access" }));
    const person = world.person();
    await person.signIn();
    const url = String(codes.body.verification_uri_complete);
    const page = await pageOf(url, await person.browse(url));
    expect(page.html.replaceAll(/<\/?bdi>/g, "")).toContain("Pay 123.50 EUR to Merchant A");
    const [form] = formsOf(page);
    await person.post(form?.action ?? "", { ...form?.fields, answer: "allow" });
    const poll = { grant_type: DEVICE, device_code: String(codes.body.device_code) };
    const more = await tv.token({ ...poll, ...asking([{ ...PAYMENT, creditor: "Merchant B" }]) });
    refused(more, 400, "invalid_authorization_details", "authorization-details/exceeds-grant");
    const less = [{ ...PAYMENT, actions: ["status"] }];
    const { body } = await tv.token({ ...poll, ...asking(less) });
    expect(body).toMatchObject({ authorization_details: less });
    expect((await tv.refresh(String(body.refresh_token))).body).toMatchObject({ authorization_details: [PAYMENT] });
  });

  it("with openid-client, which returns them", async () => {
    const options = { execute: [client.allowInsecureRequests] };
    const found = await client.discovery(
      new URL(world.issuer),
      "web",
      SECRET,
      client.ClientSecretBasic(SECRET),
      options,
    );
    expect(found.serverMetadata().authorization_details_types_supported).toEqual(TYPES.map(({ type }) => type));
    const verifier = client.randomPKCECodeVerifier();
    const start = await client.buildAuthorizationUrlWithPAR(found, {
      redirect_uri: REDIRECT,
      scope: "openid",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      authorization_details: text([PAYMENT]),
    });
    const to = await world.person().sentTo(start.href);
    const tokens = await client.authorizationCodeGrant(found, to, {
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    expect(tokens.authorization_details).toEqual([PAYMENT]);
  });

  it("with oauth4webapi, at the token endpoint", async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(world.issuer);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const own = { client_id: "web" };
    const parameters = new URLSearchParams({ authorization_details: text([ACCOUNT]) });
    const auth = oauth.ClientSecretBasic(SECRET);
    const response = await oauth.clientCredentialsGrantRequest(as, own, auth, parameters, insecure);
    const tokens = await oauth.processClientCredentialsResponse(as, own, response);
    expect(tokens.authorization_details).toEqual([ACCOUNT]);
  });
});

describe("an API that is protected by candor/resource", () => {
  const call = (access_token: unknown) => ({
    ...{ method: "POST", url: "/", authorization: `Bearer ${access_token}`, dpop: undefined },
  });

  it("gets the details that it demands, or says which are missing", async () => {
    const api = protectApi({ issuer: world.issuer, resource: PAYMENTS, detailTypes: ["payment"] });
    expect(api.metadata.authorization_details_types_supported).toEqual(["payment"]);
    const { answer } = await allowed([PAYMENT]);
    const { access_token } = answer.body;
    const details = { type: "payment", actions: ["initiate"] };
    expect(await api.check(call(access_token), { details })).toMatchObject({ details: [PAYMENT] });
    expect(await api.check(call(access_token))).toMatchObject({ details: [PAYMENT] });
    for (const other of [{ type: "refund" }, { type: "payment", actions: ["refund"] }]) {
      const outcome = await api.check(call(access_token), { details: other });
      expect(outcome).toMatchObject({ status: 403, cause: "token/insufficient-scope" });
      expect("body" in outcome && JSON.parse(outcome.body)).toMatchObject({
        error: "insufficient_scope",
        error_description: expect.stringContaining(`of the type '${other.type}'`),
      });
    }
  });

  it("gets none of another API", async () => {
    const { answer } = await allowed([PAYMENT, ACCOUNT], { resource: `${PAYMENTS} ${BILLS}`, scope: "read_bills" });
    expect(answer.body.error).toBe("invalid_target");
    const person = world.person();
    const { url, verifier } = app().begin(
      asking([PAYMENT, ACCOUNT], { resource: `${PAYMENTS} ${BILLS}`, scope: "openid offline_access" }),
    );
    const to = await person.sentTo(url);
    const code = to.searchParams.get("code");
    const payments = await app().redeem(code, verifier, { resource: PAYMENTS });
    expect(payments.body).toMatchObject({ authorization_details: [PAYMENT] });
    const bills = await app().refresh(String(payments.body.refresh_token), { resource: BILLS });
    expect(bills.body).toMatchObject({ authorization_details: [ACCOUNT] });
    const seen = await world.app("api").introspect(String(bills.body.access_token));
    expect(seen.body).toMatchObject({ aud: [BILLS, world.issuer], authorization_details: [ACCOUNT] });
  });
});

describe("who has allowed what", () => {
  it("is in the user's own page, in the console's page of the grant and in the admin API", async () => {
    const { person } = await allowed([{ ...PAYMENT, creditor: "Merchant Z" }]);
    /** The console is a client of its own server, so the first visit goes through a sign-in. */
    const visit = async (path: string): Promise<string> => {
      let url = world.issuer + path;
      for (let step = 0; step < 6; step++) {
        const response = await person.browse(url);
        const location = response.headers.get("location");
        if (location === null) return response.text();
        url = new URL(location, url).href;
      }
      throw new Error("It goes round in circles.");
    };
    expect(await visit("/console/me/applications")).toContain("<dd><bdi>Merchant Z</bdi></dd>");
    const [, grant = ""] = /href="([^"]*\/grants\/\d+)"/.exec(await visit("/console/grants?client_id=web")) ?? [];
    const shown = await visit(grant);
    expect(shown).toContain("<dd><bdi>Merchant Z</bdi></dd>");
    expect(shown).toContain(PAYMENTS);
  });
});

describe("an app that registers itself", () => {
  const register = async (metadata: object) => {
    const response = await fetch(`${world.issuer}/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text({ redirect_uris: [REDIRECT], ...metadata }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it("gets the types of the policy that it names, and no others", async () => {
    const { status, body } = await register({ authorization_details_types: ["account", "payment"] });
    expect([status, body.authorization_details_types]).toEqual([201, ["account"]]);
    expect((await register({})).body).not.toHaveProperty("authorization_details_types");
    expect((await register({ authorization_details_types: "account" })).body.error).toBe("invalid_client_metadata");
  });
});

describe("a server without types", () => {
  it("says nothing of them, and ignores the parameter", async () => {
    const other = await startWorld();
    try {
      const metadata = (await (await fetch(`${other.issuer}/.well-known/openid-configuration`)).json()) as object;
      expect(metadata).not.toHaveProperty("authorization_details_types_supported");
      const { url } = other.app("web").begin({ authorization_details: "[{" });
      expect((await other.person().sentTo(url)).searchParams.has("code")).toBe(true);
    } finally {
      await other.close();
    }
  });
});
