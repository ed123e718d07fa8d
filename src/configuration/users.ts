/** The part of the configuration that says which attributes users have, and what they may change themselves. */
import { z } from "zod";
import { ATTRIBUTE_TYPES } from "../protocol/attributes.ts";

/** Claims that say who somebody is to others, what somebody may do, or what was proved, are never the user's own to set. */
const OWN_CLAIMS = [
  ...["name", "given_name", "middle_name", "family_name", "nickname", "email", "phone_number"],
  ...["picture", "profile", "website", "gender", "birthdate", "zoneinfo", "locale"],
] as const;

const attribute = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/)
    .meta({ expected: "a letter, and at most 63 letters, digits, _ and - after it" })
    .describe("Name of the attribute, as claim rules and the admin API use it."),
  type: z.enum(ATTRIBUTE_TYPES).default("text").describe("`list` is a list of different texts."),
  title: z.string().min(1).max(100).optional().describe("How pages name it. The default is the name."),
  editable: z.boolean().default(false).describe("Whether users may change it at /console/me."),
});

export const users = z
  .strictObject({
    attributes: z
      .array(attribute)
      .max(100)
      .meta({ expected: "a list of at most 100 attributes" })
      .default([])
      .describe(
        "Attributes that users have beside the claims of OpenID Connect, such as a department. Nobody has to have one. Apps receive them only by claim rules.",
      ),
    editable: z
      .array(z.enum(OWN_CLAIMS))
      .default(["name", "email"])
      .describe("Claims of OpenID Connect that users may change at /console/me."),
  })
  .prefault({})
  .describe("What users are described by, and what they may change themselves.");
