/** Request objects by value over real sockets (RFC 9101, OpenID Connect Core 6.1). */
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refused, refusedOn, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const web = {
  secrets: [{ value: SECRET }],
  redirectUris: [REDIRECT],
  scopes: ["openid", "profile", "offline_access", "read_profile"],
  defaultScopes: ["read_profile"],
};

type Key = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

let world: World;
let key: Key;
let other: Key;
beforeAll(async () => {
  const [own, foreign] = [await generateKeyPair("ES256", { extractable: true }), await generateKeyPair("ES256")];
  [key, other] = [own.privateKey, foreign.privateKey];
  const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: "k", alg: "ES256" }] };
  world = await startWorld({
    clients: [
      { id: "signing", ...web, jwks },
      { id: "signed-only", ...web, jwks, requireSignedRequestObject: true },
      { id: "unsigned", ...web, requestObjectSigningAlg: "none" },
      { id: "keyless", ...web },
    ],
  });
});
afterAll(() => world.close());

type Fields = Record<string, unknown>;

/** The parameters of a request, and what signs them. */
function begin(id: string, more: Record<string, string | undefined> = {}) {
  const app = world.app(id);
  const { url, verifier, state } = app.begin(more);
  return { app, verifier, state, parameters: Object.fromEntries(new URL(url).searchParams) };
}

const sign = (id: string, claims: Fields, by = key, header: Fields = {}) =>
  new SignJWT({ iss: id, aud: world.issuer, exp: Math.floor(Date.now() / 1000) + 300, ...claims })
    .setProtectedHeader({ alg: "ES256", kid: "k", typ: "oauth-authz-req+jwt", ...header })
    .sign(by);

const startOf = (id: string, request: string, beside: Record<string, string> = {}) =>
  `${world.issuer}/authorize?${new URLSearchParams({ client_id: id, request, ...beside })}`;

describe("a request object at the authorization endpoint", () => {
  it("leads through sign-in and consent to a code, and no page carries it", async () => {
    const { app, verifier, state, parameters } = begin("signing", { scope: "openid profile", prompt: "login" });
    const request = await sign("signing", parameters);
    const person = world.person();
    const html = await (await person.browse(startOf("signing", request))).text();
    expect(html).toContain("request_uri");
    for (const text of [request, state, "code_challenge"]) expect(html).not.toContain(text);
    const to = await person.sentTo(startOf("signing", request));
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect(to.searchParams.get("state")).toBe(state);
    expect((await app.redeem(to.searchParams.get("code"), verifier)).status).toBe(200);
  });

  it("parameters beside it are ignored, also a redirect URI that isn't registered", async () => {
    const { state, parameters } = begin("signing", { scope: "openid" });
    const request = await sign("signing", parameters);
    const beside = { redirect_uri: "https://evil.example/", scope: "nothing", state: "other", prompt: "none" };
    const to = await world.person().sentTo(startOf("signing", request, beside));
    expect(to.origin + to.pathname).toBe(REDIRECT);
    expect(to.searchParams.get("state")).toBe(state);
    const { state: _, ...stateless } = parameters;
    const without = await world.person().sentTo(startOf("signing", await sign("signing", stateless), beside));
    expect(without.searchParams.has("state")).toBe(false);
  });

  it("max_age as a number and claims as an object are read as what they mean", async () => {
    await world.regular.sentTo(world.app("signing").begin().url);
    const { parameters } = begin("signing");
    const claims = { ...parameters, max_age: 0, claims: { id_token: { auth_time: { essential: true } } } };
    const to = await world.regular.sentTo(startOf("signing", await sign("signing", claims)));
    expect(world.regular.asked).toEqual(["sign-in"]);
    expect(to.searchParams.has("code")).toBe(true);
  });

  const past = () => Math.floor(Date.now() / 1000) - 3600;
  it.each<[string, Fields, string, string]>([
    ["another issuer's", { aud: "https://other.example" }, "invalid_request_object", "request/object-claim-invalid"],
    ["from another client", { iss: "keyless" }, "invalid_request_object", "request/object-claim-invalid"],
    ["expired", { exp: past() }, "invalid_request_object", "request/object-claim-invalid"],
    ["not valid yet", { nbf: past() + 9_000 }, "invalid_request_object", "request/object-claim-invalid"],
    ["with another client_id", { client_id: "keyless" }, "invalid_request_object", "request/object-claim-invalid"],
    ["with request", { request: "x" }, "invalid_request_object", "request/object-claim-invalid"],
    ["with request_uri", { request_uri: "urn:x" }, "invalid_request_object", "request/object-claim-invalid"],
    ["with a scope that doesn't exist", { scope: "opnid" }, "invalid_scope", "scope/misspelled"],
    ["without PKCE", { code_challenge: undefined }, "invalid_request", "pkce/required"],
  ])("%s is refused by redirect, with the state inside", async (_, claims, error, code) => {
    const { state, parameters } = begin("signing");
    const request = await sign("signing", { ...parameters, ...claims });
    refusedTo(await world.person().sentTo(startOf("signing", request)), world.issuer, error, code, state);
  });

  it("with another response_type than beside it, it is refused", async () => {
    const { state, parameters } = begin("signing");
    const request = await sign("signing", parameters);
    const to = await world.person().sentTo(startOf("signing", request, { response_type: "token" }));
    refusedTo(to, world.issuer, "invalid_request_object", "request/object-claim-invalid", state);
  });

  it("of another type of JWT, by another key, or changed, it is refused", async () => {
    const { state, parameters } = begin("signing");
    const person = world.person();
    const sent = async (request: string) => person.sentTo(startOf("signing", request));
    const [error, wrong] = ["invalid_request_object", "request/object-unverified"];
    refusedTo(await sent(await sign("signing", parameters, other)), world.issuer, error, wrong, state);
    const [head, body, signature] = (await sign("signing", parameters)).split(".");
    const claims = JSON.parse(Buffer.from(body ?? "", "base64url").toString()) as Fields;
    const changed = Buffer.from(JSON.stringify({ ...claims, scope: "openid" })).toString("base64url");
    refusedTo(await sent(`${head}.${changed}.${signature}`), world.issuer, error, wrong, state);
    const typed = await sign("signing", parameters, key, { typ: "at+jwt" });
    refusedTo(await sent(typed), world.issuer, error, "request/object-claim-invalid", state);
  });

  it("unsigned, it is accepted only of a client that is registered so", async () => {
    const { state, parameters } = begin("signing");
    const none = new UnsecuredJWT(parameters).encode();
    const to = await world.person().sentTo(startOf("signing", none));
    refusedTo(to, world.issuer, "request_not_supported", "request/object-unsupported", state);
    const allowed = begin("unsigned");
    const object = new UnsecuredJWT(allowed.parameters).encode();
    const granted = await world.person().sentTo(startOf("unsigned", object));
    expect(granted.searchParams.get("state")).toBe(allowed.state);
    expect(granted.searchParams.has("code")).toBe(true);
    const keyless = begin("keyless");
    const signed = await world.person().sentTo(startOf("keyless", await sign("keyless", keyless.parameters)));
    refusedTo(signed, world.issuer, "request_not_supported", "request/object-unsupported", keyless.state);
  });

  it("its errors are delivered by the response mode inside it", async () => {
    const { state, parameters } = begin("signing", { response_mode: "form_post" });
    const { redirect_uri = "" } = parameters;
    const page = await world
      .person()
      .page(startOf("signing", new UnsecuredJWT(parameters).encode(), { redirect_uri, response_type: "code" }));
    expect(page.status).toBe(200);
    expect(page.html).toContain("request_not_supported");
    expect(page.html).toContain(state);
  });

  it("with a redirect URI that isn't registered, nothing is redirected", async () => {
    const { parameters } = begin("signing");
    const request = await sign("signing", { ...parameters, redirect_uri: "https://evil.example/" });
    const page = await world.person().page(startOf("signing", request, { redirect_uri: REDIRECT }));
    refusedOn(page, 400, "redirect-uri/unregistered");
  });

  it("may have lists where a parameter is one, and nowhere else", async () => {
    const { state, parameters } = begin("signing", { scope: "openid profile" });
    const lists = { ...parameters, scope: ["openid", "profile"], prompt: ["login"], ui_locales: ["de", "en"] };
    const person = world.person();
    const to = await person.sentTo(startOf("signing", await sign("signing", lists)));
    expect([to.searchParams.get("state"), to.searchParams.has("code")]).toEqual([state, true]);
    for (const name of ["nonce", "code_challenge", "login_hint", "max_age"]) {
      const object = await sign("signing", { ...parameters, [name]: ["a", "b"] });
      const refusal = await world.person().sentTo(startOf("signing", object));
      refusedTo(refusal, world.issuer, "invalid_request_object", "request/object-claim-invalid", state);
      expect(refusal.searchParams.get("error_description")).toContain(`${name} of the request object is a list`);
    }
  });

  it("that can't be read is refused", async () => {
    const { parameters, state } = begin("signing");
    const { client_id: _, ...beside } = parameters;
    const to = await world.person().sentTo(startOf("signing", "no-object", beside));
    refusedTo(to, world.issuer, "invalid_request_object", "request/object-malformed", state);
  });

  it("is required of a client that is registered so", async () => {
    const { state, parameters } = begin("signed-only");
    const plain = await world.person().sentTo(world.app("signed-only").begin({ state }).url);
    refusedTo(plain, world.issuer, "invalid_request", "request/object-required", state);
    const to = await world.person().sentTo(startOf("signed-only", await sign("signed-only", parameters)));
    expect(to.searchParams.has("code")).toBe(true);
  });
});

describe("a request object that is pushed (RFC 9126 3)", () => {
  it("leads to a code; a wrong one is refused as JSON", async () => {
    const { app, state, parameters } = begin("signed-only");
    const push = (request: string) => app.post("/par", { client_id: "signed-only", request });
    const { status, body } = await push(await sign("signed-only", parameters));
    expect(status).toBe(201);
    const query = new URLSearchParams({ client_id: "signed-only", request_uri: String(body.request_uri) });
    const to = await world.person().sentTo(`${world.issuer}/authorize?${query}`);
    expect(to.searchParams.get("state")).toBe(state);
    const foreign = await push(await sign("signed-only", parameters, other));
    refused(foreign, 400, "invalid_request_object", "request/object-unverified");
    const another = await push(await sign("signed-only", { ...parameters, client_id: "signing" }));
    refused(another, 400, "invalid_request_object", "request/object-claim-invalid");
    refused(await app.post("/par", parameters), 400, "invalid_request", "request/object-required");
  });

  it("openid-client signs and pushes its requests", async () => {
    const auth = client.ClientSecretBasic(SECRET);
    const config = await client.discovery(new URL(world.issuer), "signed-only", undefined, auth, {
      execute: [client.allowInsecureRequests],
    });
    const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
    const parameters = {
      redirect_uri: REDIRECT,
      scope: "openid",
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    };
    const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, { key, kid: "k" });
    const pushed = await client.buildAuthorizationUrlWithPAR(config, signed.searchParams);
    for (const { href } of [signed, pushed]) {
      const to = await world.person().sentTo(href);
      const checks = { pkceCodeVerifier: verifier, expectedState: state };
      expect((await client.authorizationCodeGrant(config, to, checks)).claims()?.aud).toBe("signed-only");
    }
  });
});
