/** The frame that tells applications whether the session has changed (OpenID Connect Session Management 1.0, 3.3). */
import type { FastifyInstance } from "fastify";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { cookieName } from "./cookies.ts";
import { published } from "./published.ts";
import { serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import type { Wire } from "./wire.ts";

export function checkSessionRoute(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  let page: ReturnType<typeof published> | undefined;
  /** Loaded with the first request. */
  async function load(): Promise<ReturnType<typeof published>> {
    const { CHECK_SESSION_HEADERS, checkSessionPage } = await import("../pages/check-session.tsx");
    return published(CHECK_SESSION_HEADERS, () => checkSessionPage(cookieName(issuer, "state")));
  }
  serve(app, wire, basePath(issuer), ENDPOINTS.checkSession, {
    GET: async (request, reply) => {
      if (depsOf(shared, request).registry.settings.sessionManagement !== true)
        return wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), "check-session");
      page ??= await load();
      return page(request, reply);
    },
  });
}
