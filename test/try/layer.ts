/** A server on a free port whose requests and responses a test may change on their way. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Ask = (request: Request) => Promise<Response>;

/** Asks the server, or responds itself. */
export type Between = (request: Request, ask: Ask) => Promise<Response> | Response;

export interface Layer {
  readonly origin: string;
  /** From now on this is in between; nothing if it is left out. */
  readonly put: (between?: Between) => void;
  readonly close: () => Promise<void>;
}

/** `host` is that of the origin. `respond` is made when the origin is known. */
export async function startLayer(
  respondOf: (origin: string) => Ask | Promise<Ask>,
  host = "127.0.0.1",
): Promise<Layer> {
  let between: Between | undefined;
  let respond: Ask = async () => new Response(null, { status: 503 });
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, origin, (request) =>
      between === undefined ? respond(request) : between(request, respond),
    ).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  respond = await respondOf(origin);
  return {
    origin,
    put: (next) => {
      between = next;
    },
    close: () => closed(server),
  };
}

export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  origin: string,
  respond: (request: Request) => Promise<Response> | Response,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = "GET", url = "/", headersDistinct } = incoming;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const one of values) headers.append(name, one);
  const body = method === "GET" || method === "HEAD" ? null : Buffer.concat(chunks);
  const response = await respond(new Request(origin + url, { method, headers, body }));
  const sent = [...response.headers].filter(([name]) => name !== "set-cookie");
  const cookies = response.headers.getSetCookie().map((one): [string, string] => ["set-cookie", one]);
  outgoing.writeHead(response.status, [...sent, ...cookies].flat());
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Passes requests on to a server at `inner` that believes what a proxy says. */
export const passTo =
  (inner: string): Ask =>
  async (request) => {
    const { host, pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const name of ["host", "connection", "content-length", "transfer-encoding"]) headers.delete(name);
    headers.set("x-forwarded-host", host);
    headers.set("x-forwarded-proto", "http");
    const body = request.method === "GET" || request.method === "HEAD" ? null : await request.arrayBuffer();
    return fetch(inner + pathname + search, { method: request.method, headers, body, redirect: "manual" });
  };
