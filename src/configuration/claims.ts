/** The part of the configuration that says which claims a scope, an API or an application brings. */
import { z } from "zod";
import { PLACES } from "../protocol/claim-rule.ts";

const name = z
  .string()
  .regex(/^(?!__proto__$)[\x21-\x7E]{1,100}$/)
  .meta({ expected: "1 to 100 printable ASCII characters without spaces" });
const entry = z.string().min(1).max(200).meta({ expected: "text of 1 to 200 characters" });

export const claimRule = z.strictObject({
  claim: name.describe("Name of the claim. Claims of the protocol, such as `sub`, can't be set."),
  from: name
    .optional()
    .describe(
      "The user's attribute that is sent, such as `groups`, `roles` or `email`. `username` is the name that the user signs in with.",
    ),
  value: z
    .union([z.string().max(1_000), z.number(), z.boolean(), z.array(entry).max(100)])
    .meta({ expected: "text of at most 1,000 characters, a number, true or false, or a list of texts" })
    .optional()
    .describe("A constant that is sent, in place of an attribute."),
  only: z.array(entry).min(1).max(100).optional().describe("Of a list, only these entries."),
  prefix: entry.optional().describe("Of a list, only the entries that begin with this."),
  strip: z.boolean().optional().describe("Leaves the prefix out of what is sent."),
  in: z
    .array(z.enum(PLACES))
    .min(1)
    .max(PLACES.length)
    .optional()
    .describe(
      "Where it is sent. The default is `access_token` for an API and the scopes of an API, otherwise `id_token` and `userinfo`.",
    ),
});

export type ClaimRules = z.output<typeof claimRule>[];

/** At most so many rules of one owner. */
export const MOST_RULES = 50;

const rules = (what: string) =>
  z
    .array(claimRule)
    .max(MOST_RULES)
    .meta({ expected: `a list of at most ${MOST_RULES} rules` })
    .optional()
    .describe(what);

export const scopeClaims = rules("Claims that the scope brings. The consent page says what they disclose.");
export const apiClaims = rules(
  "Claims in the access tokens for this API. Attributes of the user are sent only if a granted scope releases them.",
);
export const clientClaims = rules(
  "Claims in ID tokens and userinfo for this app. Attributes of the user are sent only if a granted scope releases them.",
);
