/** Clients whose instances are attested (draft-ietf-oauth-attestation-based-client-auth), over real sockets. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, answerOf, basic } from "./application.ts";
import { codeIn, refused } from "./refusal.ts";
import { SECRET, startWorld, type World } from "./world.ts";

interface Key {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function keyFor(alg: string, kid?: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), ...(kid !== undefined && { kid }) } };
}

const ATTESTER = "https://attester.example";
const REDIRECT = "https://app.example/callback";
let [world, challenging, off]: World[] = [];
let host: Server;
let [attester, published, stranger, phone, tablet, rsa]: Key[] = [];
const key = (one: Key | undefined): Key => one ?? expect.fail("There is no key.");
const at = (one: World | undefined): World => one ?? expect.fail("There is no world.");

beforeAll(async () => {
  [attester, published, stranger] = await Promise.all(["a", "p", "s"].map((kid) => keyFor("ES256", kid)));
  [phone, tablet, rsa] = await Promise.all([keyFor("ES256"), keyFor("Ed25519"), keyFor("PS256")]);
  host = createServer((_, response) => response.end(JSON.stringify({ keys: [key(published).jwk] })));
  await new Promise<void>((listening) => host.listen(0, "127.0.0.1", listening));
  const { port } = host.address() as AddressInfo;
  const wallet = {
    authMethods: ["attest_jwt_client_auth" as const],
    grantTypes: ["authorization_code" as const, "refresh_token" as const, "client_credentials" as const],
    redirectUris: [REDIRECT],
    refreshWithoutOfflineAccess: true,
    scopes: ["openid", "read_opaque"],
    defaultScopes: ["read_opaque"],
  };
  const attesters = [
    { issuer: ATTESTER, jwks: { keys: [{ ...key(attester).jwk }] }, clients: ["wallet"] },
    { issuer: "https://other.example", jwksUri: `http://127.0.0.1:${port}/keys`, clients: ["other"] },
    { issuer: "https://gone.example", jwksUri: "http://127.0.0.1:1/keys", clients: ["gone"] },
  ];
  const common = {
    outbound: { privateNetworks: ["127.0.0.0/8"] },
    clients: [
      ...["wallet", "other", "gone"].map((id) => ({ ...wallet, id })),
      { ...wallet, id: "both", authMethods: ["client_secret_basic" as const], secrets: [{ value: SECRET }] },
      { ...wallet, id: "open", authMethods: ["none" as const], grantTypes: ["authorization_code" as const] },
    ],
  };
  const withBoth = attesters.map((one) => ({ ...one, clients: [...one.clients, "both"] }));
  world = await startWorld({ ...common, clientAttestation: { attesters: withBoth, maxAge: 86_400 } });
  challenging = await startWorld({ ...common, clientAttestation: { attesters, challenges: true } });
  off = await startWorld();
});
afterAll(async () => {
  for (const one of [world, challenging, off]) await one?.close();
  host.close();
});

interface Made {
  readonly on?: World | undefined;
  readonly instance?: Key | undefined;
  /** Who signs each of the two, if it isn't who it should be. */
  readonly by?: Key | undefined;
  readonly provedBy?: Key | undefined;
  readonly claims?: object;
  readonly header?: object;
  readonly proof?: object;
  readonly proofHeader?: object;
}

type Headers = Record<string, string>;

/** Both headers of an instance of `wallet`, with what is changed in them. A member that is undefined is left out. */
async function attested(made: Made = {}): Promise<Headers> {
  const { on = world, instance = phone, by = attester, provedBy = instance } = made;
  const now = Math.floor(at(on).now() / 1000);
  const alg = (one: Key) => (one.jwk.kty === "OKP" ? "Ed25519" : one.jwk.kty === "RSA" ? "PS256" : "ES256");
  const claims = { iss: ATTESTER, sub: "wallet", iat: now, exp: now + 3600, cnf: { jwk: key(instance).jwk } };
  const attestation = new SignJWT({ ...claims, ...made.claims } as never).setProtectedHeader({
    ...{ alg: alg(key(by)), typ: "oauth-client-attestation+jwt", kid: key(by).jwk.kid ?? "" },
    ...made.header,
  });
  const proof = new SignJWT({
    ...{ aud: at(on).issuer, jti: crypto.randomUUID(), iat: now },
    ...made.proof,
  } as never).setProtectedHeader({
    ...{ alg: alg(key(provedBy)), typ: "oauth-client-attestation-pop+jwt" },
    ...made.proofHeader,
  });
  return {
    "oauth-client-attestation": await attestation.sign(key(by).privateKey),
    "oauth-client-attestation-pop": await proof.sign(key(provedBy).privateKey),
  };
}

interface Sent {
  readonly on?: World | undefined;
  readonly path?: string;
  readonly form?: Record<string, string>;
}

async function post(headers: Headers, { on = world, path = "/token", form }: Sent = {}): Promise<Answer> {
  const { issuer } = at(on);
  const body = new URLSearchParams(form ?? { grant_type: "client_credentials" });
  return answerOf(issuer, await fetch(issuer + path, { method: "POST", headers, body }));
}

const codeOf = ({ status, body, issuer }: Answer): string =>
  status === 200 ? "granted" : codeIn(body.error_uri, issuer);

const metadataOf = async (on: World | undefined) =>
  (await (await fetch(`${at(on).issuer}/.well-known/oauth-authorization-server`)).json()) as Record<string, unknown>;

describe("an attested instance authenticates", () => {
  it.each<[what: string, made: () => Made, form?: Record<string, string>]>([
    ["without client_id, which sub is", () => ({})],
    ["with client_id", () => ({}), { client_id: "wallet" }],
    ["with a key of another kind", () => ({ instance: tablet })],
    ["with an RSA key", () => ({ instance: rsa })],
    ["with an attestation without iss", () => ({ claims: { iss: undefined } })],
    ["with further claims", () => ({ claims: { wallet_name: "x" }, proof: { nonce: "y" } })],
    [
      "with keys that the attester publishes",
      () => ({ by: published, claims: { iss: "https://other.example", sub: "other" } }),
    ],
    ["with aud as a list of one", () => ({ proof: { aud: [at(world).issuer] } })],
  ])("%s", async (_, made, form = {}) => {
    const answer = await post(await attested(made()), { form: { grant_type: "client_credentials", ...form } });
    expect(codeOf(answer)).toBe("granted");
  });

  it("at the endpoints for introspection and revocation too, and one attestation serves many requests", async () => {
    const headers = await attested();
    const { access_token: token = "" } = (await post(headers)).body as Record<string, string>;
    const again = async () => ({
      ...(await attested()),
      "oauth-client-attestation": headers["oauth-client-attestation"] ?? "",
    });
    expect((await post(await again(), { path: "/introspect", form: { token } })).body).toMatchObject({ active: true });
    expect((await post(await again(), { path: "/revoke", form: { token } })).status).toBe(200);
    expect((await post(await again(), { path: "/introspect", form: { token } })).body).toEqual({ active: false });
  });

  it("and is in the metadata with the algorithms, only where it is on", async () => {
    const on = await metadataOf(world);
    for (const endpoint of ["token", "introspection", "revocation"])
      expect(on[`${endpoint}_endpoint_auth_methods_supported`]).toContain("attest_jwt_client_auth");
    for (const which of ["attestation", "attestation_pop"])
      expect(on[`client_${which}_signing_alg_values_supported`]).toEqual(expect.arrayContaining(["ES256", "Ed25519"]));
    expect(on).not.toHaveProperty("challenge_endpoint");
    const without = await metadataOf(off);
    expect(without.token_endpoint_auth_methods_supported).not.toContain("attest_jwt_client_auth");
    expect(Object.keys(without).filter((name) => /attestation|challenge_endpoint/.test(name))).toEqual([]);
  });

  it("beside another method it is ignored, and so it is of a public client, and where it is off", async () => {
    const broken = { "oauth-client-attestation": "x", "oauth-client-attestation-pop": "y" };
    expect(codeOf(await post({ ...broken, authorization: basic("both", SECRET) }))).toBe("granted");
    const code = { grant_type: "authorization_code", code: "x", client_id: "open" };
    expect(codeOf(await post(broken, { form: code }))).toMatch(/^code\//);
    const native = { ...code, client_id: "native" };
    expect(codeOf(await post(broken, { on: off, form: native }))).toMatch(/^code\//);
  });
});

const INVALID = "client-auth/attestation-invalid";
const PROOF = "client-auth/attestation-proof-invalid";

describe("anybody sees what the request itself shows", () => {
  it.each<[code: string, says: RegExp, made: () => Made]>([
    [INVALID, /typ is 'JWT'/, () => ({ header: { typ: "JWT" } })],
    [INVALID, /sub is missing/, () => ({ claims: { sub: undefined } })],
    [INVALID, /exp is missing/, () => ({ claims: { exp: undefined } })],
    [INVALID, /exp is 'soon'/, () => ({ claims: { exp: "soon" } })],
    [INVALID, /iat is missing/, () => ({ claims: { iat: undefined } })],
    [INVALID, /iat is .*future/, () => ({ claims: { iat: 4_000_000_000 } })],
    [INVALID, /cnf is missing/, () => ({ claims: { cnf: undefined } })],
    [INVALID, /cnf is missing/, () => ({ claims: { cnf: { jkt: "x" } } })],
    [INVALID, /cnf is 'a private key'/, () => ({ claims: { cnf: { jwk: { ...key(phone).jwk, d: "AA" } } } })],
    [PROOF, /typ .* 'dpop\+jwt'/, () => ({ proofHeader: { typ: "dpop+jwt" } })],
    [PROOF, /aud .* missing/, () => ({ proof: { aud: undefined } })],
    [PROOF, /aud .*\/token'/, () => ({ proof: { aud: `${at(world).issuer}/token` } })],
    [PROOF, /aud/, () => ({ proof: { aud: [at(world).issuer, "https://other.example"] } })],
    [PROOF, /jti .* missing/, () => ({ proof: { jti: undefined } })],
    [PROOF, /iat .* missing/, () => ({ proof: { iat: undefined } })],
    [PROOF, /iat .*last 300 s/, () => ({ proof: { iat: Math.floor(at(world).now() / 1000) - 302 } })],
    [PROOF, /iat .*last 300 s/, () => ({ proof: { iat: Math.floor(at(world).now() / 1000) + 90 } })],
    [INVALID, /nbf is .*future/, () => ({ claims: { nbf: 4_000_000_000 } })],
    [PROOF, /nbf .*future/, () => ({ proof: { nbf: 4_000_000_000 } })],
    [PROOF, /exp .*future/, () => ({ proof: { exp: 1 } })],
    [PROOF, /signature/, () => ({ provedBy: stranger })],
    [PROOF, /alg .* 'PS256'/, () => ({ provedBy: rsa })],
  ])("%s: %s", async (code, says, made) => {
    expect(refused(await post(await attested(made())), 400, "invalid_client_attestation", code)).toMatch(says);
  });

  it("of one header without the other, and of a text that isn't a JWT", async () => {
    const both = await attested();
    const { "oauth-client-attestation": attestation = "", "oauth-client-attestation-pop": proof = "" } = both;
    const form = { grant_type: "client_credentials", client_id: "wallet" };
    const tell = async (headers: Headers, code: string) =>
      refused(await post(headers, { form }), 400, "invalid_client_attestation", code);
    expect(await tell({ "oauth-client-attestation": attestation }, PROOF)).toContain("missing");
    expect(await tell({ "oauth-client-attestation-pop": proof }, INVALID)).toContain("missing");
    expect(await tell({ ...both, "oauth-client-attestation": "a-secret" }, INVALID)).toContain("no dots");
    expect(await tell({ ...both, "oauth-client-attestation-pop": "a.b" }, PROOF)).toContain("2 parts");
  });

  it("of another client_id than sub", async () => {
    const form = { grant_type: "client_credentials", client_id: "other" };
    const says = refused(await post(await attested(), { form }), 400, "invalid_client_attestation", INVALID);
    expect(says).toContain("sub is 'wallet'");
  });

  it("of an attestation that has expired, or is older than is accepted", async () => {
    const now = Math.floor(at(world).now() / 1000);
    for (const claims of [{ exp: now - 1 }, { iat: now - 86_401 }])
      refused(await post(await attested({ claims })), 400, "use_fresh_attestation", "client-auth/attestation-stale");
  });
});

describe("from outside, it can't be seen who is trusted with which clients", () => {
  it.each<[what: string, made: () => Made]>([
    ["an unknown client", () => ({ claims: { sub: "nobody" } })],
    ["an unknown attester", () => ({ claims: { iss: "https://evil.example" } })],
    ["an attester of other clients", () => ({ by: published, claims: { iss: "https://other.example" } })],
    ["a foreign key with the attester's kid", () => ({ by: stranger, header: { kid: "a" } })],
    ["a key that isn't published", () => ({ by: stranger })],
    ["an attester whose keys can't be fetched", () => ({ claims: { iss: "https://gone.example", sub: "gone" } })],
  ])("%s", async (_, made) => {
    refused(await post(await attested(made())), 401, "invalid_client", "client-auth/failed");
  });

  it("a client that is registered for another method hears of it once it is attested", async () => {
    const answer = await post(await attested({ claims: { sub: "both" } }));
    expect(codeOf(answer)).toBe("client-auth/method-mismatch");
  });
});

describe("a proof is accepted once", () => {
  it("of many requests at once", async () => {
    const headers = await attested();
    const codes = (await Promise.all(Array.from({ length: 10 }, () => post(headers)))).map(codeOf);
    expect(codes.filter((code) => code === "granted").length).toBe(1);
    expect(codes.filter((code) => code === "client-auth/attestation-replayed").length).toBe(9);
    refused(await post(headers), 401, "invalid_client", "client-auth/attestation-replayed");
  });

  it("a jti is of one instance", async () => {
    const proof = { jti: "the same" };
    expect(codeOf(await post(await attested({ proof })))).toBe("granted");
    expect(codeOf(await post(await attested({ proof, instance: tablet })))).toBe("granted");
  });
});

describe("challenges", () => {
  const HEADER = "oauth-client-attestation-challenge";
  const REASON = "client-auth/attestation-challenge";

  it("are demanded where they are on: a refusal has the next one, and every response to an attestation", async () => {
    const first = await post(await attested({ on: challenging }), { on: challenging });
    expect(refused(first, 400, "use_attestation_challenge", REASON)).toContain("no challenge");
    const challenge = first.headers.get(HEADER);
    const second = await post(await attested({ on: challenging, proof: { challenge } }), { on: challenging });
    expect(codeOf(second)).toBe("granted");
    expect(second.headers.get(HEADER)).toMatch(/^[\w-]{22}$/);
  });

  it("come from the challenge endpoint, and end", async () => {
    const { challenge_endpoint: endpoint } = await metadataOf(challenging);
    expect(endpoint).toBe(`${at(challenging).issuer}/challenge`);
    const response = await fetch(String(endpoint), { method: "POST" });
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const { attestation_challenge: challenge } = (await response.json()) as Record<string, string>;
    const made = async () => post(await attested({ on: challenging, proof: { challenge } }), { on: challenging });
    expect(codeOf(await made())).toBe("granted");
    at(challenging).pass(301);
    expect(refused(await made(), 400, "use_attestation_challenge", REASON)).toContain(
      "too old or not from this server",
    );
  });

  it("are not served where they are off", async () => {
    for (const on of [world, off]) {
      const response = await fetch(`${at(on).issuer}/challenge`, { method: "POST" });
      expect([response.status, response.headers.get(HEADER)]).toEqual([404, null]);
    }
    expect((await post(await attested())).headers.get(HEADER)).toBe(null);
  });
});

describe("refresh tokens are bound to the instance", () => {
  /** The tokens of a sign-in of `ops` with an app that redeems its code as this instance. */
  async function signedIn(instance: Key | undefined): Promise<Record<string, string>> {
    const app = at(world).app("wallet", { scope: "openid read_opaque" });
    const { code, verifier } = await app.code(at(world).regular);
    const form = { grant_type: "authorization_code", code, redirect_uri: REDIRECT, code_verifier: verifier };
    return (await post(await attested({ instance }), { form })).body as Record<string, string>;
  }

  it("only the same key refreshes, with any attestation of it, and a copy ends nothing", async () => {
    const { refresh_token = "", access_token = "" } = await signedIn(phone);
    const form = { grant_type: "refresh_token", refresh_token };
    const other = await post(await attested({ instance: tablet }), { form });
    expect(refused(other, 400, "invalid_grant", "refresh-token/key-unproved")).toContain("attestation");
    const right = await post(await attested({ instance: phone }), { form });
    expect(codeOf(right)).toBe("granted");
    const next = { ...form, refresh_token: String(right.body.refresh_token) };
    refused(
      await post(await attested({ instance: tablet }), { form: next }),
      400,
      "invalid_grant",
      "refresh-token/key-unproved",
    );
    expect(codeOf(await post(await attested({ instance: phone }), { form: next }))).toBe("granted");
    // The access token is bound to nothing, and says nothing of the instance.
    const state = (await post(await attested(), { path: "/introspect", form: { token: access_token } })).body;
    expect(state).not.toHaveProperty("cnf");
    expect(JSON.stringify(state)).not.toContain(await calculateJwkThumbprint(key(phone).jwk));
  });
});
