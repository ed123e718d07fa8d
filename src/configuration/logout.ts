/** How a client hears that a user has signed out (OpenID Connect Back-Channel Logout 1.0, 2.2, and Front-Channel Logout 1.0, 2). */
import { z } from "zod";

const needsSession = (what: string) =>
  z
    .boolean()
    .optional()
    .describe(`Whether it needs ${what} to tell which session has ended. It is sent in any case where it can be.`);

export const clientLogout = {
  backchannelLogoutUri: z
    .string()
    .optional()
    .describe("URL that a logout token is posted to when a session ends in which a user signed in to it."),
  backchannelLogoutSessionRequired: needsSession("`sid` in the logout token"),
  frontchannelLogoutUri: z
    .string()
    .optional()
    .describe(
      "URL that the page after signing out loads in a hidden frame, so that it ends its own session in that browser. It has the origin of one of its redirect URIs.",
    ),
  frontchannelLogoutSessionRequired: z
    .boolean()
    .optional()
    .describe("Whether `iss` and `sid` are added to frontchannelLogoutUri."),
};
