/** The catches of the guide, with the errors that the real libraries throw at a real server. */
import type { AddressInfo } from "node:net";
import { Auth } from "@auth/core";
import axios from "axios";
import express from "express";
import { OAuth2 } from "oauth";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { Strategy } from "passport-oauth2";
import { ClientCredentials } from "simple-oauth2";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Explained, explain } from "../../src/doctor/index.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import * as catches from "./catches.ts";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(() => server.close());

const ID = "demo-service";
const SECRET = "demo-service-secret";
const COMMA = "read_profile,write_multipass";

/** What a promise is rejected with. */
const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => Promise.reject(new Error("It succeeded.")),
    (error) => error,
  );

function expectComma(cause: unknown): void {
  expect(cause).toBeInstanceOf(Explained);
  const explained = cause as Explained;
  expect(explained.code).toBe("scope/wrong-delimiter");
  expect(explained.message).toMatch(/^Scopes aren't separated by a space \(scope\/wrong-delimiter\)\. Fix: \S/);
  expect([explained.name, explained.isOAuth]).toEqual(["Explained", true]);
}

const insecure = { execute: [openid.allowInsecureRequests] };

describe("a scope with a comma is explained, and the error stays what it was", () => {
  it("openid-client", async () => {
    const config = await openid.discovery(new URL(server.issuer), ID, SECRET, undefined, insecure);
    const error = await failure(catches.ofOpenidClient(openid, config, COMMA));
    expect(error).toBeInstanceOf(openid.ResponseBodyError);
    expectComma(error.cause);
  });

  it("oauth4webapi", async () => {
    const options = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(server.issuer);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const secret = oauth.ClientSecretPost(SECRET);
    const error = await failure(
      catches.ofOauth4webapi(oauth, as, { client_id: ID }, secret, { scope: COMMA }, options),
    );
    expect(error).toBeInstanceOf(oauth.ResponseBodyError);
    expectComma(error.cause);
  });

  it("axios", async () => {
    const client = axios.create();
    catches.ofAxios(client);
    const body = new URLSearchParams({ grant_type: "client_credentials", scope: COMMA });
    const auth = { username: ID, password: SECRET };
    const error = await failure(client.post(`${server.issuer}/token`, body, { auth }));
    expect(axios.isAxiosError(error)).toBe(true);
    expectComma(error.cause);
  });

  it("fetch", async () => {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      scope: COMMA,
      client_id: ID,
      client_secret: SECRET,
    });
    const error = await failure(catches.ofFetch(server.issuer, body));
    expect(error.message).toBe("There is no token");
    expectComma(error.cause);
  });

  it("simple-oauth2", async () => {
    const auth = { tokenHost: server.issuer, tokenPath: "/token" };
    const client = new ClientCredentials({ client: { id: ID, secret: SECRET }, auth });
    const error = await failure(catches.ofSimpleOauth2(client, COMMA));
    expect(error.message).toBe("Response Error: 400 Bad Request");
    expectComma(error.cause);
  });
});

describe("a wrong secret leads to client authentication", () => {
  const about = expect.stringMatching(/^client-auth\//);

  it("passport-oauth2, in Express", async () => {
    const app = express();
    const strategy = new Strategy(
      {
        authorizationURL: `${server.issuer}/authorize`,
        tokenURL: `${server.issuer}/token`,
        clientID: "demo-web",
        clientSecret: "a-wrong-secret",
        callbackURL: `${server.issuer}/demo/callback`,
      },
      () => undefined,
    );
    app.get("/callback", (request, _response, next) => {
      strategy.authenticate.call(Object.create(strategy, { error: { value: next } }), request);
    });
    catches.ofPassport(app);
    const seen = new Promise<Error>((done) => {
      app.use((error: Error, _request: unknown, response: { end(): void }, _next: unknown) => {
        done(error);
        response.end();
      });
    });
    const listening = app.listen(0);
    await fetch(`http://localhost:${(listening.address() as AddressInfo).port}/callback?code=abc`);
    listening.close();
    const error = await seen;
    expect(error.name).toBe("TokenError");
    expect(error.cause).toMatchObject({ code: about });
  });

  it("oauth", async () => {
    const oauth2 = new OAuth2("demo-web", "a-wrong-secret", server.issuer, "/authorize", "/token");
    const error = await new Promise((done) => catches.ofNodeOauth(oauth2, "abc", done));
    expect(error).toMatchObject({ name: "Explained", code: about });
  });

  it("Auth.js", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const provider = {
      id: "candor",
      name: "Candor",
      type: "oidc" as const,
      issuer: server.issuer,
      clientId: "demo-web",
      clientSecret: "a-wrong-secret",
      checks: [],
    };
    const config = { secret: "x".repeat(40), trustHost: true, basePath: "/auth", providers: [provider] };
    const callback = new URL("http://localhost:3000/auth/callback/candor?code=abc");
    callback.searchParams.set("iss", server.issuer);
    await Auth(new Request(callback), catches.ofAuthJs(config));
    const [[error, explained] = []] = logged.mock.calls;
    logged.mockRestore();
    expect(error).toMatchObject({ name: "CallbackRouteError" });
    expect(explained).toMatchObject({ name: "Explained", code: about });
  });

  it("openid-client, by the challenge", async () => {
    const auth = openid.ClientSecretBasic("a-wrong-secret");
    const config = await openid.discovery(new URL(server.issuer), ID, undefined, auth, insecure);
    const error = await failure(catches.ofOpenidClient(openid, config, "read_profile"));
    expect(error).toBeInstanceOf(openid.WWWAuthenticateChallengeError);
    expect(error.cause).toMatchObject({ code: about });
  });
});

describe("errors that the library finds itself", () => {
  it("openid-client: another state, below the error that it causes", async () => {
    const config = await openid.discovery(new URL(server.issuer), ID, SECRET, undefined, insecure);
    const url = new URL("https://app.example/callback?code=abc&state=one");
    url.searchParams.set("iss", server.issuer);
    const error = await failure(openid.authorizationCodeGrant(config, url, { expectedState: "two" }));
    expect(explain(error).code).toBe("request/state-mismatch");
  });

  it("openid-client: an error in the callback", async () => {
    const config = await openid.discovery(new URL(server.issuer), ID, SECRET, undefined, insecure);
    const url = new URL("https://app.example/callback?error=access_denied&error_description=The+user+declined");
    url.searchParams.set("iss", server.issuer);
    const error = await failure(openid.authorizationCodeGrant(config, url));
    expect(error).toBeInstanceOf(openid.AuthorizationResponseError);
    expect(explain(error).code).toBe("user/denied");
  });

  it("openid-client: an API that doesn't accept the token", async () => {
    const config = await openid.discovery(new URL(server.issuer), ID, SECRET, undefined, insecure);
    const error = await failure(openid.fetchUserInfo(config, "not-a-token", "ada"));
    expect(explain(error).code).toMatch(/^token\//);
  });
});

it("the context is considered", () => {
  const error = new Error(
    "AADSTS50011: The redirect URI 'https://shop.example.com/callback/' specified in the request does not match",
  );
  catches.withContext(error);
  expect(error.cause).toMatchObject({ code: expect.stringMatching(/^redirect-uri\//) });
});
