/** The demo API: a resource server that checks its tokens itself and returns the errors of RFC 6750. */

import type { FastifyInstance, FastifyReply } from "fastify";
import { plain } from "../http/requests.ts";
import { route } from "../http/routing.ts";
import { depsOf } from "../http/snapshot.ts";
import { JSON_HEADERS, type Wire } from "../http/wire.ts";
import { isRefusal } from "../reasons/index.ts";
import { authorizeBearer } from "../service/bearer.ts";
import type { Shared } from "../service/deps.ts";

export function demoApi(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const audience = `${shared.issuer}/api`;
  const ok = (reply: FastifyReply, body: object): FastifyReply =>
    reply.headers(JSON_HEADERS).send(JSON.stringify(body));
  route(app, wire, "/demo/api/profile", "json", {
    GET: async (request, reply) => {
      const bearer = await authorizeBearer(depsOf(shared, request), plain(request), {
        audience,
        scope: "read_profile",
      });
      if (isRefusal(bearer)) return wire.bearer(reply, bearer, "demo-api");
      const { claims } = bearer;
      return ok(reply, { subject: claims.subject, client: claims.clientId, scopes: claims.scopes });
    },
  });
  route(app, wire, "/demo/api/multipass", "json", {
    POST: async (request, reply) => {
      const bearer = await authorizeBearer(depsOf(shared, request), plain(request), {
        audience,
        scope: "write_multipass",
      });
      if (isRefusal(bearer)) return wire.bearer(reply, bearer, "demo-api");
      return ok(reply, { issued: "multipass", for: bearer.claims.subject });
    },
  });
}
