/** The single-page app: one page and one script. Everything else happens in the browser. */
import type { FastifyInstance } from "fastify";
import { route } from "../http/routing.ts";
import { script, scriptText } from "../http/script-file.ts";
import type { Wire } from "../http/wire.ts";
import { pageHeaders } from "../pages/security-headers.ts";
import { spaPage } from "./spa-page.tsx";

export function spaRoutes(app: FastifyInstance, wire: Wire): void {
  const headers = pageHeaders({ scriptHash: "self" });
  // Only this page may send requests: to the token endpoint and the API, both on this server.
  const policy = `${headers["content-security-policy"]}; connect-src 'self'`;
  route(app, wire, "/demo/spa", "html", {
    GET: (_, reply) => reply.headers({ ...headers, "content-security-policy": policy }).send(spaPage()),
  });

  route(app, wire, "/demo/spa.js", "html", {
    GET: script(() => scriptText(new URL("./spa-script.js", import.meta.url))),
  });
}
