/** The static site: every link leads somewhere, search engines find what they need, and it works with and without JavaScript. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyOrOurs, siteUrl } from "../../scripts/site/options.mjs";
import { anchorOf } from "../../src/pages/provider.tsx";
import { causeCodes } from "../../src/reasons/causes.ts";
import { standardErrors } from "../../src/standard/index.ts";
import { openProfiles, type Profiles } from "../browser/chromium.ts";
import { filesFor, providers } from "./files.ts";
import { type Host, serveFiles } from "./serve.ts";

let host: Host;
let browser: Profiles;
let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  host = await serveFiles("/docs/oauth", (url) => {
    files = filesFor(url);
    return files;
  });
  browser = await openProfiles();
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

const htmlFiles = () => [...files].filter(([name]) => name.endsWith(".html"));
const urlOf = (name: string): string => `${host.url}/${name.replace(/index\.html$/, "")}`;
const decoded = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');
const idsOf = (html: string): string[] => [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = ""]) => id);

describe("the files", () => {
  it("are a page for each cause, standard error and provider", () => {
    const expected = [
      ...causeCodes.map((code) => `errors/${code}/index.html`),
      ...standardErrors.map(({ error }) => `errors/standard/${error}/index.html`),
      ...providers.map(({ provider }) => `providers/${provider}/index.html`),
      ...["index.html", "explain/index.html", "errors/index.html", "providers/index.html", "404.html", "sitemap.xml"],
    ];
    expect(expected.filter((name) => !files.has(name))).toEqual([]);
  });

  it("link to nothing that isn't there", () => {
    const broken = htmlFiles().flatMap(([name, html]) =>
      [...html.matchAll(/\s(?:href|src|data-pages)="([^"]*)"/g)].flatMap(([, link = ""]) => {
        const { origin, pathname, hash } = new URL(decoded(link), urlOf(name));
        if (origin !== new URL(host.url).origin) return [];
        const path = decodeURIComponent(pathname).slice(new URL(host.url).pathname.length + 1);
        const target = files.get(path === "" || path.endsWith("/") ? `${path}index.html` : path);
        const found =
          target !== undefined && (hash === "" || idsOf(target).includes(decodeURIComponent(hash.slice(1))));
        return found ? [] : [`${name}: ${link}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it("link to the site by relative URLs, so that it may be moved", () => {
    const absolute = htmlFiles().filter(
      ([name, html]) => name !== "404.html" && /<\w[^<>]*\s(?:href|src)="\/|<form/.test(html),
    );
    expect(absolute.map(([name]) => name)).toEqual([]);
    expect(files.get("404.html")).toContain('href="/docs/oauth/assets/candor.css"');
  });

  it("have what search engines need: a title, a description and a URL of their own", () => {
    const seen = new Set<string>();
    for (const [name, html] of htmlFiles()) {
      if (name === "404.html") continue;
      const canonical = /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1];
      expect({ name, canonical }).toEqual({ name, canonical: urlOf(name) });
      expect(/<meta name="description" content="[^"]{20,}"/.test(html)).toBe(true);
      expect(html).not.toContain("noindex");
      seen.add(canonical ?? "");
    }
    const listed = [...(files.get("sitemap.xml") ?? "").matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url);
    expect(new Set(listed)).toEqual(seen);
    expect(files.get("robots.txt")).toContain(`Sitemap: ${host.url}/sitemap.xml`);
  });

  it("have no inline script, a strict policy, and each id once", () => {
    for (const [name, html] of htmlFiles()) {
      expect(html).toContain('http-equiv="Content-Security-Policy"');
      expect({ name, inline: /<script(?![^>]*\ssrc=)|\son\w+="|<style|javascript:/.test(html) }).toEqual({
        name,
        inline: false,
      });
      const ids = idsOf(html);
      expect({ name, ids: ids.filter((id, at) => ids.indexOf(id) !== at) }).toEqual({ name, ids: [] });
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    }
  });

  it("lead from a cause to every message that may mean it", () => {
    for (const { provider, messages } of providers)
      for (const message of messages)
        for (const { reason } of message.causes) {
          const html = files.get(`errors/${reason}/index.html`) ?? "";
          expect(html, `${reason} <- ${provider}/${message.id}`).toContain(
            `/providers/${provider}/#${anchorOf(message)}"`,
          );
        }
  });

  it("show every message of a provider with its causes, fixes and source, each at an id of its own", () => {
    for (const { provider, messages } of providers) {
      const html = files.get(`providers/${provider}/index.html`) ?? "";
      expect(html.match(/class="message"/g)?.length ?? 0).toBe(messages.length);
    }
    const html = decoded(files.get("providers/microsoft/index.html") ?? "");
    const [, message = ""] = html.split('id="AADSTS50011"');
    expect(message.slice(0, 4_000)).toMatch(
      /redirect URI[\s\S]*errors\/redirect-uri\/unregistered\/[\s\S]*learn\.microsoft\.com/,
    );
  });
});

async function open(path: string, javaScriptEnabled = true): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/favicon|status of 404/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(host.url + path);
  return { page, complaints };
}

describe("in a browser", () => {
  it.each([
    [
      "a message",
      "/",
      "AADSTS50011: The redirect URI 'https://app.example' specified in the request does not match",
      "AADSTS50011",
    ],
    ["a code", "/errors/", "pkce/verifier-mismatch", "code_verifier doesn't match code_challenge"],
    ["a standard error", "/", "invalid_grant", "invalid_grant"],
    ["a provider", "/providers/", "keycloak", "Keycloak"],
  ])("the search finds %s, and sends nothing of it", async (_, path, query, title) => {
    const { page, complaints } = await open(path);
    const sent: string[] = [];
    page.on("request", (request) => sent.push(new URL(request.url()).pathname));
    await page.getByRole("searchbox").fill(query);
    const first = page.locator("[data-found] a").first();
    await first.waitFor();
    expect(await first.textContent()).toContain(title);
    await first.click();
    await page.waitForURL((url) => url.pathname !== new URL(host.url + path).pathname);
    expect((await page.title()).length).toBeGreaterThan(5);
    expect(sent.slice(0, 1)).toEqual(["/docs/oauth/assets/search-index.js"]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("the doctor explains, and links to the pages of the site", async () => {
    const { page, complaints } = await open("/explain/");
    await page.locator("#waiting").waitFor({ state: "hidden" });
    await page.getByLabel("The error").fill("AADSTS7000215: Invalid client secret provided.");
    await page.getByRole("button", { name: "Explain" }).click();
    const link = page.locator("#answer .code a");
    expect(await link.getAttribute("href")).toBe("../errors/client-auth/secret-wrong/");
    await link.click();
    await page.waitForURL("**/errors/client-auth/secret-wrong/");
    expect(await page.locator("h1").textContent()).toBe("The client secret is wrong");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("without JavaScript, everything can be read and reached, and there is no field that does nothing", async () => {
    const { page } = await open("/", false);
    expect(await page.getByRole("searchbox").count()).toBe(0);
    await page.getByRole("main").getByRole("link", { name: "Providers" }).click();
    await page.getByRole("link", { name: "Keycloak", exact: true }).click();
    await page.locator(".message .causes a").first().click();
    await page.waitForURL("**/docs/oauth/errors/**");
    expect(await page.locator("h1").count()).toBe(1);
    await page.context().close();
  });

  it("a wrong URL leads to the page that says so, with its style, at any depth", async () => {
    const { page } = await open("/errors/scope/nonsense/deep");
    expect(await page.locator("h1").textContent()).toBe("This page doesn't exist");
    expect(await page.evaluate(() => document.styleSheets.length)).toBe(1);
    await page.getByRole("link", { name: "browse all causes" }).click();
    await page.waitForURL("**/docs/oauth/errors/");
    await page.context().close();
  });

  it("fits a small screen, read either way", async () => {
    const { page } = await open("/");
    for (const path of ["/", "/providers/", "/providers/microsoft/", "/providers/keycloak/", "/explain/"]) {
      await page.goto(host.url + path);
      for (const [width, dir] of [
        [320, "ltr"],
        [320, "rtl"],
        [1280, "ltr"],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        const wider = await page.evaluate((to) => {
          document.documentElement.dir = to;
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        }, dir);
        expect({ path, width, dir, wider }).toEqual({ path, width, dir, wider: 0 });
      }
    }
    await page.context().close();
  });
});

describe("npm run site", () => {
  it.each([
    ["https://docs.example/oauth/", "https://docs.example/oauth"],
    ["http://localhost:8080", "http://localhost:8080"],
  ])("accepts %s", (base, url) => expect(siteUrl(base)).toBe(url));

  it.each(["docs.example", "ftp://docs.example", "https://docs.example/?a", "javascript:alert(1)", ""])(
    "refuses %j",
    (base) => expect(() => siteUrl(base)).toThrow("--base must be the URL of the site"),
  );

  it("replaces no folder that it has not built", () => {
    expect(emptyOrOurs(new URL("../../src", import.meta.url).pathname)).toBe(false);
    expect(emptyOrOurs("/nonexistent/folder")).toBe(true);
  });
});
