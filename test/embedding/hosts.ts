/** The hosts that Candor is mounted in, each with a route of its own beside it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import cookie from "@fastify/cookie";
import connect from "connect";
import express from "express";
import express4 from "express-4";
import Fastify, { type FastifyInstance } from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import type { Candor } from "../../src/index.ts";

export interface Host {
  readonly close: () => Promise<void>;
}

/** `path` is that of the issuer. */
type Start = (candor: Candor, port: number, path: string) => Promise<Host>;
type Handler = (request: Request) => Response | Promise<Response>;

export const OWN = { host: "own" };

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

/** What each host has beside Candor: a home page, a route that reads JSON, its own health. */
const HOME = { host: "home" };

const fastifyWith =
  (register: (app: FastifyInstance, candor: Candor, path: string) => PromiseLike<unknown>): Start =>
  async (candor, port, path) => {
    const app = Fastify();
    app.get("/own", async () => OWN);
    app.post("/own", async (request) => request.body);
    await register(app, candor, path);
    app.get("/", async () => HOME);
    app.get("/healthz", async () => OWN);
    app.get("/own/later", async () => OWN);
    app.setNotFoundHandler((_, reply) => reply.code(404).send({ host: "not found" }));
    await app.listen({ port, host: "localhost" });
    return { close: () => app.close() };
  };

const fastify = fastifyWith(async (app, candor) => {
  // #region fastify
  await app.register(candor.plugin);
  // #endregion
});
const fastifyPrefix = fastifyWith((app, { plugin }, path) => app.register(plugin, { prefix: path }));

/** A host with opinions of its own on cookies, bodies, errors and slashes. */
const fastifyFull = fastifyWith(async (app, { plugin }, path) => {
  await app.register(cookie, { secret: "the host's own", parseOptions: { domain: "example.com", path: "/own" } });
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.setErrorHandler((_, __, reply) => reply.code(599).send({ host: "error" }));
  app.addHook("onRequest", async (_, reply) => {
    reply.header("x-host", "was here");
  });
  await app.register(plugin, { prefix: `${path}/` });
});

type Connectable = { use(handler: Handle): unknown; use(path: string, handler: Handle): unknown };
type Handle = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Express, either version: `mount` is called before the host's own routes, which are not in Candor's way. */
const expressWith =
  (create: typeof express, mount: (app: Connectable, candor: Candor, path: string) => void): Start =>
  (candor, port, path) => {
    const app = create();
    mount(app, candor, path);
    app.get("/", (_, response) => response.json(HOME));
    for (const at of ["/own", "/own/later", "/healthz"]) app.get(at, (_, response) => response.json(OWN));
    app.post("/own", create.json(), (request, response) => response.json(request.body));
    app.use((_, response) => {
      response.statusCode = 404;
      response.json({ host: "not found" });
    });
    return listening(createServer(app), port);
  };

const atRoot = (app: Connectable, candor: Candor): void => {
  // #region express
  app.use(candor.handler);
  // #endregion
};
/** The metadata has a URL at the root as well (RFC 8414 3.1). */
const atPath = (app: Connectable, candor: Candor, path: string): void => {
  if (path === "") {
    atRoot(app, candor);
    return;
  }
  // #region express-path
  for (const at of [path, "/.well-known"]) app.use(at, candor.handler);
  // #endregion
};

const parsersFirst =
  (create: typeof express, extended: boolean) =>
  (app: Connectable, { handler }: Candor): void => {
    app.use(create.urlencoded({ extended, limit: "1mb" }) as Handle);
    app.use(create.json() as Handle);
    app.use(handler);
  };

/** A host that serves what nobody else has taken. */
const own: Handle = (request: IncomingMessage, response: ServerResponse) => {
  const json = (body: unknown, status = 200) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (request.url === "/") return void json(HOME);
  if (!["/own", "/own/later", "/healthz"].includes(request.url ?? "")) return void json({ host: "not found" }, 404);
  if (request.method !== "POST") return void json(OWN);
  void request.toArray().then((chunks: Buffer[]) => json(JSON.parse(Buffer.concat(chunks).toString())));
};

const connectHost: Start = (candor, port, path) => {
  const app = connect();
  atPath(app, candor, path);
  app.use(own);
  return listening(createServer(app), port);
};

const plain: Start = (candor, port) => {
  const yours = (request: IncomingMessage, response: ServerResponse) => own(request, response, () => undefined);
  // #region node
  const server = createServer((request, response) => {
    candor.handler(request, response, () => yours(request, response));
  });
  // #endregion
  return listening(server, port);
};

const koa: Start = (candor, port) => {
  const app = new Koa();
  // #region koa
  app.use(async (context, next) => {
    if (!candor.owns(context.path)) return next();
    context.respond = false;
    candor.handler(context.req, context.res);
  });
  // #endregion
  app.use((context) => {
    context.respond = false;
    own(context.req, context.res, () => undefined);
  });
  return listening(createServer(app.callback()), port);
};

const honoWith =
  (mount: (app: Hono, candor: Candor, path: string) => void): Start =>
  (candor, port, path) => {
    const app = new Hono();
    for (const at of ["/own", "/own/later", "/healthz"]) app.get(at, (context) => context.json(OWN));
    app.get("/", (context) => context.json(HOME));
    app.post("/own", async (context) => context.json(await context.req.json()));
    mount(app, candor, path);
    app.notFound((context) => context.json({ host: "not found" }, 404));
    return listening(createServer(bridge((request) => app.fetch(request))), port);
  };

const hono = honoWith((app, candor) => {
  // #region hono
  app.use(async (context, next) => {
    if (!candor.owns(context.req.path)) return next();
    return candor.fetch(context.req.raw);
  });
  // #endregion
});

/** Hono cuts the path off what it mounts. */
const honoMounted = honoWith((app, candor, path) => {
  if (path !== "") app.mount(path, candor.fetch);
  app.all(path === "" ? "*" : "/.well-known/*", (context) =>
    candor.owns(context.req.path) ? candor.fetch(context.req.raw) : context.notFound(),
  );
});

/** A middleware of the host has looked at the form; Hono keeps what it has read. */
const honoRead = honoWith((app, candor) => {
  // #region hono-read
  app.all("*", async (context) => {
    if (!candor.owns(context.req.path)) return context.notFound();
    if (context.req.method !== "POST") return candor.fetch(context.req.raw);
    const body = await context.req.parseBody({ all: true });
    return candor.fetch(context.req.raw, { body });
  });
  // #endregion
});

/** As files of Next's app directory export them: a catch-all route with a function for each method. */
const next: Start = (candor, port) => {
  const route: Record<string, Handler> = {
    GET: candor.fetch,
    POST: candor.fetch,
    HEAD: candor.fetch,
    OPTIONS: candor.fetch,
  };
  const json = (body: unknown): Record<string, Handler> => ({
    GET: () => Response.json(body),
    POST: async (request) => Response.json(await request.json()),
  });
  const files = new Map([
    ["/", json(HOME)],
    ...["/own", "/own/later", "/healthz"].map((at) => [at, json(OWN)] as const),
  ]);
  const router: Handler = (request) => {
    const { pathname } = new URL(request.url);
    if (!files.has(pathname) && !candor.owns(pathname)) return Response.json({ host: "not found" }, { status: 404 });
    return (files.get(pathname) ?? route)[request.method]?.(request) ?? new Response(null, { status: 405 });
  };
  return listening(createServer(bridge(router)), port);
};

export const HOSTS: readonly (readonly [string, Start])[] = [
  ["Fastify", fastify],
  ["Fastify, with the path as prefix", fastifyPrefix],
  ["Fastify with cookies, parsers, hooks and errors of its own", fastifyFull],
  ["Express 5", expressWith(express, atRoot)],
  ["Express 5, mounted at the path", expressWith(express, atPath)],
  ["Express 5, behind its body parsers", expressWith(express, parsersFirst(express, false))],
  ["Express 5, behind its extended body parser", expressWith(express, parsersFirst(express, true))],
  ["Express 4", expressWith(express4, atRoot)],
  ["Express 4, mounted at the path", expressWith(express4, atPath)],
  ["Express 4, behind its body parsers", expressWith(express4, parsersFirst(express4, false))],
  ["Connect, mounted at the path", connectHost],
  ["node:http", plain],
  ["Koa", koa],
  ["Hono", hono],
  ["Hono, mounted at the path", honoMounted],
  ["Hono, where the host has read the form", honoRead],
  ["Next-style", next],
];

const alone: Start = async (candor, port) => {
  await candor.listen({ port, host: "localhost" });
  return { close: async () => undefined };
};

/** The same server without a host, to compare with. */
export const ALONE = ["alone", alone] as const;
