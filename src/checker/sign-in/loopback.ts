/** A user signs in with the browser of this machine; what comes back is received on loopback (RFC 8252 7.3). */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Exchange } from "../exchange.ts";
import { CannotTell } from "../lab.ts";
import { returnedTo } from "./returned.ts";
import type { Landing, SignIn } from "./sign-in.ts";

export interface Listening {
  readonly redirectUri: string;
  readonly signIn: SignIn;
}

/** Milliseconds: for a sign-in with a second factor and a consent. */
const PATIENCE = 5 * 60_000;

const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  connection: "close",
} as const;

const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Candor</title><body style="font:1.1rem/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem"><p>The response has arrived. You can close this window and go back to the terminal.</p></body></html>';

/** Listens where `redirectUri` leads; port 0 takes a free one. `open` shows the URL to the user, or opens it. */
export async function listenOnLoopback(redirectUri: string, open: (url: string) => void): Promise<Listening> {
  const wanted = new URL(redirectUri);
  let settle: (url: string) => void = () => {};
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", wanted);
    if (request.method !== "GET" || pathname !== wanted.pathname) {
      response.writeHead(404, PAGE_HEADERS).end();
      return;
    }
    response.writeHead(200, PAGE_HEADERS).end(PAGE);
    settle(`${wanted.origin}${pathname}${search}`);
  });
  const host = wanted.hostname.replace(/^\[|\]$/g, "");
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(Number(wanted.port || 80), host, resolve),
  );
  wanted.port = String((server.address() as AddressInfo).port);
  return {
    redirectUri: wanted.href,
    signIn: {
      async visit(url, to): Promise<Landing> {
        const arrived = new Promise<string>((resolve, reject) => {
          settle = resolve;
          setTimeout(() => reject(new CannotTell("Nobody signed in within 5 minutes.")), PATIENCE).unref();
        });
        open(url);
        const location = await arrived;
        const exchange: Exchange = {
          sent: { method: "GET", url, headers: [] },
          came: { status: 302, headers: [["location", location]], body: "" },
        };
        const returned = returnedTo(location, to);
        return { ...(returned !== undefined && { returned }), exchanges: [exchange] };
      },
      async close() {
        server.close();
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 500).unref();
      },
    },
  };
}
