/** MCP over streamable HTTP, without sessions: each request is complete, and any process could respond to it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { type Allowed, PATH, refusedHead } from "./http-head.ts";
import { LONGEST_LINE } from "./lines.ts";
import { mcpServer } from "./server.ts";
import type { Sources } from "./tool.ts";

export interface HttpOptions extends Allowed {
  readonly host: string;
  readonly port: number;
}

export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens. @throws if the port is in use. */
export async function serveOverHttp(sources: Sources, { host, port, ...allowed }: HttpOptions): Promise<HttpServer> {
  const handler = createMcpHandler(() => mcpServer(sources), { maxRequestBodySize: LONGEST_LINE });
  const server = createServer({ requestTimeout: 60_000 }, (incoming, outgoing) => {
    serve(incoming, outgoing, allowed, handler.fetch).catch(() => outgoing.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed).listen(port, host, listening);
  });
  return {
    url: urlOf(server),
    close: async () => {
      await handler.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}${PATH}`;
}

/** From node:http to web-standard requests, and back. */
async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  allowed: Allowed,
  respond: (request: Request) => Promise<Response>,
): Promise<void> {
  const refused = refusedHead(incoming, allowed);
  if (refused !== undefined) return sendError(outgoing, refused.status, refused.message, refused.headers);
  const body = await bodyOf(incoming);
  if (body === undefined) return sendError(outgoing, 413, `The request is longer than ${LONGEST_LINE / 1_000_000} MB.`);
  const stop = new AbortController();
  outgoing.once("close", () => stop.abort());
  const request = requestOf(incoming, body, stop.signal);
  if (request === undefined) return sendError(outgoing, 405, "This method is not allowed.");
  const response = await respond(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as never), outgoing);
}

/** `undefined` if it is too long. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(incoming.headers["content-length"] ?? 0) > LONGEST_LINE) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  // It must stay open, because the response is sent on the same connection.
  for await (const part of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_LINE) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** `undefined` for a method that a web-standard request can't have, such as TRACE. */
function requestOf(
  { method = "GET", headersDistinct }: IncomingMessage,
  body: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Request | undefined {
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  try {
    return new Request(`http://localhost${PATH}`, {
      method,
      headers,
      signal,
      body: method === "GET" || method === "HEAD" ? null : body,
    });
  } catch {
    return undefined;
  }
}

/**
 * With a JSON-RPC error, as the specification of the transport allows. The connection stays open: Node reads the rest of the request and
 * drops it, so that no reset loses the response.
 */
function sendError(
  outgoing: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  outgoing.writeHead(status, { ...headers, "content-type": "application/json" });
  outgoing.end(JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32_000, message } }));
}
