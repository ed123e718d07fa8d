/**
 * Node parses 35 methods, and every path refuses wrong ones by name. Routes for each of them at each path would be a tenth of the time
 * that a server takes to start, so methods that no path accepts are routed as one.
 */
import { type IncomingMessage, METHODS } from "node:http";
import type { FastifyInstance } from "fastify";

/** The method as which the others are routed. */
const STANDS_FOR_OTHERS = "PUT";
/** The methods that routes are declared for. */
const ROUTED = ["GET", "HEAD", "POST", "OPTIONS", STANDS_FOR_OTHERS];

const received = new WeakMap<IncomingMessage, string>();
const ours = new WeakSet<object>();

/** Call it before a request is routed (`rewriteUrl`). Returns the URL as it is. */
export function routeAsOne(request: IncomingMessage): string {
  const { method = "", url = "" } = request;
  if (!ROUTED.includes(method)) {
    received.set(request, method);
    request.method = STANDS_FOR_OTHERS;
  }
  return url;
}

/** Gives a request that is routed its own method back, before anything judges it. */
export function restoreMethod(request: IncomingMessage): void {
  const method = request.method === STANDS_FOR_OTHERS ? received.get(request) : undefined;
  if (method !== undefined) request.method = method;
}

/** Accepts every method that Node can parse. Call it before any other hook is added. */
export function acceptMethods(app: FastifyInstance): void {
  for (const method of METHODS) {
    if (method !== "CONNECT" && !app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true });
  }
  app.addHook("onRequest", (request, _, done) => {
    restoreMethod(request.raw);
    done();
  });
  ours.add(app.server);
}

/** The methods for which a path is declared. A host that Candor is mounted in has methods of its own. */
export const methodsOf = (app: FastifyInstance): string[] =>
  ours.has(app.server) ? [...ROUTED] : app.supportedMethods;
