/** The endpoint where clients look up and end grants (Grant Management for OAuth 2.0, 6). What it does is loaded on first use. */
import type { FastifyInstance } from "fastify";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath } from "../protocol/metadata.ts";
import { isRefusal } from "../reasons/index.ts";
import type { Shared } from "../service/deps.ts";
import { logDecision } from "./decisions.ts";
import { plain } from "./requests.ts";
import { type Handler, route, serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import { JSON_HEADERS, type Wire } from "./wire.ts";

const ENDPOINT = "grants";

export function grantRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const base = basePath(shared.issuer);

  const managing =
    (act: "query" | "revoke"): Handler =>
    async (request, reply) => {
      const deps = depsOf(shared, request);
      if (deps.registry.settings.grantManagement === undefined)
        return wire.json(reply, wire.refusalFor(request, { is: "no-endpoint" }), ENDPOINT);
      const { manageGrant } = await import("../service/grant-management/manage.ts");
      const { id = "" } = request.params as { readonly id?: string };
      const managed = await manageGrant(deps, plain(request), id, act);
      // What isn't there needs no other token (RFC 6750 3).
      if (isRefusal(managed))
        return managed.refused === "grant/id-unknown"
          ? wire.json(reply, managed, ENDPOINT)
          : wire.bearer(reply, managed, ENDPOINT);
      const { client, subject, body } = managed;
      if (body !== undefined) return reply.headers(JSON_HEADERS).send(JSON.stringify(body));
      logDecision(shared, reply, "revoked", { endpoint: ENDPOINT, client, revoked: "grant", subject }, 204);
      return reply.code(204).header("cache-control", "no-store").send();
    };

  const methods = { GET: managing("query"), DELETE: managing("revoke") };
  serve(app, wire, base, ENDPOINTS.grants, methods);
  route(app, wire, `${base}${ENDPOINTS.grants.path}/:id`, "json", methods);
}
