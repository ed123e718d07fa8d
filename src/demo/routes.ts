/** The demo: an API that checks its tokens, an application to walk through, and every classic failure as a button. */
import type { FastifyInstance } from "fastify";
import type { Wire } from "../http/wire.ts";
import type { Deps } from "../service/deps.ts";
import { demoApi } from "./api.ts";

export function demoRoutes(deps: Deps): (app: FastifyInstance, wire: Wire) => void {
  return (app, wire) => {
    demoApi(app, deps, wire);
  };
}
