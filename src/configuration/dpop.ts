/** The setting for DPoP proofs. */
import { z } from "zod";

export const dpop = z
  .strictObject({
    nonce: z
      .boolean()
      .default(false)
      .describe(
        "Accepts only proofs with a nonce that the server sent in the last minutes, so that nobody can make proofs in advance. Clients must repeat their first request (RFC 9449, section 8).",
      ),
  })
  .prefault({})
  .describe("How clients prove the keys that their tokens are bound to (RFC 9449).");
