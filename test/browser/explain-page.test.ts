/** The page that explains failures: examples, context, decoded tokens, refusals, links, copying; by keyboard and for a screen reader. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXAMPLES } from "../../src/pages/explain-examples.ts";
import { startVisit, type Visit } from "./visit.ts";

let visit: Visit;
beforeAll(async () => {
  visit = await startVisit();
});
afterAll(() => visit.close());

async function open(fragment = ""): Promise<Page> {
  const page = await visit.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(`${visit.world.issuer}/explain${fragment}`);
  await page.locator("#waiting").waitFor({ state: "hidden" });
  return page;
}

/** A page for the tests that leave nothing in it but a result. To load it takes longer than to explain. */
let kept: Promise<Page> | undefined;
function opened(): Promise<Page> {
  kept ??= open();
  return kept;
}

async function explain(page: Page, text: string): Promise<void> {
  await page.getByLabel("The error").fill(text);
  await page.getByRole("button", { name: "Explain" }).click();
}

const result = (page: Page) => page.getByRole("region", { name: "Result", exact: true });
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (claims: object, header: object = { alg: "RS256" }) =>
  `${encoded(header)}.${encoded(claims)}.bWFya2VkLXNpZ25hdHVyZQ`;
const seconds = Math.floor(Date.now() / 1000);

describe("an example that is clicked is explained", () => {
  it.each(EXAMPLES.map(({ label, text, finds }) => [label, text, finds]))("%s", async (label, text, finds) => {
    const page = await opened();
    await page.getByRole("button", { name: label }).click();
    expect(await page.getByLabel("The error").inputValue()).toBe(text);
    expect(await result(page).locator(".best").textContent()).toContain(finds);
    expect(visit.complaints()).toEqual([]);
  });
});

describe("context", () => {
  it("says what the exchange does not: the registered redirect URIs", async () => {
    const page = await open();
    const request =
      "https://login.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback%2F&scope=openid&state=x";
    await explain(page, request);
    expect(await result(page).textContent()).not.toContain("redirect-uri/trailing-slash");
    await page.getByText("Add context (optional)").click();
    await page.getByLabel("Registered redirect URIs").fill("https://shop.example/callback");
    await page.getByRole("button", { name: "Explain" }).click();
    expect(await result(page).locator(".best").textContent()).toContain("redirect-uri/trailing-slash");
    await page.context().close();
  });

  it("offers every provider by its name, and uses the one that was chosen", async () => {
    const page = await open();
    const provider = page.getByLabel("Provider");
    const names = await provider.locator("option").allTextContents();
    expect(names.length).toBeGreaterThan(80);
    expect(names).toEqual(expect.arrayContaining(["Keycloak", "Microsoft Entra ID", "Okta"]));
    await provider.selectOption({ label: "Keycloak" });
    await explain(page, '{"error":"invalid_grant","error_description":"Code not valid"}');
    expect(await result(page).textContent()).toContain("Recognized: Keycloak");
    await page.context().close();
  });

  it("what is asked for names the field that it belongs in", async () => {
    const page = await open();
    await explain(page, '{"error":"redirect_uri_mismatch"}');
    const asked = (await result(page).locator(".asks").textContent()) ?? "";
    expect(asked).toContain("in the field “Registered redirect URIs”");
    expect(asked).not.toContain("in the context");
    await page.context().close();
  });

  it("has a label for each field, in words", async () => {
    const page = await open();
    await page.getByText("Add context (optional)").click();
    for (const name of ["Provider", "Client type", "Client ID", "Registered redirect URIs", "Allowed scopes"])
      expect(await page.getByLabel(name, { exact: true }).count()).toBe(1);
    expect(await page.locator("main").textContent()).not.toContain("JSON");
    await page.context().close();
  });
});

describe("a JWT is decoded, and what is wrong in it is said", () => {
  const GOOD = {
    iss: "https://id.example",
    sub: "ada",
    aud: ["api", "desk"],
    iat: seconds - 60,
    exp: seconds + 86_400,
  };
  it.each<[string, string, RegExp, RegExp]>([
    [
      "expired",
      token({ ...GOOD, iat: seconds - 7_200, exp: seconds - 3_600 }),
      /token\/expired/,
      /It expired 1 hour.* ago, at 2\d{3}-/,
    ],
    ["unsigned", token(GOOD, { alg: "none" }), /token\/algorithm-mismatch/, /It isn't signed: alg is none/],
    ["not valid yet", token({ ...GOOD, nbf: seconds + 7_200 }), /time\/clock-skew/, /It isn't valid yet: nbf is in /],
    ["fine", token(GOOD), /I cannot tell what failed from the token alone/, /Its times and its form are fine/],
  ])("%s", async (_, text, cause, wrong) => {
    const page = await opened();
    await explain(page, text);
    expect(await result(page).textContent()).toMatch(cause);
    const decoded = (await result(page).locator(".token").textContent()) ?? "";
    expect(decoded).toMatch(wrong);
    expect(decoded).toContain('["api","desk"]2 audiences');
    expect(decoded).toContain("The signature was not checked.");
    expect(await result(page).textContent()).not.toContain("bWFya2VkLXNpZ25hdHVyZQ");
  });
});

describe("a refusal of Candor's leads to its page", () => {
  const REF = "25kpgjw2dde2";
  it("by error_uri, at the server that refused", async () => {
    const page = await opened();
    await explain(page, `https://id.example/auth/errors/scope/wrong-delimiter?ref=${REF}`);
    expect(await result(page).locator(".best").textContent()).toContain("scope/wrong-delimiter");
    const link = result(page).getByRole("link", { name: "See the refusal at id.example" });
    expect(await link.getAttribute("href")).toBe(`https://id.example/auth/refusals/${REF}`);
  });

  it("by its reference, at this server", async () => {
    const page = await opened();
    await explain(page, REF);
    const link = result(page).getByRole("link", { name: "See the refusal, if this server refused it" });
    expect(await link.getAttribute("href")).toBe(`/refusals/${REF}`);
  });
});

describe("the link to a result", () => {
  const PASTED = `curl https://login.microsoftonline.com/common/oauth2/v2.0/token -d client_secret=marked-secret -d code=marked-code -d redirect_uri=https://marked.example/cb

{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. marked-words"}`;

  it("shows the same causes elsewhere, and has nothing that was pasted or typed", async () => {
    const page = await open();
    await page.getByText("Add context (optional)").click();
    await page.getByLabel("Client type").selectOption("post");
    for (const name of ["Client ID", "Registered redirect URIs", "Allowed scopes"])
      await page.getByLabel(name).fill("https://marked.example/field?token=marked-secret");
    await explain(page, PASTED);
    const [title, fix] = [".best h2", ".best .order"].map((part) => result(page).locator(part));
    const shown = await Promise.all([title?.textContent(), fix?.textContent()]);
    await result(page).locator(".sharing > pre").getByRole("button", { name: "Copy" }).click();
    await page.getByRole("status").getByText("Copied to the clipboard").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/^http:\/\/localhost:\d+\/explain#cause=client-auth\/secret-wrong,/);
    expect(decodeURIComponent(link)).not.toContain("marked");
    expect(page.url()).toBe(`${visit.world.issuer}/explain`);

    const other = await open(new URL(link).hash);
    expect(
      await Promise.all([".best h2", ".best .order"].map((part) => result(other).locator(part).textContent())),
    ).toEqual(shown);
    expect(await result(other).textContent()).toContain("This result came with the link.");
    expect(await other.getByLabel("The error").inputValue()).toBe("");
    expect(await other.getByLabel("Client type").inputValue()).toBe("post");
    expect(visit.complaints()).toEqual([]);
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it("says nothing of its own, whoever wrote it", async () => {
    const page = await open(
      "#cause=<img src=x onerror=alert(1)>,certain&cause=pkce/required,certain,evil/fix&fix=evil",
    );
    expect(await result(page).textContent()).toContain("pkce/required");
    expect(await result(page).innerHTML()).not.toMatch(/evil|<img/);
    await page.context().close();
  });

  it("the result as text has no secret either", async () => {
    const page = await open();
    await explain(page, PASTED);
    const text = await result(page).locator(".sharing details pre").textContent();
    expect(text).toContain("client-auth/secret-wrong");
    expect(text).not.toMatch(/marked-(?:secret|code)/);
    await page.context().close();
  });
});

it("what isn't OAuth has no cause", async () => {
  const page = await opened();
  await explain(page, "The weather is fine today.");
  expect(await result(page).locator(".finding").count()).toBe(0);
  expect(await result(page).textContent()).toMatch(
    /I cannot tell\. This does not look like OAuth\..*The response with its error/,
  );
  expect(await page.locator("#said").textContent()).toBe("No cause found.");
});

it("works by keyboard, says what it found, and moves the focus to it", async () => {
  const page = await open();
  await page.getByLabel("The error").focus();
  await page.keyboard.insertText("AADSTS50011");
  await page.keyboard.press("Control+Enter");
  await result(page).locator(".best").waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("answer");
  expect(await page.getByRole("status").first().textContent()).toMatch(/^Cause: \w/);
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Shift+Tab");
    if (await page.evaluate(() => document.activeElement?.id === "clear")) break;
  }
  await page.keyboard.press("Enter");
  expect(await page.getByLabel("The error").inputValue()).toBe("");
  expect(await result(page).textContent()).toBe("");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("input");
  await page.keyboard.press("Control+Enter");
  expect(await page.locator("#said").textContent()).toBe("Paste something first.");
  await page.context().close();
});

describe("the result fits", () => {
  it.each([320, 360, 1280])("a screen of %d pixels, read either way, in both schemes", async (width) => {
    const page = await opened();
    await page.setViewportSize({ width, height: 800 });
    for (const { label } of EXAMPLES) {
      await page.getByRole("button", { name: label }).click();
      for (const dir of ["ltr", "rtl"]) {
        const wider = await page.evaluate((to) => {
          document.documentElement.dir = to;
          for (const details of document.querySelectorAll("details")) details.open = true;
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        }, dir);
        expect({ label, dir, wider }).toEqual({ label, dir, wider: 0 });
      }
    }
  });
});
