/** The questions of requirements-oauth.md that no other test covers: see questions.ts. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, basic, challengeOf } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { CALLBACK, type Provider, SECRET, SUITE, startProvider } from "../openid/provider.ts";
import { authorizationUrl, authorize, redeem, request } from "../openid/relying-party.ts";

const DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

let server: Provider;
let ada: Person;
let key: CryptoKey;
beforeAll(async () => {
  const pair = await generateKeyPair("ES256", { extractable: true });
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), alg: "ES256", kid: "k" }] };
  server = await startProvider(
    [
      { id: "signs", ...SUITE, jwks },
      { id: "device", ...SUITE, grantTypes: [DEVICE_CODE], redirectUris: [], responseTypes: undefined },
    ],
    { registration: { mode: "open" } },
  );
  ada = new Person(server.issuer);
});
afterAll(() => server.close());

const suite = () => new Application(server.issuer, { id: "suite", secret: SECRET, redirectUri: CALLBACK });
const form = (path: string, body: string, id = "suite") =>
  fetch(server.issuer + path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", authorization: basic(id, SECRET) },
    body,
  });
const post = (path: string, fields: Record<string, string>, id?: string) =>
  form(path, new URLSearchParams(fields).toString(), id);

/** How many bits of base64url come after what two values have in common, which isn't random. */
const bitsApart = (one: string, other: string): number =>
  (one.length - [...one].findIndex((char, at) => char !== other[at])) * 6;

describe("authorization", () => {
  it.each([
    ...[`${CALLBACK}/`, `${CALLBACK}/more`, `${CALLBACK}?more=1`, `${CALLBACK}#more`, CALLBACK.toUpperCase()],
    ...[
      CALLBACK.replace("https:", "http:"),
      "https://suite.example:8443/callback",
      "https://suite.example.evil/callback",
    ],
    ...[
      "https://suite.example@evil.example/callback",
      "https://evil.example/callback",
      "https://suite.example/a/../callback",
    ],
  ])("InvalidRedirect, RedirectUriFullyMatched, RedirectUriPathMatched: %s gets a page", async (redirect_uri) => {
    const url = authorizationUrl(server.issuer, request({ redirect_uri }));
    const response = await fetch(url, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
  });

  it("IsResponseTypeChecked", async () => {
    const { parameters } = await authorize(ada, request({ response_type: "foobar" }));
    expect(parameters.error).toBe("unsupported_response_type");
  });

  it("ClientIdsCorrespond: in the request object, beside it, and where it was pushed", async () => {
    const sent = request({ client_id: "signs" });
    const object = await new SignJWT({ ...sent, client_id: "suite", iss: "signs", aud: server.issuer })
      .setProtectedHeader({ alg: "ES256", kid: "k" })
      .setExpirationTime("1m")
      .sign(key);
    const end = await ada.walk(authorizationUrl(server.issuer, { ...sent, request: object }));
    const said = end instanceof URL ? end.search : end.html;
    expect(said).toMatch(/invalid_request_object|object-claim-invalid/);
    const { status } = await post("/par", Object.fromEntries(Object.entries(sent).map(([k, v]) => [k, v ?? ""])));
    expect(status).toBe(400);
  });
});

describe("token", () => {
  it("HasCacheControlHeader, HasPragmaHeader", async () => {
    const { parameters } = await authorize(ada, request());
    const { headers } = await redeem(server.issuer, parameters.code);
    expect([headers.get("cache-control"), headers.get("pragma")]).toEqual(["no-store", "no-cache"]);
  });

  it("IsGetSupported: no", async () => {
    const response = await fetch(`${server.issuer}/token?grant_type=authorization_code&code=x`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, expect.stringContaining("POST")]);
  });

  it("IsPasswordFlowDisabled", async () => {
    const response = await post("/token", {
      grant_type: "password",
      username: "ada",
      password: "correct-horse-battery",
    });
    expect([response.status, (await response.json()).error]).toEqual([400, "unsupported_grant_type"]);
  });

  it("RedirectUriChecked: the one of the authorization request, and no other", async () => {
    const { parameters } = await authorize(ada, request());
    const fields = { grant_type: "authorization_code", code: parameters.code ?? "" };
    const wrong = await post("/token", { ...fields, redirect_uri: `${CALLBACK}/other` });
    expect([wrong.status, (await wrong.json()).error]).toEqual([400, "invalid_grant"]);
    expect((await post("/token", fields)).status).toBe(400);
  });

  it("ClientSecretEntropyMinReq, ClientSecretEntropySugReq: secrets are made here, with at least 160 bits", async () => {
    const secrets = await Promise.all([register({}), register({})]);
    const [first = "", second = ""] = secrets.map(({ client_secret: text }) => String(text));
    expect(bitsApart(first, second)).toBeGreaterThanOrEqual(160);
  });

  it("ClientKeySecure: keys that are too short aren't registered", async () => {
    const { publicKey } = await crypto.subtle.generateKey(
      { name: "RSASSA-PKCS1-v1_5", modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
      true,
      ["sign", "verify"],
    );
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: "RS256", kid: "short" }] };
    const refused = await register({ token_endpoint_auth_method: "private_key_jwt", jwks });
    expect(refused.error).toBe("invalid_client_metadata");
  });
});

const register = async (metadata: object): Promise<Record<string, unknown>> => {
  const body = JSON.stringify({ redirect_uris: [CALLBACK], ...metadata });
  const headers = { "content-type": "application/json" };
  return (await fetch(`${server.issuer}/register`, { method: "POST", headers, body })).json();
};

describe("PKCE", () => {
  it("IsPkceDowngradeDetected: a verifier without a challenge is refused", async () => {
    const { parameters } = await authorize(ada, request());
    const { status, body } = await suite().redeem(parameters.code ?? "", "v".repeat(43));
    expect([status, body.error]).toEqual([400, "invalid_grant"]);
  });

  it("ShortVerifier: 42 characters are too few, even if they are right", async () => {
    const verifier = "v".repeat(42);
    const sent = request({ code_challenge: challengeOf(verifier), code_challenge_method: "S256" });
    const { parameters } = await authorize(ada, sent);
    const { status, body } = await suite().redeem(parameters.code ?? "", verifier);
    expect([status, body.error]).toEqual([400, expect.stringMatching(/^invalid_(?:grant|request)$/)]);
  });
});

it("RequestUriEntropyMinReq, RequestUriEntropySugReq, DeviceCodeEntropy: at least 160 bits", async () => {
  const pushed = async () => {
    const fields = Object.fromEntries(Object.entries(request()).map(([k, v]) => [k, v ?? ""]));
    return String((await (await post("/par", fields)).json()).request_uri);
  };
  const device = async () =>
    String((await (await post("/device_authorization", { scope: "openid" }, "device")).json()).device_code);
  for (const make of [pushed, device]) {
    expect(bitsApart(await make(), await make())).toBeGreaterThanOrEqual(160);
  }
});

it("TokenAsQueryParameterDisabled, CacheControl: a token in a URL is no token, and nothing is stored", async () => {
  const { parameters } = await authorize(ada, request());
  const { body } = await redeem(server.issuer, parameters.code);
  const response = await fetch(`${server.issuer}/userinfo?access_token=${String(body.access_token)}`);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.headers.get("cache-control")).toContain("no-store");
});

it("device: SameParameterTwiceDisallowed, UnrecognizedParameterAllowed", async () => {
  const twice = await form("/device_authorization", "scope=openid&scope=openid", "device");
  expect([twice.status, (await twice.json()).error]).toEqual([400, "invalid_request"]);
  expect((await post("/device_authorization", { scope: "openid", foo: "bar" }, "device")).status).toBe(200);
});
