/** The setting for the rotation of signing keys. */
import { z } from "zod";

export const keyRotation = z
  .strictObject({
    every: z
      .number()
      .int()
      .min(0)
      .max(3_650)
      .default(90)
      .describe(
        "Days after which a new signing key takes over. 0 disables it, and `candor keys rotate` does it by hand.",
      ),
    ahead: z
      .number()
      .int()
      .min(1)
      .max(720)
      .default(24)
      .describe("Hours for which a new key is in the JWKS before it signs: longer than anybody keeps the JWKS."),
  })
  .prefault({})
  .describe("When signing keys are replaced. The former key stays in the JWKS until nothing that it signed is valid.");
