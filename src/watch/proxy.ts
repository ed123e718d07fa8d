/** The proxy of one target: passes requests and responses on as they are, while they arrive, and keeps a copy of what is short enough. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { isAdmitted, pathFor } from "./admitted.ts";
import { notPassedOn } from "./failures.ts";
import { type PassOptions, passOn } from "./pass-on.ts";

export function proxyOf(options: PassOptions): Server {
  const { target } = options;
  const server = createServer((request, response) => {
    const path = pathFor(request.url ?? "/", target);
    if (path === undefined) return turnAway(response, 403, `This proxy is for ${target.origin} only.`);
    if (!isAdmitted(request.headers.host, target))
      return turnAway(response, 421, `The host ${request.headers.host ?? ""} isn't this proxy: use localhost.`);
    passOn(request, response, path, options);
  });
  // Whoever waits long, waits for the target.
  server.requestTimeout = 0;
  server.on("upgrade", (request: IncomingMessage, socket: Socket) => {
    const why = `It passes no ${request.headers.upgrade ?? "other protocol"} on, only HTTP. Connect to ${target.origin} directly.`;
    end(socket, "501 Not Implemented", notPassedOn(why));
  });
  server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (target.protocol === "https:" || request.url !== authorityOf(target))
      return end(socket, "501 Not Implemented", notPassedOn(tunnel(request.url ?? "", target)));
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    server.emit("connection", socket);
  });
  server.on("clientError", (_, socket) => {
    if (socket.writable) end(socket as Socket, "400 Bad Request", notPassedOn("The request isn't HTTP."));
  });
  return server;
}

const authorityOf = ({ hostname, port }: URL): string => `${hostname}:${port || "80"}`;

const tunnel = (to: string, { protocol, origin }: URL): string =>
  protocol === "https:"
    ? `It can't look into a TLS connection. Use it as the URL of the server instead of ${origin}.`
    : `This proxy is for ${origin} only, and not for ${to}.`;

function turnAway(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(notPassedOn(why));
}

function end(socket: Socket, status: string, text: string): void {
  socket.on("error", () => undefined);
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
