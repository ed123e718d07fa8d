/** Authorization responses that are signed JWTs, over real sockets (JARM). */
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsOf } from "./person.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const web = {
  secrets: [{ value: SECRET }],
  redirectUris: [REDIRECT],
  scopes: ["openid", "read_profile"],
  defaultScopes: ["read_profile"],
};

let world: World;
beforeAll(async () => {
  world = await startWorld({
    clients: [
      { id: "usual", ...web },
      { id: "es256", ...web, authorizationSignedResponseAlg: "ES256" as const },
    ],
  });
});
afterAll(() => world.close());

async function read(response: string | null | undefined, audience: string) {
  const keys = createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
  return jwtVerify(response ?? "", keys, { issuer: world.issuer, audience });
}

describe("a response as a JWT", () => {
  it.each([
    ["usual", "RS256"],
    ["es256", "ES256"],
  ])("of %s is signed with %s, has the code and the state, and is the only parameter", async (id, alg) => {
    const app = world.app(id);
    const { url, verifier, state } = app.begin({ response_mode: "jwt", scope: "openid" });
    const to = await world.person().sentTo(url);
    expect([...to.searchParams.keys()]).toEqual(["response"]);
    const { payload, protectedHeader } = await read(to.searchParams.get("response"), id);
    expect(protectedHeader.alg).toBe(alg);
    expect(payload).toMatchObject({ state, exp: expect.any(Number) });
    expect(Number(payload.exp) * 1000 - Date.now()).toBeLessThanOrEqual(600_000);
    expect((await app.redeem(String(payload.code), verifier)).status).toBe(200);
  });

  it("comes in the fragment or by a form, if that is asked for", async () => {
    const app = world.app("usual");
    const inFragment = await world.person().sentTo(app.begin({ response_mode: "fragment.jwt", scope: "openid" }).url);
    expect([...inFragment.searchParams.keys()]).toEqual([]);
    const fragment = new URLSearchParams(inFragment.hash.slice(1));
    expect((await read(fragment.get("response"), "usual")).payload).toMatchObject({ code: expect.any(String) });
    const page = await world
      .person()
      .page(app.begin({ response_mode: "form_post.jwt", scope: "openid", prompt: "none" }).url);
    const [form] = formsOf(page);
    expect(Object.keys(form?.fields ?? {})).toEqual(["response"]);
    expect((await read(form?.fields.response, "usual")).payload).toMatchObject({ error: "login_required" });
  });

  it("has the error, with its description and the page of the reason", async () => {
    const { url, state } = world.app("usual").begin({ response_mode: "query.jwt", scope: "opnid" });
    const to = await world.person().sentTo(url);
    expect([...to.searchParams.keys()]).toEqual(["response"]);
    const { payload } = await read(to.searchParams.get("response"), "usual");
    expect(payload).toMatchObject({
      error: "invalid_scope",
      state,
      error_uri: expect.stringContaining("/errors/scope/"),
    });
  });

  it("is understood by openid-client", async () => {
    const auth = client.ClientSecretBasic(SECRET);
    const execute = [client.allowInsecureRequests, client.useJwtResponseMode];
    const metadata = { authorization_signed_response_alg: "ES256" };
    const config = await client.discovery(new URL(world.issuer), "es256", metadata, auth, { execute });
    const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: "openid",
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    const to = await world.person().sentTo(url.href);
    const tokens = await client.authorizationCodeGrant(config, to, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    expect(tokens.claims()?.aud).toBe("es256");
  });
});
