/** Introspection: what a token is worth, and who may see it (RFC 7662). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, basic, tokensOf } from "./application.ts";
import { refused } from "./refusal.ts";
import { SECRET, startWorld, type World } from "./world.ts";

let world: World;
let web: Application;
beforeAll(async () => {
  world = await startWorld();
  web = world.app("web");
});
afterAll(() => world.close());

const machineToken = async () =>
  tokensOf(await world.app("machine").token({ grant_type: "client_credentials" })).access_token;

describe("introspection", () => {
  it.each(["read_profile", "read_opaque"])("informs a client about its own token for %s", async (scope) => {
    const { access_token: token, expires_in } = await web.tokens(world.regular, { scope: `openid ${scope}` });
    const { status, body, headers } = await web.introspect(token);
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      active: true,
      client_id: "web",
      sub: expect.any(String),
      scope: `openid ${scope}`,
      aud: [`${world.issuer}/${scope === "read_opaque" ? "opaque" : "api"}`, world.issuer],
      iss: world.issuer,
      exp: expect.any(Number),
      token_type: "Bearer",
      auth_time: expect.any(Number),
      acr: "urn:candor:acr:password",
    });
    expect(Math.abs(Number(body.exp) - world.now() / 1000 - expires_in)).toBeLessThan(60);
  });

  it("tells the server of an API, of tokens for that API alone", async () => {
    const machine = world.app("machine");
    const { access_token: opaque } = await web.tokens(world.regular, { scope: "read_opaque" });
    expect((await machine.introspect(opaque)).body).toMatchObject({ active: true, client_id: "web" });
    const { access_token: other, refresh_token } = await web.tokens(world.regular);
    expect((await machine.introspect(other)).body).toEqual({ active: false });
    expect((await machine.introspect(refresh_token)).body).toEqual({ active: false });
  });

  it("says nothing of a stranger's token but that it is not active", async () => {
    expect((await web.introspect(await machineToken())).body).toEqual({ active: false });
  });

  it("isn't active if it is expired, made up, cut off, an ID token or a code", async () => {
    const tokens = await web.tokens(world.regular);
    const { code } = await web.code(world.regular);
    const dead = [
      tokens.id_token,
      code,
      tokens.access_token.slice(0, -1),
      "nonsense",
      `candor_access_${"A".repeat(56)}`,
    ];
    for (const token of dead) expect((await web.introspect(token)).body).toEqual({ active: false });
    world.pass(601);
    expect((await web.introspect(tokens.access_token)).body).toEqual({ active: false });
    expect((await web.introspect(tokens.refresh_token)).body.active).toBe(true);
  });

  it("must authenticate, and a public client cannot", async () => {
    const token = await machineToken();
    const bare = new Application(world.issuer, { id: "web" });
    refused(await bare.introspect(token), 401, "invalid_client", "client-auth/secret-absent");
    const native = new Application(world.issuer, { id: "native" });
    refused(await native.introspect(token), 401, "invalid_client", "client-auth/secret-absent");
    const bearer = await bare.post("/introspect", { token, client_id: "" }, { authorization: `Bearer ${token}` });
    refused(bearer, 401, "invalid_client", "client-auth/malformed");
  });

  it("takes a hint, right or wrong, and names a missing token", async () => {
    const { access_token: token } = await web.tokens(world.regular);
    for (const token_type_hint of ["access_token", "refresh_token", "other"])
      expect((await web.post("/introspect", { token, token_type_hint })).body.active).toBe(true);
    const says = refused(await web.post("/introspect", {}), 400, "invalid_request", "request/parameter-absent");
    expect(says).toContain("token");
  });

  it("is refused a GET, even with everything in the URL", async () => {
    const url = `${world.issuer}/introspect?token=${await machineToken()}`;
    const answer = await fetch(url, { headers: { authorization: basic("machine", SECRET) } });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });
});
