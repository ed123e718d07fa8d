/** The endpoints that users visit: authorization, sign-in, consent. */
import type { FastifyInstance } from "fastify";
import { ENDPOINTS } from "../../protocol/endpoints.ts";
import { basePath } from "../../protocol/metadata.ts";
import type { Shared } from "../../service/deps.ts";
import type { Browser } from "../browser.ts";
import { onFirstVisit, serve } from "../routing.ts";
import type { Wire } from "../wire.ts";
import { authorizationRoute } from "./authorization.ts";
import { consentRoute } from "./consent.ts";
import { People } from "./people.ts";
import { signInRoute } from "./sign-in.ts";

export function peopleRoutes(app: FastifyInstance, shared: Shared, wire: Wire, browser: Browser, demo: boolean): void {
  const people = new People(shared, wire, browser, demo);
  authorizationRoute(app, people);
  signInRoute(app, people);
  consentRoute(app, people);
  const base = basePath(shared.issuer);
  serve(
    app,
    wire,
    base,
    ENDPOINTS.device,
    onFirstVisit(async () => (await import("./device.ts")).deviceMethods(people)),
  );
  serve(
    app,
    wire,
    base,
    ENDPOINTS.approve,
    onFirstVisit(async () => (await import("./approve.ts")).approveMethods(people)),
  );
}
