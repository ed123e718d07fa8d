/** openid-client and oauth4webapi with DPoP, without the server's nonces and with them; and a client that must send proofs. */
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofFor } from "../catalogue/proofs.ts";
import { Application } from "./application.ts";
import { refused } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const insecure = { [oauth.allowInsecureRequests]: true };

describe.each([false, true])("with nonces: %s", (nonce) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ dpop: { nonce } });
  });
  afterAll(() => world.close());

  it("openid-client signs in, refreshes and reads userinfo with one key", async () => {
    const auth = client.ClientSecretBasic(SECRET);
    const config = await client.discovery(new URL(world.issuer), "web", undefined, auth, {
      execute: [client.allowInsecureRequests],
    });
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: "openid profile offline_access",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      dpop_jkt: await DPoP.calculateThumbprint(),
    });
    const to = await world.person().sentTo(url.href);
    const checks = { pkceCodeVerifier: verifier, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(config, to, checks, undefined, { DPoP });
    expect(tokens.token_type).toBe("dpop");
    const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? "", undefined, { DPoP });
    expect(again.token_type).toBe("dpop");
    const told = await client.tokenIntrospection(config, again.access_token);
    expect(told).toMatchObject({ active: true, cnf: { jkt: await DPoP.calculateThumbprint() } });
    const { sub = "" } = tokens.claims() ?? {};
    expect(await client.fetchUserInfo(config, again.access_token, sub, { DPoP })).toMatchObject({ sub });
  });

  it("oauth4webapi gets a bound token, and uses it", async () => {
    const issuer = new URL(world.issuer);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    expect(as.dpop_signing_alg_values_supported).toContain("ES256");
    const machine: oauth.Client = { client_id: "machine" };
    const DPoP = oauth.DPoP(machine, await oauth.generateKeyPair("ES256"));
    const request = () =>
      oauth.clientCredentialsGrantRequest(as, machine, oauth.ClientSecretBasic(SECRET), {}, { ...insecure, DPoP });
    const first = await request();
    const tokens = await oauth.processClientCredentialsResponse(as, machine, first).catch(async (error: unknown) => {
      expect([nonce, oauth.isDPoPNonceError(error)]).toEqual([true, true]);
      return oauth.processClientCredentialsResponse(as, machine, await request());
    });
    expect(tokens.token_type).toBe("dpop");
    // The next nonce is sent ahead: from now on, nothing is refused for it.
    expect((await request()).status).toBe(200);
    expect(first.headers.has("dpop-nonce")).toBe(nonce);
  });
});

describe("the server's nonces", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ dpop: { nonce: true } });
  });
  afterAll(() => world.close());

  const ask = (nonce?: string, id = "machine") => {
    const dpop = proofFor({
      url: `${world.issuer}/token`,
      now: world.now(),
      claims: { nonce, jti: crypto.randomUUID() },
    });
    return new Application(world.issuer, { id, secret: SECRET }).post(
      "/token",
      { grant_type: "client_credentials" },
      { dpop },
    );
  };
  const nonceOf = ({ headers }: { readonly headers: Headers }): string => headers.get("dpop-nonce") ?? "";

  it("are asked for, last for some minutes, and come ahead (RFC 9449 8)", async () => {
    const asked = await ask();
    refused(asked, 400, "use_dpop_nonce", "dpop/nonce-required");
    expect(asked.headers.get("cache-control")).toBe("no-store");
    expect(nonceOf(asked)).toMatch(/^[\w-]{22}$/);
    refused(await ask("made-up"), 400, "use_dpop_nonce", "dpop/nonce-required");
    refused(await ask("A".repeat(22)), 400, "use_dpop_nonce", "dpop/nonce-required");
    const granted = await ask(nonceOf(asked));
    expect(granted).toMatchObject({ status: 200, body: { token_type: "DPoP" } });
    world.pass(150);
    const next = await ask(nonceOf(granted));
    expect(next.status).toBe(200);
    expect(nonceOf(next)).not.toBe(nonceOf(granted));
    world.pass(300);
    refused(await ask(nonceOf(next)), 400, "use_dpop_nonce", "dpop/nonce-required");
  });

  it("are asked for at userinfo in a challenge (RFC 9449 9)", async () => {
    const { body } = await ask(nonceOf(await ask()));
    const token = String(body.access_token);
    const url = `${world.issuer}/userinfo`;
    const dpop = proofFor({ method: "GET", url, now: world.now(), token, claims: { jti: crypto.randomUUID() } });
    const answer = await fetch(url, { headers: { authorization: `DPoP ${token}`, dpop } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toMatch(/^DPoP .*error="use_dpop_nonce"/);
    expect(nonceOf(answer)).not.toBe("");
  });

  it("aren't sent to whoever sends no proof", async () => {
    const { headers, status } = await new Application(world.issuer, { id: "machine", secret: SECRET }).token({
      grant_type: "client_credentials",
    });
    expect([status, headers.has("dpop-nonce")]).toEqual([200, false]);
  });

  it("a client that must send proofs gets nothing without (RFC 9449 5.2)", async () => {
    const proving = new Application(world.issuer, { id: "proving", secret: SECRET });
    const answer = await proving.token({ grant_type: "client_credentials", scope: "read_profile" });
    refused(answer, 400, "invalid_dpop_proof", "dpop/proof-absent");
  });
});
