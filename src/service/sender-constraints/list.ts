/** What verifies the proofs of each sender constraint, by its name. Today there is none. */
import type { ProofWork } from "./proof-work.ts";

export const PROOF_WORK: Readonly<Record<string, ProofWork>> = {};
