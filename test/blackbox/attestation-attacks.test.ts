/** Attacks on attested clients, over real sockets: each is refused for one reason, and none is an error of the server. */
import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AttestationChanges } from "../../src/checker/attestation-changes.ts";
import { ATTESTATION, attestedBy, PROOF } from "../../src/checker/attesting.ts";
import { publicJwk, signerOf, unsigned } from "../../src/checker/sign.ts";
import { challengeOf, secret } from "./application.ts";
import { codeIn } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
const [attester, phone, tablet, thief] = [pair(), pair(), pair(), pair()];
const REDIRECT = "https://app.example/callback";

let world: World;
beforeAll(async () => {
  const app = {
    ...{ grantTypes: ["authorization_code" as const, "refresh_token" as const], redirectUris: [REDIRECT] },
    ...{ scopes: ["openid"], refreshWithoutOfflineAccess: true },
  };
  const attested = { ...app, authMethods: ["attest_jwt_client_auth" as const] };
  const keysOf = (key: KeyObject) => ({ keys: [{ ...publicJwk(key), kid: "a" }] });
  world = await startWorld({
    clientAttestation: {},
    clients: [
      { ...attested, id: "wallet", attesterJwks: keysOf(attester) },
      { ...attested, id: "rival", attester: "https://rival.example", attesterJwks: keysOf(thief) },
      { ...app, id: "open", authMethods: ["none"] },
    ],
  });
});
afterAll(() => world.close());

interface Of {
  readonly id?: string;
  readonly instance?: KeyObject;
}

/** Both headers of an instance. */
function made(changes: AttestationChanges = {}, { id = "wallet", instance = phone }: Of = {}): Record<string, string> {
  const { issuer } = world;
  const client = { client_id: id, token_endpoint_auth_method: "attest_jwt_client_auth" } as const;
  const keys = { private_key: pem(instance), attester: { issuer: "https://a.example", private_key: pem(attester) } };
  return attestedBy({ ...client, ...keys }, { issuer, now: Date.now(), jti: crypto.randomUUID() }, changes);
}

type Form = Readonly<Record<string, string>>;
const CODE = { grant_type: "authorization_code", code: "none", redirect_uri: REDIRECT, code_verifier: "v".repeat(43) };

/** The reason of a response, `granted`, or its status. */
async function sent(headers: Record<string, string>, form: Form = {}, path = "/token") {
  const body = new URLSearchParams({ client_id: "wallet", ...CODE, ...form });
  return outcomeOf(await fetch(world.issuer + path, { method: "POST", headers, body }));
}

async function outcomeOf(response: Response) {
  const json = (await response.json()) as Record<string, string>;
  const code = json.error === undefined ? "granted" : codeIn(json.error_uri, world.issuer);
  return { status: response.status, code, json };
}

const INVALID = "client-auth/attestation-invalid";
const UNPROVED = "client-auth/attestation-proof-invalid";
const FACE = "client-auth/failed";
/** What comes past client authentication: the code doesn't exist. */
const PAST = "code/unknown";

const now = (): number => Math.floor(Date.now() / 1000);
const header = (more: object): AttestationChanges => ({ attestation: { header: { ...more } } });
const claims = (more: object): AttestationChanges => ({ attestation: { claims: { ...more } } });
const mac = (key: KeyObject) => (input: string) =>
  createHmac("sha256", JSON.stringify(publicJwk(key)))
    .update(input)
    .digest();
const byThief = signerOf({ alg: "ES256", key: thief });

describe("an attestation", () => {
  it.each<[what: string, code: string, changes: () => AttestationChanges]>([
    ["with alg none", INVALID, () => ({ attestation: { header: { alg: "none" }, signer: unsigned } })],
    ["with a MAC", INVALID, () => ({ attestation: { header: { alg: "HS256" }, signer: mac(attester) } })],
    ["without a signature", FACE, () => ({ attestation: { signer: unsigned } })],
    ["with crit", FACE, () => header({ crit: ["exp"] })],
    ["with an empty crit", FACE, () => header({ crit: [] })],
    ["with the kid of another key", FACE, () => header({ kid: "b" })],
    [
      "by somebody else, with the attester's kid",
      FACE,
      () => ({ attestation: { header: { kid: "a" }, signer: byThief } }),
    ],
    [
      "by somebody else, with the key in it",
      FACE,
      () => ({ attestation: { header: { jwk: publicJwk(thief) }, signer: byThief } }),
    ],
    [
      "by somebody else, with a URL of keys",
      FACE,
      () => ({ attestation: { header: { jku: `${world.issuer}/jwks` }, signer: byThief } }),
    ],
    ["that has expired", "client-auth/attestation-stale", () => claims({ exp: now() - 1 })],
    ["that isn't valid yet", INVALID, () => claims({ nbf: now() + 600 })],
    ["of the future", INVALID, () => claims({ iat: now() + 600 })],
    ["whose exp is a list", INVALID, () => claims({ exp: [now() + 600] })],
    ["whose sub is a list", INVALID, () => claims({ sub: ["wallet"] })],
    ["of another client", INVALID, () => claims({ sub: "rival" })],
    ["without cnf", INVALID, () => claims({ cnf: undefined })],
    ["whose cnf is null", INVALID, () => claims({ cnf: null })],
    ["whose key is null", INVALID, () => claims({ cnf: { jwk: null } })],
    ["whose key is a list", INVALID, () => claims({ cnf: { jwk: [publicJwk(phone)] } })],
    ["whose key is a secret", INVALID, () => claims({ cnf: { jwk: { kty: "oct", k: "AA" } } })],
    [
      "whose key isn't on its curve",
      UNPROVED,
      () => claims({ cnf: { jwk: { ...publicJwk(phone), y: publicJwk(phone).x } } }),
    ],
    ["of another key", UNPROVED, () => claims({ cnf: { jwk: publicJwk(tablet) } })],
    ["of the thumbprint of a key", INVALID, () => claims({ cnf: { jkt: "x" } })],
  ])("%s is %s", async (_, code, changes) => {
    const { status, code: found } = await sent(made(changes()));
    expect([found, status]).toEqual([code, code === FACE ? 401 : 400]);
  });

  it("of a rival's attester is no attestation of this client", async () => {
    const client = { client_id: "wallet", token_endpoint_auth_method: "attest_jwt_client_auth" } as const;
    const rival = { private_key: pem(thief), attester: { issuer: "https://rival.example", private_key: pem(thief) } };
    const proof = { issuer: world.issuer, now: Date.now(), jti: crypto.randomUUID() };
    expect((await sent(attestedBy({ ...client, ...rival }, proof))).code).toBe(FACE);
  });
});

describe("a proof", () => {
  it.each<[what: string, code: string, proof: () => AttestationChanges["proof"]]>([
    ["with alg none", UNPROVED, () => ({ header: { alg: "none" }, signer: unsigned })],
    ["with a MAC", UNPROVED, () => ({ header: { alg: "HS256" }, signer: mac(phone) })],
    ["without a signature", UNPROVED, () => ({ signer: unsigned })],
    ["with crit", UNPROVED, () => ({ header: { crit: ["exp"] } })],
    ["with the key in it", UNPROVED, () => ({ header: { jwk: publicJwk(thief) }, signer: byThief })],
    ["for another server", UNPROVED, () => ({ claims: { aud: "https://login.invalid" } })],
    ["for two servers", UNPROVED, () => ({ claims: { aud: [world.issuer, "https://login.invalid"] } })],
    ["of ten minutes ago", UNPROVED, () => ({ claims: { iat: now() - 600 } })],
    ["that isn't valid yet", UNPROVED, () => ({ claims: { nbf: now() + 600 } })],
    ["whose jti is a number", UNPROVED, () => ({ claims: { jti: 1 } })],
    ["as long as a header can be", PAST, () => ({ claims: { more: "x".repeat(6000) } })],
  ])("%s is %s", async (_, code, proof) => {
    const { status, code: found } = await sent(made({ proof: proof() ?? {} }));
    expect([found, status]).toEqual([code, 400]);
  });

  it("is accepted once, at whatever endpoint, also with another attestation of the key", async () => {
    const headers = made();
    expect((await sent(headers)).code).toBe(PAST);
    for (const path of ["/token", "/par", "/introspect", "/revoke"])
      expect([path, (await sent(headers, { token: "x" }, path)).code]).toEqual([
        path,
        "client-auth/attestation-replayed",
      ]);
    const renewed = { ...headers, [ATTESTATION]: made(claims({ exp: now() + 60 }))[ATTESTATION] ?? "" };
    expect((await sent(renewed)).code).toBe("client-auth/attestation-replayed");
  });
});

/** Sends headers as they are, also twice. */
function raw(headers: Readonly<Record<string, string | string[]>>): Promise<{ status: number; code: string }> {
  const body = new URLSearchParams({ client_id: "wallet", ...CODE }).toString();
  const usual = { "content-type": "application/x-www-form-urlencoded", "content-length": body.length };
  return new Promise((resolve, reject) => {
    const outgoing = request(`${world.issuer}/token`, { method: "POST", headers: { ...usual, ...headers } });
    outgoing.once("error", reject);
    outgoing.once("response", async (incoming) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      const [, code = ""] = /\/errors\/([a-z-]+\/[a-z-]+)/.exec(text) ?? [];
      resolve({ status: incoming.statusCode ?? 0, code });
    });
    outgoing.end(body);
  });
}

describe("the headers", () => {
  const both = () => {
    const { [ATTESTATION]: attestation = "", [PROOF]: proof = "" } = made();
    return { attestation, proof };
  };

  it("come once each, and together", async () => {
    const { attestation: a, proof: p } = both();
    const twice = { status: 400, code: "request/http-malformed" };
    expect(await raw({ [ATTESTATION]: [a, a], [PROOF]: p })).toEqual(twice);
    expect(await raw({ [ATTESTATION]: a, [PROOF]: [p, p] })).toEqual(twice);
    expect((await raw({ [ATTESTATION]: `${a}, ${a}`, [PROOF]: p })).code).toBe(INVALID);
    expect((await raw({ [ATTESTATION]: a, [PROOF]: `${p}, ${p}` })).code).toBe(UNPROVED);
    expect((await raw({ [ATTESTATION]: a })).code).toBe(UNPROVED);
    expect((await raw({ [PROOF]: p })).code).toBe(INVALID);
    expect((await raw({})).code).toBe("client-auth/secret-absent");
    expect((await raw({ [ATTESTATION]: a, [PROOF]: p })).code).toBe(PAST);
  });

  it("that are too long are refused before anything is read", async () => {
    const { attestation, proof } = both();
    const long = await raw({ [ATTESTATION]: attestation, [PROOF]: `${proof}${"A".repeat(20_000)}` });
    expect(long).toEqual({ status: 431, code: "request/too-large" });
  });

  it.each([
    "",
    ".",
    "..",
    "a.b.c",
    "e30.e30.e30",
    "bnVsbA.bnVsbA.AA",
    "W10.W10.AA",
    "MQ.MQ.AA",
    "%00",
    "x".repeat(8000),
  ])("%s is no JWT", async (text) => {
    const { proof, attestation } = both();
    const [one, other] = [
      await sent({ [ATTESTATION]: text, [PROOF]: proof }),
      await sent({ [ATTESTATION]: attestation, [PROOF]: text }),
    ];
    expect([one.code, one.status, other.code, other.status]).toEqual([INVALID, 400, UNPROVED, 400]);
  });
});

it("a public client may attest, which authenticates nobody", async () => {
  const { code } = await sent(made({}, { id: "open" }), { client_id: "open" });
  expect(code).toBe(PAST);
});

it("a pushed request and its refresh tokens: another instance has no use of them", async () => {
  const verifier = secret();
  const pushed = await sent(
    made(),
    {
      ...{ response_type: "code", redirect_uri: REDIRECT, scope: "openid", code_challenge_method: "S256" },
      code_challenge: challengeOf(verifier),
    },
    "/par",
  );
  expect(pushed.status).toBe(201);
  const query = new URLSearchParams({ client_id: "wallet", request_uri: pushed.json.request_uri ?? "" });
  const to = await world.regular.sentTo(`${world.issuer}/authorize?${query}`);
  const form = { ...CODE, code: to.searchParams.get("code") ?? "", code_verifier: verifier };
  const { json, code } = await sent(made(), form);
  expect(code).toBe("granted");
  const refresh = { grant_type: "refresh_token", refresh_token: json.refresh_token ?? "" };
  expect((await sent(made({}, { instance: tablet }), refresh)).code).toBe("refresh-token/key-unproved");
  expect((await sent({}, refresh)).code).toBe("client-auth/secret-absent");
  expect((await sent(made(), refresh)).code).toBe("granted");
});

it("who attests is no secret for the operator, and one for everybody else", async () => {
  const { json } = await sent(made({ attestation: { header: { kid: "b" } } }));
  expect(json.error_uri).toContain(`/errors/${FACE}?ref=`);
  // Of many refusals of one kind, the first is kept, and the others are counted under it.
  const cause = "The client attestation (iss";
  expect((await world.regular.page(json.error_uri ?? "")).html).toContain(cause);
  expect(await (await fetch(json.error_uri ?? "")).text()).not.toContain(cause);
});
