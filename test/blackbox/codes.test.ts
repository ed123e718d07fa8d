/** Codes and PKCE at the token endpoint as reviewers check them (requirements-oauth.md, "Token endpoint …" and "PKCE"). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, challengeOf, tokensOf } from "./application.ts";
import { refused } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let web: Application;
beforeAll(async () => {
  world = await startWorld();
  web = world.app("web");
});
afterAll(() => world.close());

const active = async (token: string) => (await web.introspect(token)).body.active;

describe("codes", () => {
  it("IsClientAuthenticationRequired, IsClientIdRequired, IsCodeBoundToClient; the code survives it all", async () => {
    const { code, verifier } = await web.code(world.regular);
    const bare = new Application(world.issuer, { id: "web", redirectUri: web.registration.redirectUri ?? "" });
    refused(await bare.redeem(code, verifier), 401, "invalid_client", "client-auth/secret-absent");
    const nobody = await bare.redeem(code, verifier, { client_id: "" });
    refused(nobody, 401, "invalid_client", "client-auth/secret-absent");
    refused(await world.app("keeps").redeem(code, verifier), 400, "invalid_grant", "code/of-other-client");
    expect((await web.redeem(code, verifier)).status).toBe(200);
  });

  it("MultipleCodeExchanges, TokenValidAfterMultiExchange, RefreshTokenValidAfterMultiExchange", async () => {
    const { code, verifier } = await web.code(world.regular);
    const first = tokensOf(await web.redeem(code, verifier));
    const next = tokensOf(await web.refresh(first.refresh_token));
    world.pass(31);
    refused(await web.redeem(code, verifier), 400, "invalid_grant", "code/already-used");
    for (const token of [first.access_token, next.access_token, next.refresh_token])
      expect(await active(token)).toBe(false);
    refused(await web.refresh(next.refresh_token), 400, "invalid_grant", "refresh-token/revoked");
  });

  it("a used code alone, as found in a log, ends nothing", async () => {
    const native = world.app("native", { redirectUri: "http://127.0.0.1:4711/callback", secret: undefined as never });
    for (const app of [native, web]) {
      const { code, verifier } = await app.code(world.regular);
      const tokens = tokensOf(await app.redeem(code, verifier));
      const found = { grant_type: "authorization_code", code };
      refused(await app.token(found), 400, "invalid_grant", "pkce/verifier-missing");
      refused(await app.redeem(code, "v".repeat(43)), 400, "invalid_grant", "pkce/verifier-mismatch");
      const elsewhere = await app.redeem(code, verifier, { redirect_uri: "https://evil.example" });
      refused(elsewhere, 400, "invalid_grant", "code/redirect-uri-mismatch");
      expect((await app.refresh(tokens.refresh_token)).status).toBe(200);
    }
  });

  it("a code alone that comes at the same time as the right request does not disturb it", async () => {
    const { code, verifier } = await web.code(world.regular);
    const bare = () => web.redeem(code, undefined);
    const [, , right] = await Promise.all([bare(), bare(), web.redeem(code, verifier), bare(), bare()]);
    expect((await web.refresh(tokensOf(right).refresh_token)).status).toBe(200);
  });

  it("of a revoked grant: only a client that can redeem it learns that it was revoked", async () => {
    const { code, verifier } = await web.code(world.regular);
    const { access_token: token } = tokensOf(await web.redeem(code, verifier));
    await web.revoke(token);
    refused(await web.redeem(code, undefined), 400, "invalid_grant", "pkce/verifier-missing");
    refused(await web.redeem(code, verifier), 400, "invalid_grant", "code/already-used");
  });

  it("a used code of a client without PKCE ends the grant: the client has authenticated", async () => {
    const app = world.app("no-pkce");
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    const { code } = await app.code(world.regular, without);
    const tokens = tokensOf(await app.redeem(code, undefined));
    refused(await app.redeem(code, undefined), 400, "invalid_grant", "code/already-used");
    refused(await app.refresh(tokens.refresh_token), 400, "invalid_grant", "refresh-token/revoked");
  });

  it("a used code hears apart from an unknown one for an hour", async () => {
    const { code, verifier } = await web.code(world.regular);
    await web.redeem(code, verifier);
    world.pass(3500);
    refused(await web.redeem(code, verifier), 400, "invalid_grant", "code/already-used");
  });

  it("a code is not used up by a request that is refused", async () => {
    const { code, verifier } = await web.code(world.regular);
    refused(await web.redeem(code, "v".repeat(43)), 400, "invalid_grant", "pkce/verifier-mismatch");
    expect((await web.redeem(code, verifier)).status).toBe(200);
  });

  it("AuthorizationCodeTimeout: none of the settings allows more than ten minutes", async () => {
    await expect(startWorld({ codeLifetime: 601 })).rejects.toThrow("codeLifetime is 601; expected");
  });
});

describe("PKCE", () => {
  it("IsPkceRequired of public clients whatever their registration says; IsPkceImplemented, PlainPkceDisabled", async () => {
    const native = world.app("native", { redirectUri: "http://127.0.0.1:4711/callback", secret: undefined as never });
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    const to = await world.regular.sentTo(native.begin(without).url);
    expect(to.searchParams.get("error_uri")).toContain("/errors/pkce/required?");
    const app = world.app("no-pkce");
    const { code } = await app.code(world.regular, without);
    expect((await app.redeem(code, undefined)).status).toBe(200);
  });

  it("IsPkcePlainDowngradeDetected: the challenge itself is no verifier", async () => {
    const { code, verifier } = await web.code(world.regular);
    const answer = await web.redeem(code, challengeOf(verifier));
    const says = refused(answer, 400, "invalid_grant", "pkce/verifier-mismatch");
    expect(says).toContain("either the challenge was not hashed, or it was sent in place of the verifier");
  });

  it("IsPkceTokenDowngradeDetected: a client that need not use PKCE must finish what it began", async () => {
    const app = world.app("no-pkce");
    const { code } = await app.code(world.regular);
    refused(await app.redeem(code, undefined), 400, "invalid_grant", "pkce/verifier-missing");
  });
});
