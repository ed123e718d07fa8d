/** Requests: somebody asks that an application is allowed scopes which only an operator may allow. */
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { oneOf, text } from "./parameter.ts";

/** Characters of a reason. */
const LONGEST = 1_000;

const reason = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST)
  .meta({ expected: `text of 1 to ${LONGEST} characters` });

export const REQUEST_STATES = ["open", "approved", "declined", "withdrawn"] as const;

/** A request as it is shown. */
export const request = {
  title: "Request",
  schema: z.object({
    id: z.string().describe("Its id."),
    application: z.string().describe("client_id of the application."),
    application_name: z.string().optional().describe("What the application is called, if it still exists."),
    scope: z.string().describe("The scopes that were asked for, separated by spaces."),
    reason: z.string().describe("Why they are needed."),
    requested_by: z.string().describe("User name, or the client_id of a client that acted for itself."),
    requested_at: z.iso.datetime().describe("When it was made."),
    state: z.enum(REQUEST_STATES).describe("`open` until it is decided."),
    outdated: z
      .array(z.string())
      .optional()
      .describe("Why an open request can't be approved any more, in words. Then make another one."),
    decided_by: z.string().optional().describe("Who decided or withdrew it."),
    decided_at: z.iso.datetime().optional().describe("When it was decided."),
    comment: z.string().optional().describe("What was said with the decision."),
  }),
};

const common = { kind: "request", scope: "candor:applications" } as const;

export const listRequests = {
  ...common,
  id: "listRequests",
  method: "GET",
  path: "/requests",
  says: "Requests for scopes, the oldest first. Users see those about their own applications.",
  parameters: {
    state: oneOf("Only those in this state.", REQUEST_STATES),
    application: text("Only those about the application with this client_id."),
  },
  lists: request,
  // biome-ignore lint/suspicious/noExplicitAny: each operation has parameters of its own.
} as const satisfies Operation<any, any>;

export const addRequest = {
  ...common,
  id: "addRequest",
  method: "POST",
  path: "/requests",
  act: "add",
  status: 201,
  says: "Asks an operator to allow an application more scopes.",
  sends: {
    title: "NewRequest",
    schema: z.strictObject({
      application: z.string().min(1).max(255).describe("client_id of an application of yours."),
      scope: z
        .string()
        .min(1)
        .max(4_000)
        .meta({ expected: "names of scopes, separated by spaces" })
        .describe("The scopes that it needs, separated by spaces."),
      reason: reason.describe("Why it needs them, for the operator who decides."),
    }),
  },
  shows: request,
  // biome-ignore lint/suspicious/noExplicitAny: each operation has parameters of its own.
} as const satisfies Operation<any, any>;

export const getRequest = {
  ...common,
  id: "getRequest",
  method: "GET",
  path: "/requests/{id}",
  says: "One request.",
  shows: request,
  // biome-ignore lint/suspicious/noExplicitAny: each operation has parameters of its own.
} as const satisfies Operation<any, any>;

export const decideRequest = {
  ...common,
  id: "decideRequest",
  method: "PATCH",
  path: "/requests/{id}",
  act: "change",
  says: "Approves or declines a request, as an operator, or withdraws it, as whoever asked. Approving allows the scopes at once.",
  sends: {
    title: "RequestDecision",
    schema: z.strictObject({
      state: z.enum(["approved", "declined", "withdrawn"]).describe("What becomes of it."),
      comment: reason.optional().describe("Why, for whoever asked. Needed to decline."),
    }),
  },
  shows: request,
  tries: true,
  // biome-ignore lint/suspicious/noExplicitAny: each operation has parameters of its own.
} as const satisfies Operation<any, any>;

export const REQUESTS = [listRequests, addRequest, getRequest, decideRequest] as const;
