/** The page that explains failures at any provider, its script, and the data of the script. Its policy blocks everything that the page could send. */
import { existsSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { pageHeaders } from "../pages/security-headers.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { type CompressedFile, compressedFile } from "./compressed.ts";
import { later } from "./load-later.ts";
import { published } from "./published.ts";
import { serve } from "./routing.ts";
import { SCRIPT_HEADERS } from "./script-file.ts";
import type { Wire } from "./wire.ts";

type Name = "explain-script.js" | "explain-data.js";

const read = new Map<Name, CompressedFile>();

/** A file that the build bundled, read on first use. A server that runs from sources uses that of the last build. */
function bundled(name: Name): CompressedFile {
  const known = read.get(name);
  if (known !== undefined) return known;
  const built = [`../pages/${name}`, `../../dist/pages/${name}`].map((path) => new URL(path, import.meta.url));
  const file = built.find((path) => existsSync(path));
  if (file === undefined) throw new Error(`dist/pages/${name} is missing: run npm run build`);
  const made = compressedFile(file, SCRIPT_HEADERS);
  read.set(name, made);
  return made;
}

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
