/** Sends an authorization response, by redirect or by a form that posts itself, with `state` and `iss` (RFC 9207). */

import { hash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { FORM_POST_SCRIPT, formPostPage } from "../pages/form-post.tsx";
import type { Brand } from "../pages/layout.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import type { TrustedRedirect } from "../protocol/authorization/trust.ts";
import { responseModeOf } from "../protocol/response-modes/index.ts";

const SCRIPT_HASH = `sha256-${hash("sha256", FORM_POST_SCRIPT, "base64")}`;

/** Sends `parameters` to a trusted redirect URI and keeps its registered query (RFC 6749 3.1.2). */
export function sendAuthorizationResponse(
  reply: FastifyReply,
  to: TrustedRedirect,
  parameters: Readonly<Record<string, string>>,
  issuer: string,
  base: string,
  brand: () => Brand | undefined,
): FastifyReply {
  const iss = "error" in parameters && to.client.issOnErrors === false ? {} : { iss: issuer };
  const all = { ...parameters, ...(to.state !== undefined && { state: to.state }), ...iss };
  const { by, deliver } = responseModeOf(to.responseMode);
  const { url, posts = {} } = deliver(to.uri, all);
  if (by === "form") {
    return reply
      .code(200)
      .headers(pageHeaders({ forms: "anywhere", scriptHash: SCRIPT_HASH }))
      .send(formPostPage({ base, brand: brand(), action: url, parameters: Object.entries(posts) }));
  }
  // 303, so that a form that was posted to this server isn't posted again (RFC 9700 4.12).
  return reply
    .code(303)
    .header("location", url)
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .send();
}
