/** The walk through the flow, without a browser: what the demo's application takes, keeps and shows. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstFormOf } from "../../src/demo/html.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { Tab } from "./tab.ts";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(() => server.close());

const ALL = ["openid", "profile", "email", "offline_access", "read_profile", "write_multipass"];

describe("the walk", () => {
  it("keeps state, nonce and verifier out of its own URLs and its cookie", async () => {
    const tab = new Tab(server.issuer);
    const answer = await tab.send("/demo/sign-in", { scope: "read_profile" });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^candor-demo-[0-9a-f]{8}=[\w-]{24}; .*HttpOnly; SameSite=Lax/);
    const request = new URL(answer.headers.get("location") ?? "");
    expect(request.searchParams.get("code_challenge_method")).toBe("S256");
    expect([...request.searchParams.keys()]).not.toContain("code_verifier");
  });

  it("ends with tokens, and shows every step and no token", async () => {
    const tab = new Tab(server.issuer);
    const html = await tab.arrive(await tab.walk(ALL));
    expect(html).toContain("The app has its tokens");
    for (const heading of ["Authorization request", "Callback", "Token request", "Keys, to check the ID token"])
      expect(html).toContain(`<h2>${heading}</h2>`);
    expect(html).toContain("and exp are valid: demo-ada signed in");
    expect(html).not.toMatch(/candor_\w+_[\w-]{56}|eyJ[\w-]{20,}\.[\w-]{20,}/);
    expect(html).toMatch(/candor_code_[\w-]{12}…[\w-]{6}/);
  });

  it.each([
    ["profile", "200", "demo-ada"],
    ["multipass", "200", "multipass"],
    ["userinfo", "200", "Ada Lovelace"],
    ["introspect", "200", "demo-web"],
    ["refresh", "200", "access_token"],
    ["revoke", "200", "{}"],
  ])("goes on with %s", async (what, status, says) => {
    const tab = new Tab(server.issuer);
    await tab.arrive(await tab.walk(ALL));
    const html = await (await tab.send(`/demo/act/${what}`, {})).text();
    expect(html).toContain(`HTTP/1.1 ${status}`);
    expect(html).toContain(says);
    expect(html).not.toContain('id="verdict"');
  });

  it("uses the new refresh token each time, and shows revoked ones refused", async () => {
    const tab = new Tab(server.issuer);
    await tab.arrive(await tab.walk(ALL));
    for (let time = 0; time < 3; time++)
      expect(await (await tab.send("/demo/act/refresh", {})).text()).not.toContain('id="verdict"');
    await tab.send("/demo/act/revoke", {});
    expect(await (await tab.send("/demo/act/profile", {})).text()).toContain("Refused: <code>token/revoked</code>");
    expect(await (await tab.send("/demo/act/refresh", {})).text()).toContain("<code>refresh-token/revoked</code>");
  });

  it("shows what an API refuses, and offers no refresh without a refresh token", async () => {
    const tab = new Tab(server.issuer);
    const html = await tab.arrive(await tab.walk(["read_profile"]));
    expect(html).not.toContain("/demo/act/refresh");
    expect(await (await tab.send("/demo/act/multipass", {})).text()).toContain("<code>token/insufficient-scope</code>");
  });

  it("asks for the default if no scope is chosen", async () => {
    const tab = new Tab(server.issuer);
    expect(await tab.arrive(await tab.walk([]))).toContain("&quot;scope&quot;: &quot;read_profile&quot;");
  });

  it.each([
    ["a user who declines", ["read_profile"], "deny", "user/denied"],
    ["a scope that is not allowed", ["reports.read"], "allow", "scope/not-allowed-for-client"],
    ["a removed scope", ["manage_pass"], "allow", "scope/removed"],
  ] as const)("shows %s", async (_, scopes, said, code) => {
    const tab = new Tab(server.issuer);
    const html = await tab.arrive(await tab.walk(scopes, said));
    expect(html).toContain("The response is a refusal");
    expect(html).toContain(`Refused: <code>${code}</code>`);
    expect(html).not.toContain("/demo/act/");
  });

  it("signs out of the application, then at the server", async () => {
    const tab = new Tab(server.issuer);
    await tab.arrive(await tab.walk(ALL));
    const answer = await tab.send("/demo/act/sign-out", {});
    const page = await (await tab.send(answer.headers.get("location") ?? "")).text();
    expect(page).toContain("Sign out?");
    expect((await tab.send("/demo/walk")).headers.get("location")).toBe(`${server.issuer}/demo`);
    expect((await tab.send("/demo/act/profile", {})).headers.get("location")).toBe(`${server.issuer}/demo`);
    const form = firstFormOf(page);
    const out = await tab.send(form?.action ?? "", Object.fromEntries(form?.hidden ?? []));
    expect(out.headers.get("location")).toBe(`${server.issuer}/demo`);
  });
});

describe("the callback", () => {
  const refused = "The app doesn't accept this response";

  it("takes a response once", async () => {
    const tab = new Tab(server.issuer);
    const callback = await tab.walk(["read_profile"]);
    await tab.arrive(callback);
    expect(await tab.arrive(callback)).toContain(refused);
  });

  it("accepts no response to the request of another browser", async () => {
    const callback = await new Tab(server.issuer).walk(["read_profile"]);
    const other = new Tab(server.issuer);
    await other.send("/demo/sign-in", {});
    const answer = await other.send(callback);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(refused);
  });

  it.each([["https://evil.example"], [undefined]])("takes no response from the issuer %s (RFC 9207)", async (iss) => {
    const tab = new Tab(server.issuer);
    const callback = new URL(await tab.walk(["read_profile"]));
    callback.searchParams.delete("iss");
    if (iss !== undefined) callback.searchParams.set("iss", iss);
    const html = await tab.arrive(callback.href);
    expect(html).toContain(refused);
    expect(html).toContain("RFC 9207");
  });

  it("serves several tabs of one browser", async () => {
    const tab = new Tab(server.issuer);
    const first = await tab.walk(["read_profile"]);
    const second = await tab.walk(["write_multipass"]);
    expect(await tab.arrive(first)).toContain("The app has its tokens");
    expect(await tab.arrive(second)).toContain("The app has its tokens");
  });
});
