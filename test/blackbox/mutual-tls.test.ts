/** Clients with certificates (RFC 8705), over real TLS sockets: Candor's own, and nginx that forwards them. */
import { createHash, X509Certificate } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { decodeJwt } from "jose";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, type Config, createCandor } from "../../src/index.ts";
import { protectApi } from "../../src/resource/index.ts";
import { Authority, connecting, type Pair } from "../certificates/connect.ts";
import { freePort } from "../free-port.ts";
import { nginx } from "../nginx.ts";
import { codeIn } from "./refusal.ts";

const authority = new Authority();
const server = authority.own("server", "/CN=localhost", ["-addext", "subjectAltName=DNS:localhost"]);
const pairs = {
  shop: authority.issue("shop", "/O=Example/CN=shop", "DNS:shop.example,URI:https://shop.example/id"),
  other: authority.issue("other", "/O=Example/CN=other"),
  stranger: authority.own("stranger", "/O=Example/CN=shop"),
  own: authority.own("own", "/CN=own"),
} satisfies Record<string, Pair>;
type Name = keyof typeof pairs;

const keyOf = ({ cert }: Pair) => {
  const { publicKey, raw } = new X509Certificate(cert);
  return { ...publicKey.export({ format: "jwk" }), x5c: [raw.toString("base64")] };
};
const thumbprint = ({ cert }: Pair): string =>
  createHash("sha256").update(new X509Certificate(cert).raw).digest("base64url");

const SECRET = "a-secret-of-this-test-with-32-bytes";

const config = (issuer: string): Config => {
  const machine = {
    grantTypes: ["client_credentials" as const],
    scopes: ["read"],
    defaultScopes: ["read"],
    introspects: ["https://api.example"],
  };
  const issued = { ...machine, authMethods: ["tls_client_auth" as const] };
  return {
    issuer,
    logLevel: "silent",
    grantManagement: "allowed",
    apis: [{ resource: "https://api.example", name: "API" }],
    scopes: [{ name: "read", description: "Read", api: "https://api.example" }],
    clients: [
      { ...issued, id: "by-subject", tlsClientAuthSubjectDn: "cn=Shop, o=Example" },
      { ...issued, id: "by-dns", tlsClientAuthSanDns: "SHOP.example" },
      { ...issued, id: "by-uri", tlsClientAuthSanUri: "https://shop.example/id" },
      { ...issued, id: "by-email", tlsClientAuthSanEmail: "ops@shop.example" },
      { ...issued, id: "bound", tlsClientAuthSanDns: "shop.example", tlsClientCertificateBoundAccessTokens: true },
      {
        ...machine,
        id: "own",
        authMethods: ["self_signed_tls_client_auth"],
        jwks: { keys: [keyOf(pairs.own)] },
      },
      { ...machine, id: "secret", secrets: [{ value: SECRET }], tlsClientCertificateBoundAccessTokens: true },
      { ...machine, id: "unbound", secrets: [{ value: SECRET }] },
      {
        ...issued,
        id: "manager",
        tlsClientAuthSanDns: "shop.example",
        tlsClientCertificateBoundAccessTokens: true,
        scopes: ["grant_management_query"],
        defaultScopes: [],
      },
    ],
  };
};

afterAll(() => authority.remove());

interface Reached {
  readonly issuer: string;
  /** Where requests go, if not to the issuer. */
  readonly endpoints?: string;
  readonly close: () => Promise<void>;
}

/** Candor's own TLS. */
async function direct(): Promise<Reached> {
  const port = await freePort();
  const issuer = `https://localhost:${port}`;
  const candor = await createCandor({
    config: {
      ...config(issuer),
      ...{ port, host: "localhost" },
      tls: { cert: join(authority.folder, "server.pem"), key: join(authority.folder, "server-key.pem") },
      mutualTls: { authorities: authority.file },
    },
    storage: "memory",
  });
  await candor.listen();
  return { issuer, close: () => candor.close() };
}

/** nginx, which asks for certificates on another port than that of the issuer, and forwards them. */
async function behind(): Promise<Reached> {
  const [own, plain, asking] = [await freePort(), await freePort(), await freePort()];
  const [issuer, endpoints] = [`https://localhost:${plain}`, `https://localhost:${asking}`];
  const candor: Candor = await createCandor({
    config: {
      ...config(issuer),
      ...{ port: own, host: "127.0.0.1", trustedProxy: ["127.0.0.1"] },
      mutualTls: { authorities: authority.file, forwardedIn: "X-SSL-Client-Cert", endpoints },
    },
    storage: "memory",
  });
  await candor.listen();
  const files = `ssl_certificate ${authority.folder}/server.pem; ssl_certificate_key ${authority.folder}/server-key.pem;`;
  const serve = (port: number, asks: string, certificate: string) => `server {
    listen 127.0.0.1:${port} ssl; listen [::1]:${port} ssl; server_name localhost; ${files} ${asks}
    location / {
      proxy_pass http://127.0.0.1:${own};
      proxy_set_header Host localhost:${plain};
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-SSL-Client-Cert ${certificate};
    }
  }`;
  const text = `events {} http {
    ${serve(plain, "", '""')}
    ${serve(asking, "ssl_verify_client optional_no_ca;", "$ssl_client_escaped_cert")}
  }`;
  const proxy = await nginx(new Authority().folder, text, plain);
  return {
    issuer,
    endpoints,
    close: async () => {
      await proxy.end();
      await candor.close();
    },
  };
}

describe.each([
  ["Candor's own TLS", direct],
  ["nginx that forwards certificates", behind],
])("%s", (_, start) => {
  let reached: Reached;
  beforeAll(async () => {
    reached = await start();
  });
  afterAll(() => reached.close());

  async function send(name: Name | undefined, path: string, init: RequestInit): Promise<Response> {
    const { fetch, end } = connecting(server.cert, name && pairs[name]);
    try {
      return await fetch((reached.endpoints ?? reached.issuer) + path, init);
    } finally {
      end();
    }
  }

  async function ask(name: Name | undefined, form: Record<string, string>, headers: Record<string, string> = {}) {
    const body = new URLSearchParams({ grant_type: "client_credentials", ...form });
    const response = await send(name, "/token", { method: "POST", body, headers });
    const json = (await response.json()) as Record<string, string>;
    const code = json.error_uri === undefined ? "granted" : codeIn(json.error_uri, reached.issuer);
    return { status: response.status, json, code };
  }

  it.each<[client_id: string, name: Name | undefined, code: string]>([
    ["by-subject", "shop", "granted"],
    ["by-dns", "shop", "granted"],
    ["by-uri", "shop", "granted"],
    ["own", "own", "granted"],
    // What must not be told apart isn't: see `ahead.test.ts` for what operators see.
    ["by-subject", "other", "client-auth/failed"],
    ["by-email", "shop", "client-auth/failed"],
    ["by-subject", "stranger", "client-auth/failed"],
    ["own", "stranger", "client-auth/failed"],
    ["unbound", "shop", "client-auth/failed"],
    ["nobody", "shop", "client-auth/failed"],
    ["by-subject", undefined, "client-auth/secret-absent"],
    ["nobody", undefined, "client-auth/secret-absent"],
  ])("client %s with the certificate %s: %s", async (client_id, name, code) => {
    expect(await ask(name, { client_id })).toMatchObject({ code, status: code === "granted" ? 200 : 401 });
  });

  it("refuses an unknown client and a wrong certificate byte for byte alike", async () => {
    const said = async (client_id: string, name: Name) => {
      const { json } = await ask(name, { client_id });
      return JSON.stringify(json).replace(/[?&(]?ref[= ][\w-]+/g, "");
    };
    expect(await said("by-subject", "other")).toBe(await said("nobody", "other"));
    expect(await said("own", "other")).toBe(await said("unbound", "other"));
  });

  it("a header that claims a certificate is worth nothing", async () => {
    const { cert } = pairs.shop;
    const claims = {
      "client-cert": `:${new X509Certificate(cert).raw.toString("base64")}:`,
      "x-ssl-client-cert": encodeURIComponent(cert),
    };
    expect(await ask(undefined, { client_id: "by-subject" }, claims)).toMatchObject({
      code: "client-auth/secret-absent",
    });
    expect(await ask("other", { client_id: "by-subject" }, claims)).toMatchObject({ code: "client-auth/failed" });
  });

  it("binds tokens of clients that are registered so, and of no others", async () => {
    const bound = await ask("shop", { client_id: "bound" });
    expect(decodeJwt(bound.json.access_token ?? "").cnf).toEqual({ "x5t#S256": thumbprint(pairs.shop) });
    expect(bound.json.token_type).toBe("Bearer");
    expect(decodeJwt((await ask("shop", { client_id: "by-dns" })).json.access_token ?? "")).not.toHaveProperty("cnf");
    const secret = { authorization: `Basic ${Buffer.from(`secret:${SECRET}`).toString("base64")}` };
    // A certificate binds, whoever issued it: here the secret authenticates.
    const withSecret = await ask("own", {}, secret);
    expect(decodeJwt(withSecret.json.access_token ?? "").cnf).toEqual({ "x5t#S256": thumbprint(pairs.own) });
    expect(await ask(undefined, {}, secret)).toMatchObject({ code: "client/certificate-absent", status: 400 });
  });

  it("introspection returns the certificate that a token is bound to", async () => {
    const { json } = await ask("shop", { client_id: "bound" });
    const body = new URLSearchParams({ token: json.access_token ?? "", client_id: "by-dns" });
    const response = await send("shop", "/introspect", { method: "POST", body });
    expect(await response.json()).toMatchObject({
      active: true,
      cnf: { "x5t#S256": thumbprint(pairs.shop) },
    });
  });

  it("candor/resource: a bound token only with its certificate, of the connection or forwarded", async () => {
    const { json } = await ask("shop", { client_id: "bound" });
    const trusting = connecting(server.cert);
    const options = { issuer: reached.issuer, resource: "https://api.example", fetch: trusting.fetch };
    const api = protectApi(options);
    const tls = { ...server, requestCert: true, rejectUnauthorized: false };
    const host = createServer(
      tls,
      api.node((_, response, caller) => void response.end(caller.clientId)),
    );
    await new Promise<void>((listening) => host.listen(0, "localhost", listening));
    const url = `https://localhost:${(host.address() as AddressInfo).port}/`;
    const headers = { authorization: `Bearer ${json.access_token}` };
    const call = async (name: Name | undefined) => {
      const { fetch, end } = connecting(server.cert, name && pairs[name]);
      const response = await fetch(url, { headers });
      end();
      return [response.status, response.headers.get("www-authenticate") ?? (await response.text())];
    };
    expect(await call("shop")).toEqual([200, "bound"]);
    expect(await call("other")).toEqual([401, expect.stringMatching(/^Bearer .*key-unproved/)]);
    expect(await call(undefined)).toEqual([401, expect.stringMatching(/^Bearer .*key-unproved/)]);

    const behind = protectApi({ ...options, certificateHeader: "Client-Cert" });
    const handle = behind.fetch((_, caller) => new Response(caller.clientId));
    const forwarded = async (pair: Pair) => {
      const der = new X509Certificate(pair.cert).raw.toString("base64");
      return (await handle(new Request("https://api.example/", { headers: { ...headers, "client-cert": `:${der}:` } })))
        .status;
    };
    expect([await forwarded(pairs.shop), await forwarded(pairs.other)]).toEqual([200, 401]);
    trusting.end();
    host.close();
  });

  it("userinfo and introspection of Candor itself ask for the certificate too", async () => {
    const { json } = await ask("shop", { client_id: "bound" });
    const headers = { authorization: `Bearer ${json.access_token}` };
    const code = async (name: Name) => {
      const response = await send(name, "/userinfo", { headers });
      return /errors\/(token\/[\w-]+)/.exec(response.headers.get("www-authenticate") ?? "")?.[1];
    };
    expect([await code("other"), await code("shop")]).toEqual(["token/key-unproved", "token/no-openid"]);
  });

  it("so does the endpoint for grants", async () => {
    const { json } = await ask("shop", { client_id: "manager", scope: "grant_management_query" });
    const headers = { authorization: `Bearer ${json.access_token}` };
    const code = async (name: Name | undefined) => {
      const response = await send(name, "/grants/AAABmV8aQABkq1mJbYFf2wD7cVY3Mg0", { headers });
      return codeIn(((await response.json()) as Record<string, string>).error_uri ?? "", reached.issuer);
    };
    expect([await code(undefined), await code("other"), await code("shop")]).toEqual([
      "token/key-unproved",
      "token/key-unproved",
      "grant/id-unknown",
    ]);
  });

  it("openid-client: discovery, aliases, both methods", async () => {
    for (const [id, name, method] of [
      ["bound", "shop", "tls_client_auth"],
      ["own", "own", "self_signed_tls_client_auth"],
    ] as const) {
      const { fetch, end } = connecting(server.cert, pairs[name]);
      const metadata = { use_mtls_endpoint_aliases: reached.endpoints !== undefined };
      const known = await oidc.discovery(new URL(reached.issuer), id, metadata, oidc.TlsClientAuth(), {
        [oidc.customFetch]: fetch as oidc.CustomFetch,
      });
      expect(known.serverMetadata()).toMatchObject({
        tls_client_certificate_bound_access_tokens: true,
        token_endpoint_auth_methods_supported: expect.arrayContaining([method]),
        ...(reached.endpoints !== undefined && {
          mtls_endpoint_aliases: { token_endpoint: `${reached.endpoints}/token` },
        }),
      });
      // The same connection, and then a resumed session of TLS.
      for (let times = 0; times < 2; times++)
        expect(await oidc.clientCredentialsGrant(known)).toMatchObject({ token_type: "bearer" });
      end();
    }
  });
});
