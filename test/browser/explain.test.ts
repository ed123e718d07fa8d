/** The page that explains failures, in a browser: it works there, and sends nothing of what was pasted. */
import type { Page, Request, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startVisit, type Visit } from "./visit.ts";

let visit: Visit;
beforeAll(async () => {
  visit = await startVisit();
});
afterAll(() => visit.close());

const PASTED = `curl -X POST https://login.microsoftonline.com/common/oauth2/v2.0/token -d grant_type=client_credentials -d client_secret=marked-secret

{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID <img src=x onerror=alert(1)>"}`;

it("explains what is pasted without a request, and without its secrets", async () => {
  const page = await visit.open();
  await page.goto(`${visit.world.issuer}/explain`);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await page.fill("#input", PASTED);
  await page.click("#explain");
  await page.waitForSelector(".finding");
  const shown = (await page.locator("main").textContent()) ?? "";
  expect(await page.locator(".finding").first().textContent()).toContain("client-auth/secret-wrong");
  const answer = (await page.locator("#answer").textContent()) ?? "";
  expect(shown).toContain(answer);
  expect(answer).not.toContain("marked-secret");
  expect(await page.locator("main img").count()).toBe(0);
  expect(sent).toEqual([]);
  expect(page.url()).toBe(`${visit.world.issuer}/explain`);
  expect(visit.complaints()).toEqual([]);
  await page.context().close();
});

it("says so where nothing can be read from it", async () => {
  const page = await visit.open();
  await page.goto(`${visit.world.issuer}/explain`);
  await page.fill("#input", "It does not work.");
  await page.click("#explain");
  await page.waitForSelector("#answer > *");
  expect(await page.locator("#answer").textContent()).toContain("I cannot tell. This does not look like OAuth.");
  expect(await page.locator(".finding").count()).toBe(0);
  await page.context().close();
});

/** Everything that a page tries to send from now on, as Chromium's network stack sees it: beacons, preflights and navigations too. */
async function requestsOf(page: Page): Promise<string[]> {
  const sent: string[] = [];
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", ({ request }) => sent.push(request.url));
  session.on("Network.webSocketCreated", ({ url }) => sent.push(url));
  page.on("request", (request: Request) => sent.push(request.url()));
  return sent;
}

/** What somebody does who wants an explanation now. */
async function tryEverything(page: Page): Promise<void> {
  await page.fill("#input", PASTED);
  await page.focus("#input");
  for (const keys of ["Enter", "Control+Enter"]) await page.keyboard.press(keys);
  await page.locator("#more > summary").click();
  await page.fill("#redirect-uris", "https://app.example/callback?client_secret=marked-secret");
  await page.keyboard.press("Enter");
  await page.locator("#explain").click({ force: true });
  await page.locator("#explain").dispatchEvent("click");
  await page.locator("#explain").focus();
  await page.keyboard.press("Space");
}

describe("whatever becomes of the script, nothing that was pasted is sent", () => {
  const never: ((route: Route) => unknown)[] = [];
  it.each<[string, (route: Route) => unknown]>([
    ["slow: not there yet", (route) => never.push(() => route)],
    ["absent", (route) => route.fulfill({ status: 404, body: "" })],
    ["cut off", (route) => route.abort()],
    ["failing", (route) => route.fulfill({ contentType: "text/javascript", body: "throw new Error('broken')" })],
    ["broken", (route) => route.fulfill({ contentType: "text/javascript", body: "if (" })],
    ["of the wrong type", (route) => route.fulfill({ contentType: "text/plain", body: "1" })],
  ])("%s", async (_, handle) => {
    const page = await visit.open();
    await page.route("**/assets/explain.js?v=*", handle);
    await page.goto(`${visit.world.issuer}/explain`, { waitUntil: "commit" });
    await page.waitForSelector("#waiting");
    const sent = await requestsOf(page);
    await tryEverything(page);
    expect(await page.locator("#waiting").isVisible()).toBe(true);
    expect(page.url()).toBe(`${visit.world.issuer}/explain`);
    expect(sent.filter((url) => !/assets\/(candor\.css|explain(?:-data)?\.js\?v=[\w-]{22})$/.test(url))).toEqual([]);
    visit.complaints();
    await page.context().close();
  });

  it("switched off", async () => {
    const page = await visit.open({ javaScriptEnabled: false });
    await page.goto(`${visit.world.issuer}/explain`);
    const sent = await requestsOf(page);
    await page.fill("#input", PASTED);
    await page.keyboard.press("Enter");
    await page.locator("#explain").click({ force: true });
    expect(page.url()).toBe(`${visit.world.issuer}/explain`);
    expect(sent).toEqual([]);
    await page.context().close();
  });

  it("there: neither by hand nor by dropping something beside the fields", async () => {
    const page = await visit.open();
    await page.goto(`${visit.world.issuer}/explain`);
    await page.locator("#waiting").waitFor({ state: "hidden" });
    const sent = await requestsOf(page);
    await tryEverything(page);
    await page.waitForSelector(".finding");
    const stopped = await page.evaluate(() => {
      const drop = (on: Element | null) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData("text/uri-list", "https://elsewhere.example/?token=marked-secret");
        const dropped = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
        on?.dispatchEvent(dropped);
        return dropped.defaultPrevented;
      };
      return [drop(document.querySelector("h1")), drop(document.querySelector("#input"))];
    });
    expect(stopped).toEqual([true, false]);
    expect(sent).toEqual([]);
    await page.context().close();
  });

  it("nothing on the page can be submitted, and the policy stops what would send", async () => {
    const page = await visit.open();
    await page.goto(`${visit.world.issuer}/explain`);
    await page.locator("#waiting").waitFor({ state: "hidden" });
    expect(
      await page.locator("form, [name], [formaction], input, [type=submit], a[ping], link[rel=prefetch]").count(),
    ).toBe(await page.locator("meta[name]").count());
    const sent = await requestsOf(page);
    const fetched = await page.evaluate(async () => {
      const violated = new Set<string>();
      const stopped = new Promise<void>((resolve) => {
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
          violated.add(effectiveDirective);
          if (["connect-src", "form-action", "img-src"].every((one) => violated.has(one))) resolve();
        });
      });
      const form = document.createElement("form");
      form.innerHTML = '<input name="secret" value="marked-secret">';
      document.body.append(form);
      for (const method of ["get", "post"]) {
        form.method = method;
        form.submit();
      }
      const image = new Image();
      image.src = "/assets/pixel.png?marked-secret";
      navigator.sendBeacon("/errors", "marked-secret");
      const fetched = await fetch("/errors?q=marked-secret").then(
        () => "sent",
        () => "stopped",
      );
      const style = document.createElement("link");
      Object.assign(style, { rel: "prefetch", href: "/errors?q=marked-secret" });
      document.head.append(style);
      await stopped;
      return fetched;
    });
    expect(fetched).toBe("stopped");
    expect(page.url()).toBe(`${visit.world.issuer}/explain`);
    const reached = sent.filter((url) => url.includes("marked-secret"));
    expect({ reached: reached.filter((url) => visit.site.received.some((one) => one.url.href === url)) }).toEqual({
      reached: [],
    });
    visit.complaints();
    await page.context().close();
  });
});

it("the catalogue is searched without what is recognized as a secret, and its URL has none", async () => {
  const page = await visit.open();
  await page.goto(`${visit.world.issuer}/errors`);
  const sent = await requestsOf(page);
  await page.fill(
    "#q",
    "https://app.example/callback?error=invalid_grant&code=marked-secret-code&client_secret=marked-secret",
  );
  await page.keyboard.press("Enter");
  await page.waitForURL("**/errors?q=**");
  expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toMatch(/reason/);
  expect(sent.filter((url) => url.includes("marked-secret"))).toEqual([]);
  expect(await page.content()).not.toContain("marked-secret");
  await page.fill("#q", "😀".repeat(1_000));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  expect(visit.complaints()).toEqual([]);
  await page.context().close();
});
