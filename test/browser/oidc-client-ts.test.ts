/** A single-page application with oidc-client-ts in Chromium: sign-in, silent renewal by refresh token and by iframe, DPoP, sign-out. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { UserManager, UserManagerSettings } from "oidc-client-ts";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../blackbox/world.ts";
import { openProfiles, type Profiles } from "./chromium.ts";
import { openSite, type Site, signIn } from "./visit.ts";

const { resolve } = createRequire(import.meta.url);
const LIBRARY = resolve("oidc-client-ts").replace(/dist.*$/, "dist/browser/oidc-client-ts.min.js");

/** The library's own pages: the callback of whatever is going on, and settings that a test leaves in the session. */
const SCRIPT = `
  const dpop = () => ({ store: new oidc.IndexedDbDPoPStore(), bind_authorization_code: true });
  const { withDpop, ...settings } = JSON.parse(sessionStorage.getItem("settings") ?? "{}");
  window.manager = new oidc.UserManager({
    ...settings,
    ...(withDpop && { dpop: dpop() }),
    userStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
  });
  window.renewals = 0;
  window.manager.events.addUserLoaded(() => { window.renewals += 1; });
  if (/[?&](code|error)=/.test(location.search)) {
    window.manager.signinCallback().then(
      () => { if (window.top === window) history.replaceState(null, "", "/"); document.title = "Signed in"; },
      (error) => { document.title = String(error); },
    );
  } else document.title = "My application";
`;

declare const window: { manager: UserManager; renewals: number };

let site: Site;
let world: World;
let browser: Profiles;
beforeAll(async () => {
  site = await openSite();
  site.html = `<!doctype html><link rel="icon" href="data:,"><title>Loading</title>
    <script>${readFileSync(LIBRARY, "utf8")}</script><script>${SCRIPT}</script>`;
  world = await startWorld({
    clients: [
      {
        id: "spa",
        name: "My application",
        authMethods: ["none"],
        grantTypes: ["authorization_code", "refresh_token"],
        redirectUris: [`${site.origin}/callback`],
        postLogoutRedirectUris: [`${site.origin}/`],
        scopes: ["openid", "profile", "offline_access"],
        accessTokenLifetime: 70,
        firstParty: true,
      },
    ],
  });
  browser = await openProfiles();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([world.close(), site.close()]);
});

/** Opens the application in a new profile, and signs in. */
async function signedIn(more: Partial<UserManagerSettings> & { readonly withDpop?: true } = {}): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(site.origin);
  const settings = {
    ...{ authority: world.issuer, client_id: "spa", redirect_uri: `${site.origin}/callback` },
    post_logout_redirect_uri: `${site.origin}/`,
    ...{ scope: "openid profile", loadUserInfo: true, automaticSilentRenew: false },
    ...more,
  };
  await page.evaluate((text) => sessionStorage.setItem("settings", text), JSON.stringify(settings));
  await page.reload();
  await page.evaluate(() => void window.manager.signinRedirect());
  await signIn(page);
  await page.waitForURL(`${site.origin}/**`);
  await page.waitForFunction("!/Loading|My application/.test(document.title)");
  expect(await page.title()).toBe("Signed in");
  return page;
}

const user = (page: Page) => page.evaluate(() => window.manager.getUser());
const renew = (page: Page) =>
  page.evaluate(() =>
    window.manager.signinSilent().then(
      (found) => found?.access_token ?? "",
      ({ error }: { error: string }) => ({ error }),
    ),
  );

describe("oidc-client-ts", () => {
  it("signs in with PKCE, and reads userinfo", async () => {
    const page = await signedIn();
    expect(await user(page)).toMatchObject({ token_type: "Bearer", profile: { sub: expect.any(String) } });
    await page.context().close();
  });

  it("renews silently in an iframe with prompt=none, until its user signs out at Candor", async () => {
    const page = await signedIn();
    const first = await user(page);
    expect(first?.refresh_token).toBeUndefined();
    const renewed = await renew(page);
    expect(renewed).toEqual(expect.any(String));
    expect(renewed).not.toBe(first?.access_token);
    expect((await user(page))?.profile.sub).toBe(first?.profile.sub);
    await page.context().clearCookies();
    expect(await renew(page)).toEqual({ error: "login_required" });
    await page.context().close();
  });

  it("renews with a refresh token, and gets another each time", async () => {
    const page = await signedIn({ scope: "openid profile offline_access" });
    const first = await user(page);
    expect(await renew(page)).not.toBe(first?.access_token);
    const second = await user(page);
    expect(second?.refresh_token).not.toBe(first?.refresh_token);
    // No session is needed for it.
    await page.context().clearCookies();
    expect(await renew(page)).not.toBe(second?.access_token);
    await page.context().close();
  });

  it("renews by itself before the token expires", async () => {
    const page = await signedIn({ automaticSilentRenew: true, accessTokenExpiringNotificationTimeInSeconds: 69 });
    const first = await user(page);
    await page.waitForFunction("window.renewals >= 2");
    expect((await user(page))?.access_token).not.toBe(first?.access_token);
    await page.context().close();
  });

  it("binds the code and its tokens to a key (DPoP)", async () => {
    // It calls userinfo without a proof (docs/guides/dpop.md).
    const page = await signedIn({ scope: "openid profile offline_access", withDpop: true, loadUserInfo: false });
    const first = await user(page);
    expect(first?.token_type).toBe("DPoP");
    expect(await renew(page)).not.toBe(first?.access_token);
    expect((await user(page))?.token_type).toBe("DPoP");
    await page.context().close();
  });

  it("signs out at Candor, and comes back", async () => {
    const page = await signedIn();
    await page.evaluate(() => void window.manager.signoutRedirect());
    await page.waitForFunction("document.title === 'My application'");
    expect(await renew(page)).toEqual({ error: "login_required" });
    await page.context().close();
  });
});
