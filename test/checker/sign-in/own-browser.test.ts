/** A check with the user's own browser: one tab goes through all requests. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkServer } from "../../../src/checker/run.ts";
import { CHROMIUM } from "../../browser/chromium.ts";
import { freePort } from "../../free-port.ts";
import { type Peer, startOidcProvider } from "../peers/oidc-provider.ts";

let browser: Browser;
let peer: Peer;
let port: number;
beforeAll(async () => {
  port = await freePort();
  browser = await chromium.launch(CHROMIUM);
  peer = await startOidcProvider({
    also: [
      {
        client_id: "native",
        token_endpoint_auth_method: "none",
        application_type: "native",
        redirect_uris: [`http://127.0.0.1:${port}/callback`],
        response_types: ["code"],
        grant_types: ["authorization_code", "refresh_token"],
        scope: "openid offline_access read",
      },
    ],
  });
});
afterAll(async () => {
  await browser.close();
  await peer.close();
});

/** Fills in whatever comes, as a user does. */
async function attend(page: Page): Promise<void> {
  while (!page.isClosed()) {
    const name = page.locator('input[name="login"]');
    if (await name.isVisible().catch(() => false)) {
      await name.fill("ada").catch(() => {});
      await page.fill('input[name="password"]', "whatever").catch(() => {});
    }
    const button = page.locator("button[type=submit]").first();
    if (await button.isVisible().catch(() => false)) await button.click({ timeout: 1_000 }).catch(() => {});
    else await page.waitForTimeout(20).catch(() => {});
  }
}

it("finds out with one tab what forms find out", async () => {
  const client = {
    client_id: "native",
    token_endpoint_auth_method: "none" as const,
    redirect_uri: `http://127.0.0.1:${port}/callback`,
    scope: "openid offline_access read",
  };
  const given = { clients: { web: client }, rate: 10_000, only: ["code/", "pkce/"] };
  const opened: string[] = [];
  const page = await browser.newPage();
  const open = (url: string) => {
    opened.push(url);
    void page.goto(url).catch(() => {});
  };
  const attending = attend(page);
  const own = await checkServer(peer.issuer, { ...given, sign_in: "browser", open });
  await page.getByText("The check is done").waitFor();
  await page.close();
  await attending;
  const forms = await checkServer(peer.issuer, { ...given, user: peer.user });
  const verdicts = ({ checked }: typeof own) => checked.map(({ id, is }) => `${id} ${is}`);
  expect(verdicts(own)).toEqual(verdicts(forms));
  expect(verdicts(own).filter((one) => one.endsWith("held")).length).toBeGreaterThan(5);
  expect(opened).toHaveLength(1);
});

it("says so where a redirect URI isn't at a loopback address", async () => {
  const given = { clients: peer.clients, sign_in: "browser" as const, only: ["code/"], rate: 10_000, open: () => {} };
  const { checked } = await checkServer(peer.issuer, given);
  expect(checked.find(({ is }) => is === "unclear")?.because).toContain("must be at a loopback address");
});
