/** The preview of tokens in the admin API: what an application would receive about a user. */
import { z } from "zod";
import { PLACES } from "../protocol/claim-rule.ts";
import type { Operation } from "./operation.ts";

const claims = z.record(z.string(), z.unknown());
const sources = z.record(z.string(), z.string());

const token = z.object({
  claims: claims.describe("Everything that it says, except what differs each time: ids and hashes."),
  sources: sources.describe("Where each claim comes from: `protocol`, a scope, an API, the application, or `hook`."),
});

const rule = z.object({
  of: z.string().describe("Whose rule it is, such as `scope orders`."),
  claim: z.string(),
  in: z.enum(PLACES),
  outcome: z
    .enum(["sent", "no user", "no value", "not released", "too large"])
    .describe(
      "`no value`: the user doesn't have the attribute. `not released`: no granted scope releases it. `too large`: all claims by rules have more than 4,096 bytes.",
    ),
});

const preview = z.object({
  scope: z.string().describe("The scopes that are supposed to be granted."),
  id_token: token.optional().describe("Only with the scope `openid`."),
  userinfo: token.optional().describe("Only with the scope `openid`."),
  access_tokens: z
    .array(
      token.extend({
        api: z.string().optional().describe("None if it is for no API."),
        format: z.enum(["jwt", "opaque"]),
      }),
    )
    .describe("One for each API. Introspection shows the claims too, whatever the format."),
  rules: z.array(rule).describe("What each rule came to."),
  hook_fault: z.string().optional().describe("Why the claims hook failed. Then no token would be issued."),
});

export const previewClaims = {
  id: "previewClaims",
  method: "POST",
  path: "/claims/preview",
  kind: "preview",
  scope: "candor:applications",
  act: "read",
  says: "Shows the claims that an application would receive, and where each comes from. Issues nothing. For a user other than yourself it also needs `candor:users:read`.",
  sends: {
    title: "ClaimsPreviewRequest",
    schema: z.strictObject({
      client_id: z.string().min(1).max(200).describe("The application."),
      user: z
        .string()
        .min(1)
        .max(256)
        .optional()
        .describe("Username or subject of the user. Without one, the application acts for itself."),
      scope: z
        .string()
        .max(10_000)
        .optional()
        .describe(
          "The scopes that are supposed to be granted, separated by spaces. The default is all that it may request.",
        ),
    }),
  },
  shows: { title: "ClaimsPreview", schema: preview },
} as const satisfies Operation;

export type ClaimsPreview = z.input<typeof preview>;
