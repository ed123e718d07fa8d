/** The server that stands alone: a Fastify instance with bounds on time and size, TLS by files, and a graceful end. */
import { readFileSync } from "node:fs";
import { METHODS } from "node:http";
import type { Socket } from "node:net";
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from "fastify";
import type { Configuration } from "../configuration/schema.ts";
import { PATHS } from "../protocol/metadata.ts";
import type { Deps } from "../service/deps.ts";
import { answerAs } from "./answer-as.ts";
import { BODY_LIMIT, takeText } from "./bodies.ts";
import { isPreflight, sendPreflight } from "./cors.ts";
import type { OwnPaths } from "./own-paths.ts";
import { findingOf, refuseFaults } from "./plugin.ts";
import { pathOf } from "./requests.ts";
import type { Life } from "./site.ts";
import { Wire } from "./wire.ts";

/** Milliseconds: a request must have arrived whole within this time, headers and body. */
const REQUEST_TIMEOUT = 15_000;
/** Node looks for requests that take too long every half minute unless told otherwise, and for slow bodies only where headers must be quicker. */
const PARSER = {
  connectionsCheckingInterval: 1_000,
  headersTimeout: 10_000,
  requestTimeout: REQUEST_TIMEOUT,
  // A request without Host is refused by name, like everything else (see ambiguous.ts).
  requireHostHeader: false,
};
const KEEP_ALIVE = 65_000;

const UNREADABLE = { is: "unreadable", fault: "the path cannot be read" } as const;

type ServerSettings = Pick<Configuration, "tls" | "trustedProxy">;

/** Builds the instance; `listen` and `close` are the caller's. */
export async function createServer(
  plugin: FastifyPluginAsync,
  deps: Deps,
  settings: ServerSettings,
  own: OwnPaths,
): Promise<FastifyInstance> {
  const { tls, trustedProxy } = settings;
  const wire = new Wire(deps);
  const options: FastifyServerOptions = {
    // Fastify's own log names addresses, which may hold codes and tokens; ours says what was refused, by its reference.
    logger: false,
    trustProxy: trustedProxy.length > 0 ? [...trustedProxy] : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE,
    ...(tls === undefined && { http: PARSER }),
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: (error, socket) => answerBrokenHttp(deps, error, socket),
    frameworkErrors: (error, request, reply) => {
      const asked = request as FastifyRequest;
      const refusal = wire.refusalFor(asked, findingOf(error, asked) ?? UNREADABLE);
      answerAs(asked, reply as FastifyReply, wire, refusal, "none");
    },
    ...(tls && {
      https: {
        cert: readFileSync(tls.cert),
        key: readFileSync(tls.key),
        minVersion: "TLSv1.2",
        ...PARSER,
      },
    }),
  };
  const app = Fastify(options);
  // Every method that Node can parse reaches the routes, which refuse it by name.
  for (const method of METHODS) {
    if (method !== "CONNECT" && !app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true });
  }
  endIdleConnections(app);
  // Also where there is no endpoint: a parser of the framework would refuse the body before the path is.
  takeText(app);
  refuseUnknownPaths(app, deps, wire);
  refuseFaults(app, wire);
  app.addHook("onRoute", ({ url }) => own.add(url));
  await app.register(plugin);
  return app;
}

/** Bytes that are no HTTP get an answer too; there is no request yet that could have one. */
function answerBrokenHttp(deps: Deps, { code }: { readonly code?: string | undefined }, socket: Socket): void {
  if (code === "ECONNRESET" || !socket.writable) return;
  const [status, slug] =
    code === "HPE_HEADER_OVERFLOW"
      ? ["431 Request Header Fields Too Large", "too-large"]
      : code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? ["408 Request Timeout", "malformed"]
        : ["400 Bad Request", "malformed"];
  const body = JSON.stringify({
    error: "invalid_request",
    error_description: "The request cannot be read as HTTP; send it by an HTTP library.",
    error_uri: `${deps.settings.issuer}/errors/request/${slug}`,
  });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\naccess-control-allow-origin: *\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/** Names by which other servers call the endpoints, as the last part of a path. */
const ALIASES = new Map(
  Object.entries({
    token: PATHS.token,
    access_token: PATHS.token,
    tokens: PATHS.token,
    auth: PATHS.authorization,
    authorize: PATHS.authorization,
    authorization: PATHS.authorization,
    revoke: PATHS.revocation,
    revocation: PATHS.revocation,
    introspect: PATHS.introspection,
    introspection: PATHS.introspection,
    userinfo: PATHS.userinfo,
    certs: PATHS.jwks,
    keys: PATHS.jwks,
    jwks: PATHS.jwks,
    "jwks.json": PATHS.jwks,
    logout: PATHS.signOut,
    endsession: PATHS.signOut,
    login: PATHS.signIn,
  }),
);

function refuseUnknownPaths(app: FastifyInstance, deps: Deps, wire: Wire): void {
  app.setNotFoundHandler((request, reply) => {
    if (isPreflight(request)) return sendPreflight(request, reply, []);
    const path = pathOf(request);
    const alias = ALIASES.get(path.toLowerCase().split("/").filter(Boolean).at(-1) ?? "");
    const near = alias === undefined ? undefined : new URL(deps.settings.issuer + alias).pathname;
    return answerAs(request, reply, wire, wire.refusalFor(request, { is: "no-endpoint", near }), "none");
  });
}

/** Finishes what is under way, within `grace` milliseconds, and takes nothing new. */
export async function stopServer(app: FastifyInstance, life: Life, grace = 10_000): Promise<void> {
  life.closing = true;
  const force = setTimeout(() => app.server.closeAllConnections(), grace);
  await app.close();
  clearTimeout(force);
}

/** On closing, ends connections as soon as nothing is under way on them: a client would keep them open, and the server with them. */
function endIdleConnections(app: FastifyInstance): void {
  const sockets = new Set<Socket>();
  app.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  let closing = false;
  // RFC 9112 9.6: the last answer on a connection says so. With a callback, which costs less than a promise for each request.
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (closing) reply.header("connection", "close");
    done(null, payload);
  });
  app.addHook("preClose", async () => {
    closing = true;
    // Browsers open connections on speculation; Node does not count those as idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
    app.server.once("close", () => clearInterval(sweep));
  });
}
