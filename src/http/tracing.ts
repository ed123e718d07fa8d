/** The span of a request, from its first byte to the end of its response, and its first station: receiving it. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Fields } from "../ports/log.ts";
import { type Span, underWay } from "../ports/stations.ts";
import type { RequestSpan, Tracer } from "../ports/tracer.ts";

const SPAN = Symbol("span");
const RECEIVING = Symbol("receiving");

type Traced = FastifyRequest & { [SPAN]?: RequestSpan; [RECEIVING]?: Span };

/** Methods that semantic conventions know (HTTP spans, `http.request.method`). */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"]);
const methodOf = (method: string): string => (METHODS.has(method) ? method : "HTTP");

/** Begins a span for each request that is in the sample, while there is a tracer. */
export function traceRequests(app: FastifyInstance, tracer: () => Tracer | undefined): void {
  app.addHook("onRequest", (request: Traced, _, done) => {
    const { traceparent } = request.headers;
    const span = tracer()?.begin(methodOf(request.method), typeof traceparent === "string" ? traceparent : undefined);
    if (span === undefined) return done();
    request[SPAN] = span;
    request[RECEIVING] = span.child("receive");
    underWay.run(span, done);
  });
  // A body arrives in the context of its socket.
  app.addHook("preHandler", (request: Traced, _, done) => {
    const span = request[SPAN];
    if (span === undefined) return done();
    request[RECEIVING]?.end();
    underWay.run(span, done);
  });
}

/** The trace of a request, in hexadecimal; `undefined` if it isn't traced. */
export const traceIdOf = (request: Traced): string | undefined => request[SPAN]?.traceId;

/** Ends the span of a request. `route`: as it is declared. `decided`: what the log says of its decision. */
export function endSpan(request: Traced, route: string, status: number, decided: Fields): void {
  const text = (name: string): string | undefined => {
    const value = decided[name];
    return typeof value === "string" ? value : undefined;
  };
  const hasFailed = status >= 500;
  request[SPAN]?.end(
    {
      "http.request.method": METHODS.has(request.method) ? request.method : "_OTHER",
      ...(route !== "none" && { "http.route": route }),
      "http.response.status_code": status,
      "error.type": hasFailed ? String(status) : undefined,
      "candor.client_id": text("client"),
      "candor.reason": text("code"),
      "candor.ref": text("ref"),
    },
    hasFailed,
  );
}
