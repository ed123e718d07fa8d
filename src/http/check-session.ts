/** The frame that tells applications whether the session has changed (OpenID Connect Session Management 1.0, 3.3). */
import { hash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { CHECK_SESSION_SCRIPT, checkSessionPage } from "../pages/check-session.tsx";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { cookieName } from "./cookies.ts";
import { published } from "./published.ts";
import { serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import type { Wire } from "./wire.ts";

/** Any page may frame it: it shows nothing, reads one cookie, and responds to the origin that a session_state was made for. */
const HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    `script-src 'sha256-${hash("sha256", CHECK_SESSION_SCRIPT, "base64")}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors *",
  ].join("; "),
  "cache-control": "no-cache",
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export function checkSessionRoute(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  const page = published(HEADERS, () => checkSessionPage(cookieName(issuer, "state")));
  serve(app, wire, basePath(issuer), ENDPOINTS.checkSession, {
    GET: (request, reply) =>
      depsOf(shared, request).registry.settings.sessionManagement === true
        ? page(request, reply)
        : wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), "check-session"),
  });
}
