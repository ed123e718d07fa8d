/** openid-client: client_credentials, prompts, form_post, sign-out, and the refusals as the library hands them on. */
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { formsOf, Person } from "./person.ts";
import { codeIn } from "./refusal.ts";

let server: DemoServer;
let web: client.Configuration;
beforeAll(async () => {
  server = await startDemo();
  web = await discover("demo-web", client.ClientSecretBasic("demo-web-secret"));
});
afterAll(() => server.close());

const discover = (id: string, auth: client.ClientAuth) =>
  client.discovery(new URL(server.issuer), id, undefined, auth, { execute: [client.allowInsecureRequests] });

async function request(parameters: Record<string, string>) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(web, {
    redirect_uri: `${server.issuer}/demo/callback`,
    scope: "openid",
    state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...parameters,
  });
  return { url: url.href, checks: { pkceCodeVerifier: verifier, expectedState: state } };
}

describe("openid-client, other flows", () => {
  it.each([
    ["client_secret_basic", client.ClientSecretBasic],
    ["client_secret_post", client.ClientSecretPost],
  ])("client_credentials by %s", async (_, method) => {
    const service = await discover("demo-service", method("demo-service-secret"));
    const tokens = await client.clientCredentialsGrant(service, { scope: "read_profile write_multipass" });
    expect(tokens).toMatchObject({ scope: "read_profile write_multipass", token_type: "bearer" });
    expect(tokens.refresh_token).toBeUndefined();
    expect(await client.tokenIntrospection(service, tokens.access_token)).toMatchObject({
      active: true,
      client_id: "demo-service",
      sub: "demo-service",
      aud: `${server.issuer}/api`,
    });
  });

  it("hands on why a scope is refused", async () => {
    const service = await discover("demo-service", client.ClientSecretBasic("demo-service-secret"));
    const error = await client
      .clientCredentialsGrant(service, { scope: "read_profile,write_multipass" })
      .catch((e) => e);
    expect(error).toMatchObject({ error: "invalid_scope", status: 400 });
    expect(error.error_description).toContain("Send scope='read_profile write_multipass'");
    expect(codeIn(error.cause.error_uri, server.issuer)).toBe("scope/wrong-delimiter");
  });

  it("hands on that the secret is wrong, by the parameters of the challenge", async () => {
    const service = await discover("demo-service", client.ClientSecretBasic("wrong"));
    for (const call of [client.clientCredentialsGrant(service), client.tokenIntrospection(service, "token")]) {
      const error = await call.catch((e) => e);
      expect(error).toBeInstanceOf(client.WWWAuthenticateChallengeError);
      expect(error.status).toBe(401);
      const [{ scheme, parameters }] = error.cause;
      expect({ scheme, ...parameters }).toMatchObject({
        scheme: "basic",
        realm: server.issuer,
        error: "invalid_client",
      });
      expect(parameters.error_description).toContain("secret");
      expect(codeIn(parameters.error_uri, server.issuer)).toBe("client-auth/failed");
    }
  });

  it.each([
    ["in the body", client.ClientSecretPost("wrong"), "client-auth/failed"],
    ["nowhere", client.None(), "client-auth/secret-absent"],
  ])("hands on what is wrong with a secret that was sent %s, by the JSON", async (_, method, code) => {
    const service = await discover("demo-service", method);
    for (const call of [client.clientCredentialsGrant(service), client.tokenIntrospection(service, "token")]) {
      const error = await call.catch((e) => e);
      expect(error).toBeInstanceOf(client.ResponseBodyError);
      expect(error).toMatchObject({ status: 401, error: "invalid_client" });
      expect(error.error_description).toContain("secret");
      expect(codeIn(error.cause.error_uri, server.issuer)).toBe(code);
    }
  });

  it("hands on that the user said no, after checking iss and state", async () => {
    const { url, checks } = await request({ prompt: "consent" });
    const to = await new Person(server.issuer).sentTo(url, "deny");
    const error = await client.authorizationCodeGrant(web, to, checks).catch((e) => e);
    expect(error).toBeInstanceOf(client.AuthorizationResponseError);
    expect(error).toMatchObject({ error: "access_denied", error_description: expect.stringContaining("declined") });
    expect(codeIn(error.cause.get("error_uri"), server.issuer)).toBe("user/denied");
  });

  it("refuses a response whose iss was changed on its way (RFC 9207)", async () => {
    const { url, checks } = await request({});
    const to = await new Person(server.issuer).sentTo(url);
    to.searchParams.set("iss", "https://attacker.example");
    const why = () => client.authorizationCodeGrant(web, to, checks).catch(({ cause }) => cause.message);
    expect(await why()).toContain('unexpected "iss"');
    to.searchParams.delete("iss");
    expect(await why()).toContain('"iss" (issuer) missing');
  });

  it("signs in again where max_age is over, and proves it by auth_time", async () => {
    const person = new Person(server.issuer);
    const first = await request({ max_age: "1000" });
    const to = await person.sentTo(first.url);
    const tokens = await client.authorizationCodeGrant(web, to, { ...first.checks, maxAge: 1000 });
    const second = await request({ max_age: "1000" });
    const again = await client.authorizationCodeGrant(web, await person.sentTo(second.url), {
      ...second.checks,
      maxAge: 1000,
    });
    expect(person.asked).toEqual([]);
    expect(again.claims()?.auth_time).toBe(tokens.claims()?.auth_time);
  });

  it("takes the response by form_post", async () => {
    const { url, checks } = await request({ response_mode: "form_post" });
    const page = await new Person(server.issuer).page(url);
    const [form] = formsOf(page);
    expect(form?.action).toBe(`${server.issuer}/demo/callback`);
    expect(Object.keys(form?.fields ?? {}).sort()).toEqual(["code", "iss", "state"]);
    const posted = new Request(form?.action ?? "", { method: "POST", body: new URLSearchParams(form?.fields) });
    const tokens = await client.authorizationCodeGrant(web, posted, checks);
    expect(tokens.claims()?.sub).toBe("demo-ada");
  });

  it("ends the session by the application's wish and returns", async () => {
    const person = new Person(server.issuer);
    const { url, checks } = await request({});
    const tokens = await client.authorizationCodeGrant(web, await person.sentTo(url), checks);
    const out = client.buildEndSessionUrl(web, {
      id_token_hint: tokens.id_token ?? "",
      post_logout_redirect_uri: `${server.issuer}/demo`,
      state: "back",
    });
    const left = await person.browse(out.href);
    expect({ status: left.status, to: left.headers.get("location") }).toEqual({
      status: 303,
      to: `${server.issuer}/demo?state=back`,
    });
    const silent = await request({ prompt: "none" });
    const error = await client
      .authorizationCodeGrant(web, await person.sentTo(silent.url), silent.checks)
      .catch((e) => e);
    expect(error.error).toBe("login_required");
  });
});
