/** Signing in, allowing and refusing, as a user does it: with a mouse, with the keyboard alone, and without JavaScript. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PASSWORD, signIn, startVisit, USERNAME, type Visit } from "./visit.ts";

let visit: Visit;
beforeAll(async () => {
  visit = await startVisit();
});
afterEach(() => {
  visit.site.received.length = 0;
  expect(visit.complaints()).toEqual([]);
});
afterAll(() => visit.close());

const arrived = () => visit.site.received.map(({ method, url }) => `${method} ${url.pathname}`);
const parameters = () => Object.fromEntries(visit.site.received.at(-1)?.url.searchParams ?? []);

describe.each([
  ["with JavaScript", {}],
  ["without JavaScript", { javaScriptEnabled: false }],
])("%s", (_, options) => {
  it("a wrong password, then the right one, then consent", async () => {
    const page = await visit.open(options);
    const { url, state, verifier } = visit.app.begin({ prompt: "consent" });
    await page.goto(url);
    expect(await page.title()).toBe("Sign in · Candor");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sign in");
    expect(await page.locator("main").textContent()).toContain("to continue to The Shop");

    await signIn(page, "not-the-password");
    expect(await page.title()).toBe("Error: Sign in · Candor");
    expect(await page.getByRole("alert").textContent()).toContain("The username or password is wrong. Try again.");
    expect(await page.getByLabel("Username").inputValue()).toBe(USERNAME);
    expect(await page.getByLabel("Password").inputValue()).toBe("");

    await signIn(page);
    expect(await page.title()).toBe("Allow access · Candor");
    const items = await page.getByRole("listitem").allTextContents();
    expect(items).toEqual(["Know who you are", "See your name and picture"]);
    expect(await page.locator("main").textContent()).toContain(`return to ${new URL(visit.site.origin).host}`);
    await page.getByRole("button", { name: "Allow", exact: true }).click();

    await page.waitForURL(`${visit.site.origin}/callback**`);
    expect(arrived()).toEqual(["GET /callback"]);
    const { code = "", ...others } = parameters();
    expect(others).toEqual({ state, iss: visit.world.issuer });
    expect((await visit.app.redeem(code, verifier)).status).toBe(200);
    await page.context().close();
  });

  it("a user who declines", async () => {
    const page = await visit.open(options);
    const { url, state } = visit.app.begin({ prompt: "consent" });
    await page.goto(url);
    await signIn(page);
    await page.getByRole("button", { name: "Don't allow" }).click();
    await page.waitForURL(`${visit.site.origin}/callback**`);
    expect(parameters()).toMatchObject({ error: "access_denied", state, iss: visit.world.issuer });
    await page.context().close();
  });

  it("response_mode=form_post comes by POST: by itself, or by a button", async () => {
    const page = await visit.open(options);
    const { url, state } = visit.app.begin({ response_mode: "form_post" });
    await page.goto(url);
    await signIn(page);
    if (_ === "without JavaScript") {
      expect(await page.title()).toBe("Return to the app · Candor");
      await page.getByRole("button", { name: "Continue" }).click();
    }
    await page.waitForURL(`${visit.site.origin}/callback`);
    expect(arrived()).toEqual(["POST /callback"]);
    const body = Object.fromEntries(visit.site.received[0]?.body ?? []);
    expect(body).toEqual({ code: expect.stringMatching(/^candor_code_/), state, iss: visit.world.issuer });
    await page.context().close();
  });
});

describe("by keyboard alone", () => {
  it("signs in and allows; what has the focus can be seen", async () => {
    const page = await visit.open();
    await page.goto(visit.app.begin({ prompt: "consent", scope: "openid write_multipass" }).url);
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = document;
        const style = at === null ? undefined : getComputedStyle(at);
        const seen = style !== undefined && (style.outlineStyle !== "none" || style.boxShadow !== "none");
        return { name: at?.getAttribute("name") ?? at?.textContent?.trim(), seen };
      });
    const tabTo = async (name: string) => {
      for (let i = 0; i < 10; i++) {
        const { name: at, seen } = await focused();
        if (at === name) return expect(seen).toBe(true);
        await page.keyboard.press("Tab");
      }
      throw new Error(`Tab never reaches ${name}.`);
    };
    await tabTo("username");
    await page.keyboard.type(USERNAME);
    await tabTo("password");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/authorize?**");
    await page.getByRole("heading", { name: /^Allow/ }).waitFor();
    expect(await page.getByText("Sensitive", { exact: true }).count()).toBe(1);
    await tabTo("answer");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Allow");
    await page.keyboard.press("Space");
    await page.waitForURL(`${visit.site.origin}/callback**`);
    expect(parameters().code).toMatch(/^candor_code_/);
    await page.context().close();
  });
});

describe("cookies", () => {
  it("cannot be read by a script, and are SameSite=Lax", async () => {
    const page = await visit.open();
    await page.goto(`${visit.world.issuer}/sign-in`);
    await signIn(page);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^candor-form-/), expect.stringMatching(/^candor-session-/)]),
    );
    for (const { httpOnly, sameSite, path } of cookies)
      expect({ httpOnly, sameSite, path }).toEqual({ httpOnly: true, sameSite: "Lax", path: "/" });
    // As long as the server keeps the session, which is a day unless told otherwise.
    const { expires = 0 } = cookies.find(({ name }) => name.startsWith("candor-session-")) ?? {};
    expect(Math.abs(expires - Date.now() / 1000 - 86_400)).toBeLessThan(600);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.context().close();
  });
});
