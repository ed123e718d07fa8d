/** The demo API: a resource server that checks its tokens by itself and answers with the errors of RFC 6750. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { plain, route } from "../http/routing.ts";
import { JSON_HEADERS, type Wire } from "../http/wire.ts";
import { decideBearer, type TokenClaims } from "../protocol/bearer/decide.ts";
import { readBearer } from "../protocol/bearer/request.ts";
import type { EndpointRequest } from "../protocol/post.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import { findAccessToken } from "../service/access-tokens.ts";
import type { Deps } from "../service/deps.ts";

/** The claims of the token that a request brings, where it is good for this API and has the scope. */
async function admit(deps: Deps, wire: EndpointRequest, scope: string): Promise<TokenClaims | Refusal> {
  const text = readBearer(wire);
  if (isRefusal(text)) return text;
  const audience = `${deps.settings.issuer}/api`;
  return decideBearer(await findAccessToken(deps, text), { audience, scope }, deps.clock());
}

export function demoApi(app: FastifyInstance, deps: Deps, wire: Wire): void {
  const ok = (reply: FastifyReply, body: object): FastifyReply =>
    reply.headers(JSON_HEADERS).send(JSON.stringify(body));
  route(app, wire, "/demo/api/profile", "json", {
    GET: async (request, reply) => {
      const claims = await admit(deps, plain(request), "read_profile");
      if (isRefusal(claims)) return wire.bearer(reply, claims, "demo-api");
      return ok(reply, { subject: claims.subject, client: claims.clientId, scopes: claims.scopes });
    },
  });
  route(app, wire, "/demo/api/multipass", "json", {
    POST: async (request, reply) => {
      const claims = await admit(deps, plain(request), "write_multipass");
      if (isRefusal(claims)) return wire.bearer(reply, claims, "demo-api");
      return ok(reply, { issued: "multipass", for: claims.subject });
    },
  });
}
