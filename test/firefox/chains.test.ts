/** The chains of pages that end at an application, in Firefox: browsers differ in what they hold against a form, a redirect and a cookie. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { someOf } from "../breadth.ts";
import { openPlace, openSite, PASSWORD, type Place, type Site, USERNAME } from "../browser/visit.ts";
import { type Firefox, openFirefox, type Tab } from "./tab.ts";

const APP = "com.example.shop:/done";

let firefox: Firefox;
const places: Record<string, Place> = {};
let elsewhere: Site;
let beyond: Site;
beforeAll(async () => {
  firefox = await openFirefox();
  for (const path of ["", "/tenants/one"]) {
    const place = await openPlace({ path });
    // The user has agreed already, so that a sign-in ends at the application unless it asks for consent.
    await place.app.code(place.world.regular);
    places[path] = place;
  }
  [elsewhere, beyond] = [await openSite("127.0.0.1"), await openSite("127.0.0.1")];
  elsewhere.onward.set("/hop", `${beyond.origin}/end`);
});
afterAll(() => Promise.all([firefox, elsewhere, beyond, ...Object.values(places)].map((one) => one?.close())));

async function signIn(tab: Tab, password = PASSWORD): Promise<void> {
  await tab.sees("Sign in", "heading");
  await tab.fill("Username", USERNAME);
  await tab.fill("Password", password);
  await tab.click("Sign in");
}

describe.each(["", "/tenants/one"])("issuer with the path '%s'", (path) => {
  const place = () => places[path] as Place;
  const received = () => place().site.received;
  const last = () => {
    const got = received().at(-1);
    return got?.method === "POST" ? got.body : got?.url.searchParams;
  };
  let tab: Tab;
  const open = async () => {
    tab = await firefox.open();
    return tab;
  };
  afterEach(async () => {
    await tab.close();
    for (const site of [place().site, elsewhere, beyond]) site.received.length = 0;
    place().site.onward.clear();
    expect(firefox.complaints()).toEqual([]);
  });

  it("a wrong password, then the right one, then consent; the code can be redeemed", async () => {
    const { app, world, site } = place();
    await open();
    const { url, state, verifier } = app.begin({ prompt: "consent" });
    await tab.goto(url);
    await signIn(tab, "not-the-password");
    await tab.sees("Password");
    expect(await tab.value("document.querySelector('[role=alert]')?.textContent")).toMatch(/wrong/);
    await signIn(tab);
    await tab.click("Allow");
    await tab.arrivesAt(`${site.origin}/callback`);
    const { code = "", ...others } = Object.fromEntries(last() ?? []);
    expect(others).toEqual({ state, iss: world.issuer });
    expect((await app.redeem(code, verifier)).status).toBe(200);
    await tab.goto(`${world.issuer}/sign-in`);
    expect(await tab.value("document.cookie")).toBe("");
  });

  it("a user who declines", async () => {
    const { app, site } = place();
    await open();
    const { url, state } = app.begin({ prompt: "consent" });
    await tab.goto(url);
    await signIn(tab);
    await tab.click("Don't allow");
    await tab.arrivesAt(`${site.origin}/callback`);
    expect(Object.fromEntries(last() ?? [])).toMatchObject({ error: "access_denied", state });
  });

  it("by keyboard alone", async () => {
    const { app, site } = place();
    await open();
    await tab.goto(app.begin({ prompt: "consent" }).url);
    await tab.fill("Username", USERNAME);
    await tab.press("Tab");
    for (const key of PASSWORD) await tab.press(key);
    await tab.press("Enter");
    await tab.sees("Allow", "button");
    for (let i = 0; i < 10; i++) {
      await tab.press("Tab");
      if ((await tab.value("document.activeElement.textContent")) === "Allow") break;
    }
    await tab.press("Space");
    await tab.arrivesAt(`${site.origin}/callback`);
    expect(last()?.get("code")).toMatch(/^candor_code_/);
  });

  it("response_mode=form_post", async () => {
    const { app, site } = place();
    await open();
    await tab.goto(app.begin({ prompt: "consent", response_mode: "form_post" }).url);
    await signIn(tab);
    await tab.click("Allow");
    await tab.arrivesAt(`${site.origin}/callback`);
    expect(received().map(({ method }) => method)).toEqual(["POST"]);
    expect(last()?.get("code")).toMatch(/^candor_code_/);
  });

  describe("an app redirects again from its callback", () => {
    const ways: readonly [string, () => string, () => string | undefined][] = [
      ["to another origin", () => `${elsewhere.origin}/end`, () => `${elsewhere.origin}/end`],
      ["over two origins", () => `${elsewhere.origin}/hop`, () => `${beyond.origin}/end`],
      ["to an app", () => APP, () => undefined],
    ];

    // Where an application sends the browser doesn't depend on the issuer's path, so one way is enough with the second.
    it.each(path === "" ? someOf(ways) : ways.slice(1, 2))("%s", async (_, to, end) => {
      const { app, site, world } = place();
      site.onward.set("/callback", to()).set("/bye", to());
      await open();
      const arrives = async (from: string) => {
        const at = end();
        if (at !== undefined) await tab.arrivesAt(at);
        else await expect.poll(firefox.toApps).toEqual([expect.stringContaining(from)]);
      };
      for (const [name, parameters] of [
        ["Allow", { prompt: "consent" }],
        ["Don't allow", { prompt: "consent" }],
        ["Allow", { prompt: "consent", response_mode: "form_post" }],
      ] as const) {
        await tab.goto(app.begin(parameters).url);
        if (received().length === 0) await signIn(tab);
        await tab.click(name);
        await arrives(`${site.origin}/callback`);
        // An app leaves the browser where it was; a page of ours comes before the next one.
        await tab.goto(`${world.issuer}/errors`);
      }
      const back = { client_id: "shop", post_logout_redirect_uri: `${site.origin}/bye` };
      await tab.goto(`${world.issuer}/sign-out?${new URLSearchParams(back)}`);
      await tab.click("Sign out");
      await arrives(`${site.origin}/bye`);
      const error = (at: number) => received()[at]?.url.searchParams.get("error");
      expect([received().length, error(0), error(1)]).toEqual([4, null, "access_denied"]);
    });
  });

  it("an application on another site posts its request, and its sign-out: the user is known", async () => {
    const { app, site, world } = place();
    await open();
    await tab.goto(app.begin().url);
    await signIn(tab);
    await tab.arrivesAt(`${site.origin}/callback`);
    const post = async (action: string, fields: URLSearchParams) => {
      const inputs = [...fields].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
      elsewhere.html = `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><form method="post" action="${action}">${inputs.join("")}<button>Go</button></form>`;
      await tab.goto(`${elsewhere.origin}/shop`);
      await tab.click("Go");
    };
    const url = new URL(app.begin().url);
    await post(url.origin + url.pathname, url.searchParams);
    await tab.arrivesAt(`${site.origin}/callback`);
    expect(last()?.get("state")).toBe(url.searchParams.get("state"));
    await post(`${world.issuer}/sign-out`, new URLSearchParams({ client_id: "shop" }));
    await tab.sees("Sign out", "button");
    expect(await tab.text()).toContain(USERNAME);
    await tab.click("Sign out");
    await tab.sees("You're signed out", "heading");
  });

  it("a form from another site is refused", async () => {
    const { world } = place();
    await open();
    const fields = `<input type="hidden" name="username" value="${USERNAME}"><input type="hidden" name="password" value="${PASSWORD}">`;
    elsewhere.html = `<!doctype html><title>Prizes</title><link rel="icon" href="data:,"><form method="post" action="${world.issuer}/sign-in">${fields}<button>Win</button></form>`;
    await tab.goto(`${elsewhere.origin}/prizes`);
    await tab.click("Win");
    await tab.arrivesAt(`${world.issuer}/sign-in`);
    await expect.poll(() => tab.value("document.title")).toMatch(/^Error: /);
  });

  it("explains what is pasted, in the page", async () => {
    await open();
    await tab.goto(`${place().world.issuer}/explain`);
    await tab.fill("The error", "AADSTS50011");
    await tab.click("Explain");
    await expect.poll(() => tab.text()).toContain("redirect-uri/unregistered");
  });

  it("copies code, and says so", async () => {
    await open();
    await tab.goto(`${place().world.issuer}/errors/scope/wrong-delimiter`);
    await tab.click("Copy");
    await expect
      .poll(() => tab.value("document.querySelector('[role=status]').textContent"), { interval: 50 })
      .toBe("Copied to the clipboard");
  });
});
