/** The single-page application: one page and one script; everything else happens in the browser. */
import { existsSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import type { FastifyInstance } from "fastify";
import { route } from "../http/routing.ts";
import type { Wire } from "../http/wire.ts";
import { pageHeaders } from "../pages/security-headers.ts";
import { spaPage } from "./spa-page.tsx";

/** The script as the compiler has written it; when the server runs from its sources, the source without its types. */
function script(): string {
  const compiled = new URL("./spa-script.js", import.meta.url);
  return existsSync(compiled)
    ? readFileSync(compiled, "utf8")
    : stripTypeScriptTypes(readFileSync(new URL("./spa-script.ts", import.meta.url), "utf8"));
}

export function spaRoutes(app: FastifyInstance, wire: Wire): void {
  const headers = pageHeaders({ scriptHash: "self" });
  // The page alone may call something: the token endpoint and the API, both on this server.
  const policy = `${headers["content-security-policy"]}; connect-src 'self'`;
  route(app, wire, "/demo/spa", "html", {
    GET: (_, reply) => reply.headers({ ...headers, "content-security-policy": policy }).send(spaPage()),
  });

  const text = script();
  route(app, wire, "/demo/spa.js", "html", {
    GET: (_, reply) =>
      reply
        .headers({
          "content-type": "text/javascript; charset=utf-8",
          "cache-control": "no-cache",
          "x-content-type-options": "nosniff",
        })
        .send(text),
  });
}
