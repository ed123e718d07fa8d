/** Initial access tokens in the admin API (RFC 7591, section 3): made, listed and ended. Each is shown only in the response that makes it. */
import { z } from "zod";
import type { Operation } from "./operation.ts";

/** Applications that one token may register, and days that it may be valid. */
export const MOST = { uses: 10_000, days: 366 } as const;

const common = {
  id: z.string().describe("Names it. It isn't secret."),
  label: z.string().describe("Whom it is for."),
  owner: z.string().optional().describe("User name of whom the applications belong to that register with it."),
  created_at: z.iso.datetime().optional().describe("Unknown for one of the configuration file."),
  expires_at: z.iso.datetime().optional().describe("When it stops being valid. Only one of the file may have none."),
  uses: z.number().int().optional().describe("How many applications it may register. Without it, any number."),
  uses_left: z.number().int().optional(),
};

const token = {
  title: "InitialToken",
  schema: z.object({
    ...common,
    state: z.enum(["valid", "expired", "used-up"]).describe("Only `valid` ones register applications."),
    applications: z.number().int().describe("How many applications there are that registered with it."),
    owned_by: z
      .literal("file")
      .optional()
      .describe("`file`: the configuration file has it, and it is ended only there."),
  }),
};

const made = {
  title: "MadeInitialToken",
  schema: z.object({
    ...common,
    token: z.string().describe("The token: only in this response. It can't be shown again."),
  }),
};

const sent = {
  title: "NewInitialToken",
  schema: z.strictObject({
    label: z.string().min(1).max(100).describe("Whom it is for. The audit log says it of each application."),
    owner: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe("User name of whom the applications belong to. Without it, they belong to nobody."),
    uses: z.number().int().min(1).max(MOST.uses).default(1).describe("How many applications it may register."),
    expires_at: z.iso
      .datetime({ offset: true })
      .optional()
      .describe(`When it stops being valid, at most ${MOST.days} days from now. The default is 30 days from now.`),
  }),
};

// Whoever has one registers applications that count as vouched for, and that may belong to any user.
const about = { kind: "initial-token", scope: "candor:users" } as const;

export const listInitialTokens = {
  ...about,
  id: "listInitialTokens",
  method: "GET",
  path: "/initial-tokens",
  says: "Tokens with which applications register themselves, the newest first. Never the token itself.",
  lists: token,
} as const satisfies Operation;

export const addInitialToken = {
  ...about,
  id: "addInitialToken",
  method: "POST",
  path: "/initial-tokens",
  says: "Makes a token with which applications register themselves. It is shown once.",
  sends: sent,
  shows: made,
  status: 201,
} as const satisfies Operation<Record<never, never>, typeof sent.schema>;

export const endInitialToken = {
  ...about,
  id: "endInitialToken",
  method: "DELETE",
  path: "/initial-tokens/{id}",
  says: "Ends a token at once. Applications that registered with it stay.",
} as const satisfies Operation;

export const INITIAL_TOKENS: readonly Operation[] = [
  listInitialTokens,
  addInitialToken,
  endInitialToken,
] as unknown as readonly Operation[];
