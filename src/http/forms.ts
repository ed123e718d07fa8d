/** What pages post to this server, and how it sends a browser on. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { firstRefusal } from "../protocol/decision.ts";
import { type Form, readForm } from "../protocol/form.ts";
import type { Occasion, Refused } from "../protocol/occasion.ts";
import { ownFormChecks } from "../protocol/person/occasion.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import { refusedOn } from "../service/refused.ts";

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

/** Sends a browser on by GET (RFC 9110 15.4.4); 307 would post the form, password and all, to the next address (RFC 9700 4.12). */
export function seeOther(reply: FastifyReply, location: string): FastifyReply {
  return reply.header("cache-control", "no-store").redirect(location, 303);
}
