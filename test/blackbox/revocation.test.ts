/** Revocation (RFC 7009; requirements-oauth.md, "Revocation"). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Application, type Tokens, tokensOf } from "./application.ts";
import { refused } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let web: Application;
let tokens: Tokens;
beforeAll(async () => {
  world = await startWorld();
  web = world.app("web");
});
beforeEach(async () => {
  tokens = await web.tokens(world.regular);
});
afterAll(() => world.close());

const active = async (token: string, app = web) => (await app.introspect(token)).body.active;

describe("revocation", () => {
  it("CanRefreshTokensBeRevoked, RefreshRevokesAccess", async () => {
    const { status, body } = await web.revoke(tokens.refresh_token);
    expect([status, body]).toEqual([200, {}]);
    for (const token of [tokens.refresh_token, tokens.access_token]) expect(await active(token)).toBe(false);
    refused(await web.refresh(tokens.refresh_token), 400, "invalid_grant", "refresh-token/revoked");
  });

  it.each(["read_profile", "read_opaque"])("CanAccessTokensBeRevoked, AccessRevokesRefresh: %s", async (scope) => {
    const own = await web.tokens(world.regular, { scope: `offline_access ${scope}` });
    expect((await web.revoke(own.access_token)).status).toBe(200);
    for (const token of [own.refresh_token, own.access_token]) expect(await active(token)).toBe(false);
    refused(await web.refresh(own.refresh_token), 400, "invalid_grant", "refresh-token/revoked");
    expect(await active(tokens.access_token)).toBe(true);
  });

  it.each(["read_profile", "read_opaque"])("a token of client_credentials: %s", async (scope) => {
    const machine = world.app("machine");
    const grant = async () => tokensOf(await machine.token({ grant_type: "client_credentials", scope })).access_token;
    const [one, other] = [await grant(), await grant()];
    expect((await machine.revoke(one)).status).toBe(200);
    expect([await active(one, machine), await active(other, machine)]).toEqual([false, true]);
  });

  it("a refresh token that was rotated already ends its family too", async () => {
    const next = tokensOf(await web.refresh(tokens.refresh_token));
    expect((await web.revoke(tokens.refresh_token)).status).toBe(200);
    refused(await web.refresh(next.refresh_token), 400, "invalid_grant", "refresh-token/revoked");
  });

  it("IsBoundToClient: nobody revokes another's token", async () => {
    for (const token of [tokens.refresh_token, tokens.access_token]) {
      const says = refused(await world.app("two").revoke(token), 400, "invalid_grant", "token/of-other-client");
      expect(says).not.toContain("web");
    }
    expect(await active(tokens.refresh_token)).toBe(true);
  });

  it("IsClientAuthRequired", async () => {
    const bare = new Application(world.issuer, { id: "web" });
    refused(await bare.revoke(tokens.refresh_token), 401, "invalid_client", "client-auth/secret-absent");
    const wrong = new Application(world.issuer, { id: "web", secret: "wrong" });
    refused(await wrong.revoke(tokens.refresh_token), 401, "invalid_client", "client-auth/failed");
    expect(await active(tokens.refresh_token)).toBe(true);
  });

  it("a public client can revoke its own tokens", async () => {
    const redirectUri = "http://127.0.0.1:5599/callback";
    const native = new Application(world.issuer, { id: "native", redirectUri, scope: "offline_access read_profile" });
    const own = await native.tokens(world.regular);
    expect((await native.revoke(own.refresh_token)).status).toBe(200);
    refused(await native.refresh(own.refresh_token), 400, "invalid_grant", "refresh-token/revoked");
  });

  it.each(["nonsense", `candor_refresh_${"A".repeat(56)}`, `candor_access_${"A".repeat(56)}`, "eyJ.e30.x"])(
    "what is unknown is as good as revoked (RFC 7009 2.2): %s",
    async (token) => {
      expect((await web.revoke(token)).status).toBe(200);
    },
  );

  it("twice is fine, with any hint; a missing token is named", async () => {
    for (const token_type_hint of ["access_token", "refresh_token", "other"])
      expect((await web.post("/revoke", { token: tokens.refresh_token, token_type_hint })).status).toBe(200);
    refused(await web.post("/revoke", {}), 400, "invalid_request", "request/parameter-absent");
  });

  it("an ID token is not revoked by it, nor anything else of the grant", async () => {
    expect((await web.revoke(tokens.id_token)).status).toBe(200);
    expect(await active(tokens.refresh_token)).toBe(true);
  });
});
