/** PS256 keys, keys to which clients encrypt, and request objects that are encrypted to them, over real sockets (RFC 9101 6.1, RFC 7518 3.5). */
import {
  CompactEncrypt,
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from "jose";
import * as openid from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { protectApi } from "../../src/resource/index.ts";
import { answerOf } from "./application.ts";
import { refused, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const pair = await generateKeyPair("ES256", { extractable: true });
const other = await generateKeyPair("RSA-OAEP-256");
const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "own", use: "sig" }] };
const web = {
  ...{ secrets: [{ value: SECRET }], redirectUris: [REDIRECT], jwks, requestUris: ["https://app.example/object"] },
  ...{ scopes: ["openid", "read_profile"], defaultScopes: ["read_profile"] },
};

const API = "https://api.example";

let world: World;
let keys: readonly JWK[];
beforeAll(async () => {
  world = await startWorld({
    additionalKeys: ["PS256", "RSA-OAEP-256", "ECDH-ES"],
    apis: [{ resource: API, name: "API", alg: "PS256" }],
    scopes: [
      { name: "read", description: "Read", api: API },
      { name: "read_profile", description: "Read your profile" },
    ],
    clients: [
      { id: "any", ...web },
      { id: "must", ...web, requestObjectEncryptionAlg: "RSA-OAEP-256", requestObjectEncryptionEnc: "A256GCM" },
      { id: "machine", secrets: [{ value: SECRET }], grantTypes: ["client_credentials"], scopes: ["read"] },
      { id: "ps256", ...web, idTokenAlg: "PS256", userinfoAlg: "PS256", authorizationSignedResponseAlg: "PS256" },
    ],
  });
  keys = ((await (await fetch(`${world.issuer}/jwks`)).json()) as { keys: JWK[] }).keys;
});
afterAll(() => world.close());

const keyTo = (alg: string): JWK => {
  const kty = alg.startsWith("RSA") ? "RSA" : "EC";
  return keys.find((one) => one.use === "enc" && one.kty === kty) as JWK;
};

interface Encrypting {
  readonly alg?: string;
  readonly enc?: string;
  readonly kid?: string | undefined;
  readonly to?: JWK | CryptoKey;
  readonly zip?: "DEF" | undefined;
  /** Characters of a parameter that says nothing. */
  readonly padding?: number;
}

/** A signed request object, encrypted to the server. */
async function encrypted(
  id: string,
  { alg = "RSA-OAEP-256", enc = "A256GCM", kid, to, zip, padding = 0 }: Encrypting = {},
) {
  const { url } = world.app(id).begin({ scope: "openid" });
  const parameters = Object.fromEntries(new URL(url).searchParams);
  const now = Math.floor(Date.now() / 1000);
  const signed = await new SignJWT({
    ...parameters,
    padding: "x".repeat(padding),
    iss: id,
    aud: world.issuer,
    exp: now + 60,
    nbf: now,
  })
    .setProtectedHeader({ alg: "ES256", kid: "own", typ: "oauth-authz-req+jwt" })
    .sign(pair.privateKey);
  const key = to ?? keyTo(alg);
  const jwe = await new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({
      alg,
      enc,
      cty: "oauth-authz-req+jwt",
      kid: kid ?? (key as JWK).kid ?? "unknown",
      ...(zip && { zip }),
    })
    .encrypt("kty" in key ? await importJWK(key as JWK, alg) : key);
  return { jwe, signed, state: String(parameters.state) };
}

const ask = (id: string, request: string) =>
  world.regular.sentTo(`${world.issuer}/authorize?${new URLSearchParams({ client_id: id, request })}`);

describe("the keys of the server", () => {
  it("are in the JWKS, for signatures and for encryption, with nothing private in them", () => {
    expect(keys.map(({ kty, use, alg }) => [kty, use, alg])).toEqual([
      ["EC", "sig", "ES256"],
      ["RSA", "sig", "RS256"],
      ["OKP", "sig", "EdDSA"],
      ["RSA", "sig", "PS256"],
      ["RSA", "enc", undefined],
      ["EC", "enc", undefined],
    ]);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(6);
    for (const key of keys)
      for (const secret of ["d", "p", "q", "dp", "dq", "qi"]) expect(key).not.toHaveProperty(secret);
  });

  it("are in the metadata, exactly", async () => {
    const { body } = await answerOf(world.issuer, await fetch(`${world.issuer}/.well-known/openid-configuration`));
    const signs = ["RS256", "ES256", "EdDSA", "PS256"];
    for (const what of ["id_token", "userinfo", "introspection", "authorization"])
      expect(body[`${what}_signing_alg_values_supported`], what).toEqual(signs);
    expect(body.request_object_encryption_alg_values_supported).toEqual([
      ...["RSA-OAEP-256", "RSA-OAEP", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"],
    ]);
    expect(body.request_object_encryption_enc_values_supported).toEqual([
      ...["A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM"],
    ]);
  });

  it("sign the access tokens of an API with PS256", async () => {
    const { body } = await world.app("machine").token({ grant_type: "client_credentials", scope: "read" });
    const remote = createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
    const { protectedHeader } = await jwtVerify(String(body.access_token), remote, { audience: API });
    expect(protectedHeader).toMatchObject({ alg: "PS256", typ: "at+jwt" });
    const { check } = protectApi({ issuer: world.issuer, resource: API });
    const call = { method: "GET", url: "/", dpop: undefined, authorization: `Bearer ${body.access_token}` };
    expect(await check(call, { scope: "read" })).toMatchObject({ subject: "machine" });
  });

  it("sign with PS256 what openid-client verifies: the response, the ID token and userinfo", async () => {
    const auth = openid.ClientSecretBasic(SECRET);
    const execute = [openid.allowInsecureRequests, openid.useJwtResponseMode];
    const metadata = { authorization_signed_response_alg: "PS256", id_token_signed_response_alg: "PS256" };
    const registered = { ...metadata, userinfo_signed_response_alg: "PS256" };
    const config = await openid.discovery(new URL(world.issuer), "ps256", registered, auth, { execute });
    const [verifier, state] = [openid.randomPKCECodeVerifier(), openid.randomState()];
    const url = openid.buildAuthorizationUrl(config, {
      ...{ redirect_uri: REDIRECT, scope: "openid", state, code_challenge_method: "S256" },
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    });
    const to = await world.regular.sentTo(url.href);
    const tokens = await openid.authorizationCodeGrant(config, to, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    const remote = createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
    const { protectedHeader } = await jwtVerify(tokens.id_token ?? "", remote, { issuer: world.issuer });
    expect(protectedHeader.alg).toBe("PS256");
    const { sub = "" } = tokens.claims() ?? {};
    expect((await openid.fetchUserInfo(config, tokens.access_token, sub)).sub).toBe(sub);
  });
});

describe("an encrypted request object", () => {
  it.each([
    ...["RSA-OAEP-256", "RSA-OAEP", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"].map((alg) => [alg, "A256GCM"]),
    ...["A128CBC-HS256", "A256CBC-HS512", "A128GCM"].map((enc) => ["RSA-OAEP-256", enc]),
  ])("is decrypted: %s, %s", async (alg = "", enc = "") => {
    const { jwe, state } = await encrypted("any", { alg, enc });
    const { searchParams } = await ask("any", jwe);
    expect([searchParams.get("state"), searchParams.get("error")]).toEqual([state, null]);
    expect(searchParams.get("code")).not.toBeNull();
  });

  it("may be pushed, and a client that needn't encrypt may send a plain one", async () => {
    const { jwe, signed, state } = await encrypted("any");
    const { body, status } = await pushed("any", jwe);
    expect(status).toBe(201);
    const query = new URLSearchParams({ client_id: "any", request_uri: String(body.request_uri) });
    expect((await world.regular.sentTo(`${world.issuer}/authorize?${query}`)).searchParams.get("state")).toBe(state);
    expect((await ask("any", signed)).searchParams.get("state")).toBe(state);
  });

  it("must be encrypted as the client is registered", async () => {
    const { jwe, signed } = await encrypted("must");
    expect((await ask("must", jwe)).searchParams.get("code")).not.toBeNull();
    const code = "request/object-undecryptable";
    const plain = refused(await pushed("must", signed), 400, "invalid_request_object", code);
    expect(plain).toContain("isn't encrypted");
    for (const other of [{ enc: "A128GCM" }, { alg: "ECDH-ES" }]) {
      const { jwe: wrong } = await encrypted("must", other);
      const says = refused(await pushed("must", wrong), 400, "invalid_request_object", code);
      expect(says).toContain("RSA-OAEP-256 and A256GCM are registered");
    }
  });

  it.each([
    ["no key with its kid", { kid: "gone" }],
    ["isn't encrypted to this server's key", { to: other.publicKey }],
    ["algorithm for the content isn't supported", { enc: "A192GCM" }],
    ["algorithm for the key isn't supported", { alg: "ECDH-ES+A192KW" }],
  ] as const)("is refused by name: %s", async (says, wrong) => {
    const { jwe } = await encrypted("any", "to" in wrong ? { ...wrong, kid: keyTo("RSA").kid } : wrong);
    const description = refused(
      await pushed("any", jwe),
      400,
      "invalid_request_object",
      "request/object-undecryptable",
    );
    expect(description).toContain(says);
  });

  it.each([0, 1_000_000])(
    "is refused if it is compressed, and not expanded: %d characters of nothing",
    async (padding) => {
      const { jwe } = await encrypted("any", { zip: "DEF", padding });
      const answer = await pushed("any", jwe);
      const says = refused(answer, 400, "invalid_request_object", "request/object-undecryptable");
      expect(says).toContain("compressed");
    },
  );

  it("is refused in the browser too, where the parameters beside it say", async () => {
    const { jwe } = await encrypted("any", { kid: "gone" });
    const query = { client_id: "any", redirect_uri: REDIRECT, response_type: "code", state: "beside", request: jwe };
    const to = await world.regular.sentTo(`${world.issuer}/authorize?${new URLSearchParams(query)}`);
    refusedTo(to, world.issuer, "invalid_request_object", "request/object-undecryptable", "beside");
  });

  it("isn't decrypted for whoever signed it: the signature inside counts", async () => {
    const { jwe } = await encrypted("any");
    const answer = await pushed("must", jwe);
    refused(answer, 400, "invalid_request_object", "request/object-claim-invalid");
  });
});

async function pushed(id: string, request: string) {
  const response = await fetch(`${world.issuer}/par`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${id}:${SECRET}`)}` },
    body: new URLSearchParams({ request }),
  });
  return answerOf(world.issuer, response);
}
