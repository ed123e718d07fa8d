/** The token endpoint as reviewers check it (requirements-oauth.md, "Token endpoint …"). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, answerOf, tokensOf } from "./application.ts";
import { refused } from "./refusal.ts";
import { SECRET, startWorld, type World } from "./world.ts";

let world: World;
let web: Application;
beforeAll(async () => {
  world = await startWorld();
  web = world.app("web");
});
afterAll(() => world.close());

describe("the response", () => {
  it("is RFC 6749 5.1, member by member", async () => {
    const { code, verifier } = await web.code(world.regular, { scope: "openid offline_access read_profile" });
    const { body } = await web.redeem(code, verifier);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^ey/),
      token_type: "Bearer",
      expires_in: 600,
      scope: "openid offline_access read_profile",
      refresh_token: expect.stringMatching(/^candor_refresh_[\w-]{56}$/),
      id_token: expect.stringMatching(/^ey/),
    });
  });

  it("says the scope where it was defaulted, and where it was asked for twice", async () => {
    const machine = world.app("machine");
    const grant = (scope?: string) => machine.token({ grant_type: "client_credentials", scope });
    expect(tokensOf(await grant()).scope).toBe("read_opaque");
    expect(tokensOf(await grant("read_profile read_profile")).scope).toBe("read_profile");
    const defaulted = await web.tokens(world.regular, { scope: undefined });
    expect(defaulted.scope).toBe("read_profile");
  });

  it("RefreshTokenPresent: client_credentials gives no refresh token", async () => {
    const { body } = await world.app("machine").token({ grant_type: "client_credentials" });
    expect(Object.keys(body).sort()).toEqual(["access_token", "expires_in", "scope", "token_type"]);
  });

  it("ignores what it may by an ignore-unknown rule, and says so in scope", async () => {
    const lenient = await startWorld({ unknownScopes: "ignore" });
    const { url } = lenient.app("web").begin({ scope: "openid read_profile_2024 nothing.like.it" });
    expect((await lenient.person().sentTo(url)).searchParams.has("code")).toBe(true);
    const tokens = await lenient.app("web").tokens(lenient.person(), { scope: "openid nothing.like.it" });
    expect(tokens.scope).toBe("openid");
    const machine = lenient.app("machine");
    const removed = await machine.token({ grant_type: "client_credentials", scope: "read_profile manage_pass" });
    refused(removed, 400, "invalid_scope", "scope/removed");
    const alone = await machine.token({ grant_type: "client_credentials", scope: "nothing.like.it" });
    refused(alone, 400, "invalid_scope", "scope/unknown");
    await lenient.close();
  });
});

describe("the request", () => {
  it("UnrecognizedParameterAllowed, and charset in the content type", async () => {
    const { code, verifier } = await web.code(world.regular);
    const body = await web.redeem(code, verifier, { resource_hint: "x", foo: "bar" });
    expect(body.status).toBe(200);
    const response = await fetch(`${world.issuer}/token`, {
      method: "POST",
      headers: {
        authorization: `basic ${Buffer.from(`machine:${SECRET}`).toString("base64")}`,
        "content-type": "Application/X-WWW-Form-URLencoded; charset=UTF-8",
      },
      body: "grant_type=client_credentials",
    });
    expect((await answerOf(world.issuer, response)).status).toBe(200);
  });

  it("SameParameterTwiceDisallowed: each known parameter", async () => {
    for (const name of ["grant_type", "scope", "client_id", "code", "redirect_uri", "code_verifier", "refresh_token"]) {
      const response = await fetch(`${world.issuer}/token`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: `${name}=a&${name}=b`,
      });
      const answer = await answerOf(world.issuer, response);
      expect(refused(answer, 400, "invalid_request", "request/parameter-repeated")).toContain(name);
    }
  });

  it("IsAuthInUriAllowed: credentials in the URL are refused even where they are right", async () => {
    const query = new URLSearchParams({ client_id: "post", client_secret: SECRET });
    const response = await fetch(`${world.issuer}/token?${query}`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    refused(await answerOf(world.issuer, response), 400, "invalid_request", "request/parameter-misplaced");
  });

  it.each(["/token", "/introspect", "/revoke"])(
    "%s accepts a secret in the header or in the body by default",
    async (path) => {
      for (const method of ["basic", "post"] as const) {
        const { status } = await world
          .app("machine", { method })
          .post(path, { grant_type: "client_credentials", token: "nobody's" });
        expect({ method, status }).toEqual({ method, status: 200 });
        const wrong = await world
          .app("machine", { method, secret: "another secret" })
          .post(path, { grant_type: "client_credentials", token: "x" });
        refused(wrong, 401, "invalid_client", "client-auth/failed");
      }
      const bare = { client_id: "machine", grant_type: "client_credentials", token: "nobody's" };
      const without = await new Application(world.issuer, { id: "machine", method: "none" }).post(path, bare);
      refused(without, 401, "invalid_client", "client-auth/secret-absent");
    },
  );

  it("a secret with special characters works form-encoded in Basic, and as it is in the body", async () => {
    const special = world.app("special", { secret: "50%41+sure&more" });
    expect((await special.tokens(world.regular)).token_type).toBe("Bearer");
  });

  it.each([
    ["as it is", "50%41+sure&more", 200],
    ["form-encoded", encodeURIComponent("50%41+sure&more"), 200],
    ["form-encoded twice", encodeURIComponent(encodeURIComponent("50%41+sure&more")), 401],
    ["decoded", "50A sure&more", 401],
    ["decoded and encoded", encodeURIComponent("50A sure&more"), 401],
    ["cut off", "50%41", 401],
  ])("a secret with special characters in Basic, %s", async (_, sent, status) => {
    const authorization = `Basic ${Buffer.from(`special:${sent}`).toString("base64")}`;
    const bare = new Application(world.issuer, { id: "special", method: "none" });
    const answer = await bare.post("/introspect", { token: "t", client_id: undefined }, { authorization });
    expect(answer.status).toBe(status);
  });
});
