/** The document that `GET /refusals/{ref}` returns: its fields, documented once, and the JSON Schema derived from them. */
import { z } from "zod";
import type { Change } from "../reasons/fix.ts";

const section = z
  .object({
    spec: z.string().describe("The specification, e.g. RFC 6749."),
    section: z.string().describe("Number of the section. Empty for the whole document."),
    title: z.string(),
    url: z.string(),
  })
  .describe("A section of a specification.");

const mark = z
  .object({
    from: z.int().nonnegative().describe("The first UTF-16 code unit of the span."),
    to: z.int().nonnegative().describe("The code unit after the last one of the span."),
    note: z.string().optional(),
  })
  .describe("A span of the value that the reason points at.");

const part = z.object({
  in: z.enum(["header", "query", "body"]),
  name: z.string(),
  value: z
    .string()
    .optional()
    .describe("Absent for values that are never kept: secrets, tokens, codes, verifiers, passwords."),
  length: z.int().nonnegative().describe("The length of the value in characters."),
  thumbprint: z.string().optional().describe("Shows whether two values are the same, and nothing else about them."),
  marks: z.array(mark),
});

const request = z
  .object({
    method: z.string(),
    path: z.string(),
    parts: z.array(part).describe("Headers, then the parameters of the URL, then those of the body."),
    marks: z
      .array(
        z.object({
          at: z.string(),
          note: z.string().optional(),
          not_kept: z.literal(true).optional().describe("It may have been sent, but is not kept."),
        }),
      )
      .describe("What else the reason points at: the method, the path, or what was not sent or is not kept."),
  })
  .describe("The request as it was kept, without secrets.");

export const step = z.object({
  asks: z.string(),
  cites: section.optional(),
  result: z.enum(["passed", "failed", "not_reached"]),
});

/** A kind of change as it is in the document. */
type Snaked<S extends string> = S extends `${infer A}-${infer B}` ? `${A}_${Snaked<B>}` : S;

/** Every kind of change. A missing one does not compile. */
const CHANGES: Readonly<Record<Snaked<Change["change"]>, true>> = {
  set: true,
  leave_out: true,
  rename: true,
  send_once: true,
  send_as_form: true,
  send_to: true,
  supply: true,
  supply_token: true,
  add_to_client: true,
  set_of_client: true,
  setting: true,
};

const change = z
  .looseObject({ change: z.enum(Object.keys(CHANGES) as (keyof typeof CHANGES)[]) })
  .describe("One change as data: to the request, to the configuration, or to something that only the client has.");

export const fix = z.object({
  says: z.string().describe("The one thing to do."),
  by: z.enum(["developer", "operator", "person"]),
  changes: z.array(change).describe("Tried together. Empty for advice that cannot be tried."),
  supposes: z
    .literal(true)
    .optional()
    .describe(
      "Proved on the assumption that the client or the user has what is needed, such as the right secret or a valid code.",
    ),
  again: z.boolean().describe("The flow restarts, instead of the request being repeated with a change."),
  weakens: z.string().optional().describe("Why it weakens security. Never apply such a fix automatically."),
  get outcome() {
    return outcome;
  },
});

const outcome = z.discriminatedUnion("is", [
  z.object({ is: z.literal("granted"), what: z.string() }).describe("With the fix, the request is granted."),
  z
    .object({
      is: z.literal("next"),
      code: z.string(),
      title: z.string(),
      description: z.string(),
      get fixes() {
        return z.array(fix);
      },
    })
    .describe("The fix works, but this problem follows, with fixes of its own."),
  z.object({ is: z.literal("not_tried") }),
]);

export const refusalDocument = z
  .object({
    ref: z.string().describe("The reference of this refusal."),
    at: z.iso.datetime().describe("When it was refused, RFC 3339 in UTC."),
    audience: z.enum(["public", "client", "owner", "operator"]).describe("The reader that this document was made for."),
    endpoint: z.string(),
    code: z.string().describe("The reason, as `family/slug`."),
    error: z.string().describe("The `error` in the response."),
    status: z.int(),
    title: z.string(),
    cause: z.string().describe("What this reason means and what usually causes it."),
    description: z.string().describe("The full `error_description`, for this reader."),
    error_uri: z.string(),
    client_id: z.string().optional(),
    from: z
      .object({ network: z.string().optional(), agent: z.string().optional() })
      .describe("Where the request came from."),
    evidence: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .describe("By name. Durations are in seconds, points in time in RFC 3339."),
    request,
    trace: z.array(step).describe("The checks of the decision, in order."),
    fixes: z.array(fix).describe("What to do, best first, and the result of trying it by replay."),
    remedies: z.object({
      developer: z.string(),
      operator: z.string().optional(),
      person: z.string().optional(),
    }),
    cites: z.array(section),
    more: z.int().nonnegative().describe("How many more like this from the same source were counted since then."),
    fault: z
      .string()
      .optional()
      .describe("For faults of the server, and only for the operator: where the error was thrown."),
  })
  .describe("One refusal, explained to one reader.");

export type RefusalDocument = z.infer<typeof refusalDocument>;

/** JSON Schema (draft 2020-12) of the document. */
export function refusalSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(refusalDocument) as Readonly<Record<string, unknown>>;
}
