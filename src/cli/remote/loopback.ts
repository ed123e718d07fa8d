/** Receives the authorization response on this machine (RFC 8252 7.3), and passes on its code. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ServerFault } from "./fault.ts";

/** Milliseconds: for a sign-in with a second factor and a consent. */
const PATIENCE = 5 * 60_000;

export interface Loopback {
  readonly redirectUri: string;
  /** The code of the response. Rejects if the user or the server says no, or nobody comes. */
  readonly code: Promise<string>;
  readonly close: () => void;
}

/** Listens on a free port. Only a response with this `state` counts, of this issuer (RFC 9207). */
export async function listenForCode(state: string, issuer: string): Promise<Loopback> {
  let settle: { readonly resolve: (code: string) => void; readonly reject: (error: Error) => void } | undefined;
  const code = new Promise<string>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever closes it before somebody came doesn't wait for it.
  code.catch(() => {});
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const { searchParams: sent } = url;
    const said = (status: number, text: string): void => {
      response.writeHead(status, PAGE_HEADERS).end(pageOf(text));
    };
    if (request.method !== "GET" || url.pathname !== "/callback") return said(404, "Nothing is here.");
    // Any page can send a browser here, with the code of another user (login CSRF).
    if (sent.get("state") !== state || (sent.get("iss") ?? issuer) !== issuer)
      return said(400, "This isn't the response to the current sign-in. Go back to the terminal.");
    const granted = sent.get("code");
    if (granted !== null) {
      said(200, "You're signed in. You can close this window and go back to the terminal.");
      settle?.resolve(granted);
    } else {
      said(200, "You aren't signed in. Go back to the terminal.");
      const why = sent.get("error_description") ?? sent.get("error") ?? "there is no code in the response";
      settle?.reject(new ServerFault(`The sign-in didn't work: ${why.slice(0, 1_000)}`));
    }
  });
  const late = setTimeout(
    () => settle?.reject(new ServerFault("Nobody signed in within 5 minutes. Run candor login again.")),
    PATIENCE,
  );
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    redirectUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    code,
    close() {
      clearTimeout(late);
      // The page was sent; a browser keeps its connection open.
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 500).unref();
    },
  };
}

const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  connection: "close",
} as const;

/** Only texts from above: nothing of the request is in it. */
const pageOf = (text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Candor</title><body style="font:1.1rem/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem"><p>${text}</p></body></html>`;
