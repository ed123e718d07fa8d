/** The admin API on a data directory or a database, in this process: by the same routes as that of a server, which may be running meanwhile. */
import Fastify from "fastify";
import { adminRoutes } from "../../http/admin/routes.ts";
import { takeText } from "../../http/bodies.ts";
import { refuseFaults } from "../../http/plugin.ts";
import { acceptMethods, routeAsOne } from "../../http/rare-methods.ts";
import { Wire } from "../../http/wire.ts";
import { basePath } from "../../protocol/metadata.ts";
import { ADMIN_PATH } from "../../protocol/scope/catalogue.ts";
import type { DataOptions } from "../data-options.ts";
import { objectIn } from "../remote/exchange.ts";
import { type AdminApi, type AdminRequest, Problem, targetOf } from "./admin-api.ts";
import { composeOffline, type Opening } from "./compose-offline.ts";

/** @throws in words if it can't be used. */
export async function inDirectory(options: DataOptions, opening: Opening): Promise<AdminApi> {
  const { shared, at, close } = await composeOffline(options, opening);
  const app = Fastify({ logger: false, rewriteUrl: routeAsOne, routerOptions: { maxParamLength: 200 } });
  acceptMethods(app);
  takeText(app);
  const wire = new Wire(shared);
  refuseFaults(app, wire, { closing: false, closed: false }, shared.issuer);
  adminRoutes(app, shared, wire);
  const root = basePath(shared.issuer) + ADMIN_PATH;
  const inject = (request: AdminRequest) => {
    const { method, body, ifMatch } = request;
    return app.inject({
      method,
      url: root + targetOf(request),
      headers: {
        ...(ifMatch !== undefined && { "if-match": ifMatch }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
  };
  return {
    at,
    async send(request) {
      const { statusCode, headers, payload } = await inject(request);
      const { etag } = headers;
      return { status: statusCode, etag: typeof etag === "string" ? etag : undefined, body: objectIn(payload) ?? {} };
    },
    async *text(request) {
      const { statusCode: status, payload } = await inject(request);
      if (status < 200 || status > 299) throw new Problem({ status, body: objectIn(payload) ?? {} });
      yield payload;
    },
    async close() {
      await app.close();
      await close();
    },
  };
}
