/** The settings for the server's keys: which it has, and when they are replaced. */
import { z } from "zod";
import { ADDITIONAL_KEYS } from "../protocol/encryption.ts";

export const additionalKeys = z
  .array(z.enum(ADDITIONAL_KEYS))
  .default([])
  .describe(
    "Keys that the server has beside those for ES256, RS256 and EdDSA. `PS256` signs. Clients encrypt request objects to `RSA-OAEP-256` (RSA-OAEP too) and `ECDH-ES` (also with A128KW and A256KW). They are published, replaced and stored as the others. One that isn't listed any more leaves the JWKS at once.",
  );

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
