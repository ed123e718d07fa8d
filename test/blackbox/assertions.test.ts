/** Assertions as grants (RFC 7523 2.1) and cross-app access (ID-JAG) between two servers, over real sockets. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { type Answer, answerOf } from "./application.ts";
import { codeIn } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const type = (name: string) => `urn:ietf:params:oauth:token-type:${name}`;
const [IDP, JAG, DIRECTORY] = ["https://idp.example", "https://jag.example", "https://directory.example"];
const CHAT = "https://chat.example";

interface Key {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}
async function makeKey(kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid } };
}

/** Accepts assertions. */
let world: World;
let host: Server;
let [key, stranger]: Key[] = [];

beforeAll(async () => {
  [key, stranger] = [await makeKey("right"), await makeKey("stranger")];
  host = createServer((_, response) => response.end(JSON.stringify({ keys: [key?.jwk] })));
  await new Promise<void>((listening) => host.listen(0, "127.0.0.1", listening));
  const caller = {
    secrets: [{ value: SECRET }],
    grantTypes: [BEARER, "client_credentials"] as const,
    introspects: [CHAT],
  };
  const config: Partial<Config> = {
    outbound: { privateNetworks: ["127.0.0.0/8", "::1"] },
    apis: [
      { resource: CHAT, name: "Chat" },
      { resource: "https://files.example", name: "Files", tokens: "opaque" },
    ],
    scopes: [
      { name: "chat", description: "Chat", api: CHAT },
      { name: "chat_admin", description: "Chat, all of it", api: CHAT },
      { name: "files", description: "Files", api: "https://files.example" },
    ],
    authorizationDetailsTypes: [
      { type: "file", description: "Use {/name}", schema: { properties: { name: { type: "string" } } } },
    ],
    trustedIssuers: [
      {
        issuer: IDP,
        jwksUri: `http://127.0.0.1:${(host.address() as AddressInfo).port}/keys`,
        clients: ["shop"],
        scopes: ["chat", "files"],
      },
      { issuer: DIRECTORY, jwks: { keys: [{ ...key?.jwk }] }, clients: ["shop"], scopes: ["chat"], subjects: "users" },
      {
        issuer: JAG,
        jwks: { keys: [{ ...key?.jwk }] },
        identityAssertions: true,
        clients: ["shop"],
        scopes: ["chat", "files"],
      },
      { issuer: "https://gone.example", jwksUri: "http://127.0.0.1:1/keys", clients: ["shop"], scopes: ["chat"] },
    ],
    clients: ["shop", "other"].map((id) => ({
      ...caller,
      ...{ id, grantTypes: [...caller.grantTypes], scopes: ["chat", "chat_admin", "files"] },
      authorizationDetailsTypes: ["file"],
    })),
  };
  world = await startWorld(config);
});
afterAll(async () => {
  await world.close();
  host.close();
});

async function assertion(claims: object = {}, header: object = {}, by = key): Promise<string> {
  const now = Math.floor(world.now() / 1000);
  const all = { iss: IDP, sub: "ada", aud: world.issuer, iat: now, exp: now + 60, jti: crypto.randomUUID(), ...claims };
  return new SignJWT(all as never)
    .setProtectedHeader({ alg: "ES256", kid: "right", ...header })
    .sign(by?.privateKey as CryptoKey);
}

async function ask(text: string, form: Record<string, string> = {}, id = "shop", to = world): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`${id}:${SECRET}`).toString("base64")}`;
  const response = await fetch(`${to.issuer}/token`, {
    method: "POST",
    headers: { accept: "application/json", authorization },
    body: new URLSearchParams({ grant_type: BEARER, assertion: text, ...form }),
  });
  return answerOf(to.issuer, response);
}

const codeOf = ({ status, body }: Answer): string =>
  status === 200 ? "granted" : codeIn(body.error_uri, world.issuer);
const claimsOf = ({ body }: Answer) => decodeJwt(String(body.access_token));

describe("an assertion of a trusted issuer", () => {
  it("gets a token about its own user, once, and no refresh token", async () => {
    const text = await assertion();
    const answer = await ask(text, { scope: "chat" });
    expect(claimsOf(answer)).toMatchObject({ sub: `${IDP}|ada`, client_id: "shop", aud: CHAT, scope: "chat" });
    expect(answer.body).not.toHaveProperty("refresh_token");
    expect(answer.body).not.toHaveProperty("issued_token_type");
    expect(codeOf(await ask(text, { scope: "chat" }))).toBe("grant/assertion-invalid");
  });

  it("of which several arrive at once works once", async () => {
    const text = await assertion();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(text, { scope: "chat" })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("about a user of this server: by name and by subject, and the token ends with the grant", async () => {
    const byName = claimsOf(await ask(await assertion({ iss: DIRECTORY, sub: "ops" })));
    const bySubject = await ask(await assertion({ iss: DIRECTORY, sub: byName.sub }));
    expect(claimsOf(bySubject).sub).toBe(byName.sub);
    expect(byName.sub).not.toBe("ops");
    expect(codeOf(await ask(await assertion({ iss: DIRECTORY, sub: "nobody" })))).toBe("grant/assertion-not-allowed");
  });

  it("by openid-client", async () => {
    const config = await oidc.discovery(new URL(world.issuer), "shop", SECRET, oidc.ClientSecretBasic(SECRET), {
      execute: [oidc.allowInsecureRequests],
    });
    expect(config.serverMetadata()).toMatchObject({
      grant_types_supported: expect.arrayContaining([BEARER]),
      authorization_grant_profiles_supported: ["urn:ietf:params:oauth:grant-profile:id-jag"],
    });
    const tokens = await oidc.genericGrantRequest(config, BEARER, { assertion: await assertion(), scope: "files" });
    expect(tokens).toMatchObject({ scope: "files", token_type: "bearer" });
  });
});

const seconds = () => Math.floor(world.now() / 1000);
const INVALID = "grant/assertion-invalid";

describe("is refused", () => {
  it.each<[what: string, claims: () => object, code: string, header?: object]>([
    ["without iss", () => ({ iss: undefined }), INVALID],
    ["of an issuer that isn't trusted", () => ({ iss: "https://idp.invalid" }), INVALID],
    ["without sub", () => ({ sub: undefined }), INVALID],
    ["without aud", () => ({ aud: undefined }), INVALID],
    ["for another server", () => ({ aud: "https://login.invalid" }), INVALID],
    ["for another server too", () => ({ aud: [world.issuer, "https://login.invalid"] }), INVALID],
    ["without exp", () => ({ exp: undefined }), INVALID],
    ["that has expired", () => ({ exp: seconds() - 1 }), INVALID],
    ["that lasts for days", () => ({ exp: seconds() + 200_000 }), INVALID],
    ["that isn't valid yet", () => ({ nbf: seconds() + 600 }), INVALID],
    ["that was made in the future", () => ({ iat: seconds() + 600 }), INVALID],
    ["with another key", () => ({}), "grant/assertion-unverified", { kid: "unknown" }],
    ["whose issuer doesn't publish its keys", () => ({ iss: "https://gone.example" }), "grant/assertion-unverified"],
  ])("%s", async (_, claims, code, header) => {
    const answer = await ask(await assertion(claims(), header), { scope: "chat" });
    expect([codeOf(answer), answer.body.error]).toEqual([code, "invalid_grant"]);
  });

  it("signed by somebody else, not signed, or no JWT", async () => {
    expect(codeOf(await ask(await assertion({}, {}, stranger)))).toBe("grant/assertion-unverified");
    const [header, claims] = (await assertion()).split(".");
    expect(codeOf(await ask(`${header}.${claims}.`))).toBe("grant/assertion-unverified");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    expect(codeOf(await ask(`${none}.${claims}.`))).toBe(INVALID);
    expect(codeOf(await ask("gibberish"))).toBe(INVALID);
  });

  it("with authorization details: nobody was asked about any", async () => {
    const authorization_details = JSON.stringify([{ type: "file", name: "x" }]);
    expect(codeOf(await ask(await assertion(), { authorization_details }))).toBe("authorization-details/exceeds-grant");
  });

  it("from another client, and beyond what the issuer is trusted with", async () => {
    expect(codeOf(await ask(await assertion(), { scope: "chat" }, "other"))).toBe("grant/assertion-not-allowed");
    const beyond = await ask(await assertion(), { scope: "chat_admin" });
    expect([codeOf(beyond), beyond.body.error]).toEqual(["scope/exceeds-grant", "invalid_scope"]);
    expect(codeOf(await ask(await assertion(), { scope: "chat files" }))).toBe("scope/mixes-resources");
  });
});

describe("an identity assertion", () => {
  const identity = (claims: object = {}, header: object = {}) =>
    assertion({ iss: JAG, client_id: "shop", scope: "chat", ...claims }, { typ: "oauth-id-jag+jwt", ...header });

  it.each<[what: string, code: string, claims?: object, header?: object]>([
    ["right", "granted"],
    ["without typ", INVALID, {}, { typ: undefined }],
    ["of another type", INVALID, {}, { typ: "JWT" }],
    ["without jti", INVALID, { jti: undefined }],
    ["without iat", INVALID, { iat: undefined }],
    ["without client_id", INVALID, { client_id: undefined }],
    ["for another client", INVALID, { client_id: "other" }],
    ["for a resource that doesn't exist", "resource/unknown", { resource: "https://nowhere.example" }],
    ["for a resource", "granted", { resource: CHAT }],
  ])("%s: %s", async (_, code, claims, header) => {
    expect(codeOf(await ask(await identity(claims, header)))).toBe(code);
  });

  it("is for the issuer alone, and its scope is all that the token may have", async () => {
    expect(codeOf(await ask(await identity({ aud: `${world.issuer}/token` })))).toBe(INVALID);
    expect(codeOf(await ask(await identity({ aud: [world.issuer] })))).toBe(INVALID);
    expect(codeOf(await ask(await identity(), { scope: "files" }))).toBe("scope/exceeds-grant");
    expect((await ask(await identity({ scope: "chat chat_admin" }))).body.scope).toBe("chat");
  });
});

describe("cross-app access", () => {
  let [provider, chat]: World[] = [];
  beforeAll(async () => {
    const [idp, port] = [await freePort(), await freePort()];
    const audience = `http://localhost:${port}`;
    const wiki: Partial<Config> = {
      clients: [
        {
          id: "wiki",
          secrets: [{ value: SECRET }],
          grantTypes: ["authorization_code", EXCHANGE, "client_credentials"],
          redirectUris: [REDIRECT],
          scopes: ["openid"],
          tokenExchange: { identityAssertions: [{ audience, clientId: "wiki-at-chat", scopes: ["chat", "files"] }] },
        },
      ],
    };
    provider = await startWorld(wiki, "", idp);
    const accepting: Partial<Config> = {
      outbound: { privateNetworks: ["127.0.0.0/8", "::1"] },
      apis: [{ resource: CHAT, name: "Chat" }],
      scopes: [{ name: "chat", description: "Chat", api: CHAT }],
      trustedIssuers: [
        {
          issuer: `http://localhost:${idp}`,
          jwksUri: `http://localhost:${idp}/jwks`,
          identityAssertions: true,
          clients: ["wiki-at-chat"],
          scopes: ["chat"],
        },
      ],
      clients: [{ id: "wiki-at-chat", secrets: [{ value: SECRET }], grantTypes: [BEARER], scopes: ["chat"] }],
    };
    chat = await startWorld(accepting, "", port);
  });
  afterAll(async () => {
    await provider?.close();
    await chat?.close();
  });

  it("from a sign-in at one server to a token of the other", async () => {
    if (provider === undefined || chat === undefined) throw new Error("They aren't started.");
    const [idp, audience] = [provider, chat.issuer];
    const exchange = (token: string, form: Record<string, string>): Promise<Answer> => {
      const usual = { grant_type: EXCHANGE, requested_token_type: type("id-jag"), audience, assertion: "" };
      const subject = { subject_token: token, subject_token_type: type("id_token") };
      return ask("", { ...usual, ...subject, ...form }, "wiki", idp);
    };
    const { id_token } = await idp.app("wiki", { scope: "openid" }).tokens(idp.regular);
    const vouched = await exchange(String(id_token), { scope: "chat", resource: CHAT });
    expect(vouched.body).toMatchObject({ issued_token_type: type("id-jag"), token_type: "N_A", scope: "chat" });
    const text = String(vouched.body.access_token);
    expect(decodeProtectedHeader(text).typ).toBe("oauth-id-jag+jwt");
    const { sub } = decodeJwt(String(id_token));
    const said = { iss: idp.issuer, aud: audience, client_id: "wiki-at-chat", scope: "chat", resource: CHAT, sub };
    expect(decodeJwt(text)).toMatchObject(said);

    const answer = await ask(text, {}, "wiki-at-chat", chat);
    expect(claimsOf(answer)).toMatchObject({ iss: audience, aud: CHAT, sub: `${idp.issuer}|${sub}`, scope: "chat" });

    // It is no token of its own issuer, and nothing that can be exchanged there.
    const userinfo = await fetch(`${idp.issuer}/userinfo`, { headers: { authorization: `Bearer ${text}` } });
    expect(userinfo.status).toBe(401);
    for (const name of ["jwt", "id_token"])
      expect((await exchange(text, { subject_token_type: type(name) })).status).toBe(400);

    for (const form of [{ scope: "chat_admin" }, { audience: "https://elsewhere.example" }]) {
      const { body } = await exchange(String(id_token), form);
      expect(codeIn(body.error_uri, idp.issuer)).toBe("request/exchange-not-allowed");
    }
  });
});
