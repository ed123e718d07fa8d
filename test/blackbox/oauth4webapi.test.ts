/** oauth4webapi: every flow that it supports here, each response processed by the library's own checks. */
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { Person } from "./person.ts";
import { codeIn } from "./refusal.ts";

const insecure = { [oauth.allowInsecureRequests]: true };
const web: oauth.Client = { client_id: "demo-web" };
const spa: oauth.Client = { client_id: "demo-spa", token_endpoint_auth_method: "none" };
const secret = oauth.ClientSecretBasic("demo-web-secret");

let server: DemoServer;
let as: oauth.AuthorizationServer;
beforeAll(async () => {
  server = await startDemo();
  const issuer = new URL(server.issuer);
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});
afterAll(() => server.close());

interface Asked {
  readonly client?: oauth.Client;
  readonly auth?: oauth.ClientAuth;
  readonly path?: string;
  readonly more?: Record<string, string>;
}

/** Authorization request, sign-in and consent, validated response, redemption, validated ID token. */
async function flow(scope: string, { client = web, auth = secret, path = "/demo/callback", more = {} }: Asked = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const redirect = server.issuer + path;
  const url = new URL(as.authorization_endpoint ?? "");
  url.search = new URLSearchParams({
    client_id: client.client_id,
    response_type: "code",
    redirect_uri: redirect,
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...more,
  }).toString();
  const to = await new Person(server.issuer).sentTo(url.href);
  const parameters = oauth.validateAuthResponse(as, client, to, state);
  const redeem = () => oauth.authorizationCodeGrantRequest(as, client, auth, parameters, redirect, verifier, insecure);
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, await redeem(), {
    expectedNonce: scope.includes("openid") ? nonce : oauth.expectNoNonce,
    ...(more.max_age !== undefined && { maxAge: Number(more.max_age) }),
  });
  return { tokens, redeem };
}

describe("oauth4webapi", () => {
  it("finds the same metadata by the OAuth 2.0 name (RFC 8414)", async () => {
    const issuer = new URL(server.issuer);
    const response = await oauth.discoveryRequest(issuer, { ...insecure, algorithm: "oauth2" });
    expect(await oauth.processDiscoveryResponse(issuer, response)).toEqual(as);
  });

  it("runs the code flow, and verifies ID token, signature, userinfo", async () => {
    const verifier = { more: { max_age: "600" } };
    const { tokens, redeem } = await flow("openid profile offline_access", verifier);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    expect(claims).toMatchObject({ iss: server.issuer, sub: "demo-ada", aud: "demo-web" });
    expect(claims?.auth_time).toBeTypeOf("number");
    const info = await oauth.userInfoRequest(as, web, tokens.access_token, insecure);
    expect(await oauth.processUserInfoResponse(as, web, "demo-ada", info)).toMatchObject({ given_name: "Ada" });

    const again = await oauth
      .processAuthorizationCodeResponse(as, web, await redeem(), {})
      .catch((error: oauth.ResponseBodyError) => error);
    expect(again).toMatchObject({ error: "invalid_grant", status: 400 });
    const after = await oauth.introspectionRequest(as, web, secret, tokens.access_token, insecure);
    expect(await oauth.processIntrospectionResponse(as, web, after)).toEqual({ active: false });
  });

  it("runs the flow of a public client without OpenID Connect", async () => {
    const { tokens } = await flow("read_profile", { client: spa, auth: oauth.None(), path: "/demo/spa" });
    expect(tokens).toMatchObject({ scope: "read_profile", expires_in: 600 });
    expect(tokens).not.toHaveProperty("id_token");
    expect(tokens).not.toHaveProperty("refresh_token");
  });

  it("refreshes", async () => {
    const { tokens } = await flow("openid offline_access read_profile");
    const refresh = (token: string, more: Record<string, string>) =>
      oauth.refreshTokenGrantRequest(as, web, secret, token, { ...insecure, additionalParameters: more });
    const first = await refresh(tokens.refresh_token ?? "", { scope: "openid" });
    const next = await oauth.processRefreshTokenResponse(as, web, first);
    expect(next.scope).toBe("openid");
    const whole = await oauth.processRefreshTokenResponse(as, web, await refresh(next.refresh_token ?? "", {}));
    expect(whole.scope).toBe("openid offline_access read_profile");
  });

  it("gets, introspects and revokes a token of client_credentials, and validates it as the API would (RFC 9068)", async () => {
    const service = { client_id: "demo-service" };
    for (const auth of [oauth.ClientSecretBasic, oauth.ClientSecretPost]) {
      const own = auth("demo-service-secret");
      const granted = await oauth.clientCredentialsGrantRequest(
        as,
        service,
        own,
        { scope: "write_multipass" },
        insecure,
      );
      const { access_token: token } = await oauth.processClientCredentialsResponse(as, service, granted);

      const call = new Request(`${server.issuer}/api`, { headers: { authorization: `Bearer ${token}` } });
      const claims = await oauth.validateJwtAccessToken(as, call, `${server.issuer}/api`, insecure);
      expect(claims).toMatchObject({ client_id: "demo-service", sub: "demo-service", scope: "write_multipass" });

      const introspect = async () =>
        oauth.processIntrospectionResponse(
          as,
          service,
          await oauth.introspectionRequest(as, service, own, token, insecure),
        );
      expect(await introspect()).toMatchObject({ active: true, scope: "write_multipass", token_type: "Bearer" });
      await oauth.processRevocationResponse(await oauth.revocationRequest(as, service, own, token, insecure));
      expect(await introspect()).toEqual({ active: false });
    }
  });

  it("reads why a client was refused: from the challenge after Basic, otherwise from the JSON", async () => {
    const fail = async (auth: oauth.ClientAuth) => {
      const response = await oauth.revocationRequest(as, web, auth, "token", insecure);
      return oauth.processRevocationResponse(response).catch((error: unknown) => error);
    };
    const byHeader = await fail(oauth.ClientSecretBasic("wrong"));
    expect(byHeader).toBeInstanceOf(oauth.WWWAuthenticateChallengeError);
    const { parameters } = (byHeader as oauth.WWWAuthenticateChallengeError).cause[0] ?? {};
    expect(parameters).toMatchObject({ error: "invalid_client", error_description: expect.stringContaining("secret") });
    const byBody = await fail(oauth.ClientSecretPost("wrong"));
    expect(byBody).toBeInstanceOf(oauth.ResponseBodyError);
    expect(byBody).toMatchObject({ error: "invalid_client", error_description: expect.stringContaining("secret") });
  });

  it("reads the API's challenge", async () => {
    const url = new URL(`${server.issuer}/demo/api/profile`);
    const error = await oauth
      .protectedResourceRequest("nonsense", "GET", url, undefined, null, insecure)
      .catch((e: oauth.WWWAuthenticateChallengeError) => e);
    expect(error).toBeInstanceOf(oauth.WWWAuthenticateChallengeError);
    const { parameters } = (error as oauth.WWWAuthenticateChallengeError).cause[0] ?? {};
    expect(parameters).toMatchObject({
      error: "invalid_token",
      resource_metadata: expect.stringContaining(`${server.issuer}/.well-known/oauth-protected-resource`),
    });
    expect(codeIn(parameters?.error_uri, server.issuer)).toBe("token/malformed");
  });

  it("rejects a response that names no issuer or another one (RFC 9207 2.4)", () => {
    const response = (iss: string) => new URLSearchParams({ code: "c", state: "s", ...(iss !== "" && { iss }) });
    for (const iss of ["", "https://attacker.example"])
      expect(() => oauth.validateAuthResponse(as, web, response(iss), "s")).toThrow('"iss"');
  });
});
