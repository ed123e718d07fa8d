/** Every row of PRODUCT.md's demo world, on which README, tests and newcomers rely. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { Application, demoApps, tokensOf } from "./application.ts";
import { Person } from "./person.ts";
import { refused, refusedTo } from "./refusal.ts";

let server: DemoServer;
let apps: ReturnType<typeof demoApps>;
beforeAll(async () => {
  server = await startDemo();
  apps = demoApps(server.issuer);
});
afterAll(() => server.close());

const machine = (scope?: string, app = apps.service) => app.token({ grant_type: "client_credentials", scope });
const call = (path: string, method: string, token: string) =>
  fetch(`${server.issuer}/demo/api/${path}`, { method, headers: { authorization: `Bearer ${token}` } });

describe("the demo's applications", () => {
  it("demo-web is given each of its scopes, by Basic alone and by code and refresh alone", async () => {
    const scope = "openid profile email offline_access read_profile write_multipass write_pass";
    const tokens = await apps.web.tokens(new Person(server.issuer), { scope });
    expect(tokens.scope).toBe(scope);
    expect((await apps.web.refresh(tokens.refresh_token)).status).toBe(200);
    refused(await machine(undefined, apps.web), 400, "unauthorized_client", "client/grant-type-not-allowed");
    const post = new Application(server.issuer, { ...apps.web.registration, method: "post" });
    refused(await post.refresh(tokens.refresh_token), 401, "invalid_client", "client-auth/method-mismatch");
  });

  it("demo-spa is public, must use PKCE, and may ask for its scopes only", async () => {
    const person = new Person(server.issuer);
    const scope = "openid profile read_profile offline_access";
    expect((await apps.spa.tokens(person, { scope })).scope).toBe(scope);
    const bare = apps.spa.begin({ code_challenge: undefined, code_challenge_method: undefined });
    refusedTo(await person.sentTo(bare.url), server.issuer, "invalid_request", "pkce/required", bare.state);
    const { url, state } = apps.spa.begin({ scope: "write_multipass" });
    const to = await person.sentTo(url);
    refusedTo(to, server.issuer, "invalid_scope", "scope/not-allowed-for-client", state);
  });

  it("demo-service authenticates by Basic and by post, and has a default scope", async () => {
    const post = new Application(server.issuer, { id: "demo-service", secret: "demo-service-secret", method: "post" });
    for (const app of [apps.service, post]) expect(tokensOf(await machine(undefined, app)).scope).toBe("read_profile");
    expect(tokensOf(await machine("read_profile write_multipass")).scope).toBe("read_profile write_multipass");
  });

  it("demo-strict has no default, so it must name its scopes", async () => {
    const says = refused(await machine(undefined, apps.strict), 400, "invalid_scope", "scope/missing");
    expect(says).toContain("read_profile write_multipass");
    expect(tokensOf(await machine("write_multipass", apps.strict)).scope).toBe("write_multipass");
  });

  it.each([
    ["ada", "correct-horse-battery"],
    ["grace", "staple-battery-horse"],
    ["root", "open-the-console"],
  ])("%s signs in", async (username, password) => {
    const person = new Person(server.issuer, username, password);
    const { access_token: token } = await apps.web.tokens(person);
    expect(person.asked).toContain("sign-in");
    expect(await (await call("profile", "GET", token)).json()).toMatchObject({ subject: `demo-${username}` });
  });

  it("the API asks for read_profile and write_multipass", async () => {
    const { access_token: reads } = tokensOf(await machine("read_profile"));
    const { access_token: writes } = tokensOf(await machine("write_multipass"));
    const answers = [
      await call("profile", "GET", reads),
      await call("multipass", "POST", reads),
      await call("profile", "GET", writes),
      await call("multipass", "POST", writes),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 200]);
  });
});

describe("the demo's refusals", () => {
  it.each([
    ["read_profile,write_multipass", "wrong-delimiter", "scope='read_profile write_multipass'"],
    ["read_profile write_multipas", "misspelled", "Did you mean 'write_multipass'"],
    ["Write_multipass", "wrong-case", "'Write_multipass' is written 'write_multipass'"],
    ["reports.read", "not-allowed-for-client", "'reports.read' isn't allowed for demo-service"],
    ["manage_pass", "removed", "in favor of 'write_multipass'"],
  ])("%s is scope/%s", async (scope, slug, says) => {
    expect(refused(await machine(scope), 400, "invalid_scope", `scope/${slug}`)).toContain(says);
  });

  it("every repair that is proposed is granted", async () => {
    for (const scope of [
      "read_profile,write_multipass",
      "read_profile write_multipas",
      "Write_multipass",
      "manage_pass",
    ]) {
      const says = String((await machine(scope)).body.error_description);
      const [, repair] = /[Ss]end scope='([^']*)'/.exec(says) ?? [];
      expect(tokensOf(await machine(repair)).scope).toBe(repair);
    }
  });

  it("reports.read isn't allowed for anyone", async () => {
    refused(await machine("reports.read", apps.strict), 400, "invalid_scope", "scope/not-allowed-for-client");
    for (const app of [apps.web, apps.spa]) {
      const { url, state } = app.begin({ scope: "reports.read" });
      const to = await new Person(server.issuer).sentTo(url);
      refusedTo(to, server.issuer, "invalid_scope", "scope/not-allowed-for-client", state);
    }
  });

  it("all wrong scopes of a request are named", async () => {
    const says = refused(await machine("read_profil reports.read zzz"), 400, "invalid_scope", "scope/misspelled");
    for (const offender of ["'read_profil'", "'reports.read'", "'zzz'"]) expect(says).toContain(offender);
  });

  it("the page behind error_uri opens and explains", async () => {
    const { body } = await machine("read_profile,write_multipass");
    const page = await fetch(String(body.error_uri), { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("scope/wrong-delimiter");
  });

  it("write_pass is granted with Deprecation, Sunset and Link (RFC 9745, RFC 8594)", async () => {
    const { code, verifier } = await apps.web.code(new Person(server.issuer), { scope: "write_pass read_profile" });
    const answer = await apps.web.redeem(code, verifier);
    expect(tokensOf(answer).scope).toBe("write_pass read_profile");
    expect(answer.headers.get("deprecation")).toBe(`@${Date.parse("2026-01-01") / 1000}`);
    expect(answer.headers.get("sunset")).toBe("Fri, 31 Dec 2027 00:00:00 GMT");
    expect(answer.headers.get("link")).toMatch(/^<http:[^>]+\/errors\/scope\/removed>; rel="deprecation"/);
    const exposed = answer.headers.get("access-control-expose-headers")?.split(", ");
    expect(exposed).toEqual(expect.arrayContaining(["Deprecation", "Sunset", "Link"]));
    expect((await machine("read_profile")).headers.get("deprecation")).toBeNull();
  });

  it("the catalogue of the metadata has what may be asked for, and not what was removed", async () => {
    const response = await fetch(`${server.issuer}/.well-known/openid-configuration`);
    const { scopes_supported: scopes } = (await response.json()) as { scopes_supported: string[] };
    for (const scope of ["openid", "profile", "email", "offline_access", "read_profile", "write_multipass"])
      expect(scopes).toContain(scope);
    expect(scopes).toEqual(expect.arrayContaining(["reports.read", "write_pass"]));
    expect(scopes).not.toContain("manage_pass");
  });
});
