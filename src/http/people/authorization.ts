/** The authorization endpoint, with GET and POST (OpenID Connect Core 3.1.2.1). */

import type { FastifyInstance } from "fastify";
import { KNOWN } from "../../protocol/authorization/request.ts";
import { ENDPOINTS } from "../../protocol/endpoints.ts";
import { PATHS } from "../../protocol/metadata.ts";
import { receive } from "../../protocol/received.ts";
import { asQuery } from "../../protocol/url-query.ts";
import { type AuthorizationOutcome, authorize } from "../../service/authorization.ts";
import { bodyOf, seeOther } from "../forms.ts";
import { plain } from "../requests.ts";
import { serve } from "../routing.ts";
import { depsOf } from "../snapshot.ts";
import type { People } from "./people.ts";

export function authorizationRoute(app: FastifyInstance, people: People): void {
  const { shared, wire, browser, base } = people;
  serve(app, wire, base, ENDPOINTS.authorization, {
    VISIT: async (request, reply) => {
      const session = (clientId?: string) => browser.session(request, clientId);
      return people.respond(request, reply, await authorize(depsOf(shared, request), receive(plain(request)), session));
    },
    POST: async (request, reply) => {
      const query = asQuery(bodyOf(request), KNOWN);
      const came = receive(plain(request));
      const received = { ...came, carried: query.length };
      const outcome = await authorize(depsOf(shared, request), received, (clientId) =>
        browser.session(request, clientId),
      );
      // A cross-site POST comes without the Lax cookie. The GET that it is turned into has it.
      if (lacksSession(outcome)) return seeOther(reply, `${shared.issuer}${PATHS.authorization}?${query}`);
      return people.respond(request, reply, outcome);
    },
  });
}

/** Whether nobody is signed in, and the outcome could differ for somebody who is. */
function lacksSession(outcome: AuthorizationOutcome): boolean {
  if (outcome.is === "ask") return outcome.signedIn === undefined;
  if (outcome.is !== "refused") return false;
  const { refused, on } = outcome.refusal;
  return refused === "user/login-required" && on.person === undefined;
}
