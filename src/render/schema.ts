/** The document that `GET /refusals/{ref}` answers with: its fields, documented once, and the JSON Schema made of them. */
import { z } from "zod";
import type { Change } from "../reasons/fix.ts";

const section = z
  .object({
    spec: z.string().describe("The specification, e.g. RFC 6749."),
    section: z.string().describe("Number of the section; empty for the whole document."),
    title: z.string(),
    url: z.string(),
  })
  .describe("A section of a specification.");

const mark = z
  .object({
    from: z.int().nonnegative().describe("First UTF-16 code unit of the value at fault."),
    to: z.int().nonnegative().describe("The one after the last."),
    note: z.string().optional(),
  })
  .describe("A span of the value at which the reason points.");

const part = z.object({
  in: z.enum(["header", "query", "body"]),
  name: z.string(),
  value: z
    .string()
    .optional()
    .describe("Left out where it is never kept: secrets, tokens, codes, verifiers, passwords."),
  length: z.int().nonnegative().describe("Characters of the value."),
  thumbprint: z.string().optional().describe("Tells whether two values are the same, and nothing else about them."),
  marks: z.array(mark),
});

const request = z
  .object({
    method: z.string(),
    path: z.string(),
    parts: z.array(part).describe("Headers, then parameters of the address, then those of the body."),
    marks: z
      .array(z.object({ at: z.string(), note: z.string().optional() }))
      .describe("What the reason points at that is none of the parts: the method, the path, what was not sent."),
  })
  .describe("The request as it is kept: without secrets.");

const step = z.object({
  asks: z.string(),
  cites: section.optional(),
  result: z.enum(["passed", "failed", "not_reached"]),
});

/** A kind of change as it goes over the wire. */
type Snaked<S extends string> = S extends `${infer A}-${infer B}` ? `${A}_${Snaked<B>}` : S;

/** Every kind of change; one that is missing does not compile. */
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
  .describe("One change, as data: to the request, to the configuration, or to what only the client has.");

const fix = z.object({
  says: z.string().describe("The one thing to do."),
  by: z.enum(["developer", "operator", "person"]),
  changes: z.array(change).describe("Tried in one; none: advice that cannot be tried."),
  supposes: z
    .literal(true)
    .optional()
    .describe(
      "Proved on the supposition that the client or the person has what is supplied: the right secret, a good code.",
    ),
  again: z.boolean().describe("Something is begun anew, rather than the request repeated with a change."),
  weakens: z.string().optional().describe("Why it weakens security; such a fix is never to be applied unseen."),
  get outcome() {
    return outcome;
  },
});

const outcome = z.discriminatedUnion("is", [
  z.object({ is: z.literal("granted"), what: z.string() }).describe("Decided again with the fix: it goes through."),
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
    .describe("Right and not enough: this would be refused next, with its own fixes, tried on top."),
  z.object({ is: z.literal("not_tried") }),
]);

export const refusalDocument = z
  .object({
    ref: z.string().describe("The reference of this refusal."),
    at: z.iso.datetime().describe("When it was refused, RFC 3339 in UTC."),
    audience: z.enum(["public", "client", "owner", "operator"]).describe("For whom this document was made."),
    endpoint: z.string(),
    code: z.string().describe("The reason, `family/slug`."),
    error: z.string().describe("What went over the wire as `error`."),
    status: z.int(),
    title: z.string(),
    cause: z.string().describe("What this reason means and how it usually comes about."),
    description: z.string().describe("`error_description` in full, for this reader."),
    error_uri: z.string(),
    client_id: z.string().optional(),
    from: z.object({ network: z.string().optional(), agent: z.string().optional() }).describe("Whence it came."),
    evidence: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .describe("By name; durations in seconds, points in time as RFC 3339."),
    request,
    trace: z.array(step).describe("The checks of the decision in their order."),
    fixes: z.array(fix).describe("What to do, the best first, and what came of trying it by replay."),
    remedies: z.object({
      developer: z.string(),
      operator: z.string().optional(),
      person: z.string().optional(),
    }),
    cites: z.array(section),
    more: z.int().nonnegative().describe("How many more of the same kind by the same party were counted since."),
    fault: z.string().optional().describe("For faults of the server: where it was thrown, for the operator."),
  })
  .describe("One refusal, explained to one reader.");

export type RefusalDocument = z.infer<typeof refusalDocument>;

/** JSON Schema (draft 2020-12) of the document. */
export function refusalSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(refusalDocument) as Readonly<Record<string, unknown>>;
}
