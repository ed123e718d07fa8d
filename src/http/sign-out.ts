/** The sign-out endpoint: asks the user unless the request proves that it comes from an application that the user has used. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pageHeaders } from "../pages/security-headers.ts";
import { signOutPage } from "../pages/sign-out.tsx";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { LIMITS } from "../protocol/form.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import { SIGN_OUT } from "../protocol/person/occasion.ts";
import { asQuery, queryText } from "../protocol/url-query.ts";
import { isRefusal } from "../reasons/index.ts";
import type { Shared } from "../service/deps.ts";
import type { SignedIn } from "../service/sessions.ts";
import { readSignOut } from "../service/sign-out.ts";
import { brandFor } from "./brand.ts";
import type { Browser } from "./browser.ts";
import { logDecision } from "./decisions.ts";
import { bodyOf, formOf, ownForm, seeOther, staleForm } from "./forms.ts";
import { queryOf } from "./requests.ts";
import { serve } from "./routing.ts";
import { afterSignOut, signOutOf } from "./signing-out.ts";
import { depsOf } from "./snapshot.ts";
import type { Wire } from "./wire.ts";

export function signOutRoute(app: FastifyInstance, shared: Shared, wire: Wire, browser: Browser): void {
  const base = basePath(shared.issuer);
  /** `text` is the application's request; `confirmed` if the user has confirmed on our own page. */
  async function signOut(
    request: FastifyRequest,
    reply: FastifyReply,
    text: string,
    signedIn: SignedIn | undefined,
    confirmed: boolean,
  ) {
    await shared.keys.refresh();
    const brand = brandFor(shared, request);
    const deps = depsOf(shared, request);
    const asked = await readSignOut(deps, text, signedIn, request.method === "POST" ? "body" : "query");
    if (isRefusal(asked)) return wire.page(reply, asked, "sign-out");
    // If nobody is signed in, there is nothing to ask.
    if (asked.confirm && !confirmed && signedIn !== undefined) {
      const ignored = asked.ignored && (await wire.noted(reply, asked.ignored, "sign-out"));
      const csrf = browser.formToken(request, reply, signedIn);
      const { username } = signedIn.account;
      return reply
        .headers(pageHeaders({ forms: asked.returnTo === undefined ? "self" : "anywhere" }))
        .send(
          signOutPage({ base, brand, csrf, request: asked.carried, username, clientName: asked.clientName, ignored }),
        );
    }
    // If nobody seems to be signed in, nothing is ended: only the cookie may be missing.
    const frames = signedIn === undefined ? [] : await signOutOf(deps, reply, browser, signedIn);
    afterSignOut(deps, request, reply, frames, asked.returnTo);
    if (signedIn !== undefined) {
      const { subject } = signedIn.account;
      const on = { endpoint: "sign-out", client: asked.clientId, subject } as const;
      logDecision(shared, reply, "signed out", on, reply.statusCode);
    }
    return reply;
  }

  serve(app, wire, base, ENDPOINTS.signOut, {
    VISIT: async (request, reply) =>
      signOut(request, reply, queryOf(request.raw as { url: string }), await browser.session(request), false),
    POST: async (request, reply) => {
      const signedIn = await browser.session(request);
      const sent = formOf(request);
      if (isRefusal(sent) || !sent.values.has("csrf")) {
        // An application's POST: it comes cross-site without the Lax cookie. The GET that it is turned into has it.
        const query = asQuery(bodyOf(request), SIGN_OUT);
        return isRefusal(sent) || query.length > LIMITS.carried
          ? signOut(request, reply, bodyOf(request), signedIn, false)
          : seeOther(reply, `${shared.issuer}${PATHS.signOut}?${query}`);
      }
      const form = ownForm(
        request,
        ({ values }) => browser.faultOf(request, values.get("csrf"), signedIn),
        (own) => ({ decision: "sign-out", ...own, now: shared.clock() }),
      );
      if (isRefusal(form)) {
        const stale = staleForm(browser, request, form);
        if (stale === undefined) return wire.page(reply, form, "sign-out");
        const text = stale.values.get("request") ?? "";
        if (stale.from === "other host") {
          const query = queryText(new URLSearchParams(text));
          return seeOther(reply, `${shared.issuer}${PATHS.signOut}?${query}`);
        }
        await wire.noted(reply, form, "sign-out");
        return signOut(request, reply, text, signedIn, false);
      }
      return signOut(request, reply, form.values.get("request") ?? "", signedIn, true);
    },
  });
}
