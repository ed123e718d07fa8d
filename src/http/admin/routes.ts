/** The admin API. What it does is loaded on first use, so that no server starts later because of it. */
import type { FastifyInstance } from "fastify";
import { BULK } from "../../protocol/admin/bulk.ts";
import { ENDPOINTS } from "../../protocol/endpoints.ts";
import { basePath } from "../../protocol/metadata.ts";
import type { Shared } from "../../service/deps.ts";
import { type Handler, route, serve } from "../routing.ts";
import type { Wire } from "../wire.ts";

/** The paths below are those of `adminHandlers`, which also refuses wrong methods. */
const METHODS = ["GET", "POST", "PATCH", "DELETE"] as const;

export function adminRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const root = basePath(shared.issuer) + ENDPOINTS.admin.path;
  let loaded: Promise<Handler> | undefined;
  const any: Handler = async (request, reply) => {
    loaded ??= import("./handlers.ts").then(({ adminHandlers }) => adminHandlers(shared, wire));
    return (await loaded)(request, reply);
  };
  serve(app, wire, basePath(shared.issuer), ENDPOINTS.admin, { GET: any });
  route(app, wire, `${root}/*`, "problem", { GET: any, ANY: any }, METHODS);
  app.register(async (scope) => {
    // A large body is read only once its sender is known.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_, payload, done) => done(null, payload));
    route(scope, wire, root + BULK.path, "problem", { GET: any, ANY: any }, METHODS);
  });
}
