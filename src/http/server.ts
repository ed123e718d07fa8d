/** The standalone server: a Fastify instance with limits on time and size, TLS from files, and a graceful end. */
import type { Socket } from "node:net";
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from "fastify";
import type { Configuration } from "../configuration/schema.ts";
import { once } from "../ports/soon.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { answerAs } from "./answer-as.ts";
import { BODY_LIMIT, takeText } from "./bodies.ts";
import { answerBrokenHttp } from "./broken-http.ts";
import { type Life, refuseClosed, sendClosed } from "./closed.ts";
import { Connections } from "./connections.ts";
import { isPreflight, sendPreflight } from "./cors.ts";
import { endRequest, watchRequests } from "./decisions.ts";
import type { OwnPaths } from "./own-paths.ts";
import { findingOf, refuseFaults } from "./plugin.ts";
import { acceptMethods, restoreMethod, routeAsOne } from "./rare-methods.ts";
import { pathOf } from "./requests.ts";
import { endIdleConnections } from "./stopping.ts";
import { isUninvited, notHere, rootFiles } from "./uninvited.ts";
import { Wire } from "./wire.ts";

/** Milliseconds in which a request must arrive completely, with headers and body. */
const REQUEST_TIMEOUT = 15_000;
/** By default, Node looks for slow requests every half minute, and for slow bodies only if headers must be faster. */
const PARSER = {
  connectionsCheckingInterval: 1_000,
  headersTimeout: 10_000,
  requestTimeout: REQUEST_TIMEOUT,
  // A request without Host is refused by name, like everything else (see ambiguous.ts).
  requireHostHeader: false,
};
const KEEP_ALIVE = 65_000;
/** By default, Node waits two minutes for a TLS handshake. */
const HANDSHAKE_TIMEOUT = 10_000;
/**
 * No route has a schema. Without these, Fastify loads two compilers of schemas, and a hundred modules with them, to compile none.
 */
const NO_SCHEMAS = {
  compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas },
};
function noSchemas(): never {
  throw new Error("Routes have no schemas: decisions check what is received.");
}

const NO_QUERY = {};
const UNREADABLE = { is: "unreadable", fault: "the path cannot be read" } as const;

type ServerSettings = Pick<Configuration, "tls" | "mutualTls" | "trustedProxy" | "connections">;

/** Builds the instance. The caller calls `listen` and `close`. */
export async function createServer(
  plugin: FastifyPluginAsync,
  shared: Shared,
  life: Life,
  settings: ServerSettings,
  own: OwnPaths,
): Promise<FastifyInstance> {
  const { tls, trustedProxy } = settings;
  const wire = new Wire(shared);
  const admin = `${basePath(shared.issuer)}${ENDPOINTS.admin.path}/`;
  const connections = new Connections(settings, shared.log);
  const options: FastifyServerOptions = {
    // Fastify's log contains URLs, which may contain codes and tokens. Ours names refusals by their reference.
    logger: false,
    schemaController: NO_SCHEMAS,
    rewriteUrl: routeAsOne,
    trustProxy: trustedProxy.length > 0 ? [...trustedProxy] : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE,
    ...(tls === undefined && { http: PARSER }),
    forceCloseConnections: "idle",
    // Requests that still arrive on a connection at the end are served. The response says that it is the last.
    return503OnClosing: false,
    // Queries are read as they were sent, by the checks.
    routerOptions: { maxParamLength: 200, querystringParser: () => NO_QUERY },
    clientErrorHandler: ({ code }, socket) =>
      connections.after(socket, () => answerBrokenHttp(shared.issuer, code, socket, shared.log)),
    frameworkErrors: (error, request, reply) => {
      // No hook has run.
      restoreMethod(request.raw);
      if (life.closed) return void sendClosed(reply as FastifyReply, shared.issuer);
      const asked = request as FastifyRequest;
      const refusal = wire.refusalFor(asked, findingOf(error, asked) ?? UNREADABLE);
      // No route was found, which would say so.
      const isProblem = (request.raw.url ?? "").startsWith(admin);
      const answered = isProblem
        ? wire.problem(reply as FastifyReply, refusal, "none")
        : answerAs(asked, reply as FastifyReply, wire, refusal, "none");
      void once(answered, () => endRequest(shared, asked, reply as FastifyReply));
    },
    ...(tls && {
      https: {
        ...(await import("./certificate.ts")).secureContext(tls),
        // Asked for, never required. Whose it is depends on the client that a request names, so TLS doesn't judge it.
        ...(settings.mutualTls && { requestCert: true, rejectUnauthorized: false }),
        handshakeTimeout: HANDSHAKE_TIMEOUT,
        ...PARSER,
      },
    }),
  };
  const app = Fastify(options);
  // Every method that Node can parse reaches the routes, which refuse wrong ones by name.
  acceptMethods(app);
  connections.guard(app.server);
  if (shared.watchers !== undefined) shared.watchers.states.connections = () => connections.count;
  app.server.on("connect", (_, socket) =>
    connections.after(socket as Socket, () => answerBrokenHttp(shared.issuer, "CONNECT", socket as Socket, shared.log)),
  );
  // RFC 9110 10.1.1: an unknown expectation may be ignored.
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
  endIdleConnections(app, connections);
  if (settings.mutualTls) (await import("./client-certificates.ts")).readCertificates(app, settings, shared.log);
  watchRequests(app, shared);
  // Even without an endpoint: a parser of the framework would refuse the body before the path.
  takeText(app);
  refuseClosed(app, life, shared.issuer);
  refuseUnknownPaths(app, shared, wire);
  refuseFaults(app, wire, life, shared.issuer);
  // Before the server records which paths are Candor's when it shares a host.
  rootFiles(app, shared.issuer, wire);
  app.addHook("onRoute", ({ url }) => own.add(url));
  await app.register(plugin);
  return app;
}

/** Names that other servers use for these endpoints, as the last part of a path. */
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
    // Of an issuer with a path, they are not at the root.
    "openid-configuration": "/.well-known/openid-configuration",
    "oauth-authorization-server": "/.well-known/openid-configuration",
  }),
);

function refuseUnknownPaths(app: FastifyInstance, shared: Shared, wire: Wire): void {
  app.setNotFoundHandler((request, reply) => {
    if (isPreflight(request)) return sendPreflight(request, reply, []);
    if (isUninvited(request, basePath(shared.issuer))) return notHere(reply);
    const path = pathOf(request);
    const alias = ALIASES.get(path.toLowerCase().split("/").filter(Boolean).at(-1) ?? "");
    const near = alias === undefined ? undefined : new URL(shared.issuer + alias).pathname;
    return answerAs(request, reply, wire, wire.refusalFor(request, { is: "no-endpoint", near }), "none");
  });
}
