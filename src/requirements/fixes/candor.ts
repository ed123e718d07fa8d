/** Candor: it holds all of them unless what is around it gets in the way. */
import { each, HEADERS, ISSUER, type ServerFixes } from "./define.ts";

export const candor: ServerFixes = {
  name: "Candor",
  fixes: {
    ...each(ISSUER, "Set `issuer` in candor.config.ts to the public https URL."),
    ...each(
      [...HEADERS, "authorization/referrer", "authorization/page-not-cached", "token/no-store"],
      "Candor sends the header. Let the proxy or the host app in front of it pass it on.",
    ),
  },
};
