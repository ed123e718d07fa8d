/** Pages are shown under the issuer's host name, because cookies and forms belong to one name. */
import type { FastifyInstance } from "fastify";
import type { Shared } from "../service/deps.ts";
import { seeOther } from "./forms.ts";

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Redirects a browser that has opened one name of this machine, 127.0.0.1, to the configured one, localhost. Other names are
 * left alone: behind a proxy that sets its own Host header, the browser may be in the right place.
 */
export function keepToOwnHost(app: FastifyInstance, { issuer }: Pick<Shared, "issuer">): void {
  const own = new URL(issuer);
  if (own.protocol !== "http:" || !LOOPBACK.has(own.hostname)) return;
  // With a callback, which costs less than a promise for each request.
  app.addHook("onRequest", (request, reply, done) => {
    if (request.method !== "GET" || request.headers.accept?.includes("text/html") !== true) return done();
    const opened = `http://${request.host}`;
    if (!URL.canParse(opened)) return done();
    const { hostname, port } = new URL(opened);
    if (hostname !== own.hostname && LOOPBACK.has(hostname) && port === own.port)
      return void seeOther(reply, own.origin + request.originalUrl);
    done();
  });
}
