/** Clients whose id is the URL of a document with their metadata, over real sockets (Client ID Metadata Documents). */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { Person } from "./person.ts";
import { codeIn, refusedOn } from "./refusal.ts";

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

let server: DemoServer;
let web: Server;
let origin: string;
/** What is published, by path, and how often it was requested. */
const published = new Map<string, Answer>();
const requested: string[] = [];

beforeAll(async () => {
  server = await startDemo();
  web = createServer((request, response) => {
    requested.push(request.url ?? "");
    const { status = 200, headers, body } = published.get(request.url ?? "") ?? { status: 404, body: "" };
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});
beforeEach(() => {
  requested.length = 0;
});
afterAll(async () => {
  web.close();
  await server.close();
});

const REDIRECT = "http://127.0.0.1/callback";
let documents = 0;

/** Publishes a document at a new URL, which is its id. */
function publish(members: object = {}, answer: Partial<Answer> = {}): string {
  const path = `/agents/${++documents}.json`;
  const id = origin + path;
  const right = { client_id: id, client_name: "Agent", redirect_uris: [REDIRECT], client_uri: "https://agent.example" };
  published.set(path, { body: JSON.stringify({ ...right, ...members }), ...answer });
  return id;
}

const discover = (id: string, auth: client.ClientAuth = client.None()) =>
  client.discovery(new URL(server.issuer), id, undefined, auth, { execute: [client.allowInsecureRequests] });

async function begin(config: client.Configuration, redirect = REDIRECT) {
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: redirect, scope: "openid offline_access" },
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, verifier };
}

async function page(id: string, redirect = REDIRECT) {
  const { url } = await begin(await discover(id), redirect);
  const landed = await new Person(server.issuer).walk(url);
  if (landed instanceof URL) return expect.fail(`It was sent to ${landed.href}`);
  return landed;
}

describe("a client with a document", () => {
  it("signs a user in on any port of the loopback address, refreshes, and is fetched once", async () => {
    const id = publish({ grant_types: ["authorization_code", "refresh_token"] });
    const config = await discover(id);
    expect(config.serverMetadata().client_id_metadata_document_supported).toBe(true);
    const person = new Person(server.issuer);
    const { url, verifier } = await begin(config, "http://127.0.0.1:41999/callback");
    const tokens = await client.authorizationCodeGrant(config, await person.sentTo(url), {
      pkceCodeVerifier: verifier,
    });
    expect(tokens.claims()?.aud).toBe(id);
    expect((await client.refreshTokenGrant(config, tokens.refresh_token ?? "")).access_token).toBeTruthy();
    expect(await client.fetchUserInfo(config, tokens.access_token, "demo-ada")).toMatchObject({ sub: "demo-ada" });
    expect(requested).toEqual([new URL(id).pathname]);
  });

  it("authenticates by a key of its document", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const jwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(jwk);
    const id = publish({
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [{ ...jwk, kid, alg: "ES256" }] },
    });
    const redeem = async (auth: client.ClientAuth) => {
      const config = await discover(id, auth);
      const { url, verifier } = await begin(config);
      const to = await new Person(server.issuer).sentTo(url);
      return client.authorizationCodeGrant(config, to, { pkceCodeVerifier: verifier });
    };
    expect((await redeem(client.PrivateKeyJwt({ key: privateKey, kid }))).claims()?.aud).toBe(id);
    await expect(redeem(client.None())).rejects.toMatchObject({ error: "invalid_client" });
  });

  it("its host is on the page that asks for consent", async () => {
    const { url } = await begin(await discover(publish({ client_name: "Your bank" })));
    const person = new Person(server.issuer);
    const pages: string[] = [];
    const browse = person.browse.bind(person);
    person.browse = async (at, init) => {
      const response = await browse(at, init);
      if (response.headers.get("content-type")?.startsWith("text/html")) pages.push(await response.clone().text());
      return response;
    };
    await person.sentTo(url);
    expect(pages.filter((html) => html.includes(new URL(origin).host))).toHaveLength(2);
  });

  it("errors before sign-in stay on a page, because nobody vouches for it", async () => {
    const { url } = await begin(await discover(publish()));
    const response = await fetch(`${url}&response_type=token`.replace("response_type=code", ""), {
      redirect: "manual",
    });
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
  });
});

describe("is refused", () => {
  it.each<[what: string, id: () => string, code: string, says: RegExp]>([
    ["a fragment", () => `${publish()}#a`, "document-id-invalid", /no fragment/],
    ["dot segments", () => `${origin}/a/../client.json`, "document-id-invalid", /no dot segments/],
    ["no path", () => `${origin}/`, "document-id-invalid", /a path/],
    ["a password", () => "https://a:b@agent.example/client.json", "document-id-invalid", /no user name/],
    ["http elsewhere", () => "http://agent.example/client.json", "document-id-invalid", /expected https/],
    ["nothing there", () => `${origin}/nothing.json`, "document-unreachable", /status 404/],
    ["a private network", () => "https://10.0.0.1/client.json", "document-unreachable", /private network/],
    [
      "a redirect",
      () => publish({}, { status: 302, headers: { location: "/agents/1.json" } }),
      "document-unreachable",
      /status 302/,
    ],
    ["a page", () => publish({}, { headers: { "content-type": "text/html" } }), "document-unreachable", /text\/html/],
    ["no JSON", () => publish({}, { body: "{" }), "document-unreachable", /one JSON object/],
    ["too much", () => publish({ x: "x".repeat(30_000) }), "document-unreachable", /20000 bytes/],
    [
      "what expands to something else",
      () => publish({}, { headers: { "content-encoding": "gzip" }, body: gzipSync(" ".repeat(10_000_000)) }),
      "document-unreachable",
      /one JSON object/,
    ],
    ["another id", () => publish({ client_id: `${origin}/other` }), "document-invalid", /client_id is/],
    ["no id", () => publish({ client_id: undefined }), "document-invalid", /client_id is missing/],
    ["a secret", () => publish({ client_secret: "s" }), "document-invalid", /client_secret is there/],
    [
      "a method with a secret",
      () => publish({ token_endpoint_auth_method: "client_secret_basic" }),
      "document-invalid",
      /token_endpoint_auth_method/,
    ],
    ["no redirect URIs", () => publish({ redirect_uris: undefined }), "document-invalid", /redirect_uris is missing/],
  ])("%s", async (_, id, code, says) => {
    const client_id = id();
    const url = `${server.issuer}/authorize?${new URLSearchParams({ client_id, response_type: "code", redirect_uri: REDIRECT })}`;
    const response = await fetch(url, { redirect: "manual", headers: { accept: "text/html" } });
    const html = await response.text();
    expect([response.status, response.headers.get("location")]).toEqual([401, null]);
    expect(html).toContain(`client/${code}`);
    expect(html.replaceAll(/<[^>]+>/g, "")).toMatch(says);
  });

  it("another redirect URI than those of the document", async () => {
    refusedOn(await page(publish(), "http://127.0.0.1/elsewhere"), 400, "redirect-uri/path-mismatch");
  });

  it("at the token endpoint too", async () => {
    const form = { grant_type: "refresh_token", refresh_token: "x", client_id: publish({ client_id: "x" }) };
    const response = await fetch(`${server.issuer}/token`, { method: "POST", body: new URLSearchParams(form) });
    const body = (await response.json()) as { error: string; error_uri: string };
    expect([body.error, codeIn(body.error_uri, server.issuer)]).toEqual(["invalid_client", "client/document-invalid"]);
  });

  it("an error isn't kept for long, and a document that was corrected is read again", async () => {
    const id = publish({ client_id: "x" });
    const ask = () => fetch(`${server.issuer}/authorize?client_id=${encodeURIComponent(id)}&response_type=code`);
    await ask();
    await ask();
    expect(requested).toHaveLength(1);
  });
});

describe("the operator's policy", () => {
  it.each<[what: string, clientDocuments: object, supported: boolean | undefined, code: string]>([
    ["off", { mode: "off" }, undefined, "client/not-registered"],
    ["other hosts", { mode: "hosts", hosts: ["agent.example"], loopback: true }, true, "client/document-untrusted"],
    ["no loopback address without TLS", { mode: "all" }, true, "client/document-id-invalid"],
  ])("%s", async (_, clientDocuments, supported, code) => {
    const other = await startDemo({ config: { clientDocuments } });
    try {
      const metadata = await (await fetch(`${other.issuer}/.well-known/oauth-authorization-server`)).json();
      expect((metadata as Record<string, unknown>).client_id_metadata_document_supported).toBe(supported);
      const query = new URLSearchParams({ client_id: publish(), response_type: "code", redirect_uri: REDIRECT });
      expect(await (await fetch(`${other.issuer}/authorize?${query}`)).text()).toContain(code);
    } finally {
      await other.close();
    }
  });
});
