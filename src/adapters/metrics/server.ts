/** The port for Prometheus, apart from the one for clients: only `/metrics`, and by default only for this machine. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { isIP } from "node:net";
import { CONTENT_TYPES, type Format, formatFor } from "./text.ts";

export interface MetricsAddress {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

export interface MetricsServer {
  /** Where it listens. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A port that is open beside the former one. */
export interface Moved {
  /** `undefined` if it is the same, or there is none. */
  readonly url: string | undefined;
  /** Closes the former one. */
  readonly settle: () => Promise<void>;
  /** Closes the new one. */
  readonly back: () => Promise<void>;
}

export interface MetricsPort {
  /** Opens another port; `undefined`: none. Rejects, and leaves the former one open, if it is in use. */
  readonly move: (to: MetricsAddress | undefined) => Promise<Moved>;
  readonly close: () => Promise<void>;
}

/** Whoever asks needs one connection, and a second one while the first is closing. */
const MOST_CONNECTIONS = 16;
const PATIENCE = 5_000;

/** Listens. `text` is called for each request. Rejects if the port is in use. */
export async function serveMetrics(
  { host, port }: MetricsAddress,
  text: (format: Format) => Promise<string>,
): Promise<MetricsServer> {
  const server = createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE }, (request, response) => {
    const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
    const plain = (status: number, body: string): void =>
      void response.writeHead(status, { ...headers, "content-type": "text/plain; charset=utf-8" }).end(body);
    if (!isMeant(request)) return plain(403, "This host isn't served here.\n");
    if ((request.url ?? "").split("?", 1)[0] !== "/metrics") return plain(404, "See /metrics.\n");
    if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "Use GET.\n");
    const format = formatFor(request.headers.accept);
    void text(format).then(
      (body) => response.writeHead(200, { ...headers, "content-type": CONTENT_TYPES[format] }).end(body),
      () => plain(500, "The metrics can't be read.\n"),
    );
  });
  server.maxConnections = MOST_CONNECTIONS;
  const withSetting = (error: Error): Error => Object.assign(error, { setting: "metrics.port" });
  await new Promise<void>((listening, failed) =>
    server.once("error", (error) => failed(withSetting(error))).listen({ host, port }, listening),
  );
  return { url: urlOf(server, host), close: () => closed(server) };
}

/**
 * On a loopback address, a page of any website could read the port by a name that it makes point here (DNS rebinding). A browser
 * sends that name.
 */
function isMeant({ headers, socket }: IncomingMessage): boolean {
  const isLoopback = /^(?:::ffff:)?127\.|^::1$/.test(socket.localAddress ?? "");
  if (!isLoopback || headers.host === undefined) return true;
  const name = headers.host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return name === "localhost" || isIP(name) !== 0;
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}/metrics`;
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
