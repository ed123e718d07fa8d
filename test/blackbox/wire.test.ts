/** The rules of the wire: what every response of every endpoint has in common. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { answerOf, basic, demoApps } from "./application.ts";
import { refused } from "./refusal.ts";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(() => server.close());

const send = async (path: string, init: RequestInit) =>
  answerOf(server.issuer, await fetch(server.issuer + path, init));
const CREDENTIALS = basic("demo-service", "demo-service-secret");

describe("returns in JSON", () => {
  it("a token response is not stored anywhere (RFC 6749 5.1)", async () => {
    const { headers, status } = await demoApps(server.issuer).service.token({ grant_type: "client_credentials" });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("pragma")).toBe("no-cache");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["/token", "GET", "POST"],
    ["/token", "PUT", "POST"],
    ["/token", "HEAD", "POST"],
    ["/introspect", "GET", "POST"],
    ["/revoke", "DELETE", "POST"],
    ["/userinfo", "PUT", "GET, POST"],
    ["/jwks", "POST", "GET"],
    ["/.well-known/openid-configuration", "POST", "GET"],
    ["/demo/api/profile", "POST", "GET"],
    ["/demo/api/multipass", "GET", "POST"],
    ["/healthz", "POST", "GET"],
  ])("%s does not take %s and says what it takes", async (path, method, allowed) => {
    const answer = await send(path, { method });
    expect(answer.headers.get("allow")).toBe(allowed);
    if (method !== "HEAD") refused(answer, 405, "invalid_request", "request/wrong-method");
    else expect({ status: answer.status, text: answer.text }).toEqual({ status: 405, text: "" });
  });

  it("a path that does not exist names the one that was meant, in JSON or on a page as asked", async () => {
    const says = refused(
      await send("/oauth/token", { method: "POST" }),
      404,
      "invalid_request",
      "request/wrong-endpoint",
    );
    expect(says).toContain("Did you mean /token");
    const page = await fetch(`${server.issuer}/oauth2/authorize`, { headers: { accept: "text/html" } });
    expect(page.status).toBe(404);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain("Did you mean /authorize");
  });

  const ASSERTED = {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: "e.y.J",
  };

  describe.each(["/token", "/introspect", "/revoke", "/refusals/000000000000"])("a client that fails at %s", (path) => {
    const BODY = { grant_type: "client_credentials", token: "t" };
    it.each<[sent: string, init: { authorization?: string; body?: Record<string, string> }, code: string]>([
      ["a wrong secret by Basic", { authorization: basic("demo-service", "wrong") }, "client-auth/failed"],
      ["an unknown client by Basic", { authorization: basic("nobody", "wrong") }, "client-auth/failed"],
      ["no secret by Basic", { authorization: basic("demo-service", "") }, "client-auth/secret-absent"],
      ["another scheme", { authorization: "Bearer x" }, "client-auth/malformed"],
      ["a wrong secret by body", { body: { client_id: "demo-service", client_secret: "x" } }, "client-auth/failed"],
      ["no secret by body", { body: { client_id: "demo-service" } }, "client-auth/secret-absent"],
      ["nothing", {}, "client-auth/secret-absent"],
      ["an assertion of another type", { body: { client_assertion_type: "x" } }, "client-auth/assertion-unsupported"],
      ["half a JWT", { body: ASSERTED }, "client-auth/assertion-malformed"],
      [
        "a JWT beside a secret in the body",
        { body: { ...ASSERTED, client_id: "demo-service", client_secret: "demo-service-secret" } },
        "client-auth/repeated",
      ],
      ["a JWT beside Basic", { authorization: CREDENTIALS, body: ASSERTED }, "client-auth/repeated"],
    ])("with %s is challenged only after an Authorization header", async (_, { authorization, body = {} }, code) => {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await send(path, { method: "POST", headers, body: new URLSearchParams({ ...BODY, ...body }) });
      refused(answer, 401, "invalid_client", code);
      const { error_description: says, error_uri: uri } = answer.body;
      expect(answer.headers.get("www-authenticate")).toBe(
        authorization === undefined
          ? null
          : `Basic realm="${server.issuer}", charset="UTF-8", error="invalid_client", error_description="${says}", error_uri="${uri}"`,
      );
    });
  });

  it("what was sent cannot break out of the description", async () => {
    const answer = await send("/token", {
      method: "POST",
      headers: { authorization: CREDENTIALS },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: 'a"b\\c\u00e9\r\nx <script>' }),
    });
    const says = refused(answer, 400, "invalid_scope", "scope/malformed");
    expect(says).not.toMatch(/["\\\r\n]/);
    const long = await send("/token", {
      method: "POST",
      headers: { authorization: CREDENTIALS },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: "x".repeat(8000) }),
    });
    expect(refused(long, 400, "invalid_scope", "scope/unknown").length).toBeLessThanOrEqual(600);
  });

  it("no response carries a cookie or the name of what serves it", async () => {
    for (const path of ["/token", "/userinfo", "/jwks", "/nowhere"]) {
      const { headers } = await send(path, { method: "GET" });
      expect(headers.getSetCookie()).toEqual([]);
      for (const name of ["server", "x-powered-by"]) expect(headers.get(name)).toBeNull();
    }
  });
});

describe("programs of other origins (CORS)", () => {
  const listed = (headers: Headers, name: string) => (headers.get(`access-control-${name}`) ?? "").split(", ");
  const exposed = ({ headers }: { headers: Headers }) => listed(headers, "expose-headers");
  const ask = (path: string, headers: Record<string, string>) =>
    send(path, { method: "OPTIONS", headers: { origin: "https://app.example", ...headers } });

  it.each(["/token", "/userinfo", "/revoke", "/introspect", "/jwks", "/.well-known/openid-configuration", "/nowhere"])(
    "%s allows the headers that are asked for, and names nothing that isn't a header",
    async (path) => {
      const { status, headers } = await ask(path, {
        "access-control-request-method": "POST",
        "access-control-request-headers": "mcp-protocol-version,X-Traced , traceparent,,no header,x(y), a=b",
      });
      expect(status).toBe(204);
      expect(listed(headers, "allow-headers")).toEqual([
        "authorization",
        "content-type",
        "mcp-protocol-version",
        "x-traced",
        "traceparent",
      ]);
      expect(headers.get("vary")).toMatch(/Access-Control-Request-Headers/i);
      expect(headers.get("access-control-allow-credentials")).toBeNull();
    },
  );

  it("allows a wrong method to be asked, so that its refusal can be read", async () => {
    const { headers } = await ask("/token", { "access-control-request-method": "PATCH" });
    expect(listed(headers, "allow-methods")).toEqual(["POST", "PATCH"]);
    const odd = await ask("/token", { "access-control-request-method": "A B" });
    expect(listed(odd.headers, "allow-methods")).toEqual(["POST"]);
  });

  it("lets a page of a public network call a server of a private one if the browser asks", async () => {
    const asked = { "access-control-request-method": "GET", "access-control-request-private-network": "true" };
    expect((await ask("/jwks", asked)).headers.get("access-control-allow-private-network")).toBe("true");
    expect((await ask("/jwks", {})).headers.get("access-control-allow-private-network")).toBeNull();
  });

  it("a path that doesn't exist is refused without a preflight", async () => {
    expect((await send("/nowhere", { method: "OPTIONS" })).status).toBe(404);
  });

  it.each([
    ["/token", "POST"],
    ["/revoke", "POST"],
    ["/introspect", "POST"],
    ["/userinfo", "GET, POST"],
    ["/jwks", "GET"],
    ["/.well-known/openid-configuration", "GET"],
    ["/.well-known/oauth-authorization-server", "GET"],
    ["/demo/api/profile", "GET"],
  ])("%s responds to a preflight", async (path, methods) => {
    const { status, headers } = await send(path, {
      method: "OPTIONS",
      headers: { origin: "https://app.example", "access-control-request-method": "POST" },
    });
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-methods")).toBe(methods);
    expect(headers.get("access-control-allow-headers")).toBe("authorization, content-type");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("refusals may be read by a program in a browser too, with their challenge", async () => {
    const origin = { origin: "https://app.example" };
    const answer = await send("/userinfo", { headers: origin });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(exposed(answer)).toContain("WWW-Authenticate");
    const token = await send("/token", { method: "POST", headers: origin });
    expect(token.headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each(["/authorize", "/sign-in", "/consent", "/sign-out"])("%s may not be read by other origins", async (path) => {
    for (const method of ["OPTIONS", "GET"]) {
      const { headers } = await send(path, { method, headers: { origin: "https://app.example" } });
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});
