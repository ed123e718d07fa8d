/** The admin API. What it does is loaded on first use, so that no server starts later because of it. */
import type { FastifyInstance } from "fastify";
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import { ENDPOINTS } from "../../protocol/endpoints.ts";
import { basePath } from "../../protocol/metadata.ts";
import type { Shared } from "../../service/deps.ts";
import { type Handler, route, serve } from "../routing.ts";
import type { Wire } from "../wire.ts";
import type { AdminHandlers, CollectionHandlers } from "./handlers.ts";

/** The collections, by the last part of their paths. */
const COLLECTIONS = { applications: "application", scopes: "scope", apis: "api" } as const satisfies Readonly<
  Record<string, AdminKind>
>;

export function adminRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const root = basePath(shared.issuer) + ENDPOINTS.admin.path;
  let handlers: AdminHandlers | undefined;
  const loaded = async (): Promise<AdminHandlers> => {
    handlers ??= (await import("./handlers.ts")).adminHandlers(shared, wire);
    return handlers;
  };
  const published =
    (which: "index" | "openapi"): Handler =>
    async (request, reply) =>
      (await loaded())[which](request, reply);
  serve(app, wire, basePath(shared.issuer), ENDPOINTS.admin, { GET: published("index") });
  route(app, wire, `${root}/openapi.json`, "problem", { GET: published("openapi") });
  for (const [plural, kind] of Object.entries(COLLECTIONS)) {
    const to =
      (what: keyof CollectionHandlers): Handler =>
      async (request, reply) =>
        ((await loaded()).of.get(kind) as CollectionHandlers)[what](request, reply);
    route(app, wire, `${root}/${plural}`, "problem", { GET: to("list"), POST: to("add") });
    // Ids may contain anything, encoded: an API's is a URL.
    route(app, wire, `${root}/${plural}/*`, "problem", { GET: to("read"), PATCH: to("change"), DELETE: to("remove") });
  }
}
