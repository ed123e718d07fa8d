/** Clients that authenticate with a JWT they sign (RFC 7523, OpenID Connect Core 9), over real sockets; requirements-oauth.md, "JWT client authentication". */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, answerOf } from "./application.ts";
import { codeIn, refused } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const ALGS = ["RS256", "PS256", "ES256", "ES384", "Ed25519"] as const;

interface Key {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function keyFor(alg: string, kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: "sig" } };
}

let world: World;
let host: Server;
let published: readonly JWK[] = [];
const keys = new Map<string, Key>();
const key = (name: string): Key => keys.get(name) ?? expect.fail(`no key ${name}`);

beforeAll(async () => {
  for (const alg of ALGS) keys.set(alg, await keyFor(alg, alg));
  for (const name of ["new", "stranger"]) keys.set(name, await keyFor("ES256", name));
  published = [key("ES256").jwk];
  host = createServer((_, response) => response.end(JSON.stringify({ keys: published })));
  await new Promise<void>((listening) => host.listen(0, "127.0.0.1", listening));
  const machine = {
    authMethods: ["private_key_jwt" as const],
    grantTypes: ["client_credentials" as const],
    scopes: ["read_opaque"],
    defaultScopes: ["read_opaque"],
  };
  world = await startWorld({
    outbound: { privateNetworks: ["127.0.0.0/8"] },
    clients: [
      ...ALGS.map((alg) => ({ id: `with-${alg}`, ...machine, jwks: { keys: [{ ...key(alg).jwk }] } })),
      { id: "published", ...machine, jwksUri: `http://127.0.0.1:${(host.address() as AddressInfo).port}/keys` },
      { id: "only", ...machine, jwks: { keys: [{ ...key("RS256").jwk }] }, authSigningAlg: "PS256" },
      { id: "gone", ...machine, jwksUri: "http://127.0.0.1:1/keys" },
      { ...machine, id: "basic", authMethods: ["client_secret_basic"], secrets: [{ value: "a-secret-of-basic" }] },
    ],
  });
});
afterAll(async () => {
  await world.close();
  host.close();
});

interface Signing {
  readonly by?: string;
  readonly claims?: object;
  readonly header?: object;
}

/** An assertion of with-ES256, or with something changed. */
function assertion({ by = "ES256", claims = {}, header = {} }: Signing = {}): Promise<string> {
  const now = Math.floor(world.now() / 1000);
  const id = "with-ES256";
  const all = { iss: id, sub: id, aud: world.issuer, iat: now, exp: now + 60, jti: crypto.randomUUID(), ...claims };
  const { privateKey, jwk } = key(by);
  return new SignJWT(all as never)
    .setProtectedHeader({ alg: by in { new: 0, stranger: 0 } ? "ES256" : by, kid: jwk.kid ?? "", ...header })
    .sign(privateKey);
}

async function post(form: Record<string, string>, path = "/token"): Promise<Answer> {
  const response = await fetch(world.issuer + path, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(form),
  });
  return answerOf(world.issuer, response);
}

const ask = (client_assertion: string, more: Record<string, string> = {}): Promise<Answer> =>
  post({ grant_type: "client_credentials", client_assertion_type: TYPE, client_assertion, ...more });

const codeOf = ({ status, body }: Answer): string =>
  status === 200 ? "granted" : codeIn(body.error_uri, world.issuer);

describe.each(ALGS)("SupportsJwtClientAuthentication, %s", (alg) => {
  it("by openid-client: a token, its introspection and its end", async () => {
    const config = await oidc.discovery(
      new URL(world.issuer),
      `with-${alg}`,
      undefined,
      oidc.PrivateKeyJwt({ key: key(alg).privateKey, kid: alg }),
      { execute: [oidc.allowInsecureRequests] },
    );
    expect(config.serverMetadata().token_endpoint_auth_signing_alg_values_supported).toContain(alg);
    const { access_token } = await oidc.clientCredentialsGrant(config);
    expect(await oidc.tokenIntrospection(config, access_token)).toMatchObject({ active: true });
    await oidc.tokenRevocation(config, access_token);
    expect(await oidc.tokenIntrospection(config, access_token)).toMatchObject({ active: false });
  });

  it("by oauth4webapi", async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(world.issuer);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const client = { client_id: `with-${alg}` };
    const auth = oauth.PrivateKeyJwt({ key: key(alg).privateKey, kid: alg });
    const response = await oauth.clientCredentialsGrantRequest(as, client, auth, {}, insecure);
    expect(await oauth.processClientCredentialsResponse(as, client, response)).toMatchObject({ token_type: "bearer" });
  });
});

describe("an assertion is accepted", () => {
  it.each<[what: string, signing: () => Signing, more?: Record<string, string>]>([
    ["without client_id, which sub is", () => ({})],
    ["with client_id", () => ({}), { client_id: "with-ES256" }],
    ["for the token endpoint, as older libraries say", () => ({ claims: { aud: `${world.issuer}/token` } })],
    ["for both, as some send", () => ({ claims: { aud: [world.issuer, `${world.issuer}/token`] } })],
    ["without iat", () => ({ claims: { iat: undefined } })],
    ["without kid", () => ({ header: { kid: undefined } })],
    ["with a type of its own", () => ({ header: { typ: "client-authentication+jwt" } })],
    ["by a clock that is ahead by less than half a minute", () => at({ iat: 25, nbf: 25, exp: 110 })],
  ])("%s", async (_, signing, more) => expect(codeOf(await ask(await assertion(signing()), more))).toBe("granted"));

  it("oidcc-ensure-client-assertion-with-iss-aud-succeeds: with the issuer as its audience, also elsewhere", async () => {
    const token = String((await ask(await assertion())).body.access_token);
    const auth = async () => ({ client_assertion_type: TYPE, client_assertion: await assertion(), token });
    expect((await post(await auth(), "/introspect")).body).toMatchObject({ active: true });
    expect((await post(await auth(), "/revoke")).status).toBe(200);
    expect((await post(await auth(), "/introspect")).body).toEqual({ active: false });
  });
});

/** Claims with times that differ from now by so many seconds. */
function at(times: Readonly<Record<string, number>>): Signing {
  const now = Math.floor(world.now() / 1000);
  return { claims: Object.fromEntries(Object.entries(times).map(([claim, offset]) => [claim, now + offset])) };
}

const claims = (changed: object) => (): Signing => ({ claims: changed });

describe("what the request alone shows is said to anyone", () => {
  it.each<[what: string, signing: () => Signing, code: string]>([
    ["HasAudienceClaim: without aud", claims({ aud: undefined }), "client-auth/assertion-wrong-audience"],
    ["HasAudienceClaim: for another", claims({ aud: "https://other.example" }), "client-auth/assertion-wrong-audience"],
    [
      "HasAudienceClaim: for another server too",
      () => ({ claims: { aud: [world.issuer, "https://other.example"] } }),
      "client-auth/assertion-wrong-audience",
    ],
    ["HasAudienceClaim: for none", claims({ aud: [] }), "client-auth/assertion-wrong-audience"],
    ["HasIssuerClaim: without iss", claims({ iss: undefined }), "client-auth/assertion-claims"],
    ["HasIssuerClaim: of another", claims({ iss: "other" }), "client-auth/assertion-claims"],
    ["HasSubjectClaim: without sub", claims({ sub: undefined }), "client-auth/assertion-claims"],
    ["HasSubjectClaim: of another", claims({ sub: "other" }), "client-auth/assertion-claims"],
    ["without jti", claims({ jti: undefined }), "client-auth/assertion-claims"],
    ["IsExpirationChecked: without exp", claims({ exp: undefined }), "client-auth/assertion-claims"],
    ["exp is a text", claims({ exp: "tomorrow" }), "client-auth/assertion-claims"],
    ["IsExpirationChecked: expired", () => at({ exp: -1 }), "client-auth/assertion-time"],
    ["IsExpirationChecked: for a day", () => at({ exp: 86_400 }), "client-auth/assertion-time"],
    ["IsNotBeforeChecked", () => at({ nbf: 120 }), "client-auth/assertion-time"],
    ["IsIssuedAtChecked", () => at({ iat: 120, exp: 180 }), "client-auth/assertion-time"],
    ["made for something else", () => ({ header: { typ: "dpop+jwt" } }), "client-auth/assertion-claims"],
  ])("%s", async (_, signing, code) => {
    const answer = await ask(await assertion(signing()));
    refused(answer, 401, "invalid_client", code);
    // The same of a client that doesn't exist.
    const other = signing();
    const nobody = { iss: "nobody", sub: "nobody", ...other.claims };
    refused(await ask(await assertion({ ...other, claims: nobody })), 401, "invalid_client", code);
  });

  it("AcceptsNoneSignature, IsSignatureRequired: no", async () => {
    const [, claims = ""] = (await assertion()).split(".");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    refused(await ask(`${none}.${claims}.`), 401, "invalid_client", "client-auth/assertion-claims");
    refused(await ask(`${none}.${claims}`), 401, "invalid_client", "client-auth/assertion-malformed");
  });

  it("an HMAC with the public key is no signature", async () => {
    const secret = new TextEncoder().encode(JSON.stringify(key("ES256").jwk));
    const claims = JSON.parse(Buffer.from((await assertion()).split(".")[1] ?? "", "base64url").toString());
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "ES256" }).sign(secret);
    refused(await ask(forged), 401, "invalid_client", "client-auth/failed");
  });

  it("client_id differs from sub", async () => {
    const answer = await ask(await assertion(), { client_id: "published" });
    expect(refused(answer, 401, "invalid_client", "client-auth/assertion-claims")).toContain("'with-ES256'");
  });
});

describe("what depends on the client looks the same from outside", () => {
  const of = (id: string, more: Signing = {}): Signing => ({ ...more, claims: { iss: id, sub: id } });
  it.each<[what: string, signing: Signing, exact: string]>([
    ["an unknown client", of("nobody"), "client/unknown"],
    [
      "IsSignatureChecked: another key",
      { by: "stranger", header: { kid: "ES256" } },
      "client-auth/assertion-unverified",
    ],
    ["another kid", { by: "stranger" }, "client-auth/assertion-unverified"],
    ["a client without keys", of("basic"), "client-auth/assertion-unverified"],
    ["keys that can't be fetched", of("gone"), "client-auth/assertion-unverified"],
    ["another algorithm than the registered one", of("only", { by: "RS256" }), "client-auth/assertion-unverified"],
  ])("%s", async (_, signing, exact) => {
    const answer = await ask(await assertion(signing));
    const says = refused(answer, 401, "invalid_client", "client-auth/failed");
    const unknown = await ask(await assertion(of("nobody")));
    expect(refused(unknown, 401, "invalid_client", "client-auth/failed")).toBe(says);
    expect([...answer.headers.keys()].sort()).toEqual([...unknown.headers.keys()].sort());
    expect(exact).toMatch(/^client/);
  });

  it("and the client itself reads the exact cause, without the assertion", async () => {
    const text = await assertion({ by: "stranger" });
    const { body } = await ask(text);
    const ref = new URL(String(body.error_uri)).searchParams.get("ref");
    const own = { client_assertion_type: TYPE, client_assertion: await assertion() };
    const kept = await post(own, `/refusals/${ref}`);
    expect(kept.text).not.toContain(text.split(".")[2]);
    expect(kept.text).not.toContain(text.split(".")[1]);
    expect(kept.body).toMatchObject({ trace: expect.any(Array) });
  });
});

describe("IsJwtReplayDetected", () => {
  it("an assertion is accepted once", async () => {
    const text = await assertion();
    expect(codeOf(await ask(text))).toBe("granted");
    refused(await ask(text), 401, "invalid_client", "client-auth/assertion-replayed");
    const token = { client_assertion_type: TYPE, client_assertion: text, token: "x" };
    refused(await post(token, "/introspect"), 401, "invalid_client", "client-auth/assertion-replayed");
  });

  it("of twenty at once, one wins", async () => {
    const text = await assertion();
    const all = (await Promise.all(Array.from({ length: 20 }, () => ask(text)))).map(codeOf);
    expect(all.filter((code) => code === "granted").length).toBe(1);
    expect(all.filter((code) => code === "client-auth/assertion-replayed").length).toBe(19);
  });

  it("a jti is of one client, and one with a wrong signature uses up nothing", async () => {
    const jti = crypto.randomUUID();
    expect(codeOf(await ask(await assertion({ by: "stranger", claims: { jti } })))).toBe("client-auth/failed");
    expect(codeOf(await ask(await assertion({ claims: { jti } })))).toBe("granted");
    const other = { iss: "with-RS256", sub: "with-RS256", jti };
    expect(codeOf(await ask(await assertion({ by: "RS256", claims: other })))).toBe("granted");
    expect(codeOf(await ask(await assertion({ claims: { jti } })))).toBe("client-auth/assertion-replayed");
  });

  it("a refused request is what it is: the assertion is used up", async () => {
    const text = await assertion();
    expect(codeOf(await ask(text, { scope: "nothing.like.it" }))).toBe("scope/unknown");
    expect(codeOf(await ask(text))).toBe("client-auth/assertion-replayed");
  });
});

it("wrong assertions never make the right ones wait", async () => {
  for (let i = 0; i < 40; i++) await ask(await assertion({ by: "stranger" }));
  expect(codeOf(await ask(await assertion()))).toBe("granted");
});

it("oidcc-registration-jwks-uri, oidcc-refresh-token-rp-key-rotation: keys are fetched, and again when they change", async () => {
  const of = (by: string) => assertion({ by, claims: { iss: "published", sub: "published" } });
  expect(codeOf(await ask(await of("ES256")))).toBe("granted");
  published = [key("new").jwk];
  world.pass(6);
  expect(codeOf(await ask(await of("new")))).toBe("granted");
  expect(codeOf(await ask(await of("ES256")))).toBe("client-auth/failed");
});
