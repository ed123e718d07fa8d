/** The implicit and hybrid profiles: tokens from the authorization endpoint (OpenID Connect Core 3.2, 3.3; requirements-openid.md 4.1). */
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "../blackbox/person.ts";
import { CALLBACK, EVERYTHING, type Provider, SECRET, startProvider } from "./provider.ts";
import { authorize, checkedIdToken, redeem, request, userinfo } from "./relying-party.ts";

let server: Provider;
let ada: Person;
beforeAll(async () => {
  server = await startProvider([
    {
      id: "spa",
      authMethods: ["none"],
      grantTypes: [],
      responseTypes: ["id_token", "id_token token"],
      redirectUris: [CALLBACK],
      scopes: ["openid", "profile"],
    },
  ]);
  ada = new Person(server.issuer);
});
afterAll(() => server.close());

const TYPES = ["id_token", "id_token token", "code id_token", "code token", "code id_token token"] as const;

describe("oidcc-server", () => {
  it.each(TYPES)("%s: everything is in the fragment, and only that", async (type) => {
    const sent = request({ response_type: type });
    const came = await authorize(ada, sent);
    expect(came).toMatchObject({ in: "fragment", at: CALLBACK });
    const { code, access_token: token, id_token: idToken, ...rest } = came.parameters;
    const words = type.split(" ");
    expect([code !== undefined, token !== undefined, idToken !== undefined]).toEqual(
      ["code", "token", "id_token"].map((word) => words.includes(word)),
    );
    const { scope, token_type, expires_in, ...always } = rest;
    expect(Object.keys(always).toSorted()).toEqual(["iss", "state"]);
    if (token === undefined) expect([scope, token_type, expires_in]).toEqual([undefined, undefined, undefined]);
    else expect([scope, token_type, expires_in]).toEqual(["openid", "Bearer", "600"]);
    if (idToken !== undefined)
      await checkedIdToken(server.issuer, idToken, {
        ...{ nonce: sent.nonce, state: sent.state, code, accessToken: token },
      });
    if (token !== undefined) {
      const { status, body } = await userinfo(server.issuer, token);
      expect([status, body.sub]).toEqual([200, "demo-ada"]);
    }
    if (code === undefined) return;
    const { status, body } = await redeem(server.issuer, code);
    expect(status).toBe(200);
    await checkedIdToken(server.issuer, body.id_token, { nonce: sent.nonce, accessToken: String(body.access_token) });
  });

  it("names the words of a response type in any order", async () => {
    const { parameters } = await authorize(ada, request({ response_type: "token id_token" }));
    expect(parameters).toMatchObject({ access_token: expect.any(String), id_token: expect.any(String) });
  });

  it("none: nothing but the state comes back, in the query", async () => {
    const own = await startProvider([{ id: "asks", ...NONE }]);
    const came = await authorize(new Person(own.issuer), request({ client_id: "asks", response_type: "none" }));
    expect([came.in, Object.keys(came.parameters).toSorted()]).toEqual(["query", ["iss", "state"]]);
    await own.close();
  });
});

const NONE = {
  authMethods: ["none" as const],
  grantTypes: [],
  responseTypes: ["none" as const],
  redirectUris: [CALLBACK],
  scopes: ["openid"],
};

describe("oidcc-ensure-request-without-nonce-fails", () => {
  it.each(["id_token", "id_token token", "code id_token", "code id_token token"])("%s", async (type) => {
    const { in: place, parameters } = await authorize(ada, request({ response_type: type, nonce: undefined }));
    expect([place, parameters.error]).toEqual(["fragment", "invalid_request"]);
    expect(parameters.error_uri).toContain("/errors/request/parameter-absent");
  });

  it("code token: it is optional", async () => {
    const { parameters } = await authorize(ada, request({ response_type: "code token", nonce: undefined }));
    expect(parameters.access_token).toEqual(expect.any(String));
  });
});

describe("form post (63)", () => {
  it.each(["code", ...TYPES])("%s: the response is a form, and nothing is in the URL", async (type) => {
    const {
      in: place,
      at,
      parameters,
    } = await authorize(ada, request({ response_type: type, response_mode: "form_post" }));
    expect([place, at]).toEqual(["form", CALLBACK]);
    expect(parameters).toHaveProperty(type.split(" ")[0] === "code" ? "code" : "id_token");
  });

  it("errors are posted, too", async () => {
    const { in: place, parameters } = await authorize(
      new Person(server.issuer),
      request({ response_type: "id_token", response_mode: "form_post", prompt: "none" }),
    );
    expect([place, parameters.error]).toEqual(["form", "login_required"]);
  });
});

describe("tokens from the authorization endpoint", () => {
  it.each(TYPES)("%s: are never in a query", async (type) => {
    const { in: place, parameters } = await authorize(ada, request({ response_type: type, response_mode: "query" }));
    expect([place, parameters.error]).toEqual(["fragment", "invalid_request"]);
    expect(parameters.error_uri).toContain("/errors/request/response-mode-unsupported");
  });

  it("have no refresh token, and offline_access is ignored without a code", async () => {
    const sent = request({ response_type: "id_token token", scope: "openid offline_access", prompt: "consent" });
    const { parameters } = await authorize(ada, sent);
    expect([parameters.scope, "refresh_token" in parameters]).toEqual(["openid", false]);
  });

  it("have the claims that scopes release only if no access token is issued", async () => {
    const claimsFor = async (response_type: string) => {
      const sent = request({ response_type, scope: EVERYTHING });
      const { parameters } = await authorize(ada, sent);
      const { code, access_token: accessToken } = parameters;
      return checkedIdToken(server.issuer, parameters.id_token, {
        nonce: sent.nonce,
        state: sent.state,
        code,
        accessToken,
      });
    };
    expect(await claimsFor("id_token")).toMatchObject({ name: "Ada Lovelace", email: "ada@people.example" });
    for (const type of ["id_token token", "code id_token"]) expect(await claimsFor(type)).not.toHaveProperty("name");
  });

  it("end with the code that came beside them, if it is used twice", async () => {
    const { parameters } = await authorize(ada, request({ response_type: "code token" }));
    expect((await redeem(server.issuer, parameters.code)).status).toBe(200);
    expect((await userinfo(server.issuer, parameters.access_token)).status).toBe(200);
    expect((await redeem(server.issuer, parameters.code)).body.error).toBe("invalid_grant");
    expect((await userinfo(server.issuer, parameters.access_token)).status).toBe(401);
  });

  it("need openid for an ID token", async () => {
    const { parameters } = await authorize(ada, request({ response_type: "id_token token", scope: "profile" }));
    expect(parameters.error_description).toContain("openid");
    expect(parameters.error).toBe("invalid_request");
  });

  it("are refused to clients that aren't registered for them, with what to use instead", async () => {
    const sent = request({ client_id: "suite-code", response_type: "id_token token" });
    const { in: place, parameters } = await authorize(ada, sent);
    expect([place, parameters.error]).toEqual(["fragment", "unauthorized_client"]);
    expect(parameters.error_description).toContain("Use code with PKCE");
    expect(parameters.error_uri).toContain("/errors/client/response-type-not-allowed");
  });

  it("come to openid-client: ID tokens, and hybrid flows with their hashes", async () => {
    const configured = (id: string, auth: client.ClientAuth, ...more: ((config: client.Configuration) => void)[]) =>
      client.discovery(new URL(server.issuer), id, undefined, auth, {
        execute: [client.allowInsecureRequests, ...more],
      });
    const spa = await configured("spa", client.None(), client.useIdTokenResponseType);
    const nonce = client.randomNonce();
    const asked = client.buildAuthorizationUrl(spa, { redirect_uri: CALLBACK, scope: "openid profile", nonce });
    const claims = await client.implicitAuthentication(spa, await ada.sentTo(asked.href), nonce);
    expect(claims).toMatchObject({ sub: "demo-ada", name: "Ada Lovelace", nonce });

    for (const bind of [client.useCodeIdTokenResponseType, client.enableDetachedSignatureResponseChecks]) {
      const web = await configured("suite", client.ClientSecretBasic(SECRET), client.useCodeIdTokenResponseType, bind);
      const [state, expectedNonce] = [client.randomState(), client.randomNonce()];
      const url = client.buildAuthorizationUrl(web, {
        ...{ redirect_uri: CALLBACK, scope: "openid", state, nonce: expectedNonce },
      });
      const checks = { expectedState: state, expectedNonce, idTokenExpected: true };
      const tokens = await client.authorizationCodeGrant(web, await ada.sentTo(url.href), checks);
      expect(tokens.claims()?.sub).toBe("demo-ada");
    }
  });
});

it("a server that offers only codes says so, and refuses the rest by name", async () => {
  const plain = await startProvider([], { responseTypes: ["code"] });
  const document = await (await fetch(`${plain.issuer}/.well-known/openid-configuration`)).json();
  expect(document).toMatchObject({ response_types_supported: ["code"] });
  expect((document as { readonly grant_types_supported: string[] }).grant_types_supported).not.toContain("implicit");
  const { in: place, parameters } = await authorize(new Person(plain.issuer), request({ response_type: "id_token" }));
  expect([place, parameters.error]).toEqual(["fragment", "unsupported_response_type"]);
  await plain.close();
});
