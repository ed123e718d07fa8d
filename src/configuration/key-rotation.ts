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
        "Number of days after which a new signing key takes over. With 0, replace keys manually with `candor keys rotate`.",
      ),
    ahead: z
      .number()
      .int()
      .min(1)
      .max(720)
      .default(24)
      .describe(
        "Number of hours for which a new key is in the JWKS before it signs. Must be longer than apps and APIs cache the JWKS.",
      ),
  })
  .prefault({})
  .describe(
    "When signing keys are replaced. The former key stays in the JWKS until everything that it signed has expired.",
  );
