/** Users and what they hold, as the admin API shows them. Ids are texts: JSON numbers of other languages may be too small. */
import { z } from "zod";

const at = z.iso.datetime();
const subject = z.string().describe("`sub` of the user. It is never given to another user.");
const place = {
  browser: z.string().optional().describe("Such as `Firefox on Linux`."),
  network: z.string().optional().describe("Such as `192.0.2.0/24`."),
};

export const ROLES = ["user", "auditor", "operator"] as const;

export const user = {
  title: "User",
  schema: z.object({
    subject,
    username: z.string(),
    role: z.enum(ROLES),
    disabled: z.boolean().describe("Whether sign-in is refused."),
    claims: z
      .record(z.string(), z.unknown())
      .describe(
        "What applications may learn, by scope; also `groups`, `roles` and attributes of the setting `users_attributes`.",
      ),
    created_at: at,
  }),
} as const;

export const invited = {
  title: "InvitationLink",
  schema: z.object({
    id: z.string(),
    link: z.string().describe("Can be used once. It is shown only in this response."),
    expires_at: at,
    sent_to: z.string().optional().describe("Where it was sent by mail."),
    user: user.schema.optional().describe("The user who was added, and who has no password yet."),
  }),
} as const;

export const invitation = {
  title: "Invitation",
  schema: z.object({
    id: z.string(),
    act: z.enum(["account", "team", "password"]).describe("What the link is for."),
    role: z.enum(ROLES),
    team: z.string().optional(),
    subject: subject.optional(),
    email: z.string().optional(),
    by: z.string().describe("Who invited: a subject, or a client_id."),
    expires_at: at,
  }),
} as const;

export const session = {
  title: "Session",
  schema: z.object({ id: z.string(), subject, since: at, expires_at: at, ended_at: at.optional(), ...place }),
} as const;

export const logout = {
  title: "Logout",
  schema: z.object({
    id: z.string(),
    client_id: z.string(),
    subject,
    session: z.string(),
    sid: z.string().describe("As ID tokens and logout tokens have it."),
    ended_at: at,
    state: z.enum(["told", "waiting", "given_up"]),
    told_at: at.optional(),
    tries: z.int().describe("How often it failed."),
    next_try_at: at.optional(),
    fault: z.string().optional().describe("Why it failed last."),
  }),
} as const;

export const grant = {
  title: "Grant",
  schema: z.object({
    id: z.string(),
    subject,
    client_id: z.string(),
    scopes: z.array(z.string()),
    resources: z.array(z.string()).optional().describe("The APIs that were allowed, if the scopes alone don't say so."),
    authorization_details: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .describe("What was allowed in detail (RFC 9396)."),
    source: z.string().describe("`code`, or another way in which the application got it."),
    state: z.enum(["live", "waiting", "ended"]).describe("`waiting`: its code wasn't redeemed yet."),
    since: at,
    last_token_at: at.describe("When the application got its last token."),
    session: z.string().optional().describe("The session in which it began."),
    ended: z.object({ at: at.optional(), because: z.string() }).optional(),
  }),
} as const;

export const consent = {
  title: "Consent",
  schema: z.object({
    subject,
    client_id: z.string(),
    scopes: z.array(z.object({ scope: z.string(), since: at })),
  }),
} as const;

export const event = {
  title: "AccountEvent",
  schema: z.object({
    id: z.string(),
    at,
    what: z.string().describe("Such as `signed-in`, `allowed` or `withdrawn`."),
    about: z.string().optional().describe("The application, or the team."),
    by: z.literal("operator").optional().describe("Who did it, if it wasn't the user."),
    ...place,
  }),
} as const;

export const group = {
  title: "Group",
  schema: z.object({ name: z.string(), users: z.int().describe("How many users are in it.") }),
} as const;

export const ended = {
  title: "Ended",
  schema: z.object({ sessions: z.int(), grants: z.int(), scopes: z.int().describe("Scopes that were allowed.") }),
} as const;
