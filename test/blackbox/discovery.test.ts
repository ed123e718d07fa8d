/** The metadata document (RFC 8414 2, OpenID Connect Discovery 3; requirements-openid.md 39 to 44). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";

let server: DemoServer;
let document: Record<string, unknown>;
let response: Response;
beforeAll(async () => {
  server = await startDemo();
  response = await fetch(`${server.issuer}/.well-known/openid-configuration`);
  document = (await response.json()) as Record<string, unknown>;
});
afterAll(() => server.close());

describe("metadata", () => {
  it("is JSON that may be kept for a while, by anybody", () => {
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("public, max-age=300");
    expect(response.headers.get("pragma")).toBeNull();
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("has the required members, each as the specification has it", () => {
    expect(document).toMatchObject({
      issuer: server.issuer,
      authorization_endpoint: `${server.issuer}/authorize`,
      token_endpoint: `${server.issuer}/token`,
      userinfo_endpoint: `${server.issuer}/userinfo`,
      revocation_endpoint: `${server.issuer}/revoke`,
      introspection_endpoint: `${server.issuer}/introspect`,
      end_session_endpoint: `${server.issuer}/sign-out`,
      jwks_uri: `${server.issuer}/jwks`,
      response_types_supported: ["code"],
      response_modes_supported: [
        ...["query", "fragment", "form_post"],
        ...["query.jwt", "fragment.jwt", "form_post.jwt", "jwt"],
      ],
      subject_types_supported: ["public", "pairwise"],
      id_token_signing_alg_values_supported: ["RS256", "ES256", "EdDSA"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: [
        ...["client_secret_basic", "client_secret_post", "private_key_jwt", "client_secret_jwt"],
        "none",
      ],
      grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
      authorization_response_iss_parameter_supported: true,
      claims_parameter_supported: true,
      request_parameter_supported: true,
      request_uri_parameter_supported: true,
    });
  });

  it("lists openid, and every claim that userinfo or an ID token can have", () => {
    expect(document.scopes_supported).toEqual(
      expect.arrayContaining(["openid", "profile", "email", "address", "phone"]),
    );
    for (const claim of [
      "sub",
      "iss",
      "aud",
      "exp",
      "iat",
      "auth_time",
      "nonce",
      "at_hash",
      "name",
      "email",
      "address",
    ])
      expect(document.claims_supported).toContain(claim);
  });

  it("every URL of it responds, and none has a fragment (HasFragment)", async () => {
    for (const [name, value] of Object.entries(document)) {
      if (!/_endpoint$|_uri$|_documentation$/.test(name)) continue;
      expect(String(value)).not.toMatch(/[#?]/);
      const { status } = await fetch(String(value), { redirect: "manual" });
      expect(status === 404 || status >= 500, `${name}: ${status}`).toBe(false);
    }
  });

  it("is the same by the name of RFC 8414", async () => {
    const other = await fetch(`${server.issuer}/.well-known/oauth-authorization-server`);
    expect(await other.json()).toEqual(document);
  });
});

describe("health", () => {
  it.each([
    ["/healthz", { status: "ok" }],
    ["/readyz", { status: "ready" }],
  ])("%s", async (path, body) => {
    const answer = await fetch(server.issuer + path);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(body);
  });
});
