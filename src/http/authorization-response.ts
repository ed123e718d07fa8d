/** Sends an authorization response, by redirect or by a form that posts itself, with `state` and `iss` (RFC 9207). */

import { hash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { FORM_POST_SCRIPT, formPostPage } from "../pages/form-post.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import type { TrustedRedirect } from "../protocol/authorization/trust.ts";
import { queryText, withParameters } from "../protocol/url-query.ts";

const SCRIPT_HASH = `sha256-${hash("sha256", FORM_POST_SCRIPT, "base64")}`;

/** Sends `parameters` to a trusted redirect URI and keeps its registered query (RFC 6749 3.1.2). */
export function sendAuthorizationResponse(
  reply: FastifyReply,
  to: TrustedRedirect,
  parameters: Readonly<Record<string, string>>,
  issuer: string,
  base: string,
): FastifyReply {
  const iss = "error" in parameters && to.client.issOnErrors === false ? {} : { iss: issuer };
  const all = { ...parameters, ...(to.state !== undefined && { state: to.state }), ...iss };
  if (to.responseMode === "form_post") {
    return reply
      .code(200)
      .headers(pageHeaders({ forms: "anywhere", scriptHash: SCRIPT_HASH }))
      .send(formPostPage({ base, action: to.uri, parameters: Object.entries(all) }));
  }
  // 303, so that a form that was posted to this server isn't posted again (RFC 9700 4.12).
  return reply
    .code(303)
    .header("location", locationOf(to, all))
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .send();
}

/** A registered redirect URI has no fragment (RFC 6749 3.1.2). */
function locationOf({ uri, responseMode }: TrustedRedirect, parameters: Readonly<Record<string, string>>): string {
  return responseMode === "fragment"
    ? `${uri}#${queryText(Object.entries(parameters))}`
    : withParameters(uri, parameters);
}
