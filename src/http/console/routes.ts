/** The console. It is loaded on first use, so that no server starts later because of it. */
import { readdirSync, readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { ENDPOINTS } from "../../protocol/endpoints.ts";
import { basePath } from "../../protocol/metadata.ts";
import type { Shared } from "../../service/deps.ts";
import type { Browser } from "../browser.ts";
import { bundled } from "../bundled.ts";
import { published } from "../published.ts";
import { type Handler, route, serve } from "../routing.ts";
import type { Wire } from "../wire.ts";
import { takeUploads } from "./uploads.ts";

export function consoleRoutes(app: FastifyInstance, shared: Shared, wire: Wire, browser: Browser): void {
  const base = basePath(shared.issuer);
  let handler: Handler | undefined;
  const handle: Handler = async (request, reply) => {
    handler ??= (await import("./console.ts")).consoleHandler(shared, wire, browser);
    return handler(request, reply);
  };
  // Of the GETs, one has an effect: that of the redirect URI, whose code is used once.
  serve(app, wire, base, ENDPOINTS.console, { GET: handle, POST: handle });
  app.register(async (scope) => {
    takeUploads(scope);
    route(scope, wire, `${base}${ENDPOINTS.console.path}/*`, "html", { GET: handle, POST: handle });
  });
  serve(app, wire, base, ENDPOINTS.consoleScript, {
    GET: (request, reply) => bundled("console-script.js").send(request, reply),
  });
  serve(app, wire, base, ENDPOINTS.consoleStylesheet, { GET: published(CSS_HEADERS, stylesheet) });
}

const CSS_HEADERS = {
  "content-type": "text/css; charset=utf-8",
  "cache-control": "public, max-age=300",
  "x-content-type-options": "nosniff",
} as const;

/** The stylesheet of all pages, and those of the console's sections: one file, so that a page loads in one round trip. */
function stylesheet(): string {
  const folder = new URL("../../pages/console/", import.meta.url);
  const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
  // The section's own rules come last.
  const names = ["console.css", ...sheets.filter((name) => name !== "console.css").sort()];
  return [new URL("../candor.css", folder), ...names.map((name) => new URL(name, folder))]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}
