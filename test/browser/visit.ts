/** A visit: headless Chromium, a server, and an application that users come back to. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContextOptions, Page } from "playwright-core";
import { Application } from "../blackbox/application.ts";
import { startWorld, type World } from "../blackbox/world.ts";
import { openProfiles } from "./chromium.ts";

export const [USERNAME, PASSWORD] = ["ops", "one-two-three-four-five"];

/** Another origin: what was sent to it, and a page that it shows. */
export interface Site {
  readonly origin: string;
  readonly received: { readonly method: string; readonly url: URL; readonly body: URLSearchParams }[];
  html: string;
  /** Where a path of the site redirects to. */
  readonly onward: Map<string, string>;
  readonly close: () => Promise<void>;
}

export async function openSite(host = "localhost"): Promise<Site> {
  const received: Site["received"] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { method = "", url = "" } = request;
    if (url !== "/favicon.ico")
      received.push({ method, url: new URL(url, "http://site"), body: new URLSearchParams(body) });
    const location = site.onward.get(new URL(url, "http://site").pathname);
    if (location === undefined) response.setHeader("content-type", "text/html; charset=utf-8").end(site.html);
    else response.writeHead(302, { location }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const site: Site = {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    received,
    onward: new Map(),
    html: '<!doctype html><title>Arrived</title><link rel="icon" href="data:,">',
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return site;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Where a browser of any make goes: a server, and an application that users come back to. */
export interface Place {
  readonly world: World;
  readonly site: Site;
  readonly app: Application;
  readonly close: () => Promise<void>;
}

export async function openPlace({ path = "" }: { readonly path?: string } = {}): Promise<Place> {
  const site = await openSite();
  const redirectUri = `${site.origin}/callback`;
  const secret = "a-secret-of-the-shop";
  const client = {
    id: "shop",
    name: "The Shop",
    secrets: [{ value: secret }],
    redirectUris: [redirectUri],
    postLogoutRedirectUris: [`${site.origin}/bye`],
    scopes: ["openid", "profile", "email", "read_profile", "write_multipass"],
  };
  const world = await startWorld({ clients: [client] }, path);
  return {
    world,
    site,
    app: new Application(world.issuer, { id: "shop", secret, redirectUri, scope: "openid profile" }),
    close: async () => {
      await Promise.all([world.close(), site.close()]);
    },
  };
}

export interface Visit extends Place {
  /** A page in a browser profile of its own. */
  readonly open: (options?: BrowserContextOptions) => Promise<Page>;
  /** The same, signed in already: its cookies come from a sign-in by hand. */
  readonly openSignedIn: () => Promise<Page>;
  /** What the consoles of all pages complained about since the last call. */
  readonly complaints: () => string[];
}

export async function startVisit(options: { readonly path?: string } = {}): Promise<Visit> {
  const place = await openPlace(options);
  const { world } = place;
  const browser = await openProfiles();
  const heard: string[] = [];
  const open: Visit["open"] = async (options = {}) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on("console", (message) => {
      // A refused password gets 401, of which the console tells; that isn't the page's fault.
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) heard.push(message.text());
    });
    page.on("pageerror", (error) => heard.push(String(error)));
    return page;
  };
  return {
    ...place,
    open,
    openSignedIn: async () => {
      const [page, person] = [await open(), world.person()];
      await person.signIn();
      const cookie = { url: world.issuer, httpOnly: true, sameSite: "Lax" as const };
      await page.context().addCookies([...person.cookies].map(([name, value]) => ({ ...cookie, name, value })));
      return page;
    },
    complaints: () => heard.splice(0),
    close: async () => {
      await browser.close();
      await place.close();
    },
  };
}

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel("Username").fill(USERNAME);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
