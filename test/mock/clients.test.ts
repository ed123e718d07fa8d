/** Real client libraries against the mock: what applications do when something goes wrong. */
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { explain, toReport } from "../../src/doctor/index.ts";
import { type Mock, startMock } from "../../src/mock/index.ts";

const CALLBACK = "http://localhost:3000/callback";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ redirectUris: [CALLBACK], user: "ada" });
});
afterEach(() => mock.reset());
afterAll(() => mock.close());

const discovered = () =>
  openid.discovery(new URL(mock.issuer), "demo-web", undefined, openid.ClientSecretBasic("demo-web-secret"), {
    execute: [openid.allowInsecureRequests],
  });

/** The redirect that ends an authorization request of openid-client. */
async function comeBack(config: openid.Configuration, more: Record<string, string> = {}) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope: "openid offline_access read_profile",
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state,
    ...more,
  });
  const response = await fetch(url, { redirect: "manual" });
  const back = new URL(response.headers.get("location") ?? "none:");
  return { back, checks: { pkceCodeVerifier, expectedState: state } };
}

async function signIn(config: openid.Configuration) {
  const { back, checks } = await comeBack(config);
  return openid.authorizationCodeGrant(config, back, checks);
}

describe("openid-client", () => {
  it("refreshes when its access token has expired", async () => {
    const config = await discovered();
    const tokens = await signIn(config);
    const userinfo = (token: string) => openid.fetchUserInfo(config, token, tokens.claims()?.sub ?? "");
    expect(await userinfo(tokens.access_token)).toMatchObject({ sub: "demo-ada" });
    mock.clock.advance("61m");
    await expect(userinfo(tokens.access_token)).rejects.toMatchObject({
      cause: [{ parameters: { error: "invalid_token" } }],
    });
    const fresh = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect(await userinfo(fresh.access_token)).toMatchObject({ sub: "demo-ada" });
  });

  it("reports a refusal by name, which candor explain names too", async () => {
    const config = await discovered();
    const { back, checks } = await comeBack(config);
    mock.refuse("pkce/verifier-mismatch");
    const error = await openid.authorizationCodeGrant(config, back, checks).catch((thrown) => thrown);
    expect(error).toMatchObject({ error: "invalid_grant", status: 400 });
    const [cause] = toReport(explain(`${error.error}: ${error.error_description}`)).findings;
    expect(cause?.reason).toBe("pkce/verifier-mismatch");
    mock.refuse("user/denied");
    const denied = await comeBack(config);
    await expect(openid.authorizationCodeGrant(config, denied.back, denied.checks)).rejects.toMatchObject({
      error: "access_denied",
    });
  });

  it("gives up on a server that hangs", async () => {
    const config = await discovered();
    config.timeout = 0.2;
    mock.fail("hang", { endpoint: "token" });
    await expect(openid.clientCredentialsGrant(config)).rejects.toMatchObject({ code: "OAUTH_TIMEOUT" });
    mock.delay({ endpoint: "token", ms: 5_000 });
    await expect(openid.clientCredentialsGrant(config)).rejects.toMatchObject({ code: "OAUTH_TIMEOUT" });
  });

  it("rejects what a gateway says, and what it can't parse", async () => {
    const config = await discovered();
    for (const how of ["gateway-page", "malformed-json", "truncated", "drop"] as const) {
      mock.fail(how, { endpoint: "token" });
      await expect(openid.clientCredentialsGrant(config), how).rejects.toBeInstanceOf(Error);
    }
    expect(mock.waiting).toEqual([]);
  });
});

it("oauth4webapi reads a challenge", async () => {
  const issuer = new URL(mock.issuer);
  const server = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { [oauth.allowInsecureRequests]: true }),
  );
  mock.refuse("token/insufficient-scope");
  const response = await oauth
    .userInfoRequest(server, { client_id: "demo-web" }, "any", { [oauth.allowInsecureRequests]: true })
    .then((answered) =>
      oauth.processUserInfoResponse(server, { client_id: "demo-web" }, oauth.skipSubjectCheck, answered),
    )
    .catch((error) => error);
  expect(response).toMatchObject({
    code: oauth.WWW_AUTHENTICATE_CHALLENGE,
    status: 403,
    cause: [{ scheme: "bearer", parameters: { error: "insufficient_scope" } }],
  });
});

describe("an API with jose", () => {
  const verifier = () => {
    const keys = createRemoteJWKSet(new URL(`${mock.issuer}/jwks`), { cooldownDuration: 0 });
    return (token: string) =>
      jwtVerify(token, keys, { issuer: mock.issuer, audience: `${mock.issuer}/api`, typ: "at+jwt" });
  };

  it("fetches the JWKS again when the key was replaced", async () => {
    const verify = verifier();
    await verify(await mock.tokens.access());
    const fetched = () => mock.requests.filter(({ endpoint }) => endpoint === "jwks").length;
    expect(fetched()).toBe(1);
    await mock.keys.rotate();
    await verify(await mock.tokens.access());
    expect(fetched()).toBe(2);
  });

  it.each(["empty", "unknown-kid", "wrong-key", "malformed", "server-error", "unreachable"] as const)(
    "rejects a token if the JWKS is %s",
    async (how) => {
      await mock.keys.breakJwks(how);
      await expect(verifier()(await mock.tokens.access())).rejects.toBeInstanceOf(Error);
    },
  );

  it.each([
    ["expired", errors.JWTExpired],
    ["not-yet-valid", errors.JWTClaimValidationFailed],
    ["wrong-issuer", errors.JWTClaimValidationFailed],
    ["wrong-audience", errors.JWTClaimValidationFailed],
    ["wrong-type", errors.JWTClaimValidationFailed],
    ["bad-signature", errors.JWSSignatureVerificationFailed],
    ["unknown-key", errors.JWKSNoMatchingKey],
    ["alg-none", errors.JOSENotSupported],
    ["alg-confusion", Error],
  ] as const)("rejects a token that is wrong: %s", async (fault, kind) => {
    await expect(verifier()(await mock.tokens.access({ fault }))).rejects.toBeInstanceOf(kind);
    expect(await verifier()(await mock.tokens.access())).toMatchObject({ payload: { sub: "demo-ada" } });
  });
});

describe("a token without a flow", () => {
  const introspected = async (token: string) => {
    const headers = { authorization: `Basic ${Buffer.from("demo-service:demo-service-secret").toString("base64")}` };
    const response = await fetch(`${mock.issuer}/introspect`, {
      method: "POST",
      body: new URLSearchParams({ token }),
      headers,
    });
    return (await response.json()) as Record<string, unknown>;
  };

  it("is valid at the mock's own endpoints, and a wrong one isn't", async () => {
    const token = await mock.tokens.access({ scope: "openid email read_profile" });
    expect(await introspected(token)).toMatchObject({
      active: true,
      sub: "demo-ada",
      client_id: "demo-web",
      scope: "openid email read_profile",
    });
    const userinfo = await fetch(`${mock.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
    expect(await userinfo.json()).toMatchObject({ sub: "demo-ada", email: "ada@people.example" });
    expect(await introspected(await mock.tokens.access({ user: null, client: "demo-service" }))).toMatchObject({
      active: true,
      sub: "demo-service",
    });
    for (const fault of [
      "expired",
      "wrong-issuer",
      "bad-signature",
      "unknown-key",
      "alg-none",
      "alg-confusion",
    ] as const)
      expect(await introspected(await mock.tokens.access({ fault })), fault).toEqual({ active: false });
  });

  it("has the claims of the test, and lacks those that are null", async () => {
    const { payload } = await jwtVerify(
      await mock.tokens.id({ user: "grace", nonce: "n1", expiresIn: 60, claims: { tenant: "acme", auth_time: null } }),
      createRemoteJWKSet(new URL(`${mock.issuer}/jwks`)),
    );
    expect(payload).toMatchObject({
      iss: mock.issuer,
      aud: "demo-web",
      sub: "demo-grace",
      nonce: "n1",
      tenant: "acme",
    });
    expect([payload.auth_time, Number(payload.exp) - Number(payload.iat)]).toEqual([undefined, 60]);
  });

  it("is for a user and a client that exist, and wrong in a way that exists", async () => {
    await expect(mock.tokens.access({ user: "nobody" })).rejects.toThrow('There is no user "nobody"');
    await expect(mock.tokens.id({ client: "nothing" })).rejects.toThrow('There is no client "nothing"');
    await expect(mock.tokens.id({ fault: "expird" as "expired" })).rejects.toThrow("Did you mean expired?");
    await expect(mock.tokens.id({ user: null })).rejects.toThrow("about a user");
  });
});
