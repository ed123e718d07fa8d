/** What browsers and crawlers request by themselves is no refusal; search engines find the catalogue and nothing else. */
import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexedPaths } from "../../src/pages/indexed.ts";
import { markIco, markPng } from "../../src/pages/mark.ts";
import { robotsTxt } from "../../src/pages/robots.ts";
import type { Explanation } from "../../src/reasons/explain.ts";
import { someOf } from "../breadth.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { freePort } from "../free-port.ts";

const servers: Record<string, DemoServer> = {};
const refusals: Explanation[] = [];
beforeAll(async () => {
  const onRefusal = (refusal: Explanation) => void refusals.push(refusal);
  for (const path of ["", "/auth"]) {
    const port = await freePort();
    const issuer = `http://localhost:${port}${path}`;
    servers[path] = await startDemo({ config: { issuer, port, logLevel: "silent" }, onRefusal });
  }
});
afterAll(() => Promise.all(Object.values(servers).map((server) => server.close())));

describe.each(["", "/auth"])("issuer with the path '%s'", (path) => {
  const issuer = () => new URL(servers[path]?.candor.issuer ?? "").href.replace(/\/$/, "");
  const origin = () => new URL(issuer()).origin;
  const seen = async (url: string, init: RequestInit = {}) => {
    refusals.length = 0;
    const response = await fetch(url, { redirect: "manual", ...init });
    const body = Buffer.from(await response.arrayBuffer());
    // The journal's listener is called after the response.
    await new Promise((turn) => setImmediate(turn));
    return { status: response.status, type: response.headers.get("content-type"), body, refused: [...refusals] };
  };

  it.each([
    ["/favicon.ico", "image/x-icon", markIco()],
    ["/apple-touch-icon.png", "image/png", markPng(180, { white: true })],
    ["/apple-touch-icon-precomposed.png", "image/png", markPng(180, { white: true })],
    ["/favicon.svg", "image/svg+xml", undefined],
    ["/robots.txt", "text/plain; charset=utf-8", undefined],
  ])("%s is served", async (at, type, body) => {
    for (const accept of ["*/*", "text/html", "image/avif,image/webp"]) {
      const got = await seen(origin() + at, { headers: { accept } });
      expect(got).toMatchObject({ status: 200, type, refused: [] });
      if (body !== undefined) expect(got.body.equals(body)).toBe(true);
    }
    expect(await seen(`${origin()}${at}?v=2`, { method: "HEAD" })).toMatchObject({ status: 200, refused: [] });
  });

  it.each([
    "/apple-touch-icon-120x120.png",
    "/apple-touch-icon-152x152-precomposed.png",
    "/favicon-32x32.png",
    "/android-chrome-192x192.png",
    "/browserconfig.xml",
    "/site.webmanifest",
    "/manifest.json",
    "/ads.txt",
    "/app-ads.txt",
    "/humans.txt",
    "/llms.txt",
    "/security.txt",
    "/crossdomain.xml",
    "/service-worker.js",
    "/apple-app-site-association",
    "/.well-known/security.txt",
    "/.well-known/change-password",
    "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
    "/.well-known/assetlinks.json",
    "/.well-known/apple-app-site-association",
    "/.well-known/traffic-advice",
    "/.well-known/appspecific/com.chrome.devtools.json",
    "/.well-known/passkey-endpoints",
    "/.well-known/acme-challenge/x",
  ])("%s is not there, and nothing was refused", async (at) => {
    for (const method of ["GET", "HEAD"])
      expect(await seen(origin() + at, { method })).toMatchObject({ status: 404, refused: [] });
  });

  it.each(["/favicon-32x32.png", "/apple-touch-icon-120x120.png", "/ads.txt", "/.well-known/security.txt"])(
    "%s below the issuer's path is not there, and nothing was refused",
    async (at) => {
      expect(await seen(issuer() + at)).toMatchObject({ status: 404, refused: [] });
    },
  );

  it.each(["/favicon.ico", "/robots.txt"])("%s below the issuer's path isn't a refusal", async (at) => {
    expect(await seen(issuer() + at)).toMatchObject({ status: path === "" ? 200 : 404, refused: [] });
  });

  it.each([
    "/.well-known/openid-configuration",
    "/other/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/other/.well-known/oauth-authorization-server",
  ])("a request for metadata at %s gets the right URL", async (at) => {
    const { status, refused } = await seen(origin() + at);
    if (status === 200) return expect(path + at).toMatch(/^\/\.well-known/);
    const there = `${path}/.well-known/openid-configuration`;
    expect(refused).toMatchObject([
      { code: "request/wrong-endpoint", says: expect.stringContaining(`Did you mean ${there}?`) },
    ]);
    expect((await seen(origin() + there)).status).toBe(200);
  });

  it.each([
    ["GET", "/.well-known/oauth-protected-resource"],
    ["GET", "/.well-known/openid-federation"],
    ["GET", "/.well-known/uma2-configuration"],
    ["GET", "/.well-known/webfinger?resource=acct:ada@localhost"],
    ["POST", "/.well-known/security.txt"],
    ["POST", "/ads.txt"],
    ["GET", "/oauth/favicon.ico"],
    ["GET", "/oauth/token"],
    ["GET", "/wp-login.php"],
  ])("%s %s is a request for something that doesn't exist, and is refused", async (method, at) => {
    const { status, refused } = await seen(origin() + at, { method });
    expect([status, refused.map(({ code }) => code)]).toEqual([404, ["request/wrong-endpoint"]]);
  });

  let robots: Promise<{ readonly body: Buffer }> | undefined;

  /** RFC 9309 2.2.2: the longest rule that matches holds. */
  async function mayCrawl(url: string): Promise<boolean> {
    robots ??= seen(`${origin()}/robots.txt`);
    const { body } = await robots;
    const rules = [...body.toString().matchAll(/^(Allow|Disallow): (\S+)$/gm)].map(([, what, rule = ""]) => ({
      what,
      length: rule.length,
      matches: new RegExp(`^${rule.replace(/[.?+]/g, "\\$&").replaceAll("*", ".*")}`),
    }));
    const asked = url.slice(origin().length);
    const [first] = rules.filter(({ matches }) => matches.test(asked)).sort((a, b) => b.length - a.length);
    return first?.what !== "Disallow";
  }

  it("the sitemap lists the catalogue; each page may be crawled and indexed, and names itself", async () => {
    const { body } = await seen(`${issuer()}/sitemap.xml`);
    const listed = [...body.toString().matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = ""]) => url);
    expect(listed).toEqual(indexedPaths().map((at) => issuer() + at));
    expect(new Set(listed).size).toBe(listed.length);
    expect(robotsTxt(issuer())).toContain(`\nSitemap: ${issuer()}/sitemap.xml\n`);
    const titles = new Set<string>();
    // Where the issuer is changes the same in all pages.
    const looked = path === "" ? listed : someOf(listed);
    for (const url of looked) {
      const page = await seen(url);
      const html = page.body.toString();
      expect([url, page.status, await mayCrawl(url)]).toEqual([url, 200, true]);
      expect(html).not.toContain("noindex");
      expect(html).toContain(`<link rel="canonical" href="${url}"/>`);
      const [, description = ""] = /<meta name="description" content="([^"]+)"/.exec(html) ?? [];
      expect([url, description.length]).toEqual([url, expect.toSatisfy((length: number) => length > 20)]);
      titles.add(/<title>([^<]+)<\/title>/.exec(html)?.[1] ?? "");
    }
    expect(titles.size).toBe(looked.length);
  });

  it.each([
    "/",
    "/errors?q=scope",
    "/errors/scope/misspelled?ref=25kpgjw2dde2",
    "/sign-in",
    "/authorize",
    "/authorize?client_id=demo-web",
    "/sign-out",
    "/refusals/25kpgjw2dde2",
    "/demo",
    "/demo/spa",
    "/nowhere",
    "/welcome/operator",
  ])("%s is neither crawled nor indexed", async (at) => {
    const url = issuer() + at;
    const { body } = await seen(url, { headers: { accept: "text/html" } });
    if (body.length > 0) expect(body.toString()).toContain('<meta name="robots" content="noindex"/>');
    expect(body.toString()).not.toContain("canonical");
    expect(await mayCrawl(url)).toBe(false);
  });
});

describe("the icon", () => {
  it.each([16, 32, 180])("%d pixels: dots where the mark has them, nothing between", (size) => {
    const png = markPng(size);
    expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    const at = png.indexOf("IDAT");
    const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    const alpha = (x: number, y: number) =>
      rows[Math.floor((y * size) / 24) * (1 + 4 * size) + 1 + 4 * Math.floor((x * size) / 24) + 3];
    for (const [x, y] of [
      [5.5, 7],
      [18.5, 7],
      [12, 17.5],
    ] as const)
      expect(alpha(x, y)).toBe(255);
    for (const [x, y] of [
      [12, 7],
      [1, 1],
      [3, 20],
      [22, 20],
    ] as const)
      expect(alpha(x, y)).toBe(0);
  });

  it("an ICO holds the PNG where its directory says", () => {
    const ico = markIco(32);
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico[6], ico[7]]).toEqual([1, 1, 32, 32]);
    const [length, offset] = [ico.readUInt32LE(14), ico.readUInt32LE(18)];
    expect(ico.subarray(offset, offset + length).equals(markPng(32))).toBe(true);
  });
});
