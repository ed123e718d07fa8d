/** openid-client: discovery, code + PKCE with sign-in and consent, ID token, userinfo, refresh, introspection, revocation. */
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { Person } from "./person.ts";
import { codeIn } from "./refusal.ts";

let server: DemoServer;
let web: client.Configuration;
let callback: string;
beforeAll(async () => {
  server = await startDemo();
  callback = `${server.issuer}/demo/callback`;
  web = await discover("demo-web", client.ClientSecretBasic("demo-web-secret"));
});
afterAll(() => server.close());

const discover = (id: string, auth: client.ClientAuth) =>
  client.discovery(new URL(server.issuer), id, undefined, auth, { execute: [client.allowInsecureRequests] });

/** The whole flow; everything that the library can check is checked. */
async function flow(person: Person, scope: string, config = web, redirect = callback) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const to = await person.sentTo(url.href);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  return { to, nonce, tokens: await client.authorizationCodeGrant(config, to, checks) };
}

describe("openid-client, code flow", () => {
  it("discovers the server by OpenID Connect and by OAuth 2.0 metadata", async () => {
    const options = { execute: [client.allowInsecureRequests], algorithm: "oauth2" as const };
    const oauth = await client.discovery(new URL(server.issuer), "demo-web", undefined, client.None(), options);
    expect(oauth.serverMetadata()).toEqual(web.serverMetadata());
    expect(web.serverMetadata().issuer).toBe(server.issuer);
    expect(web.serverMetadata().supportsPKCE()).toBe(true);
  });

  it("signs in, consents, and gets an ID token that verifies against the published keys", async () => {
    const person = new Person(server.issuer);
    const { to, tokens, nonce } = await flow(person, "openid profile email offline_access read_profile");
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect(to.searchParams.get("iss")).toBe(server.issuer);
    expect(tokens.claims()).toMatchObject({ iss: server.issuer, sub: "demo-ada", aud: "demo-web", nonce });
    expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 600 });

    const keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token ?? "", keys, {
      issuer: server.issuer,
      audience: "demo-web",
    });
    expect(protectedHeader.alg).toBe("RS256");
    expect(payload).not.toHaveProperty("name");
    expect(payload).not.toHaveProperty("email");
    expect(Math.abs(Number(payload.auth_time) - Date.now() / 1000)).toBeLessThan(60);
  });

  it("validates the signature also where the library does it by itself", async () => {
    const config = await discover("demo-web", client.ClientSecretBasic("demo-web-secret"));
    client.enableNonRepudiationChecks(config);
    const { tokens } = await flow(new Person(server.issuer), "openid", config);
    expect(tokens.claims()?.sub).toBe("demo-ada");
  });

  it("reads userinfo for the subject of the ID token", async () => {
    const { tokens } = await flow(new Person(server.issuer, "grace", "staple-battery-horse"), "openid profile email");
    const claims = await client.fetchUserInfo(web, tokens.access_token, "demo-grace");
    expect(claims).toMatchObject({ name: "Grace Hopper", email: "grace@people.example", email_verified: true });
    await expect(client.fetchUserInfo(web, tokens.access_token, "demo-ada")).rejects.toThrow("unexpected");
  });

  it("uses the access token at the API, and learns from the challenge when it lacks a scope", async () => {
    const { tokens } = await flow(new Person(server.issuer), "openid read_profile");
    const api = (path: string, method: string) =>
      client.fetchProtectedResource(web, tokens.access_token, new URL(`${server.issuer}/demo/api/${path}`), method);
    expect(await (await api("profile", "GET")).json()).toMatchObject({ subject: "demo-ada", client: "demo-web" });
    const challenge = await api("multipass", "POST").catch((error) => error.cause[0]);
    expect(challenge).toMatchObject({
      scheme: "bearer",
      parameters: {
        error: "insufficient_scope",
        scope: "write_multipass",
        resource_metadata: expect.stringContaining("/.well-known/oauth-protected-resource"),
      },
    });
  });

  it("refreshes, narrows, and is refused to widen", async () => {
    const { tokens } = await flow(new Person(server.issuer), "openid offline_access read_profile");
    const second = await client.refreshTokenGrant(web, tokens.refresh_token ?? "");
    expect(second.refresh_token).not.toBe(tokens.refresh_token);
    expect(second.claims()?.sub).toBe("demo-ada");
    const third = await client.refreshTokenGrant(web, second.refresh_token ?? "", { scope: "read_profile" });
    expect(third.scope).toBe("read_profile");
    const wide = { scope: "read_profile email" };
    const error = await client.refreshTokenGrant(web, third.refresh_token ?? "", wide).catch((e) => e);
    expect(error).toBeInstanceOf(client.ResponseBodyError);
    expect({ error: error.error, status: error.status }).toEqual({ error: "invalid_scope", status: 400 });
    expect(codeIn(error.cause.error_uri, server.issuer)).toBe("scope/exceeds-grant");
  });

  it("introspects and revokes", async () => {
    const { tokens } = await flow(new Person(server.issuer), "openid offline_access");
    const refresh = tokens.refresh_token ?? "";
    expect(await client.tokenIntrospection(web, refresh)).toMatchObject({ active: true, client_id: "demo-web" });
    await client.tokenRevocation(web, refresh, { token_type_hint: "refresh_token" });
    expect(await client.tokenIntrospection(web, refresh)).toEqual({ active: false });
    expect(await client.tokenIntrospection(web, tokens.access_token)).toEqual({ active: false });
  });

  it("serves a public client", async () => {
    const spa = await discover("demo-spa", client.None());
    const redirect = `${server.issuer}/demo/spa`;
    const { tokens } = await flow(new Person(server.issuer), "openid offline_access", spa, redirect);
    const next = await client.refreshTokenGrant(spa, tokens.refresh_token ?? "");
    expect(next.access_token).not.toBe(tokens.access_token);
    await client.tokenRevocation(spa, next.refresh_token ?? "");
    const error = await client.refreshTokenGrant(spa, next.refresh_token ?? "").catch((e) => e);
    expect(codeIn(error.cause.error_uri, server.issuer)).toBe("refresh-token/revoked");
  });
});
