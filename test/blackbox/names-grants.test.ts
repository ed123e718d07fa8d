/** The table of names in PRODUCT.md, where it speaks of codes and refresh tokens that were used before: code/*, pkce/*, grant/*, refresh-token/*. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secret } from "./application.ts";
import type { Person } from "./person.ts";
import { refused, refusedOn } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let person: Person;
beforeAll(async () => {
  world = await startWorld({ refreshLifetime: 3000, refreshIdleLifetime: 1000 });
  person = world.regular;
});
afterAll(() => world.close());

const grant = "invalid_grant";

describe("a code that was good", () => {
  it("of-other-client", async () => {
    const { code, verifier } = await world.app("web").code(person);
    refused(await world.app("two").redeem(code, verifier), 400, grant, "code/of-other-client");
    expect((await world.app("web").redeem(code, verifier)).status).toBe(200);
  });

  it("already-used", async () => {
    const { code, verifier } = await world.app("web").code(person);
    expect((await world.app("web").redeem(code, verifier)).status).toBe(200);
    refused(await world.app("web").redeem(code, verifier), 400, grant, "code/already-used");
  });

  it("expired, and not a second before", async () => {
    world.hold();
    const [early, late] = [await world.app("web").code(person), await world.app("web").code(person)];
    world.pass(59);
    expect((await world.app("web").redeem(early.code, early.verifier)).status).toBe(200);
    world.pass(2);
    const says = refused(await world.app("web").redeem(late.code, late.verifier), 400, grant, "code/expired");
    expect(says).toMatch(/^The code is 61 s old, but codes expire after 60 s/);
  });

  it("redirect-uri-mismatch", async () => {
    const { code, verifier } = await world.app("web").code(person);
    const answer = await world.app("web").redeem(code, verifier, { redirect_uri: "https://app.example/other" });
    refused(answer, 400, grant, "code/redirect-uri-mismatch");
  });

  it.each(["web", "post", "native"])("of %s needs no redirect_uri if a challenge binds it", async (id) => {
    const own = id === "native" ? { redirectUri: "http://127.0.0.1:4711/callback", secret: undefined as never } : {};
    const method = id === "post" ? { method: "post" as const } : {};
    const app = world.app(id, { ...own, ...method });
    const { code, verifier } = await app.code(person);
    expect((await app.redeem(code, verifier, { redirect_uri: undefined })).status).toBe(200);
  });

  it("needs redirect_uri if no challenge binds it", async () => {
    const app = world.app("no-pkce");
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    const { code } = await app.code(person, without);
    const says = refused(
      await app.redeem(code, undefined, { redirect_uri: undefined }),
      400,
      grant,
      "code/redirect-uri-mismatch",
    );
    expect(says).toContain("redirect_uri is missing");
    expect((await app.redeem(code, undefined)).status).toBe(200);
  });

  it.each([
    ["verifier-missing", undefined],
    ["verifier-malformed", "short"],
    ["verifier-malformed", `${"v".repeat(42)}!`],
    ["verifier-malformed", "v".repeat(129)],
    ["verifier-mismatch", secret()],
  ])("pkce/%s: %s", async (slug, verifier) => {
    const { code } = await world.app("web").code(person);
    refused(await world.app("web").redeem(code, verifier), 400, grant, `pkce/${slug}`);
  });

  it("pkce/verifier-unexpected: a downgrade between the two requests", async () => {
    const app = world.app("no-pkce");
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    const { code, verifier } = await app.code(person, without);
    refused(await app.redeem(code, verifier), 400, grant, "pkce/verifier-unexpected");
    expect((await app.redeem(code, undefined)).status).toBe(200);
  });

  it("grant/session-ended: the user signed out before the code was redeemed", async () => {
    const leaver = world.person();
    const { code, verifier } = await world.app("web").code(leaver);
    const page = await leaver.browse(`${world.issuer}/sign-out`);
    const csrf = /name="csrf" value="([^"]*)"/.exec(await page.text())?.[1] ?? "";
    expect((await leaver.post(`${world.issuer}/sign-out`, { csrf, request: "" })).status).toBe(200);
    refused(await world.app("web").redeem(code, verifier), 400, grant, "grant/session-ended");
  });
});

describe("a refresh token that was good", () => {
  it("of-other-client", async () => {
    const { refresh_token: token } = await world.app("web").tokens(person);
    refused(await world.app("two").refresh(token), 400, grant, "refresh-token/of-other-client");
    expect((await world.app("web").refresh(token)).status).toBe(200);
  });

  it("revoked", async () => {
    const { refresh_token: token } = await world.app("web").tokens(person);
    expect((await world.app("web").revoke(token)).status).toBe(200);
    const says = refused(await world.app("web").refresh(token), 400, grant, "refresh-token/revoked");
    expect(says).toContain("the client revoked it");
  });

  it("reused", async () => {
    const { refresh_token: token } = await world.app("web").tokens(person);
    expect((await world.app("web").refresh(token)).status).toBe(200);
    world.pass(11);
    const says = refused(await world.app("web").refresh(token), 400, grant, "refresh-token/reused");
    expect(says).toMatch(/replaced 1[12] s ago, and the grace window of 10 s is over/);
  });

  it("expired: idle", async () => {
    const { refresh_token: token } = await world.app("web").tokens(person);
    world.pass(1001);
    const says = refused(await world.app("web").refresh(token), 400, grant, "refresh-token/expired");
    expect(says).toContain("its idle lifetime of 1000 s");
  });

  it("expired: absolute, however often it was used", async () => {
    let { refresh_token: token } = await world.app("web").tokens(person);
    for (let i = 0; i < 3; i++) {
      world.pass(900);
      const { status, body } = await world.app("web").refresh(token);
      expect(status).toBe(200);
      token = String(body.refresh_token);
    }
    world.pass(301);
    const says = refused(await world.app("web").refresh(token), 400, grant, "refresh-token/expired");
    expect(says).toContain("its absolute lifetime of 3000 s");
  });

  it("exceeds-grant: a refresh may not widen", async () => {
    const { refresh_token: token } = await world.app("web").tokens(person, { scope: "offline_access read_profile" });
    const answer = await world.app("web").refresh(token, { scope: "read_profile email" });
    const says = refused(answer, 400, "invalid_scope", "scope/exceeds-grant");
    expect(says).toContain("'email' was not granted at first. Send scope='read_profile'");
  });
});

describe("a link that was good", () => {
  it("user/invitation-invalid: the first operator's link, used or made up", async () => {
    refusedOn(await person.page(`${world.issuer}/welcome/operator?token=a.b`), 403, "user/invitation-invalid");
    refusedOn(await person.page(`${world.issuer}/welcome/operator`), 403, "user/invitation-invalid");
  });
});
