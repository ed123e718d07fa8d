/**
 * The demo API: a resource server that `candor/resource` protects. It is in the issuer's own process, so it looks tokens up where the issuer keeps
 * them, and its refusals are kept in the same journal. The demo's MCP server is the same resource, and serves its metadata.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { plain } from "../http/requests.ts";
import { route } from "../http/routing.ts";
import { depsOf } from "../http/snapshot.ts";
import { JSON_HEADERS, type Wire } from "../http/wire.ts";
import { CERTIFICATE } from "../protocol/certificate.ts";
import type { Call, Demand } from "../resource/options.ts";
import type { Shared } from "../service/deps.ts";
import { claimsAt, journaled } from "./api-journal.ts";

/** What checks its tokens, loaded with the first call. */
async function load(shared: Shared, wire: Wire) {
  const { isDenied, protectApi } = await import("../resource/index.ts");
  /** The call as the host knows it. */
  const calls = new WeakMap<Call, FastifyReply>();
  const replyTo = (call: Call): FastifyReply => {
    const reply = calls.get(call);
    if (reply === undefined) throw new Error("This call isn't one of the demo API.");
    return reply;
  };
  const api = protectApi({
    issuer: shared.issuer,
    resource: `${shared.issuer}/api`,
    clock: shared.clock,
    lookUp: (token, call) => claimsAt(depsOf(shared, replyTo(call).request), token),
    isFirstUse: (hash, until) => shared.storage.singleUse.use([{ hash: Buffer.from(hash), until }]),
    onRefusal: async (refused, call) => {
      const reply = replyTo(call);
      const { request } = reply;
      const refusal = await journaled(depsOf(shared, request), plain(request), refused, shared.issuer);
      const { says, errorUri } = await wire.noted(reply, refusal, "demo-api", refused.status);
      return { description: says, uri: errorUri };
    },
  });
  return {
    isDenied,
    check(request: FastifyRequest, reply: FastifyReply, demand: Demand) {
      const { method, headers, url = "/" } = request.raw;
      const { authorization, dpop } = headers;
      const certificate = headers[CERTIFICATE]?.toString();
      const call: Call = { method: method ?? "GET", url, authorization, dpop: dpop?.toString(), certificate };
      calls.set(call, reply);
      return api.check(call, demand);
    },
  };
}

export function demoApi(app: FastifyInstance, shared: Shared, wire: Wire): void {
  let loading: ReturnType<typeof load> | undefined;
  const loaded = () => (loading ??= load(shared, wire));
  /** An operation that needs a scope. */
  const operation =
    (scope: string, result: (caller: { subject: string; clientId: string; scopes: readonly string[] }) => object) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { check, isDenied } = await loaded();
      const caller = await check(request, reply, { scope });
      reply.headers(JSON_HEADERS);
      if (isDenied(caller)) return reply.code(caller.status).headers(caller.headers).send(caller.body);
      return reply.send(JSON.stringify(result(caller)));
    };
  route(app, wire, "/demo/api/profile", "json", {
    GET: operation("read_profile", ({ subject, clientId, scopes }) => ({ subject, client: clientId, scopes })),
  });
  route(app, wire, "/demo/api/multipass", "json", {
    POST: operation("write_multipass", ({ subject }) => ({ issued: "multipass", for: subject })),
  });
}
