/** Introspection responses as JWTs (RFC 9701) and encrypted authorization responses (JARM 2.2), over real sockets. */
import { compactDecrypt, createRemoteJWKSet, decodeJwt, exportJWK, generateKeyPair, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { protectApi } from "../../src/resource/index.ts";
import { type Application, answerOf, tokensOf } from "./application.ts";
import { formsOf } from "./person.ts";
import { refused, refusedOn } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const TYPE = "application/token-introspection+jwt";
const pair = await generateKeyPair("RSA-OAEP-256", { extractable: true });
const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "for-us", use: "enc" }] };
const signing = { keys: [{ ...(await exportJWK((await generateKeyPair("ES256")).publicKey)), use: "sig" }] };

const web = { secrets: [{ value: SECRET }], redirectUris: [REDIRECT], scopes: ["openid", "read_profile"] };
const machine = {
  ...{ secrets: [{ value: SECRET }], grantTypes: ["client_credentials" as const] },
  ...{ scopes: ["read_profile"], defaultScopes: ["read_profile"] },
};
const PRIVATE_KEYS = {
  "/keys": signing,
  "/right-keys": jwks,
  "/broken": { keys: [{ kty: "RSA", n: "?", e: "AQAB" }] },
};

let world: World;
let keysAt: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    const found = PRIVATE_KEYS[request.url as keyof typeof PRIVATE_KEYS];
    response.writeHead(found === undefined ? 404 : 200).end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  keysAt = `http://localhost:${(server.address() as { readonly port: number }).port}`;
  stop = () => new Promise((resolve) => void server.close(() => resolve()));
  const encrypted = { authorizationEncryptedResponseAlg: "RSA-OAEP-256", authorizationEncryptedResponseEnc: "A256GCM" };
  world = await startWorld({
    outbound: { privateNetworks: ["127.0.0.0/8", "::1"] },
    clients: [
      { id: "plain", ...machine },
      { id: "es256", ...machine, introspectionAlg: "ES256" },
      {
        id: "sealed",
        ...machine,
        jwks,
        introspectionEncryptedAlg: "RSA-OAEP-256",
        introspectionEncryptedEnc: "A256GCM",
      },
      ...["/keys", "/nothing", "/broken"].map((path) => ({
        ...{ id: `keys-at-${path.slice(1)}`, ...machine, jwksUri: keysAt + path },
        introspectionEncryptedAlg: "RSA-OAEP-256",
      })),
      { id: "jarm", ...web, jwks, ...encrypted },
      { id: "jarm-unkeyed", ...web, jwksUri: `${keysAt}/nothing`, ...encrypted },
      { id: "jarm-keyed", ...web, jwksUri: `${keysAt}/right-keys`, ...encrypted },
      { id: "id-token-unkeyed", ...web, jwksUri: `${keysAt}/nothing`, idTokenEncryptedAlg: "RSA-OAEP-256" },
      { id: "userinfo-unkeyed", ...web, jwksUri: `${keysAt}/nothing`, userinfoEncryptedAlg: "RSA-OAEP-256" },
    ],
  });
});
afterAll(async () => {
  await world.close();
  await stop();
});

const own = async (id: string): Promise<string> =>
  tokensOf(await world.app(id).token({ grant_type: "client_credentials" })).access_token;

const ask = (id: string, token: string, accept = TYPE) =>
  fetch(`${world.issuer}/introspect`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${id}:${SECRET}`)}`, accept },
    body: new URLSearchParams({ token }),
  });

const read = (jwt: string, audience: string) =>
  jwtVerify(jwt, createRemoteJWKSet(new URL(`${world.issuer}/jwks`)), {
    ...{ issuer: world.issuer, audience, typ: "token-introspection+jwt" },
  });

describe("introspection as a JWT", () => {
  it.each([
    ["plain", "RS256"],
    ["es256", "ES256"],
  ])("of %s is signed with %s, for who asks, and isn't an access token", async (id, alg) => {
    const token = await own(id);
    const answer = await ask(id, token, `application/json;q=0.5, ${TYPE}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, TYPE]);
    const { payload, protectedHeader } = await read(await answer.text(), id);
    expect(protectedHeader.alg).toBe(alg);
    const { token_introspection: told, ...beside } = payload;
    expect(beside).toEqual({ iss: world.issuer, aud: id, iat: expect.any(Number) });
    expect(told).toEqual(await (await ask(id, token, "application/json")).json());
    expect(told).toMatchObject({ active: true, client_id: id });
  });

  it("says nothing of a token that isn't active", async () => {
    const { payload } = await read(await (await ask("plain", await own("es256"))).text(), "plain");
    expect(payload.token_introspection).toEqual({ active: false });
  });

  it.each(["*/*", "application/json", `${TYPE};q=0`])("isn't sent to who asks for %s", async (accept) => {
    const answer = await ask("plain", await own("plain"), accept);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  });

  it("is encrypted, and never sent otherwise, if the client is registered so", async () => {
    for (const accept of [TYPE, "application/json"]) {
      const answer = await ask("sealed", await own("sealed"), accept);
      expect(answer.headers.get("content-type")).toBe(TYPE);
      const { plaintext, protectedHeader } = await compactDecrypt(await answer.text(), pair.privateKey);
      expect(protectedHeader).toMatchObject({ alg: "RSA-OAEP-256", enc: "A256GCM", cty: "JWT", kid: "for-us" });
      const { payload } = await read(new TextDecoder().decode(plaintext), "sealed");
      expect(payload.token_introspection).toMatchObject({ active: true });
    }
  });

  it.each([
    ["keys", "no fitting key"],
    ["nothing", "status 404"],
    ["broken", "unusable key"],
  ])("is refused by name if the client's keys at /%s are of no use", async (path, because) => {
    const id = `keys-at-${path}`;
    const answer = await answerOf(world.issuer, await ask(id, await own(id)));
    expect(refused(answer, 400, "invalid_request", "client/encryption-key-absent")).toContain(because);
  });

  it("oauth4webapi reads both", async () => {
    const as = {
      issuer: world.issuer,
      introspection_endpoint: `${world.issuer}/introspect`,
      jwks_uri: `${world.issuer}/jwks`,
    };
    for (const id of ["es256", "sealed"]) {
      const client = { client_id: id, introspection_signed_response_alg: id === "es256" ? "ES256" : "RS256" };
      const answer = await oauth.introspectionRequest(as, client, oauth.ClientSecretBasic(SECRET), await own(id), {
        ...{ requestJwtResponse: true, [oauth.allowInsecureRequests]: true },
      });
      const told = await oauth.processIntrospectionResponse(as, client, answer, {
        [oauth.jweDecrypt]: async (jwe) =>
          new TextDecoder().decode((await compactDecrypt(jwe, pair.privateKey)).plaintext),
      });
      expect(told).toMatchObject({ active: true, client_id: id });
    }
  });

  it("candor/resource asks for it, and believes nothing else", async () => {
    const decryptWith = { ...(await exportJWK(pair.privateKey)), alg: "RSA-OAEP-256" };
    const resource = `${world.issuer}/api`;
    for (const [id, signed] of [
      ["plain", true],
      ["sealed", { decryptWith }],
    ] as const) {
      const options = { issuer: world.issuer, resource, introspection: { clientId: id, clientSecret: SECRET, signed } };
      const call = { method: "GET", url: "/x", authorization: `Bearer ${await own(id)}`, dpop: undefined };
      expect(await protectApi(options).check(call)).toMatchObject({ clientId: id });
      expect(await protectApi(options).check({ ...call, authorization: "Bearer unknown" })).toMatchObject({
        cause: "token/revoked",
      });
      for (const forged of FORGERIES) {
        const between: typeof fetch = async (url, init) => forged(await fetch(url, init), String(url), id);
        expect(await protectApi({ ...options, fetch: between }).check(call), String(forged)).toMatchObject({
          status: 503,
        });
      }
    }
  });
});

const other = await generateKeyPair("RS256");

/** What somebody between the API and the server could make of a response. */
const FORGERIES: readonly ((answer: Response, url: string, id: string) => Promise<Response>)[] = [
  async (answer, url) =>
    url.endsWith("/introspect") ? Response.json({ active: true, aud: `${world.issuer}/api` }) : answer,
  async (answer, url, id) => {
    if (!url.endsWith("/introspect")) return answer;
    const claims = { iss: world.issuer, aud: id, iat: Math.floor(Date.now() / 1000) };
    const { SignJWT } = await import("jose");
    const jwt = await new SignJWT({ ...claims, token_introspection: { active: true, aud: `${world.issuer}/api` } })
      .setProtectedHeader({ alg: "RS256", typ: "token-introspection+jwt" })
      .sign(other.privateKey);
    return new Response(jwt, { headers: { "content-type": TYPE } });
  },
];

describe("an authorization response that is encrypted", () => {
  const begin = (app: Application, more: Record<string, string> = {}) =>
    app.begin({ response_mode: "jwt", scope: "openid", ...more });

  it.each(["jwt", "query.jwt", "fragment.jwt"])("by %s is signed, then encrypted to the client", async (mode) => {
    const app = world.app("jarm");
    const { url, verifier, state } = begin(app, { response_mode: mode });
    const to = await world.person().sentTo(url);
    const sent = mode === "fragment.jwt" ? new URLSearchParams(to.hash.slice(1)) : to.searchParams;
    expect([...sent.keys()]).toEqual(["response"]);
    const { plaintext, protectedHeader } = await compactDecrypt(sent.get("response") ?? "", pair.privateKey);
    expect(protectedHeader).toMatchObject({ alg: "RSA-OAEP-256", enc: "A256GCM", cty: "JWT" });
    const keys = createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
    const { payload } = await jwtVerify(new TextDecoder().decode(plaintext), keys, {
      issuer: world.issuer,
      audience: "jarm",
    });
    expect(payload.state).toBe(state);
    expect((await app.redeem(String(payload.code), verifier)).status).toBe(200);
  });

  it("has errors too, and comes by a form", async () => {
    const page = await world
      .person()
      .page(begin(world.app("jarm"), { response_mode: "form_post.jwt", prompt: "none" }).url);
    const { plaintext } = await compactDecrypt(formsOf(page)[0]?.fields.response ?? "", pair.privateKey);
    expect(decodeJwt(new TextDecoder().decode(plaintext))).toMatchObject({ error: "login_required" });
  });

  it("is decrypted by openid-client, with keys that are at a URL", async () => {
    const execute = [openid.allowInsecureRequests, openid.useJwtResponseMode];
    const auth = openid.ClientSecretBasic(SECRET);
    const config = await openid.discovery(new URL(world.issuer), "jarm-keyed", undefined, auth, { execute });
    openid.enableDecryptingResponses(config, ["A256GCM"], { key: pair.privateKey, kid: "for-us" });
    const [verifier, state] = [openid.randomPKCECodeVerifier(), openid.randomState()];
    const url = openid.buildAuthorizationUrl(config, {
      ...{ redirect_uri: REDIRECT, scope: "openid", state, code_challenge_method: "S256" },
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    });
    const to = await world.person().sentTo(url.href);
    const tokens = await openid.authorizationCodeGrant(config, to, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    expect(tokens.claims()?.aud).toBe("jarm-keyed");
  });

  it("goes nowhere if the client has no key: the user sees a page, and nothing is in the URL", async () => {
    for (const more of [{}, { prompt: "none" }])
      refusedOn(
        await world.regular.page(begin(world.app("jarm-unkeyed"), more).url),
        400,
        "client/encryption-key-absent",
      );
  });
});

describe("without a key of the client", () => {
  it("no ID token is issued, the code stays valid, and the refusal has a name", async () => {
    const app = world.app("id-token-unkeyed");
    const { code, verifier } = await app.code(world.regular, { scope: "openid" });
    for (const _ of [1, 2])
      refused(await app.redeem(code, verifier), 400, "invalid_request", "client/encryption-key-absent");
  });

  it("userinfo is refused by name", async () => {
    const { access_token } = await world.app("userinfo-unkeyed").tokens(world.regular, { scope: "openid" });
    const answer = await fetch(`${world.issuer}/userinfo`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error_uri: expect.stringContaining("client/encryption-key-absent") });
  });
});
