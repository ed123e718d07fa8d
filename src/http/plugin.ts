/** All routes as one encapsulated Fastify plugin with limits. Every error gets a response and is journaled. */
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyRequest } from "fastify";
import type { Configuration } from "../configuration/schema.ts";
import type { Finding } from "../protocol/http/occasion.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import { sentType } from "../protocol/received.ts";
import type { Shared } from "../service/deps.ts";
import { faultOfHook, findingOfUnavailable, isUnavailable } from "../service/unavailable.ts";
import { adminRoutes } from "./admin/routes.ts";
import { ambiguityOf } from "./ambiguous.ts";
import { answerAs, answerInstead } from "./answer-as.ts";
import { BODY_LIMIT, takeReadBodies, takeText } from "./bodies.ts";
import { brandingRoutes } from "./branding.ts";
import { Browser } from "./browser.ts";
import { checkSessionRoute } from "./check-session.ts";
import { type Life, refuseClosed, sendClosed } from "./closed.ts";
import { consoleRoutes } from "./console/routes.ts";
import { watchRequests } from "./decisions.ts";
import { sendNonces } from "./dpop-nonce.ts";
import { embedded } from "./embedded.ts";
import { explainRoutes } from "./explain.ts";
import { grantRoutes } from "./grants.ts";
import { invitationRoute } from "./invitation.ts";
import { joinRoute } from "./join.ts";
import { keepToOwnHost } from "./own-host.ts";
import { peopleRoutes } from "./people/routes.ts";
import { programRoutes } from "./programs.ts";
import { refusalRoutes } from "./refusals.ts";
import { registrationRoutes } from "./registration.ts";
import { scopeRoutes } from "./scopes.ts";
import { signOutRoute } from "./sign-out.ts";
import { homeRoutes, siteRoutes } from "./site.ts";
import { Wire } from "./wire.ts";

export interface PluginOptions {
  readonly shared: Shared;
  readonly life: Life;
  /** Additional routes, e.g. the demo. */
  readonly extraRoutes?: ((app: FastifyInstance, wire: Wire) => void) | undefined;
  readonly demo: boolean;
  /** How long browsers keep the session's cookie. */
  readonly sessionCookie: Configuration["sessionCookie"];
  /** Whether there is no host. Then the root and the health checks are Candor's too. */
  readonly alone: boolean;
}

type Mount = { readonly prefix?: string | undefined };

/**
 * The plugin, for the root of its host or with a prefix. The issuer's path is already in its routes. Its metadata must be at
 * the root too (RFC 8414 3.1), so Fastify must not prepend the prefix to everything.
 */
export function candorPlugin(options: PluginOptions): FastifyPluginAsync<Mount> {
  const base = basePath(options.shared.issuer);
  const plugin: FastifyPluginAsync<Mount> = async (app, { prefix = "" }) => {
    const mount = app.prefix + prefix.replace(/\/+$/, "");
    if (mount !== "" && base !== "" && mount !== base && !base.startsWith(`${mount}/`))
      throw new Error(
        `candor.plugin has the prefix ${mount}, but the path of the issuer is ${base}: make them the same.`,
      );
    // An issuer without a path, below a prefix: we assume that a proxy in front of the host maps the one to the other.
    await app.register(routes(options, base === "" && mount === ""), base === "" ? { prefix } : {});
  };
  return Object.assign(plugin, { [Symbol.for("skip-override")]: true, [Symbol.for("fastify.display-name")]: "candor" });
}

function routes(
  { shared, life, extraRoutes, demo, sessionCookie, alone }: PluginOptions,
  atRoot: boolean,
): FastifyPluginAsync {
  return async (app) => {
    const wire = new Wire(shared);
    takeText(app);
    takeReadBodies(app, wire);
    refuseFaults(app, wire, life, shared.issuer);
    // A standalone server does so for its unknown paths as well.
    if (!alone) watchRequests(app, shared);
    if (!alone) refuseClosed(app, life, shared.issuer);
    refuseAmbiguous(app, wire);
    refuseInsecure(app, shared, wire);
    sendNonces(app, shared);
    await app.register(async (scope) => programRoutes(scope, shared, wire));
    await app.register(async (scope) => {
      registrationRoutes(scope, shared, wire);
      grantRoutes(scope, shared, wire);
    });
    await app.register(async (scope) => adminRoutes(scope, shared, wire));
    await app.register(async (scope) => {
      const browser = new Browser(shared, sessionCookie);
      keepToOwnHost(scope, shared);
      peopleRoutes(scope, shared, wire, browser, demo);
      signOutRoute(scope, shared, wire, browser);
      checkSessionRoute(scope, shared, wire);
      invitationRoute(scope, shared, wire, browser);
      joinRoute(scope, shared, wire, browser);
      refusalRoutes(scope, shared, wire, browser);
      explainRoutes(scope, shared, wire);
      siteRoutes(scope, shared, wire);
      brandingRoutes(scope, shared, wire);
      scopeRoutes(scope, shared, wire);
      consoleRoutes(scope, shared, wire, browser);
      if (alone || !atRoot) homeRoutes(scope, shared, wire, life, demo);
      extraRoutes?.(scope, wire);
    });
  };
}

/** What the HTTP layer itself couldn't accept; `undefined` if the error is ours. */
export function findingOf(error: Pick<FastifyError, "code">, request: FastifyRequest): Finding | undefined {
  if (isUnavailable(error)) return findingOfUnavailable(error);
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return { is: "too-large", limit: BODY_LIMIT, measured: "body" };
    case "FST_ERR_ROUTE_MISSING_CONTENT_TYPE":
      return { is: "wrong-method", allowed: request.routeOptions.config.allowed ?? [] };
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return { is: "wrong-type", sent: sentType(request.headers["content-type"]) || "none" };
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return { is: "unreadable", fault: "the body is not as long as Content-Length says" };
    case "FST_ERR_BAD_URL":
      return { is: "unreadable", fault: "the path cannot be decoded" };
    case "ERR_STREAM_PREMATURE_CLOSE":
    // The sender hung up in the middle, so nobody reads the response.
    case "ECONNRESET":
      return { is: "unreadable", fault: "it ended in the middle" };
    default:
      return undefined;
  }
}

/** Refuses and journals every error: as a refusal if the request is to blame, as a server error otherwise. */
export function refuseFaults(app: FastifyInstance, wire: Wire, life: Life, issuer: string): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // It was in progress when a host closed the storage.
    if (life.closed) return sendClosed(reply, issuer);
    const endpoint = request.routeOptions.url ?? "none";
    const known = findingOf(error, request);
    // An error's message may quote what was sent. Its name and place don't.
    const fault = known === undefined ? `${error.name} ${error.code ?? ""} ${placeOf(error)}` : faultOfHook(error);
    return answerAs(
      request,
      reply,
      wire,
      wire.refusalFor(request, known ?? { is: "fault", endpoint }),
      endpoint,
      fault,
    );
  });
}

/** Where an error was thrown: the first lines of its stack, without its message. */
function placeOf({ stack = "" }: Error): string {
  const lines = stack.split("\n").filter((line) => line.startsWith("    at "));
  return lines
    .slice(0, 6)
    .map((line) => line.trim())
    .join(" < ");
}

function refuseAmbiguous(app: FastifyInstance, wire: Wire): void {
  // With a callback, which costs less than a promise for each request.
  app.addHook("onRequest", (request, reply, done) => {
    const fault = ambiguityOf(request.raw);
    if (fault === undefined) return done();
    answerInstead(done, request, reply, wire, wire.refusalFor(request, { is: "unreadable", fault }), "none");
  });
}

function refuseInsecure(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  if (!issuer.startsWith("https:")) return;
  // Probes come from inside the network, past the proxy.
  const probes = [PATHS.health, PATHS.ready].map((path) => new URL(issuer + path).pathname);
  app.addHook("onRequest", async (request, reply) => {
    // RFC 6797 7.1: a year, for this host only.
    reply.header("strict-transport-security", "max-age=31536000");
    // A proxy may write it in capitals. Schemes ignore case (RFC 3986 3.1).
    const scheme = request.protocol.trim().toLowerCase();
    if (scheme === "https" || embedded.getStore()?.scheme === "https:") return;
    if (probes.includes(request.url.split("?", 1)[0] ?? "")) return;
    const refusal = wire.refusalFor(request, { is: "insecure", scheme, issuer });
    return answerAs(request, reply, wire, refusal, "transport");
  });
}
