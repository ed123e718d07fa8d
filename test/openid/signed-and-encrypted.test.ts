/** ID tokens and userinfo that are signed and encrypted as a client is registered (OpenID Connect Core 5.3.2, 10; requirements-openid.md 3, 45, 46). */
import { compactDecrypt, createRemoteJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { CALLBACK, EVERYTHING, type Provider, SECRET, SUITE, startProvider } from "./provider.ts";
import { authorize, checkedIdToken, redeem, request, userinfo } from "./relying-party.ts";

const rsa = await generateKeyPair("RSA-OAEP", { extractable: true });
const ec = await generateKeyPair("ECDH-ES", { extractable: true });
const keysOf = async (key: CryptoKey, kid: string) => ({ keys: [{ ...(await exportJWK(key)), kid, use: "enc" }] });

let server: Provider;
let ada: Person;
beforeAll(async () => {
  const encrypted = { ...SUITE, jwks: await keysOf(rsa.publicKey, "rsa"), idTokenEncryptedAlg: "RSA-OAEP" };
  server = await startProvider([
    ...(["RS256", "ES256", "EdDSA"] as const).map((alg) => ({
      ...{ id: alg, ...SUITE, idTokenAlg: alg, userinfoAlg: alg },
    })),
    { id: "encrypted", ...encrypted, userinfoEncryptedAlg: "RSA-OAEP", userinfoEncryptedEnc: "A256GCM" },
    {
      ...{ id: "curves", ...SUITE, jwks: await keysOf(ec.publicKey, "ec"), userinfoAlg: "ES256" },
      ...{ idTokenEncryptedAlg: "ECDH-ES+A256KW", idTokenEncryptedEnc: "A256GCM", userinfoEncryptedAlg: "ECDH-ES" },
    },
    { id: "gone", ...SUITE, jwksUri: "http://localhost:1/jwks", idTokenEncryptedAlg: "RSA-OAEP" },
  ]);
  ada = new Person(server.issuer);
});
afterAll(() => server.close());

async function flow(id: string) {
  const sent = request({ client_id: id, scope: EVERYTHING });
  const { parameters } = await authorize(ada, sent);
  const { body } = await redeem(server.issuer, parameters.code, id);
  return { ...body, nonce: sent.nonce } as Readonly<Record<string, string>>;
}

describe("signed", () => {
  it("oidcc-idtoken-signature: without an algorithm, ID tokens are RS256 with a kid", async () => {
    const { id_token, nonce, access_token: accessToken } = await flow("suite");
    await checkedIdToken(server.issuer, id_token, { nonce, accessToken });
  });

  it.each(["RS256", "ES256", "EdDSA"])("oidcc-idtoken-%s, oidcc-userinfo-%s", async (alg) => {
    const { id_token, access_token, nonce } = await flow(alg);
    await checkedIdToken(server.issuer, id_token, { nonce, accessToken: access_token, aud: alg, alg });
    const answer = await userinfo(server.issuer, access_token);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/jwt"]);
    const keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(answer.text, keys, { issuer: server.issuer, audience: alg });
    expect(protectedHeader.alg).toBe(alg);
    expect(payload).toMatchObject({ sub: "demo-ada", name: "Ada Lovelace" });
    expect(payload).not.toHaveProperty("nonce");
  });
});

describe("encrypted", () => {
  it("ID tokens are signed, then encrypted to the client's key", async () => {
    const { id_token, access_token: accessToken, nonce } = await flow("curves");
    const { plaintext, protectedHeader } = await compactDecrypt(id_token ?? "", ec.privateKey);
    expect(protectedHeader).toMatchObject({ alg: "ECDH-ES+A256KW", enc: "A256GCM", kid: "ec", cty: "JWT" });
    await checkedIdToken(server.issuer, new TextDecoder().decode(plaintext), { nonce, accessToken, aud: "curves" });
  });

  it("so are those from the authorization endpoint", async () => {
    const sent = request({ client_id: "curves", response_type: "id_token" });
    const { parameters } = await authorize(ada, sent);
    const { plaintext } = await compactDecrypt(parameters.id_token ?? "", ec.privateKey);
    const token = new TextDecoder().decode(plaintext);
    await checkedIdToken(server.issuer, token, { nonce: sent.nonce, state: sent.state, aud: "curves" });
  });

  it("userinfo is signed and encrypted, or only encrypted", async () => {
    const both = await userinfo(server.issuer, (await flow("curves")).access_token);
    const signed = new TextDecoder().decode((await compactDecrypt(both.text, ec.privateKey)).plaintext);
    expect(decodeProtectedHeader(signed).alg).toBe("ES256");
    const only = await userinfo(server.issuer, (await flow("encrypted")).access_token);
    expect(only.headers.get("content-type")).toBe("application/jwt");
    const { plaintext, protectedHeader } = await compactDecrypt(only.text, rsa.privateKey);
    expect(protectedHeader).toMatchObject({ alg: "RSA-OAEP", enc: "A256GCM" });
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toMatchObject({ sub: "demo-ada", name: "Ada Lovelace" });
  });

  it("openid-client decrypts both", async () => {
    const config = await client.discovery(
      new URL(server.issuer),
      "encrypted",
      undefined,
      client.ClientSecretBasic(SECRET),
      {
        execute: [client.allowInsecureRequests],
      },
    );
    client.enableDecryptingResponses(config, ["A128CBC-HS256", "A256GCM"], { key: rsa.privateKey, kid: "rsa" });
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, scope: "openid profile", state, nonce });
    const tokens = await client.authorizationCodeGrant(config, await ada.sentTo(url.href), {
      ...{ expectedState: state, expectedNonce: nonce, idTokenExpected: true },
    });
    expect(tokens.claims()?.sub).toBe("demo-ada");
  });

  it("nothing is issued in plain text if the client's keys can't be fetched", async () => {
    const { parameters } = await authorize(ada, request({ client_id: "gone" }));
    const answer = await redeem(server.issuer, parameters.code, "gone");
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain("id_token");
  });
});

it("oidcc-idtoken-unsigned (skipped by the suite): ID tokens without a signature aren't supported", async () => {
  const { body } = await answerOf(server.issuer, await fetch(`${server.issuer}/.well-known/openid-configuration`));
  expect(body.id_token_signing_alg_values_supported).toEqual(["RS256", "ES256", "EdDSA"]);
  expect(body.userinfo_signing_alg_values_supported).toContain("RS256");
  expect(body.subject_types_supported).toEqual(["public", "pairwise"]);
});
