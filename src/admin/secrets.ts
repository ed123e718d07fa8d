/** Secrets of applications in the admin API: several at once, each shown only in the response that makes it. */
import { z } from "zod";
import type { Operation } from "./operation.ts";

const common = {
  id: z.string().describe("Names it. It isn't secret."),
  label: z.string().optional().describe("What it is for."),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().optional().describe("When it stops being valid. Without it, it doesn't."),
};

const secret = {
  title: "Secret",
  schema: z.object({
    ...common,
    last_used_at: z.iso.datetime().optional().describe("When it was last used, to within a minute."),
  }),
};

const made = {
  title: "MadeSecret",
  schema: z.object({
    ...common,
    client_secret: z.string().describe("The secret: only in this response. It can't be shown again."),
  }),
};

const sent = {
  title: "NewSecret",
  schema: z.strictObject({
    label: z.string().min(1).max(100).optional().describe("What it is for."),
    expires_at: z.iso
      .datetime({ offset: true })
      .optional()
      .describe("When it stops being valid: a time in the future. Without it, it doesn't."),
    others_expire_in_days: z
      .number()
      .int()
      .min(0)
      .max(365)
      .optional()
      .describe(
        "For rotation: its other secrets expire after so many days, unless they expire earlier. 0: at once. Without it, they stay as they are.",
      ),
  }),
};

const about = { kind: "secret", scope: "candor:applications" } as const;

export const listSecrets = {
  ...about,
  id: "listSecrets",
  method: "GET",
  path: "/applications/{id}/secrets",
  says: "Secrets of an application: when each was made, expires and was last used. Never the secret itself.",
  lists: secret,
} as const satisfies Operation;

export const addSecret = {
  ...about,
  id: "addSecret",
  method: "POST",
  path: "/applications/{id}/secrets",
  says: "Makes another secret, which is shown once. The others stay valid, or expire after some days.",
  sends: sent,
  shows: made,
  status: 201,
} as const satisfies Operation<Record<never, never>, typeof sent.schema>;

export const removeSecret = {
  ...about,
  id: "removeSecret",
  method: "DELETE",
  path: "/applications/{id}/secrets/{secret}",
  says: "Removes a secret, unless it is the last one in force that the application needs.",
} as const satisfies Operation;
