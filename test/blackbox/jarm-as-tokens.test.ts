/** A signed authorization response (JARM) has the server's signature, the client's name and a code. Nothing accepts it as anything else (RFC 8725 3.11). */
import { decodeJwt, exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { protectApi } from "../../src/resource/index.ts";
import { refused, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

/** An API that is a client too, under the same name: as bad as it gets. */
const API = "https://api.example";
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const typed = (name: string) => `urn:ietf:params:oauth:token-type:${name}`;
const app = {
  redirectUris: [REDIRECT],
  postLogoutRedirectUris: ["https://app.example/bye"],
  scopes: ["openid", "read"],
};
const pair = await generateKeyPair("RS256", { extractable: true });

let world: World;
let response: string;
beforeAll(async () => {
  world = await startWorld({
    apis: [{ resource: API, name: "API", alg: "RS256", typ: "JWT" }],
    scopes: [{ name: "read", description: "Read", api: API }],
    clients: [
      {
        ...{ id: API, secrets: [{ value: SECRET }], ...app },
        grantTypes: ["authorization_code", EXCHANGE, BEARER],
        tokenExchange: { subjects: [API] },
      },
      {
        ...{ id: "signing", authMethods: ["private_key_jwt"], ...app },
        jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "1", alg: "RS256" }] },
      },
    ],
    trustedIssuers: [
      {
        issuer: "https://idp.example",
        jwks: { keys: [await exportJWK(pair.publicKey)] },
        clients: [API],
        scopes: ["read"],
      },
    ],
  } as never);
  const to = await world.person().sentTo(world.app(API).begin({ response_mode: "jwt", scope: "openid read" }).url);
  response = String(to.searchParams.get("response"));
  expect(decodeJwt(response)).toMatchObject({ iss: world.issuer, aud: API, code: expect.any(String) });
});
afterAll(() => world.close());

describe("a signed authorization response is", () => {
  it("no hint of who the user is", async () => {
    const { url, state } = world.app(API).begin({ scope: "openid read", id_token_hint: response, prompt: "none" });
    const person = world.person();
    await person.signIn();
    refusedTo(await person.sentTo(url), world.issuer, "invalid_request", "user/hint-invalid", state);
  });

  it("no hint at the end of a session: nobody is sent anywhere", async () => {
    const query = new URLSearchParams({
      id_token_hint: response,
      post_logout_redirect_uri: "https://app.example/bye",
    });
    const answer = await fetch(`${world.issuer}/sign-out?${query}`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
    expect(await answer.text()).not.toContain("app.example");
  });

  it("no bearer token", async () => {
    const headers = { authorization: `Bearer ${response}` };
    expect((await fetch(`${world.issuer}/userinfo`, { headers })).status).toBe(401);
    const seen = await world.app(API).introspect(response);
    expect(seen.body).toEqual({ active: false });
  });

  it.each(["id_token", "access_token", "jwt", "refresh_token"])("no subject_token of the type %s", async (type) => {
    const asks = { grant_type: EXCHANGE, subject_token: response, subject_token_type: typed(type) };
    const answer = await world.app(API).token(asks);
    expect([answer.status, answer.body.access_token]).toEqual([400, undefined]);
  });

  it("no assertion, of a client or of anybody", async () => {
    const { code } = decodeJwt(response);
    const assertion = {
      client_assertion: response,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    };
    const signing = world.app("signing", { secret: undefined as never });
    const answer = await signing.post("/token", { grant_type: "authorization_code", code: String(code), ...assertion });
    expect(answer.body.error).toMatch(/invalid_client|invalid_request/);
    const granted = await world.app(API).token({ grant_type: BEARER, assertion: response });
    refused(granted, 400, "invalid_grant", "grant/assertion-invalid");
  });

  it("no request object", async () => {
    const query = new URLSearchParams({ client_id: "signing", request: response });
    const answer = await fetch(`${world.issuer}/authorize?${query}`, { redirect: "manual" });
    const to = new URL(answer.headers.get("location") ?? "");
    expect([to.origin + to.pathname, to.searchParams.get("error")]).toEqual([REDIRECT, "invalid_request_object"]);
    expect(to.searchParams.has("code")).toBe(false);
  });

  it("no token for an API, even where JWTs of any type are accepted", async () => {
    const call = { method: "GET", url: "/", authorization: `Bearer ${response}`, dpop: undefined };
    const api = protectApi({ issuer: world.issuer, resource: API, typ: false });
    expect(await api.check(call)).toMatchObject({ status: 401 });
  });
});
