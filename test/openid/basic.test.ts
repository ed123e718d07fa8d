/** The modules of the basic, implicit and hybrid plans about tokens and claims (requirements-openid.md 1 to 14, 35). */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { claimsOf, flow, TYPES, WITH_CODE, WITH_TOKEN } from "./flow.ts";
import { type Provider, SUITE, startProvider } from "./provider.ts";
import { authorizationUrl, cameIn, headerOf, redeem, request } from "./relying-party.ts";

let server: Provider;
let ada: Person;
beforeAll(async () => {
  server = await startProvider([{ id: "unsigned", ...SUITE, requestObjectSigningAlg: "none" }]);
  ada = new Person(server.issuer);
});
afterAll(() => server.close());

const PROFILE =
  "name given_name family_name middle_name nickname preferred_username profile picture website gender birthdate zoneinfo locale updated_at";

describe.each(TYPES)("%s", (type) => {
  it("oidcc-server: the whole flow works, and no claim is in the ID token that only a scope asked for", async () => {
    const done = await flow(ada, type);
    await claimsOf(server.issuer, done);
    for (const name of ["name", "email"]) expect(done.claims).not.toHaveProperty(name);
  });

  it("oidcc-idtoken-signature: RS256 with a kid that is in the JWKS", async () => {
    expect(headerOf((await flow(ada, type)).idToken)).toMatchObject({ alg: "RS256", kid: expect.any(String) });
  });

  it("oidcc-scope-profile: all fourteen claims", async () => {
    const claims = await claimsOf(server.issuer, await flow(ada, type, { scope: "openid profile" }));
    for (const name of PROFILE.split(" ")) expect(claims, name).toHaveProperty(name);
    expect(claims.updated_at).toEqual(expect.any(Number));
  });

  it("oidcc-scope-email, oidcc-scope-phone, oidcc-scope-address: right types, and not in ID tokens beside an access token", async () => {
    for (const [scope, expected] of [
      ["email", { email: expect.any(String), email_verified: expect.any(Boolean) }],
      ["phone", { phone_number: expect.any(String), phone_number_verified: expect.any(Boolean) }],
      ["address", { address: expect.objectContaining({ country: expect.any(String) }) }],
    ] as const) {
      const done = await flow(ada, type, { scope: `openid ${scope}` });
      expect(await claimsOf(server.issuer, done)).toMatchObject(expected);
      if (done.accessToken !== undefined)
        for (const name of Object.keys(expected)) expect(done.claims).not.toHaveProperty(name);
    }
  });

  it("oidcc-scope-all, oidcc-alternate-happy-flow: any order of scopes and parameters", async () => {
    const scope = "phone address email openid profile";
    const claims = await claimsOf(server.issuer, await flow(ada, type, { scope }));
    for (const name of [...PROFILE.split(" "), "email", "address", "phone_number"]) expect(claims).toHaveProperty(name);
    const sent = Object.fromEntries(Object.entries(request({ response_type: type })).toReversed());
    const { parameters } = cameIn(await ada.walk(authorizationUrl(server.issuer, sent)));
    expect(parameters).not.toHaveProperty("error");
  });

  it("oidcc-claims-essential: the claim is where it was asked for", async () => {
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
    const done = await flow(ada, type, { claims });
    if (type === "id_token") return expect(done.claims).not.toHaveProperty("name");
    expect(await claimsOf(server.issuer, done)).toMatchObject({ name: "Ada Lovelace" });
    expect(done.claims).not.toHaveProperty("name");
  });
});

describe.each(WITH_TOKEN)("%s", (type) => {
  const at = "/userinfo";
  it("oidcc-userinfo-get, oidcc-userinfo-post-header, oidcc-userinfo-post-body: the same claims", async () => {
    const { accessToken = "", claims } = await flow(ada, type, { scope: "openid profile email address" });
    const authorization = `Bearer ${accessToken}`;
    const answers = await Promise.all(
      [
        { headers: { authorization } },
        { method: "POST", headers: { authorization } },
        { method: "POST", body: new URLSearchParams({ access_token: accessToken }) },
      ].map(async (init) => answerOf(server.issuer, await fetch(server.issuer + at, init))),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toEqual(answers[0]?.body);
      expect(body).toMatchObject({
        sub: claims.sub,
        updated_at: expect.any(Number),
        email_verified: expect.any(Boolean),
      });
      expect(body.address).toEqual(expect.objectContaining({}));
    }
  });
});

describe.each(WITH_CODE)("%s", (type) => {
  it("oidcc-server: codes have 128 bits, and 96 bits of entropy by Shannon's measure", async () => {
    const { code = "" } = (await flow(ada, type)).came.parameters;
    const counts = [...code].reduce((all, char) => all.set(char, (all.get(char) ?? 0) + 1), new Map<string, number>());
    const bits = [...counts.values()].reduce((sum, count) => sum - count * Math.log2(count / code.length), 0);
    expect([code.length * 8 >= 128, bits >= 96]).toEqual([true, true]);
  });

  it("oidcc-server-client-secret-post", async () => {
    const { claims } = await flow(ada, type, { client_id: "suite-post" });
    expect(claims.aud).toBe("suite-post");
  });
});

it("oidcc-ensure-request-without-nonce-succeeds-for-code-flow: and the ID token has none", async () => {
  expect((await flow(ada, "code", { nonce: undefined })).claims).not.toHaveProperty("nonce");
});

it("oidcc-response-type-missing: invalid_request in the query, with the state", async () => {
  const sent = request({ response_type: undefined, state: "s".repeat(128) });
  const came = cameIn(await ada.walk(authorizationUrl(server.issuer, sent)));
  expect(came).toMatchObject({ in: "query", parameters: { error: "invalid_request", state: sent.state } });
});

it("oidcc-idtoken-unsigned: none is not among the algorithms, so the module is skipped", async () => {
  const metadata = await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json();
  expect(metadata.id_token_signing_alg_values_supported).not.toContain("none");
});

describe("unsigned request objects", () => {
  const unsigned = (claims: object) =>
    `${[{ alg: "none" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.`;

  it("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: refused without a registration", async () => {
    const sent = request();
    const claims = { ...sent, scope: "openid email" };
    const { parameters } = cameIn(
      await ada.walk(authorizationUrl(server.issuer, { ...sent, request: unsigned(claims) })),
    );
    expect([parameters.error, parameters.state]).toEqual(["request_not_supported", sent.state]);
    const metadata = await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json();
    expect(metadata.request_object_signing_alg_values_supported).not.toContain("none");
  });

  it("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: its values win where it is registered", async () => {
    const sent = request({ client_id: "unsigned" });
    const inside = { ...sent, state: "inside", nonce: "of-the-object" };
    const { parameters } = cameIn(
      await ada.walk(authorizationUrl(server.issuer, { ...sent, request: unsigned(inside) })),
    );
    expect(parameters.state).toBe("inside");
    const { body } = await redeem(server.issuer, parameters.code, "unsigned");
    expect(decodeJwt(String(body.id_token)).nonce).toBe("of-the-object");
  });

  it("oidcc-ensure-request-object-with-redirect-uri: the one in the object wins over an invalid one beside it", async () => {
    const sent = request({ client_id: "unsigned" });
    const beside = { ...sent, redirect_uri: "https://elsewhere.example/callback", request: unsigned(sent) };
    const end = await ada.walk(authorizationUrl(server.issuer, beside));
    expect(cameIn(end)).toMatchObject({ at: sent.redirect_uri, parameters: { code: expect.any(String) } });
  });
});
