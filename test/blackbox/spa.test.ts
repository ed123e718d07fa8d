/** A public client in a browser of another origin: preflight, actual request, what its script may read (Fetch standard, CORS). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { type Application, demoApps } from "./application.ts";
import { Person } from "./person.ts";
import { refused } from "./refusal.ts";

const ORIGIN = { origin: "https://spa.example" };
let server: DemoServer;
let spa: Application;
beforeAll(async () => {
  server = await startDemo();
  spa = demoApps(server.issuer).spa;
});
afterAll(() => server.close());

/** Sends what a browser would: a preflight first where the request is not simple, and lets the script read only what it may. */
async function scripted(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Response> {
  const url = server.issuer + path;
  if ("authorization" in init.headers) {
    const asked = {
      "access-control-request-method": init.method ?? "GET",
      "access-control-request-headers": "authorization",
    };
    const preflight = await fetch(url, { method: "OPTIONS", headers: { ...ORIGIN, ...asked } });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")?.split(", ")).toContain("authorization");
    expect(preflight.headers.get("access-control-allow-methods")?.split(", ")).toContain(init.method ?? "GET");
  }
  const response = await fetch(url, { ...init, headers: { ...ORIGIN, ...init.headers } });
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  return response;
}

describe("a single-page application", () => {
  it("runs the whole flow: redeem, userinfo, API, refresh, revoke", async () => {
    const { code, verifier } = await spa.code(new Person(server.issuer));
    const post = async (path: string, fields: Record<string, string>) =>
      scripted(path, { method: "POST", headers: {}, body: new URLSearchParams({ client_id: "demo-spa", ...fields }) });
    const redeemed = await post("/token", {
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      redirect_uri: `${server.issuer}/demo/spa`,
    });
    const tokens = (await redeemed.json()) as Record<string, string>;
    expect(redeemed.status).toBe(200);

    const bearer = { authorization: `Bearer ${tokens.access_token}` };
    const info = await scripted("/userinfo", { headers: bearer });
    expect(await info.json()).toEqual({ sub: "demo-ada" });
    expect((await scripted("/demo/api/profile", { headers: bearer })).status).toBe(200);
    const forbidden = await scripted("/demo/api/multipass", { method: "POST", headers: bearer });
    expect(forbidden.status).toBe(403);
    expect(forbidden.headers.get("access-control-expose-headers")?.split(", ")).toContain("WWW-Authenticate");

    const refreshed = await post("/token", { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "" });
    const next = (await refreshed.json()) as Record<string, string>;
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect((await post("/revoke", { token: next.refresh_token ?? "" })).status).toBe(200);
    expect((await scripted("/demo/api/profile", { headers: bearer })).status).toBe(401);
  });

  it("has no secret: one that is sent is refused by name", async () => {
    const answer = await spa.token({ grant_type: "refresh_token", refresh_token: "r", client_secret: "s" });
    const says = refused(answer, 401, "invalid_client", "client-auth/method-mismatch");
    expect(says).toContain("demo-spa used a client_secret, but is registered for none");
  });

  it("may send its id by Basic with an empty password, as some libraries insist", async () => {
    const tokens = await spa.tokens(new Person(server.issuer));
    const headers = { authorization: `Basic ${Buffer.from("demo-spa:").toString("base64")}` };
    const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
    expect((await fetch(`${server.issuer}/token`, { method: "POST", headers, body })).status).toBe(200);
  });

  it("cannot get a token for itself, nor introspect", async () => {
    const own = await spa.token({ grant_type: "client_credentials" });
    refused(own, 400, "unauthorized_client", "client/grant-type-not-allowed");
    refused(await spa.introspect("t"), 401, "invalid_client", "client-auth/secret-absent");
  });
});
