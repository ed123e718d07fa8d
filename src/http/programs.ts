/** The endpoints that programs call: token, revocation, introspection, userinfo, keys, metadata. They read no cookie. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { onFirstUse } from "../ports/soon.ts";
import { releasedBy } from "../protocol/claims.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { JWKS_MAX_AGE } from "../protocol/key-schedule.ts";
import { basePath, metadata, PATHS } from "../protocol/metadata.ts";
import type { Scope } from "../protocol/scope/catalogue.ts";
import { isRefusal } from "../reasons/index.ts";
import type { Shared } from "../service/deps.ts";
import { introspectAs } from "../service/introspection.ts";
import { INTROSPECTION_JWT, introspectionJwt, wantsJwt } from "../service/introspection-jwt.ts";
import { perVersion } from "../service/per-version.ts";
import { revoke } from "../service/revocation.ts";
import { challengeAt } from "../service/sender-constraints/dpop-nonce.ts";
import { token } from "../service/token.ts";
import { userinfo } from "../service/userinfo.ts";
import { logDecision } from "./decisions.ts";
import { nameInteraction } from "./interaction-id.ts";
import { published } from "./published.ts";
import { plain } from "./requests.ts";
import { route, serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import { JSON_HEADERS, type Wire } from "./wire.ts";

/** Loaded with the first request that is pushed. */
const pushedRequests = onFirstUse(() => import("../service/pushed-requests.ts"));

const ok = (reply: FastifyReply, body: object, status = 200): FastifyReply =>
  reply.code(status).headers(JSON_HEADERS).send(JSON.stringify(body));

const { pragma: _, ...READABLE } = JSON_HEADERS;
/** Responses that don't change from request to request may be cached for a while. */
const PUBLIC_HEADERS = { ...READABLE, "cache-control": `public, max-age=${JWKS_MAX_AGE}` };
/** Milliseconds. Scopes end at midnight (UTC), and the metadata changes at no other time. */
const DAY = 86_400_000;

export function programRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  const base = basePath(issuer);

  serve(app, wire, base, ENDPOINTS.token, {
    ANY: async (request, reply) => {
      const answer = await token(depsOf(shared, request), plain(request));
      if ("refused" in answer) return wire.json(reply, answer, "token");
      if (answer.deprecated.length > 0) announceDeprecation(reply, answer.deprecated, issuer);
      logDecision(shared, reply, "granted", { endpoint: "token", ...answer.to }, 200);
      return ok(reply, answer.body);
    },
  });
  serve(app, wire, base, ENDPOINTS.pushed, {
    ANY: async (request, reply) => {
      const { push } = await pushedRequests();
      const answer = await push(depsOf(shared, request), plain(request));
      if ("refused" in answer) return wire.json(reply, answer, "pushed");
      logDecision(shared, reply, "pushed", { endpoint: "pushed", client: answer.client }, 201);
      return ok(reply, answer.body, 201);
    },
  });
  serve(app, wire, base, ENDPOINTS.deviceAuthorization, {
    ANY: async (request, reply) => {
      const { authorizeDevice } = await import("../service/device/authorize.ts");
      const answer = await authorizeDevice(depsOf(shared, request), plain(request));
      if ("refused" in answer) return wire.json(reply, answer, "device-authorization");
      logDecision(shared, reply, "device asked", { endpoint: "device-authorization", client: answer.client }, 200);
      return ok(reply, answer.body);
    },
  });
  serve(app, wire, base, ENDPOINTS.backchannel, {
    ANY: async (request, reply) => {
      const { askUser } = await import("../service/ciba/ask.ts");
      const answer = await askUser(depsOf(shared, request), plain(request));
      if ("refused" in answer) return wire.json(reply, answer, "backchannel");
      logDecision(shared, reply, "user asked", { endpoint: "backchannel", client: answer.client }, 200);
      return ok(reply, answer.body);
    },
  });
  serve(app, wire, base, ENDPOINTS.challenge, {
    POST: (request, reply) => {
      if (depsOf(shared, request).registry.settings.clientAttestation?.challenges !== true)
        return wire.json(reply, wire.refusalFor(request, { is: "no-endpoint" }), "challenge");
      return ok(reply, { attestation_challenge: challengeAt(shared.keys, shared.clock()) });
    },
  });
  serve(app, wire, base, ENDPOINTS.introspection, {
    ANY: async (request, reply) => {
      const deps = depsOf(shared, request);
      const answer = await introspectAs(deps, plain(request), (why) => wire.note(reply, why, "introspection"));
      if (isRefusal(answer)) return wire.json(reply, answer, "introspection");
      const { client, said } = answer;
      if (!wantsJwt(client, request.headers.accept)) return ok(reply, said);
      const jwt = await introspectionJwt(deps, client, said, deps.clock());
      return reply.headers({ ...JSON_HEADERS, "content-type": INTROSPECTION_JWT }).send(jwt);
    },
  });
  serve(app, wire, base, ENDPOINTS.revocation, {
    ANY: async (request, reply) => {
      const answer = await revoke(depsOf(shared, request), plain(request));
      if (isRefusal(answer)) return wire.json(reply, answer, "revocation");
      if (answer.revoked !== undefined)
        logDecision(shared, reply, "revoked", { endpoint: "revocation", ...answer }, 200);
      return ok(reply, {});
    },
  });
  const whoami = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    nameInteraction(request, reply);
    const answer = await userinfo(depsOf(shared, request), plain(request));
    if (isRefusal(answer)) return wire.bearer(reply, answer, "userinfo");
    const { jwt, claims } = answer;
    if (jwt === undefined) return ok(reply, claims);
    return reply.headers({ ...JSON_HEADERS, "content-type": "application/jwt" }).send(jwt);
  };
  serve(app, wire, base, ENDPOINTS.userinfo, { GET: whoami, POST: whoami });

  const keySet = published(PUBLIC_HEADERS, () => JSON.stringify({ keys: shared.keys.jwks }));
  const jwks = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    await shared.keys.refresh();
    // A different list or order of keys is a different document.
    return keySet(request, reply, shared.keys.jwks.map(({ kid }) => kid).join(" "));
  };
  // The metadata names the first. Some APIs are configured with the second, which other servers use.
  for (const path of [PATHS.jwks, "/.well-known/jwks.json"]) route(app, wire, base + path, "json", { GET: jwks });

  const documents = perVersion(({ catalogue, settings }) => {
    const brought = [...catalogue.scopes.values()].flatMap(({ claims = [] }) => claims.map(({ claim }) => claim));
    const claims = [...new Set([...releasedBy([...catalogue.scopes.keys()]), ...brought])];
    return published(PUBLIC_HEADERS, (day) =>
      JSON.stringify(metadata(issuer, catalogue, claims, Number(day) * DAY, settings)),
    );
  });
  // RFC 8414 3.1 puts the well-known part before the issuer's path, OpenID Connect Discovery 4 after it. Clients try both.
  const addresses = ["oauth-authorization-server", "openid-configuration"].flatMap((name) => [
    `/.well-known/${name}${base}`,
    `${base}/.well-known/${name}`,
  ]);
  for (const path of new Set(addresses))
    route(app, wire, path, "json", {
      GET: (request, reply) => {
        const document = documents(depsOf(shared, request).registry);
        return document(request, reply, String(Math.floor(shared.clock() / DAY)));
      },
    });
}

/**
 * Announces the end of a scope: Deprecation (RFC 9745), Sunset (RFC 8594) and a link to the reason. The earliest dates count.
 */
function announceDeprecation(reply: FastifyReply, scopes: readonly Scope[], issuer: string): void {
  const earliest = (dates: readonly string[]): number | undefined =>
    dates.length === 0 ? undefined : Math.min(...dates.map((date) => Date.parse(date)));
  const states = scopes.flatMap(({ state }) => (state.is === "deprecated" ? [state] : []));
  const since = earliest(states.map((state) => state.since));
  const sunset = earliest(states.flatMap((state) => state.sunset ?? []));
  if (since !== undefined) reply.header("deprecation", `@${Math.floor(since / 1000)}`);
  if (sunset !== undefined) reply.header("sunset", new Date(sunset).toUTCString());
  reply.header("link", `<${issuer}${PATHS.errors}/scope/removed>; rel="deprecation"; type="text/html"`);
}
