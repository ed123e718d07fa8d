/** The part of the configuration that says what users may register themselves. */
import { z } from "zod";
import { GRANT_TYPES } from "../protocol/grants/index.ts";

export const selfService = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe("Whether every user may register apps. Each belongs to the user, or to one of the user's teams."),
    scopes: z
      .array(z.string())
      .optional()
      .describe(
        "Scopes that owners may allow their apps without an operator. The default is every scope that isn't sensitive.",
      ),
    grantTypes: z
      .array(z.enum(GRANT_TYPES))
      .default(["authorization_code", "refresh_token"])
      .describe("Grant types that owners may allow their apps without an operator."),
    applications: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(10)
      .describe("How many apps one user, or one team, may have. Operators may add more."),
  })
  .prefault({})
  .describe("What users may register by themselves, and what owners may change without an operator.");
