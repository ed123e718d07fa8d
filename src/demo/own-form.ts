/** Whether a form of the demo was posted from our own pages, by what the browser says (Fetch Metadata, Origin). */
import type { FastifyRequest } from "fastify";
import { foreign } from "../http/browser.ts";
import { firstRefusal } from "../protocol/decision.ts";
import { EMPTY_FORM } from "../protocol/form.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type ConsentOccasion, ownFormChecks } from "../protocol/person/occasion.ts";
import { refusedOn } from "../service/refused.ts";

/** Refuses a form that another site sent. Programs send neither header, and no cookie that another site could abuse. */
export function refuseForeign(request: FastifyRequest, issuer: string, now: number): Refused | undefined {
  const { "sec-fetch-site": site, origin } = request.headers;
  const own =
    site === undefined
      ? origin === undefined || origin === new URL(issuer).origin
      : site === "same-origin" || site === "none"; // "none": the user reloads the page or restores the tab.
  const formFault = own ? undefined : foreign(request, issuer);
  const on: ConsentOccasion = { decision: "consent", form: EMPTY_FORM, ours: own, formFault, answered: true, now };
  const refusal = firstRefusal(ownFormChecks, on);
  return refusal && refusedOn(refusal, on);
}
