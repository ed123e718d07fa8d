/** The single-use link with which the first operator creates an account. */

import type { FastifyInstance } from "fastify";
import { fieldSays, invitationPage } from "../pages/invitation.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import { queryText } from "../protocol/url-query.ts";
import { isRefusal } from "../reasons/index.ts";
import type { Shared } from "../service/deps.ts";
import { acceptInvitation, findInvitation } from "../service/invitations.ts";
import { brandFor } from "./brand.ts";
import type { Browser } from "./browser.ts";
import { logDecision } from "./decisions.ts";
import { ownForm, SHOWN_AGAIN, seeOther, staleForm } from "./forms.ts";
import { addressOf, queryOf } from "./requests.ts";
import { serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import type { Wire } from "./wire.ts";

export function invitationRoute(app: FastifyInstance, shared: Shared, wire: Wire, browser: Browser): void {
  const base = basePath(shared.issuer);
  serve(app, wire, base, ENDPOINTS.invitation, {
    GET: async (request, reply) => {
      const token = new URLSearchParams(queryOf(request.raw as { url: string })).get("token") ?? "";
      const invitation = await findInvitation(shared, token);
      if (isRefusal(invitation)) return wire.page(reply, invitation, "invitation");
      const csrf = browser.formToken(request, reply, undefined);
      return reply
        .headers(pageHeaders({ forms: "self" }))
        .send(invitationPage({ base, brand: brandFor(shared, request), csrf, token }));
    },
    POST: async (request, reply) => {
      const form = ownForm(
        request,
        ({ values }) => browser.faultOf(request, values.get("csrf"), undefined),
        (own) => ({ decision: "invitation", ...own, now: shared.clock() }),
      );
      if (isRefusal(form)) {
        const stale = staleForm(browser, request, form);
        const token = stale?.values.get("token") ?? "";
        const invitation = stale && (await findInvitation(shared, token));
        if (stale === undefined) return wire.page(reply, form, "invitation");
        if (invitation !== undefined && isRefusal(invitation)) return wire.page(reply, invitation, "invitation");
        if (stale.from === "other host") {
          const query = queryText([["token", token]]);
          return seeOther(reply, `${shared.issuer}${PATHS.invitation}?${query}`);
        }
        await wire.noted(reply, form, "invitation");
        const csrf = browser.formToken(request, reply, undefined);
        const again = {
          base,
          brand: brandFor(shared, request),
          csrf,
          token,
          refusal: SHOWN_AGAIN,
          username: stale.values.get("username"),
        };
        return reply.headers(pageHeaders({ forms: "self" })).send(invitationPage(again));
      }
      const value = (name: string): string => form.values.get(name) ?? "";
      const [token, username] = [value("token"), value("username")];
      const cookie = await acceptInvitation(
        depsOf(shared, request),
        {
          token,
          username,
          password: value("password"),
          address: addressOf(request),
          marks: browser.marks(request),
        },
        form,
      );
      if (!isRefusal(cookie)) {
        browser.keep(reply, cookie);
        const { subject } = cookie;
        logDecision(shared, reply, "account created", { endpoint: "invitation", subject, role: "operator" }, 303);
        logDecision(shared, reply, "signed in", { endpoint: "invitation", subject }, 303);
        return seeOther(reply, `${shared.issuer}/`);
      }
      if (cookie.refused === "user/invitation-invalid") return wire.page(reply, cookie, "invitation");
      const inline = await wire.inline(reply, cookie, "invitation");
      const { parameter, expected } = cookie.evidence;
      const ofField = typeof parameter === "string" && typeof expected === "string";
      const refusal = ofField ? { says: fieldSays({ parameter, expected }) } : inline;
      const csrf = browser.formToken(request, reply, undefined);
      return reply
        .headers(pageHeaders({ forms: "self" }))
        .send(invitationPage({ base, brand: brandFor(shared, request), csrf, token, refusal, username }));
    },
  });
}
