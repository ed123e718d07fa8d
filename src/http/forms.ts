/** What pages post to this server, and how it sends a browser on. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Form, readForm } from "../protocol/form.ts";
import { isRefusal, type Refusal, refuse } from "../reasons/index.ts";

/** The body as it was sent. */
export const bodyOf = (request: FastifyRequest): string => (typeof request.body === "string" ? request.body : "");

/** A form that one of our own pages posted. */
export function formOf(request: FastifyRequest): Form | Refusal {
  const form = readForm(bodyOf(request));
  return isRefusal(form) || form.repeated.length === 0
    ? form
    : refuse("request/parameter-repeated", { parameters: form.repeated });
}

/** Sends a browser on by GET (RFC 9110 15.4.4); 307 would post the form, password and all, to the next address (RFC 9700 4.12). */
export function seeOther(reply: FastifyReply, location: string): FastifyReply {
  return reply.header("cache-control", "no-store").redirect(location, 303);
}
