/** The page that explains failures, in a browser: it answers there, and sends nothing of what was pasted. */
import { afterAll, beforeAll, expect, it } from "vitest";
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
  await page.click("button[type=submit]");
  await page.waitForSelector(".finding");
  const shown = (await page.locator("main").textContent()) ?? "";
  expect(await page.locator(".finding").first().textContent()).toContain("client-auth/secret-wrong");
  const answer = shown.replace(PASTED, "");
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
  await page.click("button[type=submit]");
  await page.waitForSelector("#answer > *");
  expect(await page.locator("#answer").textContent()).toContain("I cannot tell from this what is wrong.");
  expect(await page.locator(".finding").count()).toBe(0);
  await page.context().close();
});
