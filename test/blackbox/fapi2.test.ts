/** Clients under FAPI 2.0, over real sockets: what the profile demands is refused by name, and what conforms works with openid-client. */
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf } from "./application.ts";
import { refused, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const web = {
  authMethods: ["private_key_jwt" as const],
  grantTypes: ["authorization_code" as const, "refresh_token" as const],
  redirectUris: [REDIRECT],
  scopes: ["openid", "offline_access", "read_profile"],
  idTokenAlg: "ES256" as const,
  authorizationSignedResponseAlg: "ES256" as const,
};

let world: World;
let pair: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  pair = await generateKeyPair("ES256", { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "ES256" }] };
  world = await startWorld({
    profile: "fapi2-security",
    clients: [
      { id: "secure", ...web, jwks },
      { id: "signing", ...web, jwks, profile: "fapi2-message-signing" },
      { id: "signing-requests", ...web, jwks, requireSignedRequestObject: true },
      { id: "secret", ...web, authMethods: ["client_secret_basic"], secrets: [{ value: SECRET }] },
      { id: "older", ...web, jwks, profile: "oauth21" },
    ],
  });
});
afterAll(() => world.close());

const discover = (id: string, execute: ((config: client.Configuration) => void)[] = []) =>
  client.discovery(
    new URL(world.issuer),
    id,
    { authorization_signed_response_alg: "ES256", id_token_signed_response_alg: "ES256" },
    client.PrivateKeyJwt(
      { key: pair.privateKey, kid: "k" },
      {
        [client.modifyAssertion]: (_, all) => {
          all.aud = world.issuer;
        },
      },
    ),
    { execute: [client.allowInsecureRequests, ...execute] },
  );

async function parametersOf() {
  const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
  const parameters = {
    redirect_uri: REDIRECT,
    scope: "openid offline_access",
    prompt: "consent",
    state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  return { verifier, state, parameters };
}

describe("a client that conforms", () => {
  it.each([
    ["secure", false],
    ["signing", true],
  ])("%s gets tokens that are bound to its key, and keeps its refresh token", async (id, signs) => {
    const config = await discover(id, signs ? [client.useJwtResponseMode] : []);
    const handle = client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
    const { verifier, state, parameters } = await parametersOf();
    const signed = signs
      ? (await client.buildAuthorizationUrlWithJAR(config, parameters, { key: pair.privateKey, kid: "k" })).searchParams
      : parameters;
    const url = await client.buildAuthorizationUrlWithPAR(config, signed, { DPoP: handle });
    const to = await world.person().sentTo(url.href);
    const checks = { pkceCodeVerifier: verifier, expectedState: state };
    const tokens = await client.authorizationCodeGrant(config, to, checks, undefined, { DPoP: handle });
    expect(tokens.token_type).toBe("dpop");
    const { refresh_token: token = "" } = tokens;
    for (const _ of [1, 2, 3]) {
      const again = await client.refreshTokenGrant(config, token, undefined, { DPoP: handle });
      expect(again.refresh_token).toBeUndefined();
      expect(again.token_type).toBe("dpop");
    }
    await expect(client.refreshTokenGrant(config, token)).rejects.toMatchObject({ error: "invalid_dpop_proof" });
  });
});

describe("refused under the profile", () => {
  it("is a request that wasn't pushed", async () => {
    const { url, state } = world.app("secure").begin({ scope: "openid" });
    refusedTo(await world.person().sentTo(url), world.issuer, "invalid_request", "request/push-required", state);
  });

  it("is a secret, although the client is registered for it", async () => {
    const { parameters } = await parametersOf();
    const response = await world.app("secret").post("/par", { response_type: "code", ...parameters });
    refused(response, 401, "invalid_client", "client-auth/method-mismatch");
  });

  it.each<[string, { aud?: string }, string, string]>([
    ["for the token endpoint", { aud: "/token" }, "ES256", "client-auth/assertion-wrong-audience"],
    ["with RS256", {}, "RS256", "client-auth/failed"],
  ])("is an assertion %s", async (_, { aud = "" }: { aud?: string }, alg, code) => {
    const key = alg === "ES256" ? pair.privateKey : (await generateKeyPair("RS256")).privateKey;
    const [iss, iat] = ["secure", Math.floor(Date.now() / 1000)];
    const assertion = await new SignJWT({ iss, sub: iss, aud: world.issuer + aud, iat, exp: iat + 60, jti: alg + aud })
      .setProtectedHeader({ alg, kid: "k" })
      .sign(key);
    const { parameters } = await parametersOf();
    const body = new URLSearchParams({
      ...{ response_type: "code", ...parameters, client_assertion: assertion },
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });
    const response = await fetch(`${world.issuer}/par`, { method: "POST", body });
    refused(await answerOf(world.issuer, response), 401, "invalid_client", code);
  });

  it("is a code without a proof of a key, and without PKCE or redirect_uri nothing is pushed", async () => {
    const config = await discover("secure");
    const { verifier, state, parameters } = await parametersOf();
    const url = await client.buildAuthorizationUrlWithPAR(config, parameters);
    const to = await world.person().sentTo(url.href);
    const checks = { pkceCodeVerifier: verifier, expectedState: state };
    await expect(client.authorizationCodeGrant(config, to, checks)).rejects.toMatchObject({
      error: "invalid_dpop_proof",
    });
    for (const missing of ["code_challenge", "redirect_uri"]) {
      const rest = Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== missing));
      await expect(
        client.buildAuthorizationUrlWithPAR(config, { ...rest, scope: "read_profile" }),
      ).rejects.toMatchObject({ error: "invalid_request" });
    }
  });

  it.each([
    ["nbf", { exp: 300 }],
    ["exp", { nbf: 0, exp: 3_700 }],
    ["nbf", { nbf: 62, exp: 300 }],
  ])("is a request object without right bounds, if only requests are signed: %s", async (claim, times) => {
    const { parameters } = await parametersOf();
    const now = Math.floor(Date.now() / 1000);
    const at = Object.fromEntries(Object.entries(times).map(([name, seconds]) => [name, now + seconds]));
    const iss = "signing-requests";
    const claims = { ...parameters, ...at, iss, client_id: iss, response_type: "code", aud: world.issuer };
    const request = await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k" }).sign(pair.privateKey);
    const config = await discover(iss);
    await expect(client.buildAuthorizationUrlWithPAR(config, { request })).rejects.toMatchObject({
      error: "invalid_request_object",
      error_description: expect.stringContaining(claim),
    });
  });

  it("is a request that isn't signed, or a response that isn't, under message signing", async () => {
    const plain = await discover("signing", [client.useJwtResponseMode]);
    const { parameters } = await parametersOf();
    await expect(client.buildAuthorizationUrlWithPAR(plain, parameters)).rejects.toMatchObject({
      error: "invalid_request",
      error_description: expect.stringContaining("signed request objects"),
    });
    const config = await discover("signing");
    const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, { key: pair.privateKey, kid: "k" });
    await expect(client.buildAuthorizationUrlWithPAR(config, signed.searchParams)).rejects.toMatchObject({
      error: "invalid_request",
      error_description: expect.stringContaining("response_mode"),
    });
  });
});

it("a client may name another profile than the server's", async () => {
  const config = await discover("older");
  const { verifier, state, parameters } = await parametersOf();
  const to = await world.person().sentTo(client.buildAuthorizationUrl(config, parameters).href);
  const tokens = await client.authorizationCodeGrant(config, to, { pkceCodeVerifier: verifier, expectedState: state });
  expect(decodeJwt(tokens.id_token ?? "").aud).toBe("older");
  expect((await client.refreshTokenGrant(config, tokens.refresh_token ?? "")).refresh_token).toBeTypeOf("string");
});
