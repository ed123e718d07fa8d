/** DPoP (RFC 9449): every way in which a proof can be wrong, what is bound to its key, and who may use it. Over real sockets. */
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { exportJWK } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROOF_JKT, PROOF_JWK, type Proving, proofFor } from "../catalogue/proofs.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { type Answer, Application, answerOf } from "./application.ts";
import { Person } from "./person.ts";
import { refused } from "./refusal.ts";

let server: DemoServer;
let later = 0;
const now = () => Date.now() + later;
beforeAll(async () => {
  server = await startDemo({ clock: now });
});
afterAll(() => server.close());

const service = () => new Application(server.issuer, { id: "demo-service", secret: "demo-service-secret" });
const spa = () =>
  new Application(server.issuer, {
    ...{ id: "demo-spa", redirectUri: `${server.issuer}/demo/spa` },
    scope: "openid profile read_profile offline_access",
  });
const MACHINE = { grant_type: "client_credentials" };

const proof = (change: Partial<Proving> = {}): string =>
  proofFor({ url: `${server.issuer}/token`, now: now(), claims: { jti: crypto.randomUUID() }, ...change });
const ask = (dpop: string, fields = MACHINE): Promise<Answer> => service().post("/token", fields, { dpop });

/** Another key, and proofs of it. */
const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
async function otherProof(url: string, more: object = {}): Promise<string> {
  const header = { typ: "dpop+jwt", alg: "ES256", jwk: await exportJWK(other.publicKey) };
  const claims = { jti: crypto.randomUUID(), htm: "POST", htu: url, iat: Math.floor(now() / 1000), ...more };
  const signed = `${encoded(header)}.${encoded(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: other.privateKey, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

describe("a proof at the token endpoint", () => {
  it("binds the access token, which says so", async () => {
    const { status, body } = await ask(proof());
    expect([status, body.token_type]).toEqual([200, "DPoP"]);
    const [, claims = ""] = String(body.access_token).split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ cnf: { jkt: PROOF_JKT } });
    const told = await service().introspect(String(body.access_token));
    expect(told.body).toMatchObject({ active: true, token_type: "DPoP", cnf: { jkt: PROOF_JKT } });
  });

  it.each<[what: string, change: () => Partial<Proving>]>([
    [
      "scheme and host in capitals",
      () => ({ url: `${server.issuer.replace("http://localhost", "HTTP://LOCALHOST")}/token` }),
    ],
    ["a path with dots, and a letter that needs no encoding", () => ({ url: `${server.issuer}/a/../%74oken` })],
    ["a query and a fragment", () => ({ url: `${server.issuer}/token?a=b#c` })],
    ["a typ with its prefix, in capitals", () => ({ header: { typ: "application/DPoP+JWT" } })],
    ["a clock that is behind by four minutes", () => ({ now: now() - 240_000 })],
    ["a clock that is ahead by half a minute", () => ({ now: now() + 30_000 })],
    ["an iat with a fraction", () => ({ claims: { jti: crypto.randomUUID(), iat: now() / 1000 } })],
    ["claims that nobody knows", () => ({ claims: { jti: crypto.randomUUID(), x: 1, ath: "y" } })],
  ])("is accepted with %s", async (_, change) => {
    expect(await ask(proof(change()))).toMatchObject({ status: 200, body: { token_type: "DPoP" } });
  });

  const WRONG: readonly (readonly [what: string, code: string, dpop: () => string | Promise<string>])[] = [
    ["no JWT", "malformed", () => "proof"],
    ["two of them", "malformed", () => `${proof()}, ${proof()}`],
    ["an encrypted JWT", "malformed", () => "e30.e.e.e.e"],
    ["another typ", "header-wrong", () => proof({ header: { typ: "JWT" } })],
    ["no typ", "header-wrong", () => proof({ header: { typ: undefined } })],
    ["alg none", "header-wrong", () => proof({ header: { alg: "none" } })],
    ["an alg of another kind of key", "header-wrong", () => proof({ header: { alg: "RS256" } })],
    ["a MAC", "header-wrong", () => mac()],
    ["no key", "header-wrong", () => proof({ header: { jwk: undefined } })],
    ["a list for a key", "header-wrong", () => proof({ header: { jwk: [] } })],
    ["its private key", "header-wrong", () => proof({ header: { jwk: { ...PROOF_JWK, d: "A".repeat(43) } } })],
    ["a critical extension", "header-wrong", () => proof({ header: { crit: ["b64"], b64: true } })],
    ["another key", "signature-wrong", () => proof({ header: { jwk: { ...PROOF_JWK, x: "A".repeat(43) } } })],
    ["a key that is none", "signature-wrong", () => proof({ header: { jwk: { ...PROOF_JWK, x: "AA" } } })],
    ["a changed signature", "signature-wrong", () => `${proof().slice(0, -8)}AAAAAAAA`],
    ["no jti", "claim-wrong", () => proof({ claims: { jti: undefined } })],
    ["a number for jti", "claim-wrong", () => proof({ claims: { jti: 7 } })],
    ["no htm", "claim-wrong", () => proof({ claims: { jti: "a", htm: undefined } })],
    ["another method", "claim-wrong", () => proof({ method: "GET" })],
    ["the method in small letters", "claim-wrong", () => proof({ method: "post" })],
    ["no htu", "claim-wrong", () => proof({ claims: { jti: "b", htu: undefined } })],
    ["another endpoint", "claim-wrong", () => proof({ url: `${server.issuer}/userinfo` })],
    ["another host", "claim-wrong", () => proof({ url: "https://other.example/token" })],
    ["a final slash", "claim-wrong", () => proof({ url: `${server.issuer}/token/` })],
    ["no iat", "claim-wrong", () => proof({ claims: { jti: "c", iat: undefined } })],
    ["an iat in words", "claim-wrong", () => proof({ claims: { jti: "d", iat: "now" } })],
    ["an iat of an hour ago", "not-timely", () => proof({ now: now() - 3_600_000 })],
    ["an iat of the next hour", "not-timely", () => proof({ now: now() + 3_600_000 })],
  ];
  it.each(WRONG)("is refused with %s: dpop/%s", async (_, code, dpop) => {
    const answer = await ask(await dpop());
    refused(answer, 400, "invalid_dpop_proof", `dpop/${code}`);
  });

  function mac(): string {
    const signed = proof({ header: { alg: "HS256" } })
      .split(".")
      .slice(0, 2)
      .join(".");
    return `${signed}.${createHmac("sha256", "secret").update(signed).digest("base64url")}`;
  }

  it("says what it must be", async () => {
    const { body } = await ask(proof({ url: `${server.issuer}/userinfo?a=secret` }));
    expect(body.error_description).toContain(`htu ${server.issuer}/userinfo. It must be ${server.issuer}/token.`);
    expect(body.error_description).not.toContain("secret");
  });

  it("works once, also if it is sent twenty times at once", async () => {
    const sent = proof();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(sent)));
    const [won, ...lost] = answers.toSorted((one, two) => one.status - two.status);
    expect(won?.status).toBe(200);
    for (const answer of lost) refused(answer, 400, "invalid_dpop_proof", "dpop/used-before");
  });

  it("isn't used up by the explanation of a refusal", async () => {
    const sent = proof();
    // Refused before the proof is looked at; what would come next is found out all the same.
    expect((await ask(sent, { grant_type: "client_credential" })).status).toBe(400);
    expect((await ask(sent)).status).toBe(200);
  });

  it("isn't remembered for longer than it would be accepted", async () => {
    const sent = proof();
    expect((await ask(sent)).status).toBe(200);
    later += 600_000;
    refused(await ask(sent), 400, "invalid_dpop_proof", "dpop/not-timely");
  });
});

describe("a client that isn't confidential", () => {
  it("gets a refresh token that only the key can use", async () => {
    const { code, verifier } = await spa().code(new Person(server.issuer), { prompt: "consent" });
    const fields = { grant_type: "authorization_code", code, code_verifier: verifier };
    const first = await spa().post(
      "/token",
      { ...fields, redirect_uri: `${server.issuer}/demo/spa` },
      { dpop: proof() },
    );
    const token = String(first.body.refresh_token);
    const refreshing = { grant_type: "refresh_token", refresh_token: token };
    refused(await spa().post("/token", refreshing), 400, "invalid_grant", "refresh-token/key-unproved");
    const foreign = { dpop: await otherProof(`${server.issuer}/token`) };
    refused(await spa().post("/token", refreshing, foreign), 400, "invalid_grant", "refresh-token/key-unproved");
    const again = await spa().post("/token", refreshing, { dpop: proof() });
    expect([again.status, again.body.token_type]).toEqual([200, "DPoP"]);
  });
});

describe("a code", () => {
  const redeem = async (dpop: string | undefined, dpop_jkt = PROOF_JKT): Promise<Answer> => {
    const { code, verifier } = await spa().code(new Person(server.issuer), { dpop_jkt });
    const fields = { grant_type: "authorization_code", code, code_verifier: verifier };
    const body = { ...fields, redirect_uri: `${server.issuer}/demo/spa` };
    return spa().post("/token", body, dpop === undefined ? {} : { dpop });
  };

  it("that dpop_jkt bound is redeemed by its key alone (RFC 9449 10)", async () => {
    refused(await redeem(undefined), 400, "invalid_grant", "code/key-unproved");
    refused(await redeem(await otherProof(`${server.issuer}/token`)), 400, "invalid_grant", "code/key-unproved");
    expect((await redeem(proof())).body.token_type).toBe("DPoP");
  });

  it("isn't issued for a dpop_jkt that isn't a thumbprint", async () => {
    const { url } = spa().begin({ dpop_jkt: "no" });
    const to = await new Person(server.issuer).sentTo(url);
    expect(to.searchParams.get("error_uri")).toContain("/errors/request/parameter-invalid");
  });
});

describe.each(["/userinfo", "/demo/api/profile"])("a bound token at %s", (path) => {
  const call = async (headers: Record<string, string>): Promise<Answer> =>
    answerOf(server.issuer, await fetch(server.issuer + path, { headers }));
  const here = (token: string, change: Partial<Proving> = {}): string =>
    proof({ method: "GET", url: server.issuer + path, token, ...change });

  /** A token for ada, bound or not. */
  async function tokenFor(dpop?: string): Promise<string> {
    const { code, verifier } = await spa().code(new Person(server.issuer));
    const fields = { grant_type: "authorization_code", code, code_verifier: verifier };
    const sent = { ...fields, redirect_uri: `${server.issuer}/demo/spa` };
    return String((await spa().post("/token", sent, dpop === undefined ? {} : { dpop })).body.access_token);
  }

  /** Asserts the refusal, and the challenge of RFC 9449 7.1. */
  function refusedHere(answer: Answer, error: string, code: string): void {
    refused(answer, 401, error, code);
    const challenge = answer.headers.get("www-authenticate") ?? "";
    expect(challenge).toMatch(/^DPoP (realm|error)=".*algs="[^"]*ES256/);
    expect(challenge).toContain(`error="${error}"`);
  }

  it("is accepted with its scheme and its proof alone", async () => {
    const token = await tokenFor(proof());
    const bound = { authorization: `DPoP ${token}` };
    expect((await call({ ...bound, dpop: here(token) })).status).toBe(200);
    refusedHere(await call(bound), "invalid_token", "token/key-unproved");
    refusedHere(await call({ authorization: `Bearer ${token}` }), "invalid_token", "token/key-unproved");
    refusedHere(
      await call({ authorization: `Bearer ${token}`, dpop: here(token) }),
      ...(["invalid_token", "token/wrong-scheme"] as const),
    );
    const foreign = await otherProof(server.issuer + path, { htm: "GET", ath: ath(here(token)) });
    refusedHere(await call({ ...bound, dpop: foreign }), "invalid_token", "token/key-unproved");
    const wrong: readonly (readonly [dpop: string, code: string])[] = [
      [here(token, { token: undefined }), "claim-wrong"],
      [here("another token"), "claim-wrong"],
      [here(token, { url: `${server.issuer}/token` }), "claim-wrong"],
      [here(token, { method: "POST" }), "claim-wrong"],
      [here(token, { now: now() - 3_600_000 }), "not-timely"],
      ["x", "malformed"],
    ];
    for (const [dpop, code] of wrong) refusedHere(await call({ ...bound, dpop }), "invalid_dpop_proof", `dpop/${code}`);
    const once = here(token);
    expect((await call({ ...bound, dpop: once })).status).toBe(200);
    refusedHere(await call({ ...bound, dpop: once }), "invalid_dpop_proof", "dpop/used-before");
  });

  it("isn't what a bearer token is", async () => {
    const token = await tokenFor();
    refusedHere(
      await call({ authorization: `DPoP ${token}`, dpop: here(token) }),
      "invalid_token",
      "token/wrong-scheme",
    );
    expect((await call({ authorization: `Bearer ${token}` })).status).toBe(200);
  });
});

/** The hash of the token, from a proof. */
const ath = (text: string): string => JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString()).ath;

it("pages of other origins may send proofs, and read nonces and challenges", async () => {
  const headers = { origin: "https://app.example", "access-control-request-method": "POST" };
  const asked = { ...headers, "access-control-request-headers": "dpop,content-type" };
  const { headers: may } = await fetch(`${server.issuer}/token`, { method: "OPTIONS", headers: asked });
  expect(may.get("access-control-allow-headers")).toContain("dpop");
  const { headers: exposed } = await ask("x");
  expect(exposed.get("access-control-expose-headers")).toMatch(/DPoP-Nonce.*WWW-Authenticate/);
});
