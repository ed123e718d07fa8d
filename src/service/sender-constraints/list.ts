/** What verifies the proofs of each sender constraint, by its name. */
import type { ProofWork } from "./proof-work.ts";

export const PROOF_WORK: Readonly<Record<string, ProofWork>> = {
  // Servers whose clients send none never load it.
  dpop: { verify: async (...given) => (await import("./dpop.ts")).verifyDpop(...given) },
  mtls: { verify: async (_deps, received) => (await import("./mtls.ts")).certificateProof(received) },
};
