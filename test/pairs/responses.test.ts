/** Authorization requests and responses: prompt=none with JWT and form_post responses, request objects with claims, resource and several values. */
import { createRemoteJWKSet, decodeJwt, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsOf } from "../blackbox/person.ts";
import { makeKey, ORDERS, type PairWorld, STOCK, startPairs, web } from "./world.ts";

let world: PairWorld;
let own: Awaited<ReturnType<typeof makeKey>>;
beforeAll(async () => {
  own = await makeKey("ES256");
  world = await startPairs([
    { id: "app", ...web, scopes: [...web.scopes, "email", "stock"], jwks: { keys: [own.jwk as never] } },
    { id: "asked", ...web, firstParty: false },
  ]);
  await world.regular.signIn();
});
afterAll(() => world.close());

const read = async (response: string | undefined, audience: string) =>
  (
    await jwtVerify(response ?? "", createRemoteJWKSet(new URL(`${world.issuer}/jwks`)), {
      issuer: world.issuer,
      audience,
    })
  ).payload;

/** What a request leads to, wherever it came: parameters, in the clear. */
async function answerTo(
  id: string,
  mode: string | undefined,
  more: Record<string, string> = {},
  person = world.regular,
) {
  const { url, verifier } = world.app(id, { scope: "openid" }).begin({ response_mode: mode, ...more });
  const end = await person.walk(url);
  const sent: Record<string, string> =
    end instanceof URL
      ? Object.fromEntries([...end.searchParams, ...new URLSearchParams(end.hash.slice(1))])
      : { ...formsOf(end)[0]?.fields };
  const claims = sent.response === undefined ? sent : await read(sent.response, id);
  return { names: Object.keys(sent), claims: claims as Record<string, unknown>, verifier };
}

describe.each([undefined, "fragment", "form_post", "jwt", "fragment.jwt", "form_post.jwt"])(
  "prompt=none, %s",
  (mode) => {
    it("a code without a page, or the error in the same form", async () => {
      const granted = await answerTo("app", mode, { prompt: "none" });
      expect(granted.claims).toMatchObject({ code: expect.any(String), iss: world.issuer });
      expect(granted.names.includes("response")).toBe(mode?.endsWith("jwt") ?? false);
      const out = await answerTo("app", mode, { prompt: "none" }, world.person());
      expect(out.claims).toMatchObject({ error: "login_required", iss: world.issuer });
      const unasked = await answerTo("asked", mode, { prompt: "none" });
      expect(unasked.claims).toMatchObject({ error: "consent_required" });
      expect(unasked.names.includes("response")).toBe(mode?.endsWith("jwt") ?? false);
    });
  },
);

describe("a request object", () => {
  const object = (claims: Record<string, unknown>) =>
    new SignJWT({ iss: "app", aud: world.issuer, client_id: "app", exp: Math.floor(Date.now() / 1000) + 60, ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "key" })
      .sign(own.key);

  async function tokens(claims: Record<string, unknown>) {
    const app = world.app("app");
    const { url, verifier } = app.begin();
    const parameters = Object.fromEntries(new URL(url).searchParams);
    const request = await object({ ...parameters, ...claims });
    const to = await world.regular.sentTo(
      `${world.issuer}/authorize?${new URLSearchParams({ client_id: "app", request })}`,
    );
    const code = to.searchParams.get("code");
    return code === null ? Object.fromEntries(to.searchParams) : (await app.redeem(code, verifier)).body;
  }

  it("with claims as an object: they are in the ID token", async () => {
    const claims = { id_token: { auth_time: { essential: true }, acr: null } };
    const body = await tokens({ scope: "openid", claims });
    expect(decodeJwt(String(body.id_token))).toMatchObject({ auth_time: expect.any(Number), acr: expect.any(String) });
  });

  it("with resource, as a text or a list of one: the token is for that API", async () => {
    for (const resource of [ORDERS, [ORDERS]]) {
      const body = await tokens({ scope: "orders", resource });
      expect([body.scope, decodeJwt(String(body.access_token)).aud]).toEqual(["orders", ORDERS]);
    }
    expect(await tokens({ scope: "orders", resource: STOCK })).toMatchObject({ error: "invalid_target" });
  });

  it("with several resources is taken as outside of it: a token request must then name one", async () => {
    const body = await tokens({ scope: "orders stock", resource: [ORDERS, STOCK] });
    expect(body).toMatchObject({
      error: "invalid_target",
      error_uri: expect.stringContaining("/errors/resource/unnamed"),
    });
  });
});
