/** Applications register themselves, and manage their registrations (RFC 7591, RFC 7592). What it does is loaded on first use. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ENDPOINTS, PATHS } from "../protocol/endpoints.ts";
import { basePath } from "../protocol/metadata.ts";
import type { Refused } from "../protocol/occasion.ts";
import { isRefusal } from "../reasons/index.ts";
import type { Shared } from "../service/deps.ts";
import type { RegistrationRequest } from "../service/registration/request.ts";
import { logDecision } from "./decisions.ts";
import { pathOf, plain } from "./requests.ts";
import { type Handler, route, serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import { JSON_HEADERS, type Wire } from "./wire.ts";

const ENDPOINT = "registration";

export function registrationRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const base = basePath(shared.issuer);

  /** Without a token, or with a wrong one, the response has a challenge for it (RFC 6750 3). */
  const turnAway = (reply: FastifyReply, refused: Refused) =>
    refused.refused === "registration/token-invalid"
      ? wire.bearer(reply, refused, ENDPOINT)
      : wire.json(reply, refused, ENDPOINT);

  const asked = (request: FastifyRequest, act: RegistrationRequest["act"]): RegistrationRequest => ({
    wire: plain(request),
    path: pathOf(request),
    act,
  });

  serve(app, wire, base, ENDPOINTS.registration, {
    POST: async (request, reply) => {
      const deps = depsOf(shared, request);
      if (deps.registry.settings.registration.mode === "off")
        return wire.json(reply, wire.refusalFor(request, { is: "no-endpoint" }), ENDPOINT);
      const { register } = await import("../service/registration/register.ts");
      const registered = await register(deps, asked(request, "register"));
      if (isRefusal(registered)) return turnAway(reply, registered);
      logDecision(shared, reply, "granted", { endpoint: ENDPOINT, client: registered.clientId }, 201);
      return reply.code(201).headers(JSON_HEADERS).send(JSON.stringify(registered.body));
    },
  });

  const managing =
    (act: RegistrationRequest["act"]): Handler =>
    async (request, reply) => {
      const { manage } = await import("../service/registration/manage.ts");
      const { id = "" } = request.params as { readonly id?: string };
      const managed = await manage(depsOf(shared, request), asked(request, act), id);
      if (isRefusal(managed)) return turnAway(reply, managed);
      const status = managed.body === undefined ? 204 : 200;
      if (act !== "read")
        logDecision(shared, reply, "granted", { endpoint: ENDPOINT, client: managed.clientId }, status);
      return managed.body === undefined
        ? reply.code(204).header("cache-control", "no-store").send()
        : reply.code(200).headers(JSON_HEADERS).send(JSON.stringify(managed.body));
    };
  // Registrations that exist can be managed even if no new ones are accepted.
  route(app, wire, `${base}${PATHS.registration}/:id`, "json", {
    GET: managing("read"),
    PUT: managing("change"),
    DELETE: managing("remove"),
  });
}
