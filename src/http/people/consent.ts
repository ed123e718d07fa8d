/** The form of the consent page: the user's choice about the request in it. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { askingAgain } from "../../protocol/authorization/request.ts";
import { refusalOn } from "../../protocol/decision.ts";
import { ENDPOINTS } from "../../protocol/endpoints.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { consentDecision } from "../../protocol/person/occasion.ts";
import { receiveCarried } from "../../protocol/received.ts";
import { queryText } from "../../protocol/url-query.ts";
import { isRefusal } from "../../reasons/index.ts";
import { authorize } from "../../service/authorization.ts";
import type { LoadSession } from "../../service/authorization-facts.ts";
import { refusedOn } from "../../service/refused.ts";
import { logDecision } from "../decisions.ts";
import { formOf, ownForm, SHOWN_AGAIN, seeOther, staleForm } from "../forms.ts";
import { serve } from "../routing.ts";
import { depsOf } from "../snapshot.ts";
import { meant, type People } from "./people.ts";

export function consentRoute(app: FastifyInstance, people: People): void {
  const { shared, wire, browser, base } = people;

  async function judge(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const signedIn = await browser.session(request);
    const session = async () => signedIn;
    const occasion = { decision: "consent", now: shared.clock() } as const;
    const form = ownForm(
      request,
      ({ values }) =>
        browser.faultOf(request, values.get("csrf"), signedIn, meant(values.get("request") ?? "")) ??
        (signedIn === undefined ? { is: "stale" } : undefined),
      (own) => ({ ...occasion, ...own, answered: true }),
    );
    if (isRefusal(form)) return refuseForm(request, reply, form, session);
    const said = form.values.get("answer");
    if (said !== "allow" && said !== "deny") {
      const on = { ...occasion, form, ours: true, answered: false };
      return wire.page(reply, refusedOn(refusalOn(consentDecision, on), on), "consent");
    }
    const received = receiveCarried(form.values.get("request") ?? "");
    const outcome = await authorize(depsOf(shared, request), received, session, said);
    if (outcome.is === "granted" && said === "allow") {
      const fields = { endpoint: "consent", client: outcome.to.client.id, subject: signedIn?.account.subject };
      logDecision(shared, reply, "consented", fields, undefined);
    }
    return people.respond(request, reply, outcome);
  }

  async function refuseForm(
    request: FastifyRequest,
    reply: FastifyReply,
    form: Refused,
    session: LoadSession,
  ): Promise<FastifyReply> {
    const stale = staleForm(browser, request, form);
    const text = stale?.values.get("request") ?? "";
    if (stale === undefined || text === "") return wire.page(reply, form, "consent");
    if (stale.from === "other host") return seeOther(reply, people.startOf(text));
    await wire.noted(reply, form, "consent");
    // The user is asked, whatever has been allowed in the meantime: a late decision must not become a grant.
    const asked = receiveCarried(text);
    const again = "refused" in asked.query ? asked : receiveCarried(queryText(askingAgain(asked.query)));
    const outcome = await authorize(depsOf(shared, request), again, session);
    return people.respond(request, reply, outcome, SHOWN_AGAIN);
  }

  serve(app, wire, base, ENDPOINTS.consent, {
    POST: async (request, reply) => {
      try {
        return await judge(request, reply);
      } catch (error) {
        // The storage failed before the form's origin was known. A link to the authorization endpoint would have the same
        // effect.
        const form = formOf(request);
        const text = isRefusal(form) ? "" : (form.values.get("request") ?? "");
        if (text === "") throw error;
        return people.respond(
          request,
          reply,
          await authorize(depsOf(shared, request), receiveCarried(text), () => Promise.reject(error)),
        );
      }
    },
  });
}
