/** The page `/scopes` and its JSON, if the operator publishes the scopes. Otherwise these paths are unknown. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { pageHeaders } from "../pages/security-headers.ts";
import { ENDPOINTS, type Endpoint } from "../protocol/endpoints.ts";
import { basePath } from "../protocol/metadata.ts";
import { publishedScopes } from "../protocol/scope/published.ts";
import type { Shared } from "../service/deps.ts";
import { perVersion } from "../service/per-version.ts";
import { answerAs } from "./answer-as.ts";
import { isPreflight, sendPreflight } from "./cors.ts";
import { later } from "./load-later.ts";
import { published } from "./published.ts";
import { type Handler, serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import { JSON_HEADERS, type Wire } from "./wire.ts";

/** Milliseconds. Scopes end at midnight (UTC). */
const DAY = 86_400_000;

const { pragma: _, ...READABLE } = JSON_HEADERS;
/** What a cache has is asked for by its ETag each time, so that a change shows at once. */
const JSON_PUBLISHED = { ...READABLE, "cache-control": "no-cache", vary: "accept" };
const HTML_PUBLISHED = { ...pageHeaders({ shared: true }), vary: "accept" };

export function scopeRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  const base = basePath(issuer);
  const documents = perVersion(({ catalogue }) => {
    const document = (day: string) => publishedScopes(issuer, catalogue, Number(day) * DAY);
    return {
      json: published(JSON_PUBLISHED, (day) => JSON.stringify(document(day))),
      html: published(HTML_PUBLISHED, async (day) => (await later()).scopesPage({ base, ...document(day) })),
    };
  });
  const show =
    (as: (request: FastifyRequest) => "html" | "json"): Handler =>
    (request, reply) => {
      const { registry } = depsOf(shared, request);
      if (!registry.settings.publicScopes) return unknown(request, reply);
      return documents(registry)[as(request)](request, reply, String(Math.floor(shared.clock() / DAY)));
    };
  const unknown: Handler = (request, reply) =>
    answerAs(request, reply, wire, wire.refusalFor(request, { is: "no-endpoint" }), "none");
  const add = (endpoint: Endpoint, as: (request: FastifyRequest) => "html" | "json"): void =>
    serve(app, wire, base, endpoint, {
      GET: show(as),
      // A preflight gets the same response as one of an unknown path.
      OPTIONS: (request, reply) => {
        const { publicScopes } = depsOf(shared, request).registry.settings;
        if (publicScopes) return sendPreflight(request, reply, endpoint.methods);
        return isPreflight(request) ? sendPreflight(request, reply, []) : unknown(request, reply);
      },
      // Whoever asks by another method must not learn either that the scopes are here.
      ANY: (request, reply) =>
        depsOf(shared, request).registry.settings.publicScopes
          ? answerAs(request, reply, wire, wire.refusalFor(request, { is: "wrong-method", allowed: ["GET"] }), "scopes")
          : unknown(request, reply),
    });
  add(ENDPOINTS.scopes, wanted);
  add(ENDPOINTS.scopesJson, () => "json");
}

/** JSON for programs that ask for it, a page for everyone else. */
function wanted({ headers: { accept = "" } }: FastifyRequest): "html" | "json" {
  return /\bapplication\/json\b/i.test(accept) && !/\btext\/html\b/i.test(accept) ? "json" : "html";
}
