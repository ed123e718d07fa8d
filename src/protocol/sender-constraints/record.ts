/** What a record keeps of the proof of a client's key: its outcome. */
import { CONFIRMATION } from "../grant-record.ts";
import { flag, members, number, optional, text, variants } from "../record.ts";
import type { Proof, ProofDetails } from "./sender-constraint.ts";

const DETAILS = members<ProofDetails>({
  looks: optional(text),
  length: optional(number),
  member: optional(text),
  sent: optional(text),
  expected: optional(text),
  madeAt: optional(number),
  seconds: optional(number),
  early: optional(flag),
});

export const PROOF = variants<Proof>({
  absent: {},
  valid: { cnf: CONFIRMATION },
  invalid: { by: text, because: text, details: optional(DETAILS) },
});
