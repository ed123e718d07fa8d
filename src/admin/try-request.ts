/** What would be decided about a request of an application, in the admin API. */
import { z } from "zod";
import { fix, step } from "../render/schema.ts";
import type { Operation } from "./operation.ts";

/** Characters of a value. The server's own limits are tried as well, so it may be long. */
export const LONGEST_TRIED = 4_000;
const MOST = 50;

export const TRIED_USERS = ["signed-in", "consented", "nobody"] as const;

const reason = z.object({
  code: z.string().describe("The reason, as `family/slug`."),
  page: z.url().describe("The page that explains it."),
});

const decision = z.object({
  granted: z.string().optional().describe("What would be granted, in words. Absent if the request would be refused."),
  refusal: reason
    .extend({
      title: z.string(),
      error: z.string().describe("The `error` of the response."),
      description: z.string().describe("The `error_description`, without a reference: nothing is kept."),
      fixes: z.array(fix).describe("What to do, best first, and the result of trying it."),
    })
    .optional()
    .describe("Why it would be refused."),
  trace: z
    .array(step.extend({ could_refuse: z.array(reason).describe("What this check refuses with, if it fails.") }))
    .describe("The checks of the decision, in order."),
});

export const tryRequest = {
  id: "tryRequest",
  method: "POST",
  path: "/decisions",
  kind: "decision",
  scope: "candor:applications",
  act: "read",
  says: "Shows what would be decided about a request of an application, and why. Nothing is issued, counted or kept. The client's secret is never needed: it is supposed to be right, and so are the code and the refresh token of a token request.",
  sends: {
    title: "DecisionRequest",
    schema: z.strictObject({
      client_id: z.string().min(1).max(200).describe("The application."),
      endpoint: z.enum(["authorization", "token"]).describe("The endpoint that the request is for."),
      parameters: z
        .record(z.string().max(200), z.string().max(LONGEST_TRIED))
        .refine((sent) => Object.keys(sent).length <= MOST, `at most ${MOST} parameters`)
        .describe("The parameters of the request, by name. `client_id` is added to an authorization request."),
      user: z
        .enum(TRIED_USERS)
        .optional()
        .describe(
          "Who is at the browser in an authorization request. By default `signed-in`: a user who hasn't allowed the application anything yet. `consented`: a user who has allowed it everything.",
        ),
    }),
    secrets: ["parameters"],
  },
  shows: { title: "Decision", schema: decision },
} as const satisfies Operation;

export type ShownTried = z.input<typeof decision>;
