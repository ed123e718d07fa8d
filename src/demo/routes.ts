/** The demo: an API that checks its tokens, apps to walk through, and every classic failure as a button. */
import type { FastifyInstance } from "fastify";
import type { Wire } from "../http/wire.ts";
import type { Shared } from "../service/deps.ts";
import { actRoutes } from "./acts.ts";
import { demoApi } from "./api.ts";
import { homeRoutes } from "./home.ts";
import { mcpRoutes } from "./mcp.ts";
import { spaRoutes } from "./spa.ts";
import { Visitors } from "./visitors.ts";
import { walkRoutes } from "./walk.ts";

/** Everything below /demo. */
export function demoRoutes(shared: Shared): (app: FastifyInstance, wire: Wire) => void {
  return (app, wire) => {
    const visitors = new Visitors(shared.issuer);
    demoApi(app, shared, wire);
    mcpRoutes(app, shared.issuer, wire);
    homeRoutes(app, shared, wire);
    walkRoutes(app, shared, wire, visitors);
    actRoutes(app, shared, wire, visitors);
    spaRoutes(app, wire);
  };
}
