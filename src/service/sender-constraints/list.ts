/** What verifies the proofs of each sender constraint, by its name. */
import { onFirstUse } from "../../ports/soon.ts";
import type { ProofWork } from "./proof-work.ts";

const dpop = onFirstUse(() => import("./dpop.ts"));
const mtls = onFirstUse(() => import("./mtls.ts"));

export const PROOF_WORK: Readonly<Record<string, ProofWork>> = {
  // Servers whose clients send none never load it.
  dpop: { verify: async (...given) => (await dpop()).verifyDpop(...given) },
  mtls: { verify: async (_deps, received) => (await mtls()).certificateProof(received) },
};
