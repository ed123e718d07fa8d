/** All routes as one Fastify plugin: bounded, encapsulated, with every fault answered and journalled. */
import cookie from "@fastify/cookie";
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { StorageUnavailable } from "../ports/storage.ts";
import type { Finding } from "../protocol/http/occasion.ts";
import { PATHS } from "../protocol/metadata.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { Deps } from "../service/deps.ts";
import { ambiguityOf } from "./ambiguous.ts";
import { Browser } from "./browser.ts";
import { embeddedScheme } from "./embedded.ts";
import { explainRoutes } from "./explain.ts";
import { invitationRoute } from "./invitation.ts";
import { peopleRoutes } from "./people.ts";
import { programRoutes } from "./programs.ts";
import { refusalRoutes } from "./refusals.ts";
import { signOutRoute } from "./sign-out.ts";
import { type Life, siteRoutes } from "./site.ts";
import { Wire } from "./wire.ts";

/** Bytes of a body; the largest legitimate one is an authorization request with long state and hints. */
export const BODY_LIMIT = 65_536;

export interface PluginOptions {
  readonly deps: Deps;
  readonly life: Life;
  /** More routes that live beside these, e.g. the demo. */
  readonly more?: ((app: FastifyInstance, wire: Wire) => void) | undefined;
  readonly demo: boolean;
}

/** The plugin; mount it at the root of its host, the issuer's path is in its routes. */
export function candorPlugin({ deps, life, more, demo }: PluginOptions): FastifyPluginAsync {
  return async (app) => {
    const wire = new Wire(deps);
    takeText(app);
    refuseFaults(app, wire);
    refuseAmbiguous(app, wire);
    refuseInsecure(app, deps, wire);
    await app.register(async (scope) => programRoutes(scope, deps, wire));
    await app.register(async (scope) => {
      await scope.register(cookie);
      const browser = new Browser(deps);
      peopleRoutes(scope, deps, wire, browser, demo);
      signOutRoute(scope, deps, wire, browser);
      invitationRoute(scope, deps, wire, browser);
      refusalRoutes(scope, deps, wire, browser);
      explainRoutes(scope, deps, wire);
      siteRoutes(scope, deps, wire, life, demo);
      more?.(scope, wire);
    });
  };
}

/** Bodies reach the services as text: what is wrong with them is for the checks to name. */
export function takeText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  // The one that is due is named, since a named one is found at once.
  for (const type of ["application/x-www-form-urlencoded", "*"]) {
    app.addContentTypeParser(type, { parseAs: "string", bodyLimit: BODY_LIMIT }, (_, body, done) => done(null, body));
  }
}

/** What the HTTP layer itself could not take; `undefined` where the fault is ours. */
export function findingOf(error: Pick<FastifyError, "code">, request: FastifyRequest): Finding | undefined {
  if (error instanceof StorageUnavailable) return { is: "storage", storage: error.reason };
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return { is: "too-large", limit: BODY_LIMIT };
    case "FST_ERR_ROUTE_MISSING_CONTENT_TYPE":
      return { is: "wrong-method", allowed: request.routeOptions.config.allowed ?? [] };
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return { is: "wrong-type", sent: (request.headers["content-type"] ?? "none").slice(0, 80) };
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return { is: "unreadable", fault: "the body is not as long as Content-Length says" };
    case "FST_ERR_BAD_URL":
      return { is: "unreadable", fault: "the path cannot be decoded" };
    case "ERR_STREAM_PREMATURE_CLOSE":
    // Whoever sent it hung up in the middle; nobody reads the response.
    case "ECONNRESET":
      return { is: "unreadable", fault: "it ended in the middle" };
    default:
      return undefined;
  }
}

/** Answers and journals whatever is thrown: a refusal where the request is to blame, a fault of ours otherwise. */
export function refuseFaults(app: FastifyInstance, wire: Wire): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const endpoint = request.routeOptions.url ?? "none";
    const known = findingOf(error, request);
    // The message of an error may quote what was sent; its name and place do not.
    const fault = known === undefined ? `${error.name} ${error.code ?? ""} ${placeOf(error)}` : undefined;
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

/** Where an error was thrown: the first lines of its stack without its message. */
function placeOf({ stack = "" }: Error): string {
  const lines = stack.split("\n").filter((line) => line.startsWith("    at "));
  return lines
    .slice(0, 6)
    .map((line) => line.trim())
    .join(" < ");
}

/** A page for whoever asks for one, JSON for everything else. */
export function answerAs(
  request: FastifyRequest,
  reply: FastifyReply,
  wire: Wire,
  refusal: Refused,
  endpoint: string,
  fault?: string,
): FastifyReply {
  return request.headers.accept?.includes("text/html") === true
    ? wire.page(reply, refusal, endpoint, fault)
    : wire.json(reply, refusal, endpoint, fault);
}

function refuseAmbiguous(app: FastifyInstance, wire: Wire): void {
  // With a callback, which costs less than a promise for each request.
  app.addHook("onRequest", (request, reply, done) => {
    const fault = ambiguityOf(request.raw);
    if (fault === undefined) return done();
    void answerAs(request, reply, wire, wire.refusalFor(request, { is: "unreadable", fault }), "none");
  });
}

function refuseInsecure(app: FastifyInstance, deps: Deps, wire: Wire): void {
  const { issuer } = deps.settings;
  if (!issuer.startsWith("https:")) return;
  // Probes come from within, past the proxy.
  const probes = [PATHS.health, PATHS.ready].map((path) => new URL(issuer + path).pathname);
  app.addHook("onRequest", async (request, reply) => {
    // RFC 6797 7.1: a year, for this host alone.
    reply.header("strict-transport-security", "max-age=31536000");
    if (request.protocol === "https" || embeddedScheme.getStore() === "https:") return;
    if (probes.includes(request.url.split("?", 1)[0] ?? "")) return;
    const refusal = wire.refusalFor(request, { is: "insecure", scheme: request.protocol, issuer });
    return answerAs(request, reply, wire, refusal, "transport");
  });
}
