/** client_secret_jwt: a JWT with a MAC by the client's secret (OpenID Connect Core 9), over real sockets. */
import { SignJWT } from "jose";
import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCandor } from "../../src/index.ts";
import { type Answer, answerOf } from "./application.ts";
import { codeIn, refused } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

const [SHORT, LONG, OLD] = ["s".repeat(32), "l".repeat(64), "o".repeat(64)];
const machine = {
  grantTypes: ["client_credentials" as const],
  scopes: ["read_opaque"],
  defaultScopes: ["read_opaque"],
};
const mac = { ...machine, authMethods: ["client_secret_jwt" as const] };

let world: World;
beforeAll(async () => {
  world = await startWorld({
    clients: [
      { id: "mac", ...mac, secrets: [{ value: LONG }, { value: OLD, expiresAt: "2020-01-01T00:00:00Z" }] },
      { id: "short", ...mac, secrets: [{ value: SHORT }] },
      { id: "basic", ...machine, authMethods: ["client_secret_basic"], secrets: [{ value: LONG }] },
    ],
  });
});
afterAll(() => world.close());

async function ask(id: string, secret: string, alg: string, claims: object = {}): Promise<Answer> {
  const now = Math.floor(world.now() / 1000);
  const all = { iss: id, sub: id, aud: world.issuer, exp: now + 60, jti: crypto.randomUUID(), ...claims };
  const key = new TextEncoder().encode(secret);
  const client_assertion = await new SignJWT(all as never).setProtectedHeader({ alg }).sign(key);
  const client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  const body = new URLSearchParams({ grant_type: "client_credentials", client_assertion_type, client_assertion });
  return answerOf(world.issuer, await fetch(`${world.issuer}/token`, { method: "POST", body }));
}

const codeOf = ({ status, body }: Answer): string =>
  status === 200 ? "granted" : codeIn(body.error_uri, world.issuer);

it("openid-client and oauth4webapi get tokens", async () => {
  const execute = [oidc.allowInsecureRequests];
  const config = await oidc.discovery(new URL(world.issuer), "mac", undefined, oidc.ClientSecretJwt(LONG), { execute });
  expect(await oidc.clientCredentialsGrant(config)).toMatchObject({ token_type: "bearer" });
  const insecure = { [oauth.allowInsecureRequests]: true };
  const issuer = new URL(world.issuer);
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const client = { client_id: "mac" };
  const auth = oauth.ClientSecretJwt(LONG);
  const response = await oauth.clientCredentialsGrantRequest(as, client, auth, {}, insecure);
  expect(await oauth.processClientCredentialsResponse(as, client, response)).toMatchObject({ scope: "read_opaque" });
});

describe("a MAC", () => {
  it.each<[what: string, id: string, secret: string, alg: string, code: string]>([
    ["by the secret", "mac", LONG, "HS256", "granted"],
    ["by the secret, HS384", "mac", LONG, "HS384", "granted"],
    ["by the secret, HS512", "mac", LONG, "HS512", "granted"],
    ["by a shorter secret", "short", SHORT, "HS256", "granted"],
    ["by a secret that is too short for it", "short", SHORT, "HS512", "client-auth/failed"],
    ["by another secret", "mac", SHORT, "HS256", "client-auth/failed"],
    ["by an expired secret", "mac", OLD, "HS256", "client-auth/failed"],
    ["of a client that isn't registered for it", "basic", LONG, "HS256", "client-auth/failed"],
    ["of nobody", "nobody", LONG, "HS256", "client-auth/failed"],
  ])("%s: %s", async (_, id, secret, alg, code) => expect(codeOf(await ask(id, secret, alg))).toBe(code));

  it("is accepted once", async () => {
    const jti = crypto.randomUUID();
    expect(codeOf(await ask("mac", LONG, "HS256", { jti }))).toBe("granted");
    refused(await ask("mac", LONG, "HS256", { jti }), 401, "invalid_client", "client-auth/assertion-replayed");
  });
});

it("needs a secret that is known and long enough", async () => {
  const config = (secret: object) => ({
    issuer: "https://id.example",
    clients: [{ id: "a", ...mac, secrets: [secret] }],
  });
  const opened = (secret: object) => createCandor({ storage: "memory", config: config(secret) as never });
  await expect(opened({ value: "x".repeat(31) })).rejects.toThrow("at least 32 bytes");
  await expect(opened({ sha256: "0".repeat(64) })).rejects.toThrow("value or env");
});
