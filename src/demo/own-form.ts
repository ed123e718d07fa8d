/** Whether a form of the demo was posted from our own pages, by what the browser says of it (Fetch Metadata, Origin). */
import type { FastifyRequest } from "fastify";
import { type Refusal, refuse } from "../reasons/index.ts";

/** Refuses a form that another site has sent. Programs send neither header, and no cookie that another site could use. */
export function refuseForeign({ headers }: FastifyRequest, issuer: string): Refusal | undefined {
  const { "sec-fetch-site": site, origin } = headers;
  const own =
    site === undefined
      ? origin === undefined || origin === new URL(issuer).origin
      : site === "same-origin" || site === "none"; // "none": the person reloads the page or restores the tab.
  return own ? undefined : refuse("user/form-stale", {});
}
