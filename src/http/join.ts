/** One-time links: a new account, a team, or a new password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fieldSays } from "../pages/invitation.tsx";
import { type Join, joinPage } from "../pages/join.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import type { Invitation } from "../ports/invitations.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import { queryText } from "../protocol/url-query.ts";
import { isRefusal } from "../reasons/index.ts";
import type { Deps, Shared } from "../service/deps.ts";
import { acceptLink, findLink } from "../service/users/accept.ts";
import type { Browser } from "./browser.ts";
import { logDecision } from "./decisions.ts";
import { ownForm, SHOWN_AGAIN, seeOther, staleForm } from "./forms.ts";
import { addressOf, queryOf } from "./requests.ts";
import { serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import type { Wire } from "./wire.ts";

const ENDPOINT = "join";

export function joinRoute(app: FastifyInstance, shared: Shared, wire: Wire, browser: Browser): void {
  const base = basePath(shared.issuer);

  /** The page, or the refusal of a link that can't be used. */
  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    again: Pick<Join, "refusal" | "username"> = {},
  ): Promise<FastifyReply> {
    const deps = depsOf(shared, request);
    const found = await findLink(deps, token);
    if (isRefusal(found)) return wire.page(reply, found, ENDPOINT);
    const csrf = browser.formToken(request, reply, undefined);
    const shown = await shownAs(deps, found);
    return reply.headers(pageHeaders({ forms: "self" })).send(joinPage({ base, csrf, token, ...shown, ...again }));
  }

  serve(app, wire, base, ENDPOINTS.join, {
    GET: (request, reply) =>
      show(request, reply, new URLSearchParams(queryOf(request.raw as { url: string })).get("token") ?? ""),
    POST: async (request, reply) => {
      const form = ownForm(
        request,
        ({ values }) => browser.faultOf(request, values.get("csrf"), undefined),
        (own) => ({ decision: "invitation", ...own, now: shared.clock() }),
      );
      if (isRefusal(form)) {
        const stale = staleForm(browser, request, form);
        if (stale === undefined) return wire.page(reply, form, ENDPOINT);
        const token = stale.values.get("token") ?? "";
        if (stale.from === "other host")
          return seeOther(reply, `${shared.issuer}${PATHS.join}?${queryText([["token", token]])}`);
        await wire.noted(reply, form, ENDPOINT);
        return show(request, reply, token, { refusal: SHOWN_AGAIN, username: stale.values.get("username") });
      }
      const value = (name: string): string => form.values.get(name) ?? "";
      const [token, username] = [value("token"), value("username")];
      const given = { token, username, password: value("password"), address: addressOf(request) };
      const userAgent = request.headers["user-agent"];
      const accepted = await acceptLink(
        depsOf(shared, request),
        { ...given, marks: browser.marks(request), userAgent },
        form,
      );
      if (!isRefusal(accepted)) {
        browser.keep(reply, accepted);
        logDecision(shared, reply, "signed in", { endpoint: ENDPOINT, subject: accepted.subject }, 303);
        return seeOther(reply, `${shared.issuer}/console/me`);
      }
      if (accepted.refused === "user/invitation-invalid") return wire.page(reply, accepted, ENDPOINT);
      const inline = await wire.inline(reply, accepted, ENDPOINT);
      const { parameter, expected } = accepted.evidence;
      const ofField = typeof parameter === "string" && typeof expected === "string";
      const refusal = ofField ? { says: fieldSays({ parameter, expected }) } : inline;
      return show(request, reply, token, { refusal, username });
    },
  });
}

async function shownAs(
  { storage }: Deps,
  { to }: Invitation,
): Promise<Pick<Join, "act" | "team" | "account" | "newUsers">> {
  const account = to?.subject === undefined ? undefined : await storage.people.find(to.subject);
  return { act: to?.act ?? "account", team: to?.team, account: account?.username, newUsers: to?.newUsers === true };
}
