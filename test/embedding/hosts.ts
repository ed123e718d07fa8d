/** The hosts that Candor is mounted in, each with a route of its own beside it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import type { Candor } from "../../src/index.ts";

export interface Host {
  readonly close: () => Promise<void>;
}

type Start = (candor: Candor, port: number) => Promise<Host>;
type Handler = (request: Request) => Response | Promise<Response>;

const OWN = { host: "own" };

function listening(server: Server, port: number): Promise<Host> {
  return new Promise((resolve) => {
    server.listen(port, "localhost", () => {
      const close = () =>
        new Promise<void>((done) => {
          server.closeAllConnections();
          server.close(() => done());
        });
      resolve({ close });
    });
  });
}

/** What a platform puts between node:http and a handler of the web's Request. */
function bridge(handler: Handler, scheme = "http") {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = "GET", url = "/", headers, rawHeaders } = incoming;
    const pairs = Array.from({ length: rawHeaders.length / 2 }, (_, i) => rawHeaders.slice(2 * i, 2 * i + 2));
    const bodiless = method === "GET" || method === "HEAD";
    const request = new Request(`${scheme}://${headers.host}${url}`, {
      method,
      headers: pairs as [string, string][],
      ...(!bodiless && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
    } as RequestInit);
    const response = await handler(request);
    outgoing.statusCode = response.status;
    for (const [name, value] of response.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
    if (response.headers.getSetCookie().length > 0) outgoing.setHeader("set-cookie", response.headers.getSetCookie());
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  };
}

const fastify: Start = async (candor, port) => {
  const app = Fastify();
  app.get("/own", async () => OWN);
  app.post("/own", async (request) => request.body);
  await app.register(candor.plugin);
  await app.listen({ port, host: "localhost" });
  return { close: () => app.close() };
};

const expressHost: Start = (candor, port) => {
  const app = express();
  app.get("/own", (_, response) => {
    response.json(OWN);
  });
  app.post("/own", express.json(), (request, response) => {
    response.json(request.body);
  });
  app.use(candor.handler);
  return listening(createServer(app), port);
};

const hono: Start = (candor, port) => {
  const app = new Hono();
  app.get("/own", (context) => context.json(OWN));
  app.post("/own", async (context) => context.json(await context.req.json()));
  app.all("*", (context) => candor.fetch(context.req.raw));
  return listening(createServer(bridge((request) => app.fetch(request))), port);
};

/** As files of Next's app directory export them: a catch-all route with a function for each method. */
const next: Start = (candor, port) => {
  const route: Record<string, Handler> = {
    GET: candor.fetch,
    POST: candor.fetch,
    HEAD: candor.fetch,
    OPTIONS: candor.fetch,
  };
  const own: Record<string, Handler> = {
    GET: () => Response.json(OWN),
    POST: async (request) => Response.json(await request.json()),
  };
  const router: Handler = (request) => {
    const file = new URL(request.url).pathname === "/own" ? own : route;
    return file[request.method]?.(request) ?? new Response(null, { status: 405 });
  };
  return listening(createServer(bridge(router)), port);
};

export const HOSTS: readonly (readonly [string, Start])[] = [
  ["Fastify", fastify],
  ["Express", expressHost],
  ["Hono", hono],
  ["Next-style", next],
];

const alone: Start = async (candor, port) => {
  await candor.listen({ port, host: "localhost" });
  return { close: async () => undefined };
};

/** The same server without a host, to compare with. */
export const ALONE = ["alone", alone] as const;
