/**
 * The certification suites' Candor (`npm run conformance`), used by relying parties that know nothing but the issuer: over Candor's own TLS, and
 * behind a proxy that ends TLS. Users have plain HTML forms.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCandor } from "../../src/index.ts";
import { Person } from "../blackbox/person.ts";
import { connecting } from "../certificates/connect.ts";
import { freePort } from "../free-port.ts";
import { certificate, nginx } from "../nginx.ts";

const CALLBACK = "https://rp.example/callback";
const SIGNED_OUT = "https://rp.example/signed-out";
const ROOT = join(import.meta.dirname, "../..");

type Fetch = typeof fetch;

const optionsOf = (send: Fetch) => ({ [client.customFetch]: send as client.CustomFetch });

/** Discovers, registers, signs a user in, reads the claims, signs the user out, and finds that nobody is signed in. */
async function wholeLife(issuer: string, send: Fetch): Promise<void> {
  const config = await client.dynamicClientRegistration(
    new URL(issuer),
    { redirect_uris: [CALLBACK], post_logout_redirect_uris: [SIGNED_OUT], client_name: "A relying party" },
    undefined,
    optionsOf(send),
  );
  const person = new Person(issuer, "ada", "correct-horse-battery", send);
  const tokens = await signedIn(config, person, { scope: "openid profile email" });
  const sub = tokens.claims()?.sub ?? "";
  const claims = await client.fetchUserInfo(config, tokens.access_token, sub);
  expect(claims).toMatchObject({ name: "Ada Lovelace", email_verified: true });

  const state = "s".repeat(128);
  const out = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token ?? "",
    post_logout_redirect_uri: SIGNED_OUT,
    state,
  });
  const back = new URL((await person.browse(out.href)).headers.get("location") ?? "");
  expect(back.href).toBe(`${SIGNED_OUT}?state=${state}`);
  const again = await authorize(config, { scope: "openid", prompt: "none" });
  expect((await person.sentTo(again.url.href)).searchParams.get("error")).toBe("login_required");
}

async function authorize(
  config: client.Configuration,
  more: Record<string, string>,
  push = false,
  dpop?: client.DPoPHandle,
) {
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const code_challenge = await client.calculatePKCECodeChallenge(verifier);
  const asked = { redirect_uri: CALLBACK, code_challenge, code_challenge_method: "S256", state, nonce, ...more };
  const url = push
    ? await client.buildAuthorizationUrlWithPAR(config, asked, { ...(dpop && { DPoP: dpop }) })
    : client.buildAuthorizationUrl(config, asked);
  return { url, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

async function signedIn(
  config: client.Configuration,
  person: Person,
  more: Record<string, string>,
  push = false,
  dpop?: client.DPoPHandle,
) {
  const { url, checks } = await authorize(config, more, push, dpop);
  const callback = await person.sentTo(url.href);
  return client.authorizationCodeGrant(config, callback, checks, {}, { ...(dpop && { DPoP: dpop }) });
}

describe("the Candor of the certification suites", () => {
  let server: ChildProcess;
  let issuer: string;
  const data = mkdtempSync(join(tmpdir(), "candor-conformance-"));
  const read = (name: string): string => readFileSync(join(data, name), "utf8");

  beforeAll(async () => {
    issuer = `https://localhost:${await freePort()}`;
    const { CANDOR_KEY_ENCRYPTION_SECRET: _, ...clean } = process.env;
    const env = { ...clean, CONFORMANCE_ISSUER: issuer, CONFORMANCE_DATA: data };
    server = spawn(process.execPath, ["conformance/start.ts"], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    for await (const chunk of server.stdout ?? []) {
      said += chunk;
      if (said.includes('"listening"')) break;
    }
    server.stdout?.resume();
  });
  afterAll(async () => {
    server.kill("SIGTERM");
    if (server.exitCode === null) await once(server, "exit");
    rmSync(data, { recursive: true, force: true });
  });

  it("serves a relying party that registers itself", async () => {
    const { fetch: send, end } = connecting(read("server.pem"));
    await wholeLife(issuer, send);
    end();
  });

  it.each([
    ["dpop", "private_key_jwt"],
    ["dpop", "tls_client_auth"],
    ["mtls", "private_key_jwt"],
    ["mtls", "tls_client_auth"],
  ])("is ready for FAPI 2.0 with %s and %s", async (sender, authentication) => {
    const plan = JSON.parse(read(`plans/fapi2-${sender}-${authentication}.json`));
    const { fetch: send, end } = connecting(read("server.pem"), { cert: plan.mtls.cert, key: plan.mtls.key });
    const [jwk] = plan.client.jwks.keys;
    const key = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash: "SHA-256" }, false, ["sign"]);
    const how =
      authentication === "tls_client_auth" ? client.TlsClientAuth() : client.PrivateKeyJwt({ key, kid: jwk.kid });
    const config = await client.discovery(new URL(issuer), plan.client.client_id, {}, how, optionsOf(send));
    const dpop = sender === "dpop" ? client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256")) : undefined;
    const redirect_uri = "https://localhost.emobix.co.uk:8443/test/a/candor/callback";
    const person = new Person(issuer, "ada", "correct-horse-battery", send);
    const tokens = await signedIn(config, person, { scope: "openid profile", redirect_uri }, true, dpop);
    expect(tokens.token_type).toBe(sender === "dpop" ? "dpop" : "bearer");
    const told = await client.tokenIntrospection(config, tokens.access_token);
    expect(Object.keys(told.cnf ?? {})).toEqual([sender === "dpop" ? "jkt" : "x5t#S256"]);
    end();
  });

  it("has a configuration of the suite for each plan, with everything that the suite asks for", () => {
    const plan = JSON.parse(read("plans/openid-static.json"));
    expect(plan).toMatchObject({
      alias: "candor",
      server: { discoveryUrl: `${issuer}/.well-known/openid-configuration` },
    });
    for (const name of ["client", "client2", "client_secret_post"])
      expect(plan[name]).toEqual({ client_id: expect.any(String), client_secret: expect.any(String) });
  });
});

it("a relying party is served behind a proxy that ends TLS", async () => {
  const [outside, inside] = [await freePort(), await freePort()];
  const issuer = `https://localhost:${outside}`;
  const { folder, cert, key } = certificate();
  const config = { issuer, port: inside, host: "127.0.0.1", trustedProxy: ["127.0.0.1"], logLevel: "silent" as const };
  const candor = await createCandor({ storage: "memory", demo: true, config });
  await candor.listen();
  const proxy = await nginx(
    folder,
    `events {} http { server { listen ${outside} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key};
      location / { proxy_pass http://127.0.0.1:${inside}; proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto https; } } }`,
    outside,
  );
  const { fetch: send, end } = connecting(readFileSync(cert, "utf8"));
  await wholeLife(issuer, send);
  end();
  await proxy.end();
  await candor.close();
});
