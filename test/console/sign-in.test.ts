/** Who gets into the console, and how: as a client of this server, by code with PKCE, with the browser's own session. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const nameOf = (visitor: Visitor, purpose: string): string =>
  [...visitor.cookies.keys()].find((name) => new RegExp(`candor-${purpose}-[0-9a-f]{8}$`).test(name)) ?? "";

describe("somebody who isn't signed in", () => {
  it("is sent to the authorization endpoint, with PKCE and a state, and comes back to the page that was asked for", async () => {
    const response = await world.send("/console/applications?q=shop");
    const to = new URL(response.headers.get("location") ?? "", ISSUER);
    expect([response.status, to.pathname]).toEqual([303, "/authorize"]);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      client_id: "candor-console",
      redirect_uri: `${ISSUER}/console/callback`,
      response_type: "code",
      scope: "openid",
      code_challenge_method: "S256",
    });
    expect(to.searchParams.get("state")).toMatch(/^[\w-]{43}$/);
    const cookie = response.headers.getSetCookie().find((one) => one.includes("console-start")) ?? "";
    expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie.startsWith("__Host-")).toBe(true);
  });

  it("who posts a form sees why nothing was done", async () => {
    const shown = await new Visitor(world).post("/sign-out");
    expect(shown.status).toBe(403);
    expect(world.journal.at(-1)?.refusal.refused).toBe("user/form-stale");
  });

  it("never gets a page by another's start: a code without the browser's own state is worth nothing", async () => {
    const victim = new Visitor(world);
    const { cookie = "" } = await world.signedIn("ada");
    for (const pair of cookie.split("; ")) victim.cookies.set(...(pair.split("=", 2) as [string, string]));
    const begun = await world.send("/console", { headers: { cookie } });
    const start = begun.headers.getSetCookie().map((one) => one.split(";", 1)[0]);
    const authorized = await world.send(begun.headers.get("location") ?? "", { headers: { cookie } });
    const callback = new URL(authorized.headers.get("location") ?? "", ISSUER);
    expect(callback.searchParams.get("code")).toMatch(/^candor_code_/);
    const without = await world.send(callback.pathname + callback.search, { headers: { cookie } });
    expect([without.status, without.headers.get("location")]).toEqual([303, "/console"]);
    expect(
      without.headers.getSetCookie().some((one) => one.includes("candor-console-") && one.includes("candor_")),
    ).toBe(false);
    const forged = new URL(callback);
    forged.searchParams.set("iss", "https://other.example");
    const mixedUp = await world.send(forged.pathname + forged.search, {
      headers: { cookie: [cookie, ...start].join("; ") },
    });
    expect(mixedUp.headers.get("location")).toBe("/console");
  });
});

describe("a signed-in user", () => {
  it.each([
    ["ada", "User"],
    ["grace", "User"],
    ["root", "Operator"],
  ])("%s sees the console in the role %s", async (username, role) => {
    const visitor = await Visitor.signedIn(world, username);
    const { text, headers } = await visitor.get("");
    expect(text).toContain(`<span class="who-name">${username}</span><span class="who-role">${role}</span>`);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-frame-options")).toBe("DENY");
    const policy = headers.get("content-security-policy") ?? "";
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "script-src 'self'"])
      expect(policy).toContain(part);
  });

  it("whose session has ended elsewhere must sign in again, though the console's cookie is still there", async () => {
    const visitor = await Visitor.signedIn(world, "ada");
    visitor.cookies.delete(nameOf(visitor, "session"));
    expect((await visitor.get("")).text).toContain("Sign in");
  });

  it("isn't shown what another user's token allows", async () => {
    const [root, ada] = [await Visitor.signedIn(world, "root"), await Visitor.signedIn(world, "ada")];
    const cookie = nameOf(root, "console");
    ada.cookies.set(cookie, root.cookies.get(cookie) ?? "");
    // The console signs the browser's own user in instead.
    expect((await ada.get("")).text).toContain('<span class="who-name">ada</span>');
  });

  it("who signs out is signed out of the server too", async () => {
    const visitor = await Visitor.signedIn(world, "ada");
    const { cookie = "" } = { cookie: [...visitor.cookies].map((pair) => pair.join("=")).join("; ") };
    expect((await visitor.post("/sign-out")).at).toBe("/");
    const again = await world.send("/console", { headers: { cookie } });
    expect(again.status).toBe(303);
  });

  it.each([
    ["a form of another site", { origin: "https://evil.example" }, "user/form-foreign"],
    ["a form whose browser says it is of another site", { "sec-fetch-site": "cross-site" }, "user/form-foreign"],
    ["a form of a subdomain", { "sec-fetch-site": "same-site" }, "user/form-foreign"],
  ])("%s does nothing", async (_, headers, code) => {
    const visitor = await Visitor.signedIn(world, "ada");
    const shown = await visitor.post("/sign-out", {}, headers);
    expect([shown.status, world.journal.at(-1)?.refusal.refused]).toEqual([403, code]);
    expect((await visitor.get("")).status).toBe(200);
  });

  it.each([[""], ["candor_form_AAAA"], ["another user's"]])(
    "a form with the token '%s' does nothing",
    async (token) => {
      const visitor = await Visitor.signedIn(world, "ada");
      const csrf = token === "another user's" ? (await Visitor.signedIn(world, "root")).csrf : token;
      await visitor.post("/sign-out", { csrf });
      expect(world.journal.at(-1)?.refusal.refused).toBe("user/form-stale");
      expect((await visitor.get("")).status).toBe(200);
    },
  );

  it.each([["/nothing"], ["/%"], ["/%00"], ["/callback/x"], [`/${"x".repeat(3_000)}`]])(
    "%s doesn't exist",
    async (path) => {
      const visitor = await Visitor.signedIn(world, "root");
      expect([400, 404]).toContain((await visitor.get(path)).status);
    },
  );
});

it("nobody can register the console's client, or change it", async () => {
  const { checkConfig } = await import("../../src/configuration/check.ts");
  const clients = [{ id: "candor-console", redirectUris: ["https://evil.example/cb"], authMethods: ["none" as const] }];
  expect(() => checkConfig({ issuer: ISSUER, clients }, {})).toThrow(/candor-console/);
});
