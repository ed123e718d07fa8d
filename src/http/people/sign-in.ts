/** The sign-in page and its form. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { once, type Soon } from "../../ports/soon.ts";
import { shownUserCode, typedUserCode } from "../../protocol/device/user-code.ts";
import { ENDPOINTS } from "../../protocol/endpoints.ts";
import type { Form } from "../../protocol/form.ts";
import { PATHS } from "../../protocol/metadata.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { receiveCarried } from "../../protocol/received.ts";
import { isRefusal } from "../../reasons/index.ts";
import { authorize, refusedAfterSignIn } from "../../service/authorization.ts";
import { REFERENCE } from "../../service/references.ts";
import { findSession } from "../../service/sessions.ts";
import { signIn } from "../../service/sign-in.ts";
import { logDecision } from "../decisions.ts";
import { ownForm, SHOWN_AGAIN, seeOther, staleForm } from "../forms.ts";
import { addressOf, queryOf } from "../requests.ts";
import { serve } from "../routing.ts";
import { depsOf } from "../snapshot.ts";
import type { People } from "./people.ts";

export function signInRoute(app: FastifyInstance, people: People): void {
  const { shared, wire, browser, base } = people;
  const { issuer } = shared;

  /** Shows the page again with the form's content, or the reason if the content can't be trusted any more. */
  async function showAgain(
    request: FastifyRequest,
    reply: FastifyReply,
    values: Form["values"],
    refusalOf: () => Soon<{ readonly says: string; readonly person?: string }>,
  ): Promise<FastifyReply> {
    const text = values.get("request") ?? "";
    const outcome = text === "" ? undefined : await authorize(depsOf(shared, request), receiveCarried(text), nobody);
    if (outcome?.is === "untrusted") return wire.page(reply, outcome.refusal, "sign-in");
    return people.askToSignIn(request, reply, outcome?.is === "ask" ? outcome : undefined, {
      text,
      username: values.get("username"),
      refusal: await refusalOf(),
      reference: referenceOf(values.get("ref")),
      userCode: userCodeOf(values.get("user_code")),
      asked: askedOf(values.get("asked")),
    });
  }

  async function refuseForm(request: FastifyRequest, reply: FastifyReply, form: Refused): Promise<FastifyReply> {
    const stale = staleForm(browser, request, form);
    if (stale === undefined) return wire.page(reply, form, "sign-in");
    if (stale.from === "other host") return seeOther(reply, people.startOf(stale.values.get("request") ?? ""));
    return showAgain(request, reply, stale.values, () => once(wire.noted(reply, form, "sign-in"), () => SHOWN_AGAIN));
  }

  /** Where a user goes after signing in: to a refusal, back to the application, or to the root. */
  async function goOn(
    request: FastifyRequest,
    reply: FastifyReply,
    { values }: Form,
    session: string,
  ): Promise<FastifyReply> {
    const reference = referenceOf(values.get("ref"));
    if (reference !== undefined) return seeOther(reply, `${issuer}${PATHS.refusals}/${reference}`);
    const userCode = userCodeOf(values.get("user_code"));
    if (userCode !== undefined) return seeOther(reply, `${issuer}${PATHS.device}?user_code=${userCode}`);
    const asked = askedOf(values.get("asked"));
    if (asked !== undefined) return seeOther(reply, `${issuer}${PATHS.approve}?asked=${asked}`);
    const text = values.get("request") ?? "";
    if (text !== "") {
      const fresh = () => findSession(shared, session, shared.clock());
      const refused = await refusedAfterSignIn(depsOf(shared, request), receiveCarried(text), fresh);
      if (refused?.is === "untrusted") return wire.page(reply, refused.refusal, "sign-in");
      if (refused !== undefined) return people.respond(request, reply, refused);
    }
    return seeOther(reply, text === "" ? `${issuer}/` : people.startOf(text));
  }

  serve(app, wire, base, ENDPOINTS.signIn, {
    GET: (request, reply) => {
      const sent = new URLSearchParams(queryOf(request.raw as { url: string })).get("ref");
      return people.askToSignIn(request, reply, undefined, { reference: referenceOf(sent ?? undefined) });
    },
    POST: async (request, reply) => {
      const form = ownForm(
        request,
        ({ values }) => browser.faultOf(request, values.get("csrf"), undefined),
        (own) => ({ decision: "sign-in", ...own, now: shared.clock() }),
      );
      if (isRefusal(form)) return refuseForm(request, reply, form);
      const { values } = form;
      const cookie = await signIn(
        depsOf(shared, request),
        {
          username: values.get("username") ?? "",
          password: values.get("password") ?? "",
          address: addressOf(request),
          marks: browser.marks(request),
          userAgent: request.headers["user-agent"],
          former: await browser.session(request),
        },
        form,
      );
      if (isRefusal(cookie)) return showAgain(request, reply, values, () => wire.inline(reply, cookie, "sign-in"));
      browser.keep(reply, cookie);
      logDecision(shared, reply, "signed in", { endpoint: "sign-in", subject: cookie.subject }, 303);
      return goOn(request, reply, form, cookie.session);
    },
  });
}

const nobody = async (): Promise<undefined> => undefined;

/** The code of a device, as it is shown, if it may be one. */
function userCodeOf(text: string | undefined): string | undefined {
  const code = typedUserCode(text ?? "");
  return code && shownUserCode(code);
}

/** The request of an app, by its id; `any` if the user is to see what there is. */
export const askedOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^[0-9a-z]{1,11}$/.test(text) ? text : undefined;

const referenceOf = (text: string | undefined): string | undefined =>
  text !== undefined && REFERENCE.test(text) ? text : undefined;
