/** What dialects/<provider>.yaml may contain: one schema, for the compiler and, as dialects/schema.json, for editors. */
import { z } from "zod";
import { isExpression, toRegExp } from "../../src/doctor/dialects/pattern.ts";
import { type CauseCode, causeCodes } from "../../src/reasons/causes.ts";

const ENDPOINTS = [
  "authorization",
  "token",
  "registration",
  "device",
  "ciba",
  "revocation",
  "introspection",
  "userinfo",
  "discovery",
  "other",
] as const;

const oneOrMore = <T extends z.ZodType>(what: T) => z.union([what, z.array(what).min(1)]);

const text = z.string().min(1);
const url = z.string().regex(/^https:\/\/\S+$/, { error: "must be a URL that starts with https://" });

const host = z
  .string()
  .regex(/^\.?[\w-]+(?:\.[\w-]+)*$/, { error: "must be the name of a host, without https:// and without a path" });

const pattern = text
  .superRefine((value, context) => {
    if (/^\/.+\/[dgimsuvy]{1,4}$/s.test(value) && !isExpression(value))
      return context.addIssue({ code: "custom", message: "only the flags c and u may follow the last slash" });
    try {
      toRegExp(value);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
    }
  })
  .describe(
    "Plain text, in which white space matches any white space and * any text of up to 80 characters on the line; or a regular expression between slashes. Letter case is ignored, unless the flag c follows the last slash.",
  );

const weight = z
  .number()
  .gt(0)
  .max(0.99)
  .describe("How sure: 0.95 if the message says just this, 0.3 if it is one of several causes.");

const meaning = z.union([
  weight,
  z
    .strictObject({
      weight,
      fix: z
        .string()
        .regex(/^[\x20-\x7e]{10,}$/, { error: "must be a sentence in ASCII, of 10 characters or more" })
        .optional()
        .describe(
          "What to do, in the provider's terms: where in its console, under which name. Default: the fix of the cause.",
        ),
      tell: text.optional().describe("How to tell this cause from the others."),
    })
    .describe("A weight, with a fix of the provider's own or a way to tell it from the others."),
]);

const page = z.strictObject({
  url,
  kind: z
    .enum(["manual", "source", "issue"])
    .describe("The provider's manual, its source code, or a report by a user."),
  read: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, { error: "must be a day: 2026-11-28" })
    .optional()
    .describe("The day on which somebody opened the page and found the message. Leave it out if nobody has."),
});

const example = z.union([
  text,
  z.strictObject({
    error: z.string().optional(),
    description: z.string().optional(),
    status: z.int().optional(),
    body: text.optional().describe("The whole body, if it isn't an OAuth error."),
    text: text.optional().describe("Anything else that users paste."),
    request: text.optional(),
  }),
]);

const message = z.strictObject({
  id: z
    .string()
    .regex(/^[^\s"'`]+$/, { error: "must be one word" })
    .describe("The vendor's code or a name of yours, unique in the file."),
  error: oneOrMore(text).optional().describe("The error of the response: any of these."),
  says: oneOrMore(pattern).optional().describe("What the message says: any of these."),
  status: oneOrMore(z.int().min(100).max(599)).optional(),
  endpoint: z.enum(ENDPOINTS).optional(),
  parameter: z
    .strictObject({ name: text, like: pattern.optional() })
    .optional()
    .describe("A parameter of the request that must be there, or match a pattern."),
  "only-here": z
    .boolean()
    .optional()
    .describe("This wording proves the provider. It must not match the example of another provider."),
  page: text.describe("Where the message comes from: a name under `pages`."),
  means: z
    .partialRecord(z.enum(causeCodes as [CauseCode, ...CauseCode[]]), meaning)
    .refine((means) => Object.keys(means).length > 0, { error: "must name a cause" })
    .describe("The causes and how likely they are. Weights need not add up to one."),
  example: example.describe("The message as the provider writes it. A plain string is the same as `text`."),
});

export const dialectSchema = z.strictObject({
  provider: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: "must be the file's name without .yaml" }),
  name: text.describe("As it is commonly called: ZITADEL."),
  kind: z
    .enum(["service", "software", "library"])
    .describe(
      "A service runs at hosts of its own only, anybody hosts software, and a library runs in the client or the API.",
    ),
  hosts: z.array(host).optional().describe("The provider's own hosts, as suffixes: .zitadel.cloud"),
  marks: z
    .array(pattern)
    .optional()
    .describe("What only this provider's messages, requests and URLs contain, wherever it is hosted."),
  pages: z.record(z.string(), page).describe("Where messages come from, each under a name."),
  messages: z.array(message).min(1).describe("The first that matches counts: put the special before the general."),
  departures: z
    .array(z.strictObject({ says: text, page: url }))
    .optional()
    .describe("Where the provider departs from the specifications."),
});

/** A dialect as it is written. */
export type Written = z.infer<typeof dialectSchema>;
export type WrittenMessage = Written["messages"][number];

/** The JSON Schema for editors: dialects/schema.json. */
export function publishedSchema(): object {
  return { title: "A dialect: the messages of one provider", ...z.toJSONSchema(dialectSchema, { io: "input" }) };
}
