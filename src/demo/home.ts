/** The demo's home page, and the classic failures on it. */

import type { FastifyInstance } from "fastify";
import { route } from "../http/routing.ts";
import { depsOf } from "../http/snapshot.ts";
import type { Wire } from "../http/wire.ts";
import { demoPage, exchangePage } from "../pages/demo.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import { type Catalogue, stateAt } from "../protocol/scope/catalogue.ts";
import type { Shared } from "../service/deps.ts";
import { Driver } from "./driver.ts";
import { failures } from "./failures/index.ts";
import { TOOL_SCOPES } from "./mcp-names.ts";
import { refuseForeign } from "./own-form.ts";
import { resultHeaders } from "./result-headers.ts";
import { ADA } from "./world.ts";

const TICKED = new Set(["openid", "profile", "offline_access", "read_profile"]);
const NOT_DEMO_WEB = new Set(["address", "phone", TOOL_SCOPES.write]);

export function homeRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  const stage = { issuer, ada: new Driver(issuer, ADA) };

  route(app, wire, "/demo", "html", {
    GET: (request, reply) => {
      const scopes = choices(depsOf(shared, request).registry.catalogue, shared.clock());
      return reply.headers(pageHeaders({ forms: "self" })).send(demoPage({ base: "", scopes, failures }));
    },
  });

  route(app, wire, "/demo/try/:slug", "html", {
    // A browser opens the URL of a result, which only the browser that tried it may see.
    GET: (_, reply) => reply.redirect(`${issuer}/demo`, 303),
    POST: async (request, reply) => {
      const foreign = refuseForeign(request, issuer, shared.clock());
      if (foreign !== undefined) return wire.page(reply, foreign, "demo");
      const { slug } = request.params as { slug: string };
      const failure = failures.find((one) => one.slug === slug);
      if (failure === undefined) return wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), "demo");
      const { title, describes, perform } = failure;
      const { steps, verdict } = await perform(stage);
      return reply.headers(resultHeaders()).send(exchangePage({ base: "", title, describes, steps, verdict }));
    },
  });
}

/** The scopes to choose from, including two that the app will be refused. */
function choices({ scopes }: Catalogue, now: number) {
  return [...scopes.values()]
    .filter(({ name }) => !NOT_DEMO_WEB.has(name))
    .map((scope) => {
      const { name, description } = scope;
      const state = stateAt(scope, now).is;
      const aside = name === "reports.read" ? "not allowed for demo-web" : state === "active" ? undefined : state;
      return {
        name,
        description: aside === undefined ? description : `${description} (${aside})`,
        ticked: TICKED.has(name),
      };
    });
}
