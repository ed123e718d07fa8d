/** The modules of the dynamic and third-party login plans (requirements-openid.md C3, 45 to 65), with clients that register themselves. */
import { createRemoteJWKSet, exportJWK, type GenerateKeyPairResult, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { answerOf } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { pngUrl } from "../pages/pictures.ts";
import { type Files, serveFiles } from "./files.ts";
import { CALLBACK, EVERYTHING, type Provider, startProvider } from "./provider.ts";
import {
  authorizationUrl,
  authorize,
  checkedIdToken,
  type Parameters,
  random,
  request,
  userinfo,
} from "./relying-party.ts";

let server: Provider;
let ada: Person;
let files: Files;
beforeAll(async () => {
  files = await serveFiles();
  server = await startProvider([], {
    registration: { mode: "open", vouched: true, pkceRequired: false, scopes: EVERYTHING.split(" "), perHour: 1_000 },
  });
});
beforeEach(() => {
  ada = new Person(server.issuer);
});
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await server.close();
  await files.close();
});

interface Registered {
  readonly client_id: string;
  readonly registration_client_uri: string;
  readonly registration_access_token: string;
  readonly [member: string]: unknown;
}

const send = async (metadata: object) =>
  answerOf(
    server.issuer,
    await fetch(`${server.issuer}/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ redirect_uris: [CALLBACK], ...metadata }),
    }),
  );

/** C3: registers, and checks what comes. */
async function register(metadata: object): Promise<Registered> {
  const { status, headers, body } = await send(metadata);
  expect([status, headers.get("content-type")], JSON.stringify(body)).toEqual([
    201,
    expect.stringMatching(/^application\/json/),
  ]);
  if (body.client_secret !== undefined) expect(body.client_secret_expires_at).toEqual(expect.any(Number));
  expect(body.registration_client_uri).toMatch(/^http/);
  return body as unknown as Registered;
}

/** A key of the client, as private_key_jwt and request objects use it. */
interface Key {
  readonly pair: GenerateKeyPairResult;
  readonly jwks: object;
  readonly kid: string;
}

async function makeKey(kid: string): Promise<Key> {
  const pair = await generateKeyPair("RS256", { extractable: true });
  return { pair, kid, jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), kid, alg: "RS256", use: "sig" }] } };
}

const signed = (claims: Record<string, unknown>, { pair, kid }: Key) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid })
    .setIssuedAt()
    .setExpirationTime("1m")
    .sign(pair.privateKey);

const LOGO = Buffer.from(pngUrl(128).split(",")[1] ?? "", "base64");

const KEYED = { token_endpoint_auth_method: "private_key_jwt" };

/** Asks for a token with an assertion of the key. */
async function asked(id: string, key: Key, fields: Record<string, string>, aud = `${server.issuer}/token`) {
  const assertion = await signed({ iss: id, sub: id, aud, jti: random() }, key);
  const proof = {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  };
  return answerOf(
    server.issuer,
    await fetch(`${server.issuer}/token`, { method: "POST", body: new URLSearchParams({ ...fields, ...proof }) }),
  );
}

/** The code flow of a client with a key, with the checks of the ID token. */
async function flow(id: string, key: Key, more: Parameters = {}, aud?: string) {
  const sent = request({ client_id: id, ...more });
  const { parameters } = await authorize(ada, sent);
  const { code = "" } = parameters;
  const redirect_uri = sent.redirect_uri ?? "";
  const { status, body } = await asked(id, key, { grant_type: "authorization_code", code, redirect_uri }, aud);
  expect(status, JSON.stringify(body)).toBe(200);
  await checkedIdToken(server.issuer, body.id_token, {
    ...{ nonce: sent.nonce, aud: id, accessToken: String(body.access_token) },
  });
  return body;
}

describe("with keys", () => {
  let key: Key;
  beforeAll(async () => {
    key = await makeKey("first");
  });

  it("oidcc-server, oidcc-idtoken-rs256: and DELETE removes the registration at the end", async () => {
    const own = await register({ ...KEYED, jwks: key.jwks, id_token_signed_response_alg: "RS256" });
    await flow(own.client_id, key);
    const headers = { authorization: `Bearer ${own.registration_access_token}` };
    expect((await fetch(own.registration_client_uri, { method: "DELETE", headers })).status).toBe(204);
  });

  it("oidcc-userinfo-rs256: a signed JWT with iss and aud, and no nonce", async () => {
    const own = await register({ ...KEYED, jwks: key.jwks, userinfo_signed_response_alg: "RS256" });
    const { access_token } = await flow(own.client_id, key);
    const { headers, text } = await userinfo(server.issuer, access_token);
    expect(headers.get("content-type")).toBe("application/jwt");
    const keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`));
    const { payload } = await jwtVerify(text, keys, { issuer: server.issuer, audience: own.client_id });
    expect(payload).not.toHaveProperty("nonce");
  });

  it("oidcc-ensure-client-assertion-with-iss-aud-succeeds", async () => {
    const own = await register({ ...KEYED, jwks: key.jwks });
    await flow(own.client_id, key, {}, server.issuer);
  });

  it("oidcc-registration-jwks-uri: the keys are fetched", async () => {
    const own = await register({ ...KEYED, jwks_uri: files.put("/jwks", key.jwks) });
    await flow(own.client_id, key);
    expect(files.asked).toContain("/jwks");
  });

  it("oidcc-refresh-token-rp-key-rotation: an unknown kid is looked for", async () => {
    const jwks_uri = files.put("/rotating", key.jwks);
    const grant_types = ["authorization_code", "refresh_token"];
    const own = await register({ ...KEYED, grant_types, jwks_uri, scope: "openid offline_access" });
    const { refresh_token } = await flow(own.client_id, key, { scope: "openid offline_access", prompt: "consent" });
    const next = await makeKey("second");
    files.put("/rotating", next.jwks);
    // The suite waits as long.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    const fields = { grant_type: "refresh_token", refresh_token: String(refresh_token) };
    expect((await asked(own.client_id, next, fields)).status).toBe(200);
  });

  it("oidcc-request-uri-signed-rs256: with a fragment that is new each time", async () => {
    const request_uri = `${files.origin}/request#${`${random()}${random()}`.slice(0, 43)}`;
    const own = await register({
      ...KEYED,
      jwks: key.jwks,
      request_uris: [request_uri],
      request_object_signing_alg: "RS256",
    });
    const sent = request({ client_id: own.client_id });
    files.put("/request", await signed({ ...sent, iss: own.client_id, aud: server.issuer }, key));
    const { client_id, response_type, scope } = sent;
    const end = await ada.sentTo(authorizationUrl(server.issuer, { client_id, response_type, scope, request_uri }));
    expect([end.searchParams.has("code"), end.searchParams.get("state")]).toEqual([true, sent.state]);
  });

  it("oidcc-request-uri-unsigned, oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported: none isn't supported", async () => {
    const metadata = await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json();
    expect(metadata.request_object_signing_alg_values_supported).not.toContain("none");
  });
});

describe("redirect URIs", () => {
  const SECRET = { token_endpoint_auth_method: "client_secret_basic" };
  const page = async (redirect_uris: string[], redirect_uri: string | undefined) => {
    const { client_id } = await register({ ...SECRET, redirect_uris });
    return ada.page(authorizationUrl(server.issuer, request({ client_id, redirect_uri })));
  };
  const QUERY = `${CALLBACK}?foo=bar`;

  it.each([
    ["oidcc-ensure-redirect-uri-in-authorization-request", [CALLBACK, `${CALLBACK}/two`], undefined],
    ["oidcc-redirect-uri-query-mismatch", [QUERY], `${CALLBACK}?foo=other`],
    ["oidcc-redirect-uri-query-added", [CALLBACK], QUERY],
  ])("%s: a page, and no redirect", async (_, registered, sent) => {
    expect(await page(registered, sent)).toMatchObject({
      status: 400,
      html: expect.stringContaining("For developers"),
    });
  });

  it("oidcc-redirect-uri-query-OK: the query survives", async () => {
    const { client_id } = await register({ ...SECRET, redirect_uris: [QUERY] });
    const to = await ada.sentTo(authorizationUrl(server.issuer, request({ client_id, redirect_uri: QUERY })));
    expect([to.searchParams.get("foo"), to.searchParams.has("code")]).toEqual(["bar", true]);
  });

  it("oidcc-redirect-uri-regfrag: a fragment isn't registered", async () => {
    const { status, body } = await send({ redirect_uris: [`${CALLBACK}#foobar`] });
    expect([status, body.error]).toEqual([400, "invalid_redirect_uri"]);
  });
});

describe("what users see", () => {
  it.each([
    ["oidcc-registration-policy-uri", "policy_uri"],
    ["oidcc-registration-tos-uri", "tos_uri"],
  ])("%s: a page links it", async (_, member) => {
    const url = "https://suite.example/document";
    const { client_id } = await register({ [member]: url });
    const asks = await ada.browse(authorizationUrl(server.issuer, request({ client_id })));
    const signIn = await asks.text();
    const consent = signIn.includes(`href="${url}"`) ? signIn : await consentPage(client_id);
    expect(consent).toContain(`href="${url}"`);
  });

  /** What the user sees after signing in. */
  async function consentPage(client_id: string): Promise<string> {
    await ada.signIn();
    return (await ada.browse(authorizationUrl(server.issuer, request({ client_id })))).text();
  }

  it("oidcc-registration-logo-uri: the page shows the logo", async () => {
    const { client_id } = await register({
      client_name: "With a logo",
      logo_uri: files.put("/logo.png", LOGO, "image/png"),
    });
    const html = await (await ada.browse(authorizationUrl(server.issuer, request({ client_id })))).text();
    expect(html).toMatch(/<img[^>]+src="/);
  });
});

describe("sectors", () => {
  const pairwise = { subject_type: "pairwise" };
  it("oidcc-registration-sector-uri: accepted if it lists the redirect URIs", async () => {
    const sector_identifier_uri = files.put("/sector", [CALLBACK]);
    expect(await register({ ...pairwise, sector_identifier_uri })).toMatchObject({ subject_type: "pairwise" });
  });

  it("oidcc-registration-sector-bad: refused if it doesn't", async () => {
    const sector_identifier_uri = files.put("/other-sector", ["https://other.example/cb"]);
    const { status, body } = await send({ ...pairwise, sector_identifier_uri });
    expect([status, body.error]).toEqual([400, "invalid_client_metadata"]);
  });
});

it("oidcc-server-rotate-keys: a new key is in the JWKS at once, and the old ones stay", async () => {
  const kids = async () => {
    const { keys } = (await (await fetch(`${server.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
    return keys.map(({ kid }) => kid);
  };
  const before = await kids();
  await server.candor.keys.rotate({ algs: ["RS256"], another: true });
  const after = await kids();
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 1);
});

describe("third-party login", () => {
  it("oidcc-3rd_party-init-login: initiate_login_uri is kept", async () => {
    const initiate_login_uri = "https://suite.example/initiate";
    const own = await register({ initiate_login_uri });
    const headers = { authorization: `Bearer ${own.registration_access_token}` };
    expect(await (await fetch(own.registration_client_uri, { headers })).json()).toMatchObject({ initiate_login_uri });
  });

  it("oidcc-3rd_party-init-login-nohttps: http is refused", async () => {
    const { status, body } = await send({ initiate_login_uri: "http://suite.example/initiate" });
    expect([status, body.error]).toEqual([400, "invalid_client_metadata"]);
  });
});
