/** How routes are declared. Every path responds to every method, so that a wrong one is refused by name. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Soon } from "../ports/soon.ts";
import type { Endpoint } from "../protocol/endpoints.ts";
import type { Finding } from "../protocol/http/occasion.ts";
import { sendPreflight } from "./cors.ts";
import { methodsOf } from "./rare-methods.ts";
import type { Wire } from "./wire.ts";

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Soon<FastifyReply>;

/** The methods that a path accepts. */
export interface Methods {
  /** Safe (RFC 9110 9.2.1): it shows something and changes nothing, so HEAD and prefetching browsers may use it too. */
  readonly GET?: Handler;
  /** A GET with an effect: issues a code, ends a session. Only a user who opens it may cause that. */
  readonly VISIT?: Handler;
  readonly POST?: Handler;
  readonly PUT?: Handler;
  readonly PATCH?: Handler;
  readonly DELETE?: Handler;
  /** In place of a response to every preflight. */
  readonly OPTIONS?: Handler;
  /** All other methods, for endpoints that judge the method themselves. */
  readonly ANY?: Handler;
}

/** A page that users open, with a form. */
export type Visited = Readonly<Record<"VISIT" | "POST", Handler>>;

/** What few servers need is loaded with the first request for it. */
export const onFirstVisit = (load: () => Promise<Visited>): Visited => ({
  VISIT: async (request, reply) => (await load()).VISIT(request, reply),
  POST: async (request, reply) => (await load()).POST(request, reply),
});

export type Speaks = Endpoint["speaks"];

declare module "fastify" {
  interface FastifyContextConfig {
    /** Methods that the path accepts, for refusals that Fastify makes before calling the handler. */
    readonly allowed?: readonly string[];
    readonly speaks?: Speaks;
  }
}

/**
 * Declares a path. HEAD follows a safe GET. A GET with an effect refuses HEAD, which link checkers send, and prefetching by
 * browsers. OPTIONS responds to a CORS preflight if programs of any origin may call.
 */
export function route(
  app: FastifyInstance,
  wire: Wire,
  path: string,
  speaks: Speaks,
  methods: Methods,
  allowed: readonly string[] = acceptedBy(methods),
): void {
  const turnAway = (request: FastifyRequest, reply: FastifyReply, found: Finding): Soon<FastifyReply> => {
    const refusal = wire.refusalFor(request, found);
    if (speaks === "problem") return wire.problem(reply, refusal, path);
    return speaks === "json" ? wire.json(reply, refusal, path) : wire.page(reply, refusal, path);
  };
  const visit: Handler = (request, reply) => {
    const sign = request.method === "HEAD" ? "HEAD" : aheadOf(request);
    return sign === undefined
      ? (methods.VISIT as Handler)(request, reply)
      : turnAway(request, reply, { is: "not-opened", sign });
  };
  const get = methods.VISIT === undefined ? methods.GET : visit;
  const handlers: Readonly<Record<string, Handler | undefined>> = {
    GET: get,
    HEAD: get,
    POST: methods.POST,
    PUT: methods.PUT,
    PATCH: methods.PATCH,
    DELETE: methods.DELETE,
    ...(speaks === "json" && {
      OPTIONS:
        methods.OPTIONS ?? ((request: FastifyRequest, reply: FastifyReply) => sendPreflight(request, reply, allowed)),
    }),
  };
  const declare = (url: string): void => {
    app.route({
      method: methodsOf(app),
      url,
      prefixTrailingSlash: "slash",
      config: { allowed, speaks },
      handler: (request, reply) => {
        const handler = handlers[request.method] ?? methods.ANY;
        return handler === undefined
          ? turnAway(request, reply, { is: "wrong-method", allowed })
          : handler(request, reply);
      },
    });
  };
  const url = below(app.prefix, path);
  declare(url);
  // A page's URL may end in a slash, as users often type it. There is no redirect, because it would repeat the query, with
  // whatever is in it, in a header.
  if (speaks === "html" && methods.GET !== undefined && !/\/$|\*$|\.\w+$/.test(path)) {
    if (!ignoresSlashes(app) && !app.hasRoute({ method: "GET", url: `${app.prefix}${url}/` })) declare(`${url}/`);
  }
}

/** Declares an endpoint of the list, which says what it accepts. `base`: the path of the issuer. */
export function serve(app: FastifyInstance, wire: Wire, base: string, endpoint: Endpoint, methods: Methods): void {
  route(app, wire, base + endpoint.path, endpoint.speaks, methods, endpoint.methods);
}

/** What these handlers accept. An endpoint that judges the method itself accepts POST. */
function acceptedBy({ GET, VISIT, POST, PUT, PATCH, DELETE, ANY }: Methods): readonly string[] {
  const by = { GET: GET ?? VISIT, POST: POST ?? ANY, PUT, PATCH, DELETE };
  return Object.entries(by).flatMap(([method, handler]) => (handler === undefined ? [] : method));
}

/** Whether a host ignores the final slash anyway. */
function ignoresSlashes({ initialConfig: { ignoreTrailingSlash, routerOptions } }: FastifyInstance): boolean {
  return ignoreTrailingSlash === true || routerOptions?.ignoreTrailingSlash === true;
}

/** How browsers say that nobody has opened the URL yet: the current header, and those of older browsers. */
const AHEAD = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;

/** The header that says so, and with which value. */
function aheadOf({ headers }: FastifyRequest): string | undefined {
  for (const name of AHEAD) {
    const [word] = /\b(?:prefetch|prerender|preview|instant)\b/i.exec(String(headers[name] ?? "")) ?? [];
    if (word !== undefined) return `${name}: ${word}`;
  }
  return undefined;
}

/** A path as declared, within a prefix that it already contains. */
function below(prefix: string, path: string): string {
  return path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}
