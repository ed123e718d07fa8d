/** Session management in a browser (requirements-openid.md 77): a frame of the server in a page of another site, over https. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { Authority } from "../certificates/connect.ts";
import { freePort } from "../free-port.ts";
import { CHROMIUM } from "./chromium.ts";

const [USERNAME, PASSWORD] = ["ops", "one-two-three-four-five"];
const authority = new Authority();
authority.own("server", "/CN=localhost", ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]);
const [cert, key] = ["server.pem", "server-key.pem"].map((name) => join(authority.folder, name)) as [string, string];

const profile = mkdtempSync(join(tmpdir(), "candor-profile-"));
let [issuer, site] = ["", ""];
let candor: Candor;
let browser: BrowserContext;
let page: Page;
/** A page of an application, at an IP address and so of another site than the server, which has a name. */
const pages = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (_, response) => {
  response
    .setHeader("content-type", "text/html")
    .end('<!doctype html><title>App</title><link rel="icon" href="data:,">');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  site = `https://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  const port = await freePort();
  issuer = `https://localhost:${port}`;
  const app = { redirectUris: [`${site}/callback`], postLogoutRedirectUris: [`${site}/bye`], scopes: ["openid"] };
  candor = await createCandor({
    storage: "memory",
    config: {
      ...{ issuer, port, host: "localhost", logLevel: "silent", sessionManagement: true, tls: { cert, key } },
      responseTypes: ["code", "id_token"],
      clients: [{ id: "app", ...app, authMethods: ["none"], responseTypes: ["id_token"], firstParty: true }],
    },
  });
  await candor.listen();
  await candor.users.add({ username: USERNAME, password: PASSWORD });
  // Frames of other sites get no cookies unless the user allows it.
  mkdirSync(join(profile, "Default"));
  writeFileSync(join(profile, "Default/Preferences"), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
  browser = await chromium.launchPersistentContext(profile, { ...CHROMIUM, ignoreHTTPSErrors: true });
});
beforeEach(async () => {
  await browser.clearCookies();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await candor?.close();
  pages.close();
  authority.remove();
  rmSync(profile, { recursive: true, force: true });
});

/** Signs in, or shows at once that somebody is: what came back in the fragment. */
async function authorized(more: Record<string, string> = {}): Promise<URLSearchParams> {
  const sent = { client_id: "app", redirect_uri: `${site}/callback`, response_type: "id_token", scope: "openid" };
  await page.goto(`${issuer}/authorize?${new URLSearchParams({ ...sent, nonce: "n", state: "s", ...more })}`);
  if (page.url().startsWith(issuer)) {
    await page.getByLabel("Username").fill(USERNAME);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  await page.waitForURL(`${site}/callback**`);
  return new URLSearchParams(new URL(page.url()).hash.slice(1));
}

/** What the frame of the server says to a message from this page. */
const asked = (message: unknown): Promise<unknown> =>
  page.evaluate(
    async ([src, said]) => {
      const frame = document.createElement("iframe");
      frame.src = src as string;
      frame.hidden = true;
      await new Promise((loaded) => {
        frame.addEventListener("load", loaded);
        document.body.append(frame);
      });
      const heard = new Promise((resolve) => {
        addEventListener("message", ({ data, source }) => source === frame.contentWindow && resolve(data));
      });
      frame.contentWindow?.postMessage(said, new URL(src as string).origin);
      return heard;
    },
    [`${issuer}/check-session`, message] as const,
  );

describe("the frame", () => {
  it("oidcc-session-management-rp-initiated-logout: unchanged, and after the sign-out changed", async () => {
    const came = await authorized();
    const mine = `app ${came.get("session_state")}`;
    expect(await asked(mine)).toBe("unchanged");
    await page.reload();
    expect(await asked(mine)).toBe("unchanged");
    const out = { id_token_hint: came.get("id_token") ?? "", post_logout_redirect_uri: `${site}/bye` };
    await page.goto(`${issuer}/sign-out?${new URLSearchParams(out)}`);
    await page.waitForURL(`${site}/bye`);
    expect(await asked(mine)).toBe("changed");
    const silent = await authorized({ prompt: "none" });
    expect(silent.get("error")).toBe("login_required");
    expect(await asked(`app ${silent.get("session_state")}`)).toBe("unchanged");
  });

  it("reads a cookie that other cookies don't have the rights of", async () => {
    await authorized();
    const cookies = await page.context().cookies(issuer);
    const of = (purpose: string) => cookies.find(({ name }) => name.startsWith(`__Host-candor-${purpose}-`));
    expect(of("state")).toMatchObject({ httpOnly: false, secure: true, sameSite: "None", path: "/" });
    expect(of("session")).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax" });
  });

  it.each([["nonsense"], [""], ["app "], ["app x.y"], [{ client: "app" }], [null], [7]])(
    "says error to %j",
    async (message) => {
      await page.goto(`${site}/`);
      expect(await asked(message)).toBe("error");
    },
  );

  it("says changed to what belongs to another client", async () => {
    const came = await authorized();
    expect(await asked(`other ${came.get("session_state")}`)).toBe("changed");
  });

  it("complains of nothing that its policy forbids", async () => {
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(`${site}/`);
    await asked("nonsense");
    expect(complaints).toEqual([]);
  });
});
