/** The page on which a user decides what an app has asked for elsewhere (CIBA). Without JavaScript, and only for a user who is signed in. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { approvalDonePage, approvalPage, nothingAskedPage } from "../../pages/approve.tsx";
import { pageHeaders } from "../../pages/security-headers.ts";
import { type ApprovalOccasion, approvalDecision } from "../../protocol/ciba/page.ts";
import { refusalOn } from "../../protocol/decision.ts";
import { PATHS } from "../../protocol/metadata.ts";
import { isRefusal } from "../../reasons/index.ts";
import { type Asked, decideAsked, findAsked, scopesAsked, waitingFor, wantsSignIn } from "../../service/ciba/page.ts";
import { refusedOn } from "../../service/refused.ts";
import type { SignedIn } from "../../service/sessions.ts";
import { appOf, brandFor } from "../brand.ts";
import { logDecision } from "../decisions.ts";
import { ownForm, SHOWN_AGAIN, seeOther, staleForm } from "../forms.ts";
import { queryOf } from "../requests.ts";
import type { Visited } from "../routing.ts";
import { depsOf } from "../snapshot.ts";
import { askedOf as scopesShown } from "./asked.ts";
import type { People } from "./people.ts";
import { askedOf } from "./sign-in.ts";

const ABOUT = "approve";
/** In place of an id: whatever waits. */
const ANY = "any";

export function approveMethods(people: People): Visited {
  const { shared, wire, browser, base } = people;

  function refused(more: Partial<ApprovalOccasion>) {
    const on: ApprovalOccasion = { decision: "approval", now: shared.clock(), ...more };
    return refusedOn(refusalOn(approvalDecision, on), on);
  }

  async function nothing(
    request: FastifyRequest,
    reply: FastifyReply,
    signedIn: SignedIn,
    over?: ApprovalOccasion["over"],
  ) {
    const refusal = over && (await wire.inline(reply, refused({ over }), ABOUT));
    const { username } = signedIn.account;
    const view = { base, brand: brandFor(shared, request), username, refusal };
    return reply.headers(pageHeaders()).send(nothingAskedPage(view));
  }

  async function ask(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Asked,
    { signedIn, others, notice }: { signedIn: SignedIn; others: number; notice?: typeof SHOWN_AGAIN | undefined },
  ) {
    const { client } = asked;
    const { id, bindingMessage } = asked.request;
    const { catalogue, settings } = depsOf(shared, request).registry;
    const name = id.toString(36);
    const language = request.headers["accept-language"];
    const { askedDetails } = await import("./asked-details.ts");
    const details = askedDetails(settings.authorizationDetailsTypes, asked.request.details ?? [], language);
    const groups = scopesShown(catalogue, scopesAsked(asked, signedIn), [], shared.clock(), language);
    return reply.headers(pageHeaders({ forms: "self" })).send(
      approvalPage({
        ...{
          base,
          brand: brandFor(shared, request, client),
          asked: name,
          bindingMessage,
          groups,
          details,
          others,
          notice,
        },
        csrf: browser.formToken(request, reply, signedIn, ABOUT + name),
        app: appOf(base, client),
        username: signedIn.account.username,
      }),
    );
  }

  const signInFirst = (request: FastifyRequest, reply: FastifyReply, text: string) =>
    people.askToSignIn(request, reply, undefined, { reference: undefined, asked: text });

  /** The request with this id, or the first that waits. */
  async function look(request: FastifyRequest, reply: FastifyReply, text: string, notice?: typeof SHOWN_AGAIN) {
    const signedIn = await browser.session(request);
    if (signedIn === undefined) return signInFirst(request, reply, text);
    const deps = depsOf(shared, request);
    const waiting = await waitingFor(deps, signedIn);
    const named = text === ANY ? waiting[0] : await findAsked(deps, Number.parseInt(text, 36), signedIn);
    if (named === undefined || typeof named === "string") return nothing(request, reply, signedIn, named);
    if (wantsSignIn(named, signedIn, shared.clock())) return signInFirst(request, reply, text);
    return ask(request, reply, named, { signedIn, others: Math.max(0, waiting.length - 1), notice });
  }

  async function judge(request: FastifyRequest, reply: FastifyReply) {
    const signedIn = await browser.session(request);
    const form = ownForm(
      request,
      ({ values }) =>
        browser.faultOf(request, values.get("csrf"), signedIn, ABOUT + (values.get("asked") ?? "")) ??
        (signedIn === undefined ? { is: "stale" } : undefined),
      (own) => ({ decision: "approval", now: shared.clock(), ...own }),
    );
    if (isRefusal(form) || signedIn === undefined) {
      if (!isRefusal(form)) return seeOther(reply, shared.issuer + PATHS.approve);
      const stale = staleForm(browser, request, form);
      if (stale === undefined) return wire.page(reply, form, ABOUT);
      await wire.noted(reply, form, ABOUT);
      return look(request, reply, askedOf(stale.values.get("asked")) ?? ANY, SHOWN_AGAIN);
    }
    const answer = form.values.get("answer");
    if (answer !== "allow" && answer !== "deny")
      return wire.page(reply, refused({ form, ours: true, answered: false }), ABOUT);
    const deps = depsOf(shared, request);
    const asked = await findAsked(deps, Number.parseInt(form.values.get("asked") ?? "", 36) || 0, signedIn);
    if (typeof asked === "string") return nothing(request, reply, signedIn, asked);
    // Who had the page open since before isn't newer for it.
    if (answer === "allow" && wantsSignIn(asked, signedIn, shared.clock()))
      return signInFirst(request, reply, asked.request.id.toString(36));
    if (!(await decideAsked(deps, asked, signedIn, answer))) return nothing(request, reply, signedIn, "decided");
    const allowed = answer === "allow";
    const { client } = asked;
    const fields = { endpoint: ABOUT, client: client.id, subject: signedIn.account.subject };
    logDecision(shared, reply, allowed ? "consented" : "declined", fields, 200);
    const others = (await waitingFor(deps, signedIn)).length;
    const brand = brandFor(shared, request, client);
    return reply.headers(pageHeaders()).send(approvalDonePage({ base, brand, allowed, name: client.name, others }));
  }

  return {
    VISIT: (request, reply) => {
      const sent = new URLSearchParams(queryOf(request.raw as { url: string })).get("asked") ?? undefined;
      return look(request, reply, askedOf(sent) ?? ANY);
    },
    POST: judge,
  };
}
