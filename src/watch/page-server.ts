/** The page of a recording, on a port of its own: what happened so far, and each exchange as it happens (server-sent events). */
import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { scriptText } from "../http/script-file.ts";
import { pageHeaders } from "../pages/security-headers.ts";
import { entryHtml, flowHtml, watchPage } from "../pages/watch/page.tsx";
import { isLoopbackHost } from "./admitted.ts";
import type { Entry } from "./entry.ts";
import type { Origins } from "./rewriting.ts";
import { shownOf } from "./shown.ts";

export interface PageOptions {
  readonly entries: () => readonly Entry[];
  readonly har: () => string;
  readonly version: string;
  readonly origins: () => Origins;
  readonly rewrites: boolean;
}

export interface PageServer {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Shows an entry on the pages that are open. */
  readonly show: (entry: Entry) => void;
  readonly end: () => void;
}

const PAGES = new URL("../pages/", import.meta.url);
/** Milliseconds. A browser that is gone is noticed when something is sent. */
const BEAT = 20_000;

type Answer = readonly [status: number, headers: Readonly<Record<string, string>>, text: string];
type Document = readonly [type: string, text: () => string];

export function pageServer({ entries, har, version, origins, rewrites }: PageOptions): PageServer {
  const open = new Set<ServerResponse>();
  const beat = setInterval(() => {
    for (const one of open) one.write(": still here\n\n");
  }, BEAT).unref();

  const files: Readonly<Record<string, Document>> = {
    "/assets/candor.css": ["text/css; charset=utf-8", () => textOf("candor.css") + textOf("watch/watch.css")],
    "/assets/watch.js": ["text/javascript; charset=utf-8", () => scriptText(new URL("watch/script.js", PAGES))],
    "/exchanges.har": ["application/json; charset=utf-8", har],
  };

  function answerTo({ url = "/", method, headers }: IncomingMessage): Answer {
    if (!isOwnPage(headers)) return [403, PLAIN, "This page is for this machine only."];
    if (method !== "GET") return [405, { ...PLAIN, allow: "GET" }, "Only GET is allowed here."];
    const path = url.replace(/\?.*$/s, "");
    if (path === "/") {
      const view = { version, rewrites, origins: origins(), entries: entries().map(shownOf) };
      return [200, pageHeaders({ scriptHash: "self", connects: true }), watchPage(view)];
    }
    const file = files[path];
    if (file === undefined) return [404, PLAIN, "Nothing is here."];
    const [type, text] = file;
    const name = path === "/exchanges.har" ? { "content-disposition": 'attachment; filename="exchanges.har"' } : {};
    return [200, { ...NOT_KEPT, "content-type": type, ...name }, text()];
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === "GET" && /^\/events(?:\?|$)/.test(request.url ?? "") && isOwnPage(request.headers))
      listen(request, response);
    else {
      const [status, headers, text] = answerTo(request);
      response.writeHead(status, headers).end(text);
    }
  }

  function listen(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { ...NOT_KEPT, "content-type": "text/event-stream" });
    response.flushHeaders();
    open.add(response);
    request.once("close", () => open.delete(response));
    // What happened between the page and this connection.
    const since = Number(
      new URLSearchParams((request.url ?? "").split("?")[1]).get("since") ?? request.headers["last-event-id"],
    );
    for (const entry of entries()) if (entry.exchange.number > since) response.write(eventOf(entry));
  }

  return {
    handle,
    show(entry) {
      for (const one of open) one.write(eventOf(entry));
    },
    end() {
      clearInterval(beat);
      for (const one of open) one.end();
    },
  };
}

/** Somebody else's page must not read this one, by whatever name (DNS rebinding). It may link here. */
const isOwnPage = (headers: IncomingHttpHeaders): boolean =>
  isLoopbackHost(headers.host) &&
  (headers["sec-fetch-mode"] === "navigate" || !/^(?:cross|same)-site$/.test(String(headers["sec-fetch-site"])));

const textOf = (name: string): string => readFileSync(new URL(name, PAGES), "utf8");

const NOT_KEPT = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;
const PLAIN = { ...NOT_KEPT, "content-type": "text/plain; charset=utf-8" } as const;

/** JSON has no line breaks, which would end the event. */
function eventOf(entry: Entry): string {
  const shown = shownOf(entry);
  const data = {
    id: shown.id,
    flow: shown.flow?.id ?? "",
    section: flowHtml(shown.flow),
    html: entryHtml(shown),
    summary: shown.status,
  };
  return `id: ${entry.exchange.number}\ndata: ${JSON.stringify(data)}\n\n`;
}
