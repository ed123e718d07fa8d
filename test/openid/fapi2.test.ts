/**
 * The modules of the FAPI 2.0 Security Profile plan (fapi2-security-profile-final-…), for each sender constraint and client authentication. Names
 * are those of the modules without their common beginning.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_PEOPLE } from "../../src/demo/world.ts";
import { type Candor, createCandor } from "../../src/index.ts";
import { Person } from "../blackbox/person.ts";
import { Authority, connecting } from "../certificates/connect.ts";
import { freePort } from "../free-port.ts";
import {
  AUTHENTICATIONS,
  type Authentication,
  FAPI_CALLBACK,
  FapiClient,
  makeKeys,
  SENDERS,
  type Sender,
} from "./fapi2-client.ts";

const COMBINATIONS = SENDERS.flatMap((sender) => AUTHENTICATIONS.map((way) => [sender, way] as const));

const authority = new Authority();
let candor: Candor;
let issuer: string;
let ca: string;
const clients = new Map<string, FapiClient>();

const idOf = (sender: Sender, way: Authentication, which: number): string => `${sender}-${way}-${which}`;
const client = (sender: Sender, way: Authentication, which = 1) => clients.get(idOf(sender, way, which)) as FapiClient;

beforeAll(async () => {
  ca = authority.own("server", "/CN=localhost", ["-addext", "subjectAltName=DNS:localhost"]).cert;
  const pairs = [1, 2].map((which) => authority.issue(`client-${which}`, `/O=Suite/CN=client-${which}`));
  const made = [await makeKeys(), await makeKeys()];
  const port = await freePort();
  issuer = `https://localhost:${port}`;
  const all = COMBINATIONS.flatMap(([sender, way]) => [1, 2].map((which) => [sender, way, which] as const));
  candor = await createCandor({
    storage: "memory",
    clock: () => Date.now(),
    config: {
      ...{ issuer, port, host: "localhost", logLevel: "silent" },
      tls: { cert: join(authority.folder, "server.pem"), key: join(authority.folder, "server-key.pem") },
      mutualTls: { authorities: authority.file },
      hooks: { users },
      clients: all.map(([sender, way, which]) => ({
        id: idOf(sender, way, which),
        profile: "fapi2-security" as const,
        authMethods: [way],
        redirectUris: [FAPI_CALLBACK],
        jwks: made[which - 1]?.jwks as never,
        grantTypes: ["authorization_code" as const, "refresh_token" as const],
        scopes: ["openid", "profile", "offline_access"],
        idTokenAlg: "ES256" as const,
        ...(way === "tls_client_auth" && { tlsClientAuthSubjectDn: `CN=client-${which},O=Suite` }),
        ...(sender === "dpop" ? { dpopBoundAccessTokens: true } : { tlsClientCertificateBoundAccessTokens: true }),
      })),
    },
  });
  await candor.listen();
  for (const [sender, authentication, which] of all) {
    const [keys, pair] = [made[which - 1], pairs[which - 1]];
    if (keys === undefined || pair === undefined) throw new Error("unreachable");
    const id = idOf(sender, authentication, which);
    clients.set(id, new FapiClient({ id, issuer, sender, authentication, ...keys, ca, pair }));
  }
});
afterAll(async () => {
  await candor.close();
  rmSync(authority.folder, { recursive: true, force: true });
});
afterEach(() => void vi.useRealTimers());

const people = DEMO_PEOPLE.map(({ username, password, claims }) => ({
  password,
  account: { subject: `demo-${username}`, username, disabled: false, claims },
}));
const users = {
  find: async (subject: string) => people.find(({ account }) => account.subject === subject)?.account,
  findByUsername: async (name: string) => people.find(({ account }) => account.username === name)?.account,
  verify: async (user: { subject: string } | undefined, password: string) =>
    people.find(({ account }) => account.subject === user?.subject)?.password === password,
};

const person = () => new Person(issuer, "ada", "correct-horse-battery", connecting(ca).fetch);
/** She has allowed nothing yet. */
const naysayer = () => new Person(issuer, "grace", "staple-battery-horse", connecting(ca).fetch);
const later = (seconds: number): void => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });

async function codeOf(of: FapiClient, more: Record<string, string | undefined> = {}): Promise<string> {
  const { status, body } = await of.push(more);
  expect(status, JSON.stringify(body)).toBe(201);
  const to = await person().sentTo(of.authorizationUrl(body.request_uri));
  expect(to.searchParams.get("iss")).toBe(issuer);
  return to.searchParams.get("code") ?? "";
}

describe.each(COMBINATIONS)("%s, %s", (sender, way) => {
  const own = () => client(sender, way);
  const refused = async (answer: ReturnType<FapiClient["push"]>, ...errors: string[]) => {
    const { status, body } = await answer;
    expect(errors, `${status} ${JSON.stringify(body)}`).toContain(body.error);
    expect([400, 401]).toContain(status);
  };

  it("happy-flow, ensure-other-scope-order-succeeds: bound tokens, an ID token with ES256, userinfo", async () => {
    const { status, headers, body } = await own().redeem(await codeOf(own(), { scope: "profile openid" }));
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(String(body.token_type).toLowerCase()).toBe(sender === "dpop" ? "dpop" : "bearer");
    const { sub, aud, sid } = decodeJwt(String(body.id_token));
    expect([aud, sid]).toEqual([own().id, undefined]);
    const info = await own().userinfo(String(body.access_token));
    expect([info.status, info.body.sub]).toEqual([200, sub]);
    expect((await own().userinfo(String(body.access_token), { bare: true })).status).toBe(401);
  });

  it("user-rejects-authentication: access_denied at the client", async () => {
    const { body } = await own().push();
    const to = await naysayer().sentTo(own().authorizationUrl(body.request_uri), "deny");
    expect(to.searchParams.get("error")).toBe("access_denied");
  });

  it.each<[module: string, more: Record<string, string | undefined>]>([
    ["ensure-authorization-request-without-state-success", { state: undefined }],
    ["ensure-authorization-request-without-nonce-success", { nonce: undefined }],
    ["ensure-authorization-request-with-64-char-nonce-success", { nonce: "n".repeat(64) }],
    ["ensure-authorization-request-with-long-nonce", { nonce: "n".repeat(384) }],
    ["ensure-authorization-request-with-long-state", { state: "s".repeat(384) }],
  ])("%s", async (_, more) => {
    const { status } = await own().redeem(await codeOf(own(), more));
    expect(status).toBe(200);
  });

  it.each<[module: string, more: Record<string, string | undefined>, ...errors: string[]]>([
    ["ensure-redirect-uri-in-authorization-request", { redirect_uri: undefined }, "invalid_request"],
    ["plain-fapi-tolerate-unregistered-redirect-uri", { redirect_uri: `${FAPI_CALLBACK}/other` }, "invalid_request"],
    [
      "ensure-response-type-code-idtoken-fails",
      { response_type: "code id_token" },
      "unsupported_response_type",
      "unauthorized_client",
    ],
    [
      "ensure-response-type-token-fails",
      { response_type: "token" },
      "unsupported_response_type",
      "unauthorized_client",
    ],
    ["par-ensure-pkce-required", { code_challenge: undefined, code_challenge_method: undefined }, "invalid_request"],
    ["par-plain-pkce-rejected", { code_challenge: "v".repeat(64), code_challenge_method: "plain" }, "invalid_request"],
    ["par-authorization-request-containing-request_uri-form-param", { request_uri: "urn:x" }, "invalid_request"],
  ])("%s", (_, more, ...errors) => refused(own().push(more), ...errors));

  it("par-attempt-invalid-http-method", async () => {
    const { status } = await connecting(ca).fetch(`${issuer}/par`);
    expect(status).toBe(405);
  });

  it("ensure-unsigned-authorization-request-without-using-par-fails", async () => {
    const url = `${issuer}/authorize?${new URLSearchParams({ client_id: own().id, redirect_uri: FAPI_CALLBACK, response_type: "code", scope: "openid" })}`;
    expect((await person().sentTo(url)).searchParams.get("error")).toBe("invalid_request");
  });

  it("par-attempt-reuse-request_uri, par-ensure-reused-request-uri-prior-to-auth-completion-succeeds", async () => {
    const { body } = await own().push();
    const url = own().authorizationUrl(body.request_uri);
    expect(await (await person().browse(url)).text()).toContain('name="password"');
    expect((await person().sentTo(url)).searchParams.has("code")).toBe(true);
    const again = await person().walk(url);
    expect(again instanceof URL ? again.searchParams.get("error") : again.status).not.toBe(200);
  });

  it("par-attempt-to-use-expired-request_uri, par-attempt-to-use-request_uri-for-different-client: a page", async () => {
    const { body } = await own().push();
    const other = await person().page(own().authorizationUrl(body.request_uri, client(sender, way, 2).id));
    expect(other.status).toBe(400);
    later(Number(body.expires_in) + 1);
    const late = await person().walk(own().authorizationUrl(body.request_uri));
    expect(late instanceof URL ? late.searchParams.has("code") : late.status === 200).toBe(false);
  });

  it("ensure-holder-of-key-required: no tokens without a key", async () => {
    const code = await codeOf(own());
    await refused(
      own().redeem(code, {}, { proof: null, bare: true }),
      ...(sender === "dpop" ? ["invalid_dpop_proof", "invalid_client"] : ["invalid_request", "invalid_client"]),
    );
  });

  it("ensure-pkce-code-verifier-required, incorrect-pkce-code-verifier-rejected", async () => {
    await refused(own().redeem(await codeOf(own()), { code_verifier: undefined }), "invalid_grant", "invalid_request");
    await refused(own().redeem(await codeOf(own()), { code_verifier: "w".repeat(64) }), "invalid_grant");
  });

  it("ensure-authorization-code-is-bound-to-client, attempt-reuse-authorization-code-after-one-second", async () => {
    const code = await codeOf(own());
    await refused(client(sender, way, 2).redeem(code), "invalid_grant");
    expect((await own().redeem(code)).status).toBe(200);
    await refused(own().redeem(code), "invalid_grant");
  });

  it("ensure-token-endpoint-fails-with-expired-auth-code", async () => {
    const code = await codeOf(own());
    later(61);
    await refused(own().redeem(code), "invalid_grant");
  });

  it("refresh-token: it isn't rotated, and is nobody else's", async () => {
    const { body } = await own().redeem(await codeOf(own(), { scope: "openid offline_access", prompt: "consent" }));
    const fields = { grant_type: "refresh_token", refresh_token: String(body.refresh_token) };
    await refused(client(sender, way, 2).post("/token", fields), "invalid_grant");
    for (const _ of [1, 2]) {
      const again = await own().post("/token", fields);
      expect([again.status, again.body.refresh_token]).toEqual([200, undefined]);
    }
  });
});

describe.each(SENDERS)("%s, private_key_jwt", (sender) => {
  const own = () => client(sender, "private_key_jwt");
  const now = () => Math.floor(Date.now() / 1000);

  it.each<[module: string, change: () => Parameters<FapiClient["push"]>[1]]>([
    ["ensure-signed-client-assertion-with-RS256-fails", () => ({ alg: "RS256" })],
    ["ensure-client-assertion-in-token-endpoint", () => ({ assertion: null })],
    [
      "ensure-client-assertion-with-exp-is-5-minutes-in-past-fails",
      () => ({ assertion: { iat: now() - 360, exp: now() - 300 } }),
    ],
    ["ensure-client-assertion-with-wrong-aud-fails", () => ({ assertion: { aud: "https://other.example" } })],
    ["ensure-client-assertion-with-no-sub-fails", () => ({ assertion: { sub: undefined } })],
    [
      "par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails",
      () => ({ assertion: { nbf: now() + 62, exp: now() + 120 } }),
    ],
    ["par-test-array-as-audience-fails", () => ({ assertion: { aud: [`${own().issuer}/par`] } })],
    ["par-test-par-endpoint-url-as-audience-fails", () => ({ assertion: { aud: `${own().issuer}/par` } })],
    ["par-test-token-endpoint-url-as-audience-fails", () => ({ assertion: { aud: `${own().issuer}/token` } })],
  ])("%s", async (_, change) => {
    const code = await codeOf(own());
    for (const { status, body } of [await own().push({}, change()), await own().redeem(code, {}, change())])
      expect([status, body.error]).toEqual([401, "invalid_client"]);
  });

  it("par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted", async () => {
    expect((await own().push({}, { assertion: { iat: now() + 8, nbf: now() + 8 } })).status).toBe(201);
  });
});

describe.each(AUTHENTICATIONS)("dpop, %s", (way) => {
  const own = () => client("dpop", way);
  const now = () => Math.floor(Date.now() / 1000);

  it.each([
    ["ensure-dpopproof-with-iat-10seconds-before-succeeds", -10],
    ["ensure-dpopproof-with-iat-10seconds-after-succeeds", 10],
  ])("%s", async (_, seconds) => {
    expect((await own().redeem(await codeOf(own()), {}, { proof: { iat: now() + seconds } })).status).toBe(200);
  });

  it("ensure-dpop-auth-code-binding-success, ensure-mismatched-dpop-jkt-fails, ensure-token-endpoint-fails-with-mismatched-dpop-jkt", async () => {
    expect((await own().redeem(await codeOf(own(), { dpop_jkt: await own().jkt() }))).status).toBe(200);
    const stranger = await client("dpop", way, 2).jkt();
    const { status, body } = await own().redeem(await codeOf(own(), { dpop_jkt: stranger }));
    expect([status, body.error]).toEqual([400, expect.stringMatching(/^invalid_(?:grant|dpop_proof)$/)]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["no iat", { iat: undefined }],
    ["an old iat", { iat: 1_600_000_000 }],
    ["no jti", { jti: undefined }],
    ["another method", { htm: "GET" }],
    ["another URL", { htu: "https://other.example/token" }],
  ])("dpop-negative-tests: %s", async (_, proof) => {
    const { status, body } = await own().redeem(await codeOf(own()), {}, { proof });
    expect([status, body.error]).toEqual([400, "invalid_dpop_proof"]);
  });
});
