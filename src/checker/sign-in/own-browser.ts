/**
 * A user signs in with the browser of this machine, in one tab: what comes back is received on loopback (RFC 8252 7.3),
 * and the same tab goes on to the next request.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers";
import { setTimeout as wait } from "node:timers/promises";
import { type Exchange, statusOf } from "../exchange.ts";
import { CannotTell } from "../lab.ts";
import type { Send } from "../sender.ts";
import { formSignIn } from "./forms.ts";
import { returnedTo } from "./returned.ts";
import type { Landing, Returned, SignIn } from "./sign-in.ts";

export interface OwnBrowserOptions {
  readonly send: Send;
  /** Shows a URL to the user, or opens it. */
  readonly open: (url: string) => void;
  /** Milliseconds for the user. */
  readonly patience: number;
}

const NEXT = "/candor-next";
/** Milliseconds after which a tab that doesn't ask for the next request is taken for closed. */
const GONE = 5_000;
/** Brings what is behind # into a query, where a server can read it. */
const FORWARD = `location.replace("?candor-fragment=" + encodeURIComponent(location.hash.slice(1)))`;
const HASH = createHash("sha256").update(FORWARD).digest("base64");

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${HASH}'; frame-ancestors 'none'`,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  connection: "close",
} as const;

const page = (says: string, head = ""): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">${head}<title>Candor</title><body style="font:1.1rem/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem"><p>${says}</p></body></html>`;

const GOES_ON = page(
  "The response has arrived. The next request follows.",
  `<meta http-equiv="refresh" content="0; url=${NEXT}">`,
);
const FORWARDS = page("The response is read.", `<script>${FORWARD}</script>`);
const DONE = page("The check is done. You can close this window and go back to the terminal.");

export function ownBrowser({ send, open, patience }: OwnBrowserOptions): SignIn {
  const servers = new Map<string, Server>();
  let waiting: ServerResponse | undefined;
  let isOpen = false;
  let arrived: (returned: Returned) => void = () => {};

  async function receive(request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    if (url.pathname === NEXT) {
      waiting = response;
      return;
    }
    if (url.pathname === "/favicon.ico") return void response.writeHead(404, HEADERS).end();
    const fragment = url.searchParams.get("candor-fragment");
    if (request.method === "GET" && url.search === "") return void response.writeHead(200, HEADERS).end(FORWARDS);
    response.writeHead(200, HEADERS).end(GOES_ON);
    const at = `${origin}${url.pathname}`;
    if (request.method === "POST")
      arrived({ url: at, mode: "form_post", parameters: new URLSearchParams(await bodyOf(request)) });
    else if (fragment !== null)
      arrived({ url: `${at}#${fragment}`, mode: "fragment", parameters: new URLSearchParams(fragment) });
    else arrived({ url: at + url.search, mode: "query", parameters: url.searchParams });
  }

  async function listenAt(origin: string): Promise<void> {
    if (servers.has(origin)) return;
    const { port, hostname } = new URL(origin);
    const server = createServer((request, response) => void receive(request, response, origin));
    await new Promise<void>((resolve, reject) =>
      server
        .once("error", (error) => reject(new CannotTell(`Nothing can listen at ${origin}: ${error.message}.`)))
        .listen(Number(port || 80), hostname.replace(/^\[|\]$/g, ""), resolve),
    );
    servers.set(origin, server);
  }

  /** The tab, which needs a moment to ask for the next request; none if it was closed. */
  async function tab(): Promise<ServerResponse | undefined> {
    const until = Date.now() + (isOpen ? GONE : 0);
    while ((waiting === undefined || waiting.destroyed) && Date.now() < until) await wait(10);
    const found = waiting?.destroyed ? undefined : waiting;
    waiting = undefined;
    return found;
  }

  async function show(url: string): Promise<void> {
    const found = await tab();
    if (found === undefined) open(url);
    else found.writeHead(302, { location: url, connection: "close" }).end();
    isOpen = true;
  }

  return {
    async visit(url, redirectUri): Promise<Landing> {
      // What is refused whoever signs in needs nobody.
      const alone = await formSignIn(send, undefined).visit(url, redirectUri);
      const last = alone.exchanges.at(-1) as Exchange;
      if (alone.returned !== undefined || last.came === undefined || statusOf(last) >= 400) return alone;
      await listenAt(loopbackOf(redirectUri));
      const coming = new Promise<Returned | undefined>((resolve) => {
        arrived = resolve;
        setTimeout(() => resolve(undefined), patience).unref();
      });
      await show(url);
      const came = await coming;
      if (came === undefined) throw new CannotTell("Nobody came back from the browser in time.", [last]);
      const returned = returnedTo(came.url, redirectUri) && came;
      return { ...(returned && { returned }), exchanges: [...alone.exchanges, redirectTo(came.url, url)] };
    },
    async close() {
      (await tab())?.writeHead(200, HEADERS).end(DONE);
      for (const server of servers.values()) {
        server.close();
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }
    },
  };
}

function loopbackOf(redirectUri: string): string {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  if (url?.protocol === "http:" && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)) return url.origin;
  throw new CannotTell(
    `With your own browser, a client's redirect_uri must be at a loopback address, and ${redirectUri} isn't.`,
  );
}

const redirectTo = (location: string, url: string): Exchange => ({
  sent: { method: "GET", url, headers: [] },
  came: { status: 302, headers: [["location", location]], body: "" },
});

/** Characters of a form that are read. */
const LONGEST = 100_000;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text = (text + chunk).slice(0, LONGEST);
  return text;
}
