/** The same routes for hosts built on node:http: Express, Connect, Koa, NestJS, or none. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Log } from "../ports/log.ts";
import type { OwnPaths } from "./own-paths.ts";
import { pathOf } from "./requests.ts";

/** Responds to Candor's requests. The rest goes on to `next`. Without `next`, it is refused as an unknown path. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;

/** What Express and Connect add to a request whose mount path they have cut off: the whole path. */
type Mounted = IncomingMessage & { originalUrl?: string };

export function nodeHandler(app: FastifyInstance, own: OwnPaths, issuer: string, log: Log): NodeHandler {
  let warned = false;
  /** The URL of the requested route, wherever the host has mounted Candor. */
  const urlOf = ({ url = "/", originalUrl = url }: Mounted): string | undefined => {
    if (own.has(pathOf({ url: originalUrl }))) return originalUrl;
    // Cut off by a mount, or rewritten by the host.
    if (url === originalUrl) return undefined;
    if (!originalUrl.endsWith(url)) return own.has(pathOf({ url })) ? url : undefined;
    const below = own.below(pathOf({ url }));
    if (below === undefined) return undefined;
    // Right only if a proxy maps the issuer's path to this one.
    if (!warned)
      log.error({ mountedAt: originalUrl.slice(0, -url.length), issuer }, "mounted at a path that isn't the issuer's");
    warned = true;
    const query = url.indexOf("?");
    return query === -1 ? below : below + url.slice(query);
  };
  return (request, response, next) => {
    const url = urlOf(request);
    if (url === undefined && next !== undefined) return next();
    const { originalUrl } = request as Mounted;
    request.url = url ?? originalUrl ?? request.url;
    // Koa starts with 404, and a route that sets no status means 200.
    response.statusCode = 200;
    app.routing(request, response);
    // The framework sets it too. A log of the host must find the host's.
    if (originalUrl !== undefined) (request as Mounted).originalUrl = originalUrl;
  };
}
