/** The page that explains failures at any provider, and its script. Its policy blocks everything that the page could send. */
import { existsSync, readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { pageHeaders } from "../pages/security-headers.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { later } from "./load-later.ts";
import { published } from "./published.ts";
import { serve } from "./routing.ts";
import { script } from "./script-file.ts";
import type { Wire } from "./wire.ts";

/** The script that the build bundled. A server that runs from sources uses that of the last build. */
function explainScript(): string {
  const built = ["../pages/explain-script.js", "../../dist/pages/explain-script.js"].map(
    (path) => new URL(path, import.meta.url),
  );
  const file = built.find((path) => existsSync(path));
  return file === undefined ? "" : readFileSync(file, "utf8");
}

export function explainRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  const base = basePath(issuer);
  serve(app, wire, base, ENDPOINTS.explain, {
    // Not cached, although it is the same for everyone: browsers would keep the page with what was pasted into it.
    GET: published(pageHeaders({ scriptHash: "self", sealed: true }), async () =>
      (await later()).explainPage({ base, issuer }),
    ),
  });
  serve(app, wire, base, ENDPOINTS.explainScript, {
    GET: script(explainScript),
  });
}
