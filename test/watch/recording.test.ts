/** What is seen of real clients' flows with Candor: kinds, outcomes, causes, flows, and no secret anywhere. */
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entryJson, entryText } from "../../src/cli/watch/show.ts";
import { explain } from "../../src/doctor/explain.ts";
import { Person } from "../blackbox/person.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { target, through, type Watched, watching } from "./world.ts";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(() => server.close());

const SECRET = "demo-web-secret";
const PASSWORD = "correct-horse-battery";

/** Everything that anybody sees of a recording, with what stands in for tokens decoded. */
async function shown(watched: Watched): Promise<string> {
  const terminal = watched.entries().map((entry) => entryText(entry, { colour: false }));
  const page = await (await fetch(watched.page)).text();
  const har = await (await fetch(`${watched.page}exchanges.har`)).text();
  const all = [...terminal, ...watched.entries().map(entryJson), page, har, watched.har()].join("\n");
  const encoded = [...all.matchAll(/[\w-]{20,}/g)].map(([word]) => Buffer.from(word, "base64url").toString("utf8"));
  return [all, ...encoded].join("\n");
}

interface Flow {
  readonly secrets: readonly string[];
}

/** Sign-in, code, tokens, userinfo, refresh, introspection, revocation with openid-client, all of it through a proxy. */
async function codeFlow(issuer: string, send: (request: Request) => Promise<Response>, scope: string): Promise<Flow> {
  const fetching = (url: string, options: object): Promise<Response> => send(new Request(url, options as RequestInit));
  const config = await client.discovery(new URL(issuer), "demo-web", undefined, client.ClientSecretBasic(SECRET), {
    execute: [client.allowInsecureRequests],
    [client.customFetch]: fetching,
  });
  config[client.customFetch] = fetching;
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: `${server.issuer}/demo/callback`, scope, state, nonce },
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const person = new Person(issuer, "ada", PASSWORD, send);
  const to = await person.sentTo(url.href);
  const isOpenId = scope.includes("openid");
  const checks = { pkceCodeVerifier: verifier, expectedState: state, ...(isOpenId && { expectedNonce: nonce }) };
  const tokens = await client.authorizationCodeGrant(config, to, checks);
  const newer =
    tokens.refresh_token === undefined ? undefined : await client.refreshTokenGrant(config, tokens.refresh_token);
  if (isOpenId) await client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck);
  await client.tokenIntrospection(config, tokens.access_token);
  await client.tokenRevocation(config, newer?.refresh_token ?? tokens.access_token);
  const [code = ""] = [to.searchParams.get("code")].filter((one) => one !== null);
  const all = [tokens.access_token, tokens.refresh_token, tokens.id_token, newer?.access_token, newer?.refresh_token];
  const parts = all.flatMap((token) => token?.split(".").at(-1) ?? []);
  const cookies = [...person.cookies.values()];
  return {
    secrets: [
      SECRET,
      PASSWORD,
      verifier,
      state,
      nonce,
      code,
      ...all.filter((one) => one !== undefined),
      ...parts,
      ...cookies,
    ],
  };
}

const kindsOf = (watched: Watched): readonly string[] => watched.entries().map(({ kind }) => kind.says);

const FLOW = [
  ...["authorization request", "token request (authorization_code)", "token request (refresh_token)"],
  ...["userinfo", "introspection", "revocation"],
];

it("with the proxy in HTTP_PROXY, nothing is changed, and an ID token is accepted", async () => {
  const watched = await watching([new URL(server.issuer)]);
  const { secrets } = await codeFlow(server.issuer, through(watched.at), "openid profile email offline_access");
  expect(kindsOf(watched)).toEqual(expect.arrayContaining(["OpenID metadata", ...FLOW]));
  expect(watched.entries().map(({ outcome }) => outcome.is)).not.toContain("failed");
  // Sign-in and consent are pages of the server.
  expect(watched.passed()).toBeGreaterThan(0);
  const flows = new Set(watched.entries().flatMap(({ flow }) => flow?.number ?? []));
  expect([...flows]).toEqual([1]);
  const seen = await shown(watched);
  expect(secrets.length).toBeGreaterThan(12);
  expect(secrets.filter((one) => seen.includes(one))).toEqual([]);
  expect(seen).not.toMatch(/ada@|Lovelace/);
  await watched.close();
});

it("with --rewrite, a client that discovers stays, and every request is seen", async () => {
  const watched = await watching([new URL(server.issuer)], { rewrite: true });
  const { secrets } = await codeFlow(watched.at, fetch, "read_profile");
  expect(kindsOf(watched)).toEqual(
    expect.arrayContaining(["OpenID metadata", ...FLOW.filter((kind) => !/refresh|userinfo/.test(kind))]),
  );
  expect(watched.entries().map(({ outcome }) => outcome.is)).not.toContain("failed");
  const seen = await shown(watched);
  expect(secrets.filter((one) => seen.includes(one))).toEqual([]);
  await watched.close();
});

it("with --rewrite, an ID token has the server's iss, and it says that this isn't the server's fault", async () => {
  const watched = await watching([new URL(server.issuer)], { rewrite: true });
  await expect(codeFlow(watched.at, fetch, "openid")).rejects.toMatchObject({
    cause: { message: expect.stringContaining("iss") },
  });
  const { notices } = await watched.until(({ kind }) => kind.name === "token");
  expect(notices.join()).toContain(`The ID token's iss is ${server.issuer}`);
  await watched.close();
});

describe("a failure is explained, with the fix, and from the HAR file too:", () => {
  const post = (at: string, path: string, form: Record<string, string>, secret = "demo-service-secret") =>
    fetch(at + path, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`demo-service:${secret}`).toString("base64")}` },
      body: new URLSearchParams(form),
    });
  const authorize = (at: string, more: Record<string, string>) =>
    fetch(`${at}/authorize?${new URLSearchParams({ ...ASKED, ...more })}`, { redirect: "manual" });
  const ASKED = {
    ...{ response_type: "code", client_id: "demo-spa", state: "state-of-this-test", scope: "read_profile" },
    ...{ code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" },
  };

  it.each<[what: string, run: (at: string) => Promise<unknown>, kind: string, outcome: string, reason: string]>([
    [
      "a wrong secret",
      (at) => post(at, "/token", { grant_type: "client_credentials" }, "not-the-secret-at-all"),
      ...(["token request (client_credentials)", "401 invalid_client", "client-auth/failed"] as const),
    ],
    [
      "a misspelled scope",
      (at) => post(at, "/token", { grant_type: "client_credentials", scope: "write_multipas" }),
      ...(["token request (client_credentials)", "400 invalid_scope", "scope/misspelled"] as const),
    ],
    [
      "an error in a redirect to the client",
      (at) => authorize(at, { redirect_uri: `${server.issuer}/demo/spa`, scope: "reports.read" }),
      ...(["authorization request", "303 invalid_scope", "scope/not-allowed-for-client"] as const),
    ],
    [
      "an error page",
      (at) => authorize(at, { redirect_uri: "https://elsewhere.example/cb" }),
      ...(["authorization request", "400", "redirect-uri/unregistered"] as const),
    ],
    [
      "a challenge of an API",
      (at) => fetch(`${at}/demo/api/profile`, { headers: { authorization: "Bearer not-a-token-of-this-server" } }),
      ...(["API request", "401 invalid_token", "token/malformed"] as const),
    ],
  ])("%s", async (_, run, kind, outcome, reason) => {
    const watched = await watching([new URL(server.issuer)]);
    await run(watched.at);
    const entry = await watched.until(() => true);
    expect([entry.kind.says, entry.outcome.says, entry.report?.findings[0]?.reason]).toEqual([kind, outcome, reason]);
    expect(explain(watched.har()).findings[0]?.reason).toBe(reason);
    const text = entryText(entry, { colour: false });
    expect(text).toContain(`cause[${reason}]`);
    expect(text).not.toContain("--verbose");
    const seen = await shown(watched);
    expect(seen).not.toMatch(/not-the-secret-at-all|not-a-token-of-this-server|demo-service-secret|state-of-this-test/);
    await watched.close();
  });
});

it("an error that a page posts to the application is explained", async () => {
  const fields = [
    ["error", "invalid_scope"],
    ["error_description", "The scope &quot;quux_everything&quot; is unknown"],
    ["state", "posted-state-1234"],
  ].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}"/>`);
  const page = `<html><body><form method="post" action="https://app.example/cb">${fields.join("")}</form></body></html>`;
  const provider = await target((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(page);
  });
  const watched = await watching([provider.url]);
  const query = new URLSearchParams({
    response_type: "code",
    response_mode: "form_post",
    client_id: "app",
    scope: "quux_everything",
  });
  await fetch(`${watched.at}/authorize?${query}`);
  const entry = await watched.until(() => true);
  expect([entry.kind.says, entry.outcome.says]).toEqual(["authorization request", "200 invalid_scope"]);
  expect(entry.report?.findings[0]?.reason).toBe("scope/unknown");
  expect(await shown(watched)).not.toContain("posted-state-1234");
  await Promise.all([watched.close(), provider.close()]);
});

it("what was seen of a flow helps to explain its end", async () => {
  const watched = await watching([new URL(server.issuer)]);
  const send = through(watched.at);
  const verifier = client.randomPKCECodeVerifier();
  const redirect_uri = `${server.issuer}/demo/spa`;
  const asked = new URLSearchParams({
    ...{ response_type: "code", client_id: "demo-spa", redirect_uri, scope: "read_profile", state: "another-state" },
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const to = await new Person(server.issuer, "ada", PASSWORD, send).sentTo(`${server.issuer}/authorize?${asked}`);
  const code = to.searchParams.get("code") ?? "";
  const form = {
    grant_type: "authorization_code",
    client_id: "demo-spa",
    code,
    redirect_uri,
    code_verifier: `${verifier.slice(0, -1)}x`,
  };
  await send(new Request(`${server.issuer}/token`, { method: "POST", body: new URLSearchParams(form) }));
  const entry = await watched.until(({ kind }) => kind.name === "token");
  expect(entry.report?.findings[0]?.reason).toBe("pkce/verifier-mismatch");
  expect(new Set(watched.entries().map(({ flow }) => flow?.number))).toEqual(new Set([1]));
  await watched.close();
});
