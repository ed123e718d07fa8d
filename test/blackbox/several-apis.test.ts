/** One authorization for several APIs, and a token for each (RFC 8707 2.2). */
import { decodeJwt } from "jose";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refused, refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const MAIL = "https://mail.example";
const FILES = "https://files.example/v1";
const BILLS = "https://bills.example";
const SCOPE = "openid offline_access read_mail read_files";

const own = (severalAudiences: boolean) => ({
  severalAudiences,
  apis: [
    { resource: MAIL, name: "Mail", lifetime: 300 },
    { resource: FILES, name: "Files", tokens: "opaque" as const },
    { resource: BILLS, name: "Bills" },
  ],
  scopes: [
    { name: "read_mail", description: "Read mail", api: MAIL },
    { name: "read_files", description: "Read files", api: FILES },
    { name: "read_bills", description: "Read bills", api: BILLS },
  ],
  clients: [
    {
      id: "web",
      secrets: [{ value: SECRET }],
      grantTypes: ["authorization_code" as const, "refresh_token" as const, "client_credentials" as const],
      redirectUris: [REDIRECT],
      scopes: ["openid", "offline_access", "read_mail", "read_files", "read_bills"],
      introspects: [FILES],
    },
  ],
});

let world: World;
let lax: World;
beforeAll(async () => {
  world = await startWorld(own(false));
  lax = await startWorld(own(true));
});
afterAll(() => Promise.all([world.close(), lax.close()]));

/** The same request with each API as a parameter of its own. */
function begin(of: World, more: Record<string, string> = {}, apis: readonly string[] = [MAIL, FILES]) {
  const { url, ...rest } = of.app("web", { scope: SCOPE }).begin(more);
  const start = new URL(url);
  for (const api of apis) start.searchParams.append("resource", api);
  return { url: start.href, ...rest };
}

async function code(of = world, more: Record<string, string> = {}) {
  const { url, verifier } = begin(of, more);
  const to = await of.person().sentTo(url);
  return { app: of.app("web"), code: to.searchParams.get("code"), verifier };
}

describe("a code for two APIs", () => {
  it("becomes a token for the one that is named, and its refresh token one for the other", async () => {
    const { app, code: text, verifier } = await code();
    const mail = await app.redeem(text, verifier, { resource: MAIL });
    expect(mail.body).toMatchObject({ scope: "openid offline_access read_mail", expires_in: 300 });
    expect(decodeJwt(String(mail.body.access_token))).toMatchObject({
      aud: [MAIL, world.issuer],
      scope: "openid offline_access read_mail",
    });
    const files = await app.refresh(String(mail.body.refresh_token), { resource: FILES });
    expect(files.body).toMatchObject({ scope: "openid offline_access read_files" });
    const seen = await app.introspect(String(files.body.access_token));
    expect(seen.body).toMatchObject({ active: true, aud: [FILES, world.issuer] });
  });

  it("says by a scope for which API a refresh is", async () => {
    const { app, code: text, verifier } = await code();
    const { body } = await app.redeem(text, verifier, { resource: FILES });
    const mail = await app.refresh(String(body.refresh_token), { scope: "read_mail" });
    expect(decodeJwt(String(mail.body.access_token)).aud).toBe(MAIL);
  });

  it("is refused without either, which leaves it as it was", async () => {
    const { app, code: text, verifier } = await code();
    const says = refused(await app.redeem(text, verifier), 400, "invalid_target", "resource/unnamed");
    expect(says).toContain(`2 APIs were granted (${MAIL}, ${FILES})`);
    expect((await app.redeem(text, verifier, { resource: MAIL })).status).toBe(200);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ["for an API that wasn't granted", { resource: BILLS }, "invalid_target", "resource/mismatch"],
    ["for both at once", { resource: `${MAIL} ${FILES}` }, "invalid_target", "resource/several"],
    [
      "for one with a scope of the other",
      { resource: MAIL, scope: "read_files" },
      "invalid_target",
      "resource/mismatch",
    ],
    ["with scopes of both", { scope: "read_mail read_files" }, "invalid_scope", "scope/mixes-resources"],
  ])("never becomes a token %s", async (_, more, error, reason) => {
    const { app, code: text, verifier } = await code();
    const { body } = await app.redeem(text, verifier, { resource: MAIL });
    refused(await app.refresh(String(body.refresh_token), more), 400, error, reason);
    expect((await app.refresh(String(body.refresh_token), { resource: FILES })).status).toBe(200);
  });

  it("can be for both where the operator lets it, with the care of the stricter one", async () => {
    const { app, code: text, verifier } = await code(lax);
    const both = await app.redeem(text, verifier);
    expect(both.body).toMatchObject({ scope: SCOPE, access_token: expect.stringMatching(/^candor_access_/) });
    const seen = await app.introspect(String(both.body.access_token));
    expect(seen.body).toMatchObject({ aud: [MAIL, FILES, lax.issuer] });
    const one = await app.refresh(String(both.body.refresh_token), { resource: MAIL });
    expect(decodeJwt(String(one.body.access_token)).aud).toEqual([MAIL, lax.issuer]);
  });
});

describe("an authorization request for several APIs", () => {
  it.each<[string, Record<string, string>, readonly string[], string, string]>([
    ["without resource", {}, [], "invalid_scope", "scope/mixes-resources"],
    ["with one of them", {}, [MAIL], "invalid_scope", "scope/mixes-resources"],
    ["with one that has no scope", {}, [MAIL, FILES, BILLS], "invalid_target", "resource/mismatch"],
    ["with one that doesn't exist", {}, [MAIL, FILES, "https://nowhere.example"], "invalid_target", "resource/unknown"],
    ["with one that isn't a URI", {}, [MAIL, "files"], "invalid_target", "resource/malformed"],
    [
      "with a scope of a third",
      { scope: `${SCOPE} read_bills` },
      [MAIL, FILES],
      "invalid_scope",
      "scope/mixes-resources",
    ],
  ])("names each of them, and has scopes of each: %s", async (_, more, apis, error, reason) => {
    const { url, state } = begin(world, more, apis);
    refusedTo(await world.regular.sentTo(url), world.issuer, error, reason, state);
  });

  it("may be pushed", async () => {
    const { url, verifier } = begin(world);
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(world.issuer);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const own = { client_id: "web" };
    const auth = oauth.ClientSecretBasic(SECRET);
    const pushed = await oauth.pushedAuthorizationRequest(as, own, auth, new URL(url).searchParams, insecure);
    const { request_uri } = await oauth.processPushedAuthorizationResponse(as, own, pushed);
    const to = await world
      .person()
      .sentTo(`${world.issuer}/authorize?${new URLSearchParams({ client_id: "web", request_uri })}`);
    const answer = await world.app("web").redeem(to.searchParams.get("code"), verifier, { resource: FILES });
    expect(answer.body).toMatchObject({ scope: "openid offline_access read_files" });
  });

  it("works with openid-client: a token for each API", async () => {
    const options = { execute: [client.allowInsecureRequests] };
    const found = await client.discovery(
      new URL(world.issuer),
      "web",
      SECRET,
      client.ClientSecretBasic(SECRET),
      options,
    );
    const verifier = client.randomPKCECodeVerifier();
    const parameters = new URLSearchParams({
      redirect_uri: REDIRECT,
      scope: SCOPE,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    for (const api of [MAIL, FILES]) parameters.append("resource", api);
    const to = await world.person().sentTo(client.buildAuthorizationUrl(found, parameters).href);
    const checks = { pkceCodeVerifier: verifier, idTokenExpected: true };
    const mail = await client.authorizationCodeGrant(found, to, checks, { resource: MAIL });
    expect(decodeJwt(mail.access_token).aud).toEqual([MAIL, world.issuer]);
    const files = await client.refreshTokenGrant(found, mail.refresh_token ?? "", { resource: FILES });
    expect(files.scope).toBe("openid offline_access read_files");
  });
});

it("a token that is issued at once, without a code, is for one API", async () => {
  const app = world.app("web");
  const answer = await app.token({
    grant_type: "client_credentials",
    scope: "read_mail",
    resource: `${MAIL} ${FILES}`,
  });
  refused(answer, 400, "invalid_target", "resource/several");
});
