/** What pages post to this server, and how it redirects a browser. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { firstRefusal } from "../protocol/decision.ts";
import { type Form, readForm } from "../protocol/form.ts";
import type { Occasion, Refused } from "../protocol/occasion.ts";
import { type FormFault, ownFormChecks } from "../protocol/person/occasion.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import { refusedOn } from "../service/refused.ts";
import type { Browser } from "./browser.ts";

/** The body as it was sent. */
export const bodyOf = (request: FastifyRequest): string => (typeof request.body === "string" ? request.body : "");

/** The body as a form, or why it can't be decoded. */
export const formOf = (request: FastifyRequest): Form | Refusal => readForm(bodyOf(request));

/** What was found about a form: whether it is ours, and if not, why not. */
interface Own {
  readonly form: Form | Refusal;
  readonly ours: boolean;
  readonly formFault?: FormFault | undefined;
}

/** A form that one of our own pages posted. `faultOf` says why it isn't. `on` is the occasion if it is refused. */
export function ownForm(
  request: FastifyRequest,
  faultOf: (form: Form) => FormFault | undefined,
  on: (own: Own) => Occasion,
): Form | Refused {
  const form = formOf(request);
  const formFault = isRefusal(form) ? undefined : faultOf(form);
  const own: Own = { form, ours: !isRefusal(form) && formFault === undefined, formFault };
  const refusal = firstRefusal(ownFormChecks, own);
  return refusal === undefined && !isRefusal(form) ? form : refusedOn(refusal as Refusal, on(own));
}

/** Why a form that wasn't accepted is shown again. */
export const SHOWN_AGAIN = {
  says: "This page was out of date, so nothing was sent.",
  person:
    "Try again. You signed in or out after you opened it, or your cookies were deleted. Cookies must be allowed for this site.",
} as const;

const NOT_OURS: ReadonlySet<string> = new Set(["user/form-stale", "user/form-cookie-absent", "user/form-foreign"]);

/**
 * The content of a form from our own page whose token is invalid or has expired: after a sign-in in another tab, or after
 * cookies were deleted. Nothing is done for it, and its page can be shown again. `undefined` for every other refusal.
 */
export function staleForm(browser: Browser, request: FastifyRequest, { refused, on }: Refused) {
  const from = browser.cameFrom(request);
  if (!NOT_OURS.has(refused) || (from !== "here" && from !== "other host")) return undefined;
  const form = "form" in on ? on.form : undefined;
  return form === undefined || isRefusal(form) ? undefined : { values: form.values, from };
}

/**
 * Redirects a browser with GET (RFC 9110 15.4.4). A 307 would post the form with the password to the next URL (RFC 9700 4.12).
 */
export function seeOther(reply: FastifyReply, location: string): FastifyReply {
  return reply.header("cache-control", "no-store").redirect(location, 303);
}
