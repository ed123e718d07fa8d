/** `candor/client` as it is shipped: by its name in Node, and in the page of a browser, which gets nothing else of Candor. */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openProfiles, type Profiles } from "../browser/chromium.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const BUILT = join(ROOT, "dist/client");
const files = globSync("*.js", { cwd: BUILT });

it("is small, and imports nothing but itself", () => {
  const text = files.map((file) => readFileSync(join(BUILT, file), "utf8")).join("");
  expect(gzipSync(text).length).toBeLessThan(5_000);
  const imports = [...text.matchAll(/\b(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, from]) => from);
  expect(imports.filter((from) => !from?.startsWith("./"))).toEqual([]);
});

it("is found by its name in Node", () => {
  const script = `import { OAuthFailure } from "candor/client"; console.log(String(OAuthFailure.from("/?error=access_denied")));`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT, encoding: "utf8" });
  expect(said.trim()).toBe("OAuthFailure: access_denied: stop, the request was denied");
});

const PATH = "/errors/token/insufficient-scope?ref=0123456789ab";
const PAGE = `<!doctype html><link rel="icon" href="data:,"><script type="module">
  import { OAuthFailure } from "/candor/index.js";
  const seen = (failure) => failure && { text: String(failure), scope: failure.scope, error: failure instanceof Error };
  const api = await fetch("/api");
  globalThis.seen = {
    callback: seen(OAuthFailure.from(location)),
    api: seen(await OAuthFailure.from(api)),
    body: await api.json(),
    foreign: seen(await OAuthFailure.from(await fetch("/foreign"))),
    page: seen(await OAuthFailure.from(await fetch("/proxy"))),
    good: seen(await OAuthFailure.from(await fetch("/good"))),
  };
</script>`;

describe("in a page", () => {
  let server: Server;
  let browser: Profiles;
  let origin: string;
  beforeAll(async () => {
    server = createServer(({ url = "" }, response) => {
      const path = url.split("?", 1)[0] ?? "";
      const module = /^\/candor\/([a-z]+\.js)$/.exec(path)?.[1];
      if (module !== undefined && files.includes(module)) {
        response.setHeader("content-type", "text/javascript").end(readFileSync(join(BUILT, module)));
      } else if (path === "/api") {
        const error_uri = origin + PATH;
        const challenge = `Bearer error="insufficient_scope", error_uri="${error_uri}", scope="write_multipass"`;
        response.writeHead(403, { "content-type": "application/json", "www-authenticate": challenge });
        response.end(JSON.stringify({ error: "insufficient_scope", error_uri }));
      } else if (path === "/foreign") {
        const error_uri = `https://id.example${PATH}`;
        response.writeHead(403, { "content-type": "application/json" });
        response.end(JSON.stringify({ error: "insufficient_scope", error_uri }));
      } else if (path === "/proxy")
        response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>");
      else if (path === "/good") response.setHeader("content-type", "application/json").end('{"access_token":"a"}');
      else response.setHeader("content-type", "text/html; charset=utf-8").end(PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await openProfiles();
  });
  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  });

  it("reads the callback in its location and the responses of an API", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${origin}/cb?error=login_required&state=s#_=_`);
    await page.waitForFunction("globalThis.seen !== undefined").catch(() => {});
    expect(complaints).toEqual([]);
    expect(await page.evaluate("globalThis.seen")).toEqual({
      callback: {
        text: "OAuthFailure: login_required: sign-in, start a new authorization request",
        error: true,
      },
      api: {
        text: "OAuthFailure: insufficient_scope (token/insufficient-scope, ref 0123456789ab, status 403): ask, start an authorization request for more scope",
        scope: "write_multipass",
        error: true,
      },
      body: { error: "insufficient_scope", error_uri: origin + PATH },
      foreign: {
        text: "OAuthFailure: insufficient_scope (status 403): ask, start an authorization request for more scope",
        error: true,
      },
      page: {
        text: "OAuthFailure: no OAuth error (status 502): retry, the same request may succeed later",
        error: true,
      },
    });
  });
});
