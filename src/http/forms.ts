/** What pages post to this server, and how it sends a browser on. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { firstRefusal } from "../protocol/decision.ts";
import { type Form, readForm } from "../protocol/form.ts";
import type { Occasion, Refused } from "../protocol/occasion.ts";
import { ownFormChecks } from "../protocol/person/occasion.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import { refusedOn } from "../service/refused.ts";
import type { Browser } from "./browser.ts";

/** The body as it was sent. */
export const bodyOf = (request: FastifyRequest): string => (typeof request.body === "string" ? request.body : "");

/** The body as a form, or why it cannot be decoded. */
export const formOf = (request: FastifyRequest): Form | Refusal => readForm(bodyOf(request));

/** A form that one of our own pages posted. `isOurs` tells whether it did; `on` is the occasion, if it is to be refused. */
export function ownForm(
  request: FastifyRequest,
  isOurs: (form: Form) => boolean,
  on: (own: { readonly form: Form | Refusal; readonly ours: boolean }) => Occasion,
): Form | Refused {
  const form = formOf(request);
  const own = { form, ours: !isRefusal(form) && isOurs(form) };
  const refusal = firstRefusal(ownFormChecks, own);
  return refusal === undefined && !isRefusal(form) ? form : refusedOn(refusal as Refusal, on(own));
}

/** Why a form is shown again that was not accepted. */
export const SHOWN_AGAIN = {
  says: "Nothing was sent: this page was out of date.",
  person:
    "You signed in or out since you opened it, or cookies were deleted. Try again. Cookies must be allowed for this site.",
} as const;

/**
 * What a form held that our own page has sent with a token that is not, or no longer, good: after a sign-in in another tab, or once cookies
 * were deleted. Nothing is done for it, and its page can be shown again. `undefined` for whatever else is refused.
 */
export function staleForm(browser: Browser, request: FastifyRequest, { refused, on }: Refused) {
  const from = browser.cameFrom(request);
  if (refused !== "user/form-stale" || (from !== "here" && from !== "other host")) return undefined;
  const form = "form" in on ? on.form : undefined;
  return form === undefined || isRefusal(form) ? undefined : { values: form.values, from };
}

/** Sends a browser on by GET (RFC 9110 15.4.4); 307 would post the form, password and all, to the next address (RFC 9700 4.12). */
export function seeOther(reply: FastifyReply, location: string): FastifyReply {
  return reply.header("cache-control", "no-store").redirect(location, 303);
}
