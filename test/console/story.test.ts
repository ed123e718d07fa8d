/**
 * The console's story in a browser: a developer registers an application, runs its code, is refused, asks, and is granted. Then a scope
 * is deprecated and removed, and its refusal names the successor.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { openProfiles, type Profiles } from "../browser/chromium.ts";
import { freePort } from "../free-port.ts";

const PASSWORDS = { ada: "correct-horse-battery", root: "open-the-console" } as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let candor: Candor;
let browser: Profiles;
let ada: Page;
let root: Page;
const complaints: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  const config = { issuer: `http://localhost:${port}`, port, host: "localhost", logLevel: "silent" as const };
  candor = await createCandor({ storage: "memory", demo: true, config });
  await candor.listen();
  browser = await openProfiles();
  [ada, root] = [await signedIn("ada"), await signedIn("root")];
});
afterAll(async () => {
  await browser.close();
  await candor.close();
});

async function signedIn(user: keyof typeof PASSWORDS): Promise<Page> {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${candor.issuer}/console`);
  await page.getByLabel("Username").fill(user);
  await page.getByLabel("Password").fill(PASSWORDS[user]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/console");
  return page;
}

/** What axe finds on the page that is open. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate("axe.run(document)")) as {
    violations: readonly { id: string; nodes: readonly { target: readonly string[] }[] }[];
  };
  return found.violations.map(({ id, nodes }) => `${page.url()} ${id} ${nodes[0]?.target.join(" ")}`);
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const open = (page: Page, path: string) => page.goto(`${candor.issuer}/console${path}`);

interface Answer {
  readonly error?: string;
  readonly error_description?: string;
  readonly error_uri?: string;
  readonly scope?: string;
}

let credentials: Readonly<Record<string, string>> = {};
let code = "";
async function run(script: string): Promise<Answer> {
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { env: { ...process.env, ...credentials } });
  return JSON.parse(stdout);
}
const asking = (scope: string): Promise<Answer> => run(code.replace("scope=read_profile'", `scope=${scope}'`));

it("a developer registers an application and runs the code of the wizard", async () => {
  await open(ada, "/applications/new");
  expect(await findings(ada)).toEqual([]);
  await ada.getByLabel("Service", { exact: true }).check();
  await press(ada, "Continue");
  await ada.getByLabel("Name").fill("Reports");
  await ada.getByLabel("Read your profile in the demo API").check();
  expect(await ada.getByLabel("Issue and change multipasses").isDisabled()).toBe(true);
  expect(await findings(ada)).toEqual([]);
  await press(ada, "Register the application");
  await ada.waitForSelector("text=Copy the secret now");
  expect(await findings(ada)).toEqual([]);
  const shown = await ada.locator("pre code").allInnerTexts();
  credentials = Object.fromEntries(
    shown.filter((text) => text.startsWith("CLIENT_")).map((text) => text.trim().split("=") as [string, string]),
  );
  await ada.getByRole("link", { name: "curl" }).click();
  code = (await ada.locator("pre code").allInnerTexts()).find((text) => text.startsWith("curl")) ?? "";
  expect(await run(code)).toMatchObject({ scope: "read_profile" });
});

it("the application is refused a scope that it isn't allowed, and its owner asks for it", async () => {
  const refused = await asking("read_profile write_multipass");
  expect(refused).toMatchObject({ error: "invalid_scope" });
  expect(refused.error_uri).toContain("/errors/scope/not-allowed-for-client?ref=");
  await ada.goto(refused.error_uri ?? "");
  await ada.getByRole("link", { name: "Open it in the console" }).click();
  await ada.getByRole("link", { name: "Ask an operator to allow it" }).click();
  expect(await ada.getByLabel("Scopes").inputValue()).toBe("write_multipass");
  await ada.getByLabel("Reason").fill("Reports are signed with a multipass.");
  await press(ada, "Send the request");
  expect(await ada.locator("main").innerText()).toContain("write_multipass");
  expect(await findings(ada)).toEqual([]);
});

it("an operator approves, and the same request is granted", async () => {
  await open(root, "/requests");
  await root
    .locator("main")
    .getByRole("link", { name: /Reports|write_multipass/ })
    .first()
    .click();
  expect(await root.locator("main").innerText()).toContain("Reports are signed with a multipass.");
  expect(await findings(root)).toEqual([]);
  await root
    .getByLabel(/Reason|Comment/)
    .first()
    .fill("Agreed.");
  await press(root, "Approve");
  await root.waitForLoadState();
  expect(await asking("read_profile write_multipass")).toMatchObject({ scope: "read_profile write_multipass" });
});

it("a deprecated scope is in the report with its users, and its refusal names the successor once it is removed", async () => {
  const change = async (fill: () => Promise<unknown>): Promise<void> => {
    await open(root, "/scopes/write_multipass");
    await fill();
    await press(root, "Review the change");
    await root.waitForLoadState();
    expect(await findings(root)).toEqual([]);
    await root.locator("main button[value=save]").click();
    await root.waitForLoadState();
  };
  await change(async () => {
    await root.getByLabel("State").selectOption("deprecated");
    await root.getByLabel("Replacement").selectOption("read_profile");
  });
  expect(await asking("write_multipass")).toMatchObject({ scope: "write_multipass" });
  await open(root, "/reports/least-privilege");
  const reported = root.locator(".panel", { has: root.getByRole("heading", { name: "Reports", exact: true }) });
  const deprecated = reported.getByRole("listitem").filter({ hasText: "Deprecated" });
  expect(await deprecated.innerText()).toMatch(/write_multipass.*replaced by read_profile/s);
  await reported.getByText("The mail to write").click();
  expect(await reported.locator("pre").innerText()).toContain("write_multipass");
  expect(await findings(root)).toEqual([]);
  await change(() => root.getByLabel("State").selectOption("removed"));
  const { error, error_description } = await asking("write_multipass");
  expect([error, error_description]).toEqual(["invalid_scope", expect.stringMatching(/write_multipass.*read_profile/)]);
});

it("no script of a page has failed", () => expect(complaints).toEqual([]));
