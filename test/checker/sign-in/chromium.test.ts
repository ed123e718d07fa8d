/** Signing in with Chromium: as on an unknown server, by steps, and by the steps that a user was watched to do. */
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isOwnHost } from "../../../src/checker/own-hosts.ts";
import { type CheckOptions, checkServer, openLab } from "../../../src/checker/run.ts";
import { recordSteps } from "../../../src/checker/sign-in/recorder.ts";
import { READY_NAMES } from "../../../src/checker/sign-in/steps.ts";
import { SIGN_IN } from "../../../src/cli/check/arguments.ts";
import { LIGHTEST } from "../../browser/chromium.ts";
import { responding, withHeader } from "../between.ts";
import { CALLBACK, CLIENTS, type MutantServer, PASSWORD, startMutant, USERNAME } from "../mutant-server.ts";
import type { Answer } from "../through.ts";

const user = { username: USERNAME, password: PASSWORD };
const given: CheckOptions = { clients: CLIENTS, user, rate: 10_000 };

let server: MutantServer;
beforeAll(async () => {
  server = await startMutant();
});
afterAll(() => server.close());

/** Pages that a script draws, in other words than most. */
const drawn = responding(
  (path) => !path.startsWith("/assets/"),
  (answer: Answer) => {
    if (!answer.headers.get("content-type")?.startsWith("text/html")) return answer;
    const page = answer.body.replaceAll(/(<button[^>]*>)[^<]*/g, "$1Weiter");
    const script = `setTimeout(() => { document.body.innerHTML = ${JSON.stringify(page).replaceAll("<", "\\u003c")}; }, 20)`;
    const body = `<!doctype html><title>Anmelden</title><body><script>${script}</script>`;
    return withHeader({ ...answer, body }, "content-security-policy", undefined);
  },
);

const verdicts = async (options: CheckOptions) => {
  const { checked } = await checkServer(server.issuer, { ...given, ...options });
  return Object.fromEntries(checked.map(({ id, is }) => [id, is]));
};

it("finds out the same as forms do", async () => {
  server.become({});
  const only = ["code/", "authorization/", "redirect-uri/", "pkce/", "denial/"];
  expect(await verdicts({ sign_in: "chromium", only })).toEqual(await verdicts({ only }));
});

describe("pages that a script draws", () => {
  // Where it is otherwise is found out by the tests around.
  beforeAll(() => void vi.stubEnv("CHROMIUM", LIGHTEST.executablePath));
  afterAll(() => void vi.unstubAllEnvs());

  const only = ["code/"];
  const steps = [
    { fill: { 'input[type="text"]': "username", 'input[type="password"]': "password" }, click: "form button" },
    { fill: {}, click: 'button[value="allow"], main form button' },
  ];

  it("are no forms", async () => {
    server.become({ between: drawn as never });
    expect(Object.values(await verdicts({ only }))).not.toContain("held");
  });

  it("are refused by steps, and say so", async () => {
    server.become({ between: drawn as never });
    const [signIn, consent] = steps;
    const refusing = [signIn, { ...consent, deny: 'button[value="deny"]' }] as CheckOptions["sign_in"];
    const found = await verdicts({ only: ["denial/"], sign_in: refusing });
    server.become({});
    expect([...new Set(Object.values(found))]).toEqual(["held"]);
  });

  it("are filled in by steps", async () => {
    server.become({ between: drawn as never });
    const found = await verdicts({ only, sign_in: steps });
    server.become({});
    expect(found).toEqual(await verdicts({ only }));
  });

  it("and by the steps of somebody who was watched", async () => {
    server.become({ between: drawn as never });
    const { lab, close } = await openLab(server.issuer, given);
    const { url, redirectUri } = lab.authorizationRequest(lab.client("web"), { prompt: "login consent" });
    const browser = await chromium.launch(LIGHTEST);
    const recorded = await recordSteps({
      ...{ browser, url, redirectUri, patience: 60_000 },
      isOwn: (one) => isOwnHost(one, new Set()),
      opened: (page) => {
        const person = async () => {
          await page.fill('input[type="text"], input:not([type])', USERNAME);
          await page.fill('input[type="password"]', PASSWORD);
          await page.keyboard.press("Enter");
          await page.locator('input[type="password"]').waitFor({ state: "detached" });
          await page.locator("button").last().click();
        };
        void person();
      },
    });
    await browser.close();
    await close();
    expect(JSON.stringify(recorded)).not.toContain(PASSWORD);
    expect(JSON.stringify(recorded)).not.toContain(USERNAME);
    const found = await verdicts({ only, sign_in: [...(recorded ?? [])] });
    server.become({});
    expect(found).toEqual(await verdicts({ only }));
  });
});

it("nothing is sent to a host that isn't confirmed, nor to the redirect URI", async () => {
  const elsewhere = "http://elsewhere.example/sign-in";
  const away = responding("/authorize", (answer) => ({ ...withHeader(answer, "location", elsewhere), status: 302 }));
  server.become({ between: away as never });
  const { lab, close } = await openLab(server.issuer, { ...given, sign_in: "chromium" });
  const { landing } = await lab.authorize(lab.client("web"));
  await close();
  expect(landing.returned).toBeUndefined();
  expect(landing.exchanges.map(({ sent }) => new URL(sent.url).host)).toEqual([new URL(server.issuer).host]);
  expect(CALLBACK).toContain("app.example");
});

it("the command line knows every way", () => {
  expect([...SIGN_IN].sort()).toEqual(["forms", "browser", "chromium", "by-hand", ...READY_NAMES].sort());
});
