/** Serves the logos, and the stylesheets with the operator's colors. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { LOGO_NAME, logoName, readLogo } from "../protocol/logo.ts";
import { basePath } from "../protocol/metadata.ts";
import type { Shared } from "../service/deps.ts";
import { answerAs } from "./answer-as.ts";
import { stylesheetOf } from "./brand.ts";
import { queryOf } from "./requests.ts";
import { serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import type { Wire } from "./wire.ts";

/** Their URLs change with what is in them. */
const KEPT = { "cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff" };

/** An image that is opened by itself is a document, in which nothing may run. */
const IMAGE_POLICY = {
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
};

export function brandingRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const base = basePath(shared.issuer);
  const absent = (request: FastifyRequest, reply: FastifyReply) =>
    answerAs(request, reply, wire, wire.refusalFor(request, { is: "no-endpoint" }), "none");
  const sent = (request: FastifyRequest): URLSearchParams =>
    new URLSearchParams(queryOf(request.raw as { url: string }));

  serve(app, wire, base, ENDPOINTS.logos, {
    GET: async (request, reply) => {
      const query = sent(request);
      const [name, id] = [query.get("image") ?? "", query.get("client_id")];
      const { registry } = depsOf(shared, request);
      const uri = !LOGO_NAME.test(name)
        ? undefined
        : id === null
          ? registry.settings.branding?.logo
          : await registry.logo(id);
      // An image that was replaced has another name.
      const image = uri === undefined || logoName(uri) !== name ? undefined : readLogo(uri);
      if (image === undefined || "is" in image) return absent(request, reply);
      return reply.headers({ ...KEPT, ...IMAGE_POLICY, "content-type": image.type }).send(image.bytes);
    },
  });
  serve(app, wire, base, ENDPOINTS.colors, {
    GET: (request, reply) => {
      const query = sent(request);
      const colors = { light: `#${query.get("light")}`, dark: `#${query.get("dark")}` };
      const css = stylesheetOf(colors, query.get("for") === "preview");
      if (css === undefined) return absent(request, reply);
      return reply.headers({ ...KEPT, "content-type": "text/css; charset=utf-8" }).send(css);
    },
  });
}
