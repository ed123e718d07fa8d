/** Native applications: loopback addresses with any port, private-use schemes (RFC 8252 7). */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application } from "./application.ts";
import { refusedOn, refusedTo } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const native = (redirectUri: string) =>
  new Application(world.issuer, { id: "native", redirectUri, scope: "openid offline_access" });

/** An application that listens on a port of the system's choice, as native ones do, and waits for its callback. */
async function listenFor(): Promise<{ redirect: string; callback: Promise<string> }> {
  let arrived: (url: string) => void = () => undefined;
  const callback = new Promise<string>((resolve) => {
    arrived = resolve;
  });
  const server = createServer((request, response) => {
    response.end("You can close this window.");
    arrived(request.url ?? "");
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { redirect: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, callback };
}

describe("loopback", () => {
  it("openid-client as a native app on an unregistered port", async () => {
    const config = await client.discovery(new URL(world.issuer), "native", undefined, client.None(), {
      execute: [client.allowInsecureRequests],
    });
    const { redirect, callback } = await listenFor();
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirect,
      scope: "openid offline_access",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    await fetch(await world.regular.sentTo(url.href));
    const current = new URL(await callback, redirect);
    const tokens = await client.authorizationCodeGrant(config, current, { pkceCodeVerifier: verifier });
    expect(tokens.claims()?.aud).toBe("native");
    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
  });

  it.each([
    "http://127.0.0.1:1/callback",
    "http://127.0.0.1:65535/callback",
    "http://127.0.0.1/callback",
    "http://[::1]:8123/callback",
  ])("%s is accepted, and the code is bound to that very port", async (redirect) => {
    const { code, verifier } = await native(redirect).code(world.regular);
    const other = await native("http://127.0.0.1:4242/callback").redeem(code, verifier);
    expect(other.body.error).toBe("invalid_grant");
    expect((await native(redirect).redeem(code, verifier)).status).toBe(200);
  });

  it.each([
    ["http://localhost:8123/callback", "redirect-uri/host-mismatch"],
    ["http://127.0.0.1:8123/other", "redirect-uri/path-mismatch"],
    ["https://127.0.0.1:8123/callback", "redirect-uri/scheme-mismatch"],
    ["http://127.0.0.1:8123@evil.example/callback", "redirect-uri/unregistered"],
    ["http://127.0.0.1:99999999/callback", "redirect-uri/malformed"],
    ["http://127.0.0.1.evil.example/callback", "redirect-uri/host-mismatch"],
    ["http://127.1:8123/callback", "redirect-uri/host-mismatch"],
    ["http://[::ffff:127.0.0.1]/callback", "redirect-uri/host-mismatch"],
  ])("%s is not", async (redirect, code) => {
    const page = await world.regular.page(native(redirect).begin().url);
    refusedOn(page, 400, code);
  });
});

describe("consent (RFC 8252 8.6)", () => {
  it.each(["http://127.0.0.1:4711/callback", "com.example.app:/callback"])(
    "is asked for each time at %s, since any program may pose as the application",
    async (redirect) => {
      for (let round = 0; round < 2; round++) {
        await native(redirect).code(world.regular);
        expect(world.regular.asked).toContain("consent");
      }
      const { url, state } = native(redirect).begin({ prompt: "none" });
      const to = await world.regular.sentTo(url);
      refusedTo(to, world.issuer, "consent_required", "user/consent-required", state);
    },
  );
});

describe("private-use schemes", () => {
  it("are followed", async () => {
    const app = native("com.example.app:/callback");
    const { url, verifier, state } = app.begin();
    const to = await world.regular.sentTo(url);
    expect(to.protocol).toBe("com.example.app:");
    expect(to.searchParams.get("state")).toBe(state);
    expect((await app.redeem(to.searchParams.get("code"), verifier)).status).toBe(200);
  });

  it("cannot be posted to: form_post is refused by redirect", async () => {
    const { url, state } = native("com.example.app:/callback").begin({ response_mode: "form_post" });
    const to = await world.regular.sentTo(url);
    refusedTo(to, world.issuer, "invalid_request", "request/response-mode-unsupported", state);
  });
});

describe("without PKCE", () => {
  it("nothing is granted to a native application", async () => {
    const { url, state } = native("http://127.0.0.1:1/callback").begin({ code_challenge: undefined });
    const to = await world.regular.sentTo(url);
    refusedTo(to, world.issuer, "invalid_request", "pkce/required", state);
  });
});
