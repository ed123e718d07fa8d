/** FAPI 2.0 with what else is signed: its bounds on algorithms hold for DPoP proofs too (FAPI 2.0 Security Profile 5.4.1). */
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refused } from "../blackbox/refusal.ts";
import { makeKey, type PairWorld, proofBy, startPairs, web } from "./world.ts";

let world: PairWorld;
let own: Awaited<ReturnType<typeof makeKey>>;
beforeAll(async () => {
  own = await makeKey("ES256");
  const machine = {
    ...web,
    grantTypes: ["client_credentials" as const],
    scopes: ["orders"],
    defaultScopes: ["orders"],
  };
  const signing = {
    ...machine,
    secrets: [],
    authMethods: ["private_key_jwt" as const],
    jwks: { keys: [own.jwk as never] },
  };
  world = await startPairs([
    { id: "bank", ...signing, profile: "fapi2-security" },
    { id: "shop", ...signing },
  ]);
});
afterAll(() => world.close());

async function ask(id: string, { alg = "ES256", aud = world.issuer as string | string[], claims = {} } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const client_assertion = await new SignJWT({
    iss: id,
    sub: id,
    aud,
    jti: crypto.randomUUID(),
    exp: now + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: "ES256", kid: "key" })
    .sign(own.key);
  const client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  const form = { grant_type: "client_credentials", client_assertion, client_assertion_type };
  const dpop = await proofBy(alg, `${world.issuer}/token`);
  const body = new URLSearchParams(form);
  const response = await fetch(`${world.issuer}/token`, { method: "POST", headers: { dpop }, body });
  const text = await response.text();
  return { issuer: world.issuer, status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

describe("algorithms of DPoP proofs", () => {
  it.each(["PS256", "ES256", "EdDSA"])("%s is accepted", async (alg) => {
    expect((await ask("bank", { alg })).body.token_type).toBe("DPoP");
  });

  it.each(["RS256", "ES384", "PS512"])("%s is refused, of this client alone", async (alg) => {
    const says = refused(await ask("bank", { alg }), 400, "invalid_dpop_proof", "dpop/header-wrong");
    expect(says).toContain("one of PS256, ES256, EdDSA");
    expect((await ask("shop", { alg })).body.token_type).toBe("DPoP");
  });

  it("the metadata of a server under FAPI lists no others", async () => {
    const under = await startPairs([], { profile: "fapi2-security" });
    const metadata = async ({ issuer }: PairWorld) =>
      (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    const { dpop_signing_alg_values_supported: algs } = await metadata(under);
    expect(algs).toEqual(expect.arrayContaining(["PS256", "ES256", "EdDSA"]));
    expect(algs).not.toContain("RS256");
    expect((await metadata(world)).dpop_signing_alg_values_supported).toContain("RS256");
    await under.close();
  });
});

describe("assertions of its clients", () => {
  const code = "client-auth/assertion-wrong-audience";

  it("name the issuer and nothing else: no endpoint, and no list of both", async () => {
    expect((await ask("bank")).status).toBe(200);
    for (const aud of [`${world.issuer}/token`, [world.issuer, `${world.issuer}/token`]]) {
      refused(await ask("bank", { aud }), 401, "invalid_client", code);
      expect((await ask("shop", { aud })).status).toBe(200);
    }
  });

  it("may be ahead by 10 seconds, and not by more than 60 (5.3.2.1)", async () => {
    const now = Math.floor(Date.now() / 1000);
    const at = (ahead: number) => ({ claims: { iat: now + ahead, nbf: now + ahead, exp: now + ahead + 60 } });
    expect((await ask("bank", at(10))).status).toBe(200);
    refused(await ask("bank", at(70)), 401, "invalid_client", "client-auth/assertion-time");
  });
});
