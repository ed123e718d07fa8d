/** Pushed requests of clients with keys: authenticated by a JWT (RFC 7523), and bound to a key by a proof (RFC 9449 10.1). */
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROOF_JKT, proofFor } from "../catalogue/proofs.ts";
import { refused } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

let world: World;
let key: CryptoKey;
const web = {
  redirectUris: [REDIRECT],
  scopes: ["openid", "read_profile", "offline_access"],
  defaultScopes: ["read_profile"],
};
beforeAll(async () => {
  const pair = await generateKeyPair("ES256");
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "one" }] };
  world = await startWorld({
    clients: [
      { id: "signing", ...web, authMethods: ["private_key_jwt"], jwks },
      { id: "web", ...web, secrets: [{ value: SECRET }] },
    ],
  });
});
afterAll(() => world.close());

const started = (requestUri: unknown, id: string) =>
  `${world.issuer}/authorize?${new URLSearchParams({ client_id: id, request_uri: String(requestUri) })}`;

const assertion = (aud: string) =>
  new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: "ES256", kid: "one" })
    .setIssuer("signing")
    .setSubject("signing")
    .setAudience(aud)
    .setIssuedAt(Math.floor(world.now() / 1000))
    .setExpirationTime(Math.floor(world.now() / 1000) + 60)
    .sign(key);

it.each(["", "/par", "/token"])("a client authenticates with a JWT for the issuer and %j", async (path) => {
  const app = world.app("signing", { secret: undefined as never });
  const { url } = app.begin();
  const jwt = {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await assertion(world.issuer + path),
  };
  const { status, body } = await app.post("/par", { ...Object.fromEntries(new URL(url).searchParams), ...jwt });
  expect([status, body.error_description]).toEqual([201, undefined]);
  const to = await world.person().sentTo(started(body.request_uri, "signing"));
  expect(to.searchParams.get("code")).toMatch(/^candor_code_/);
  const again = await app.post("/par", { ...Object.fromEntries(new URL(url).searchParams), ...jwt });
  refused(again, 401, "invalid_client", "client-auth/assertion-replayed");
});

describe("a proof with a pushed request", () => {
  const proof = (path: string) =>
    proofFor({ url: world.issuer + path, now: world.now(), claims: { jti: crypto.randomUUID() } });
  const push = async (more: Record<string, string> = {}, dpop = proof("/par")) => {
    const app = world.app("web");
    const { url, verifier } = app.begin(more);
    const answer = await app.post("/par", Object.fromEntries(new URL(url).searchParams), { dpop });
    return { app, verifier, answer };
  };

  it.each([{}, { dpop_jkt: PROOF_JKT }])("binds the code to its key: %j", async (more) => {
    const { app, verifier, answer } = await push(more);
    expect([answer.status, answer.body.error_description]).toEqual([201, undefined]);
    const to = await world.person().sentTo(started(answer.body.request_uri, "web"));
    const fields = {
      grant_type: "authorization_code",
      code: to.searchParams.get("code") ?? "",
      redirect_uri: REDIRECT,
      code_verifier: verifier,
    };
    refused(await app.post("/token", fields), 400, "invalid_grant", "code/key-unproved");
    const { status, body } = await app.post("/token", fields, { dpop: proof("/token") });
    expect([status, body.token_type]).toEqual([200, "DPoP"]);
  });

  it("is refused if dpop_jkt is another key, if it is for another endpoint, and the second time", async () => {
    const other = await push({ dpop_jkt: "A".repeat(43) });
    refused(other.answer, 400, "invalid_request", "request/parameter-invalid");
    const misplaced = await push({}, proof("/token"));
    refused(misplaced.answer, 400, "invalid_dpop_proof", "dpop/claim-wrong");
    const dpop = proof("/par");
    expect((await push({}, dpop)).answer.status).toBe(201);
    refused((await push({}, dpop)).answer, 400, "invalid_dpop_proof", "dpop/used-before");
  });
});
