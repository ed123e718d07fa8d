/** The page that explains failures at any provider, its script, and the data of the script. Its policy blocks everything that the page could send. */
import type { FastifyInstance } from "fastify";
import { pageHeaders } from "../pages/security-headers.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { bundled } from "./bundled.ts";
import { later } from "./load-later.ts";
import { published } from "./published.ts";
import { serve } from "./routing.ts";
import type { Wire } from "./wire.ts";

export function explainRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  const base = basePath(issuer);
  serve(app, wire, base, ENDPOINTS.explain, {
    // Not cached, although it is the same for everyone: browsers would keep the page with what was pasted into it.
    GET: published(pageHeaders({ scriptHash: "self", sealed: true }), async () =>
      (await later()).explainPage({ base, issuer, version: bundled("explain-script.js").version }),
    ),
  });
  serve(app, wire, base, ENDPOINTS.explainScript, {
    GET: (request, reply) => bundled("explain-script.js").send(request, reply),
  });
  serve(app, wire, base, ENDPOINTS.explainData, {
    GET: (request, reply) => bundled("explain-data.js").send(request, reply),
  });
}
