/** What a record keeps of the proof of a client's key: its outcome. */
import { CONFIRMATION } from "../grant-record.ts";
import { text, variants } from "../record.ts";
import type { Proof } from "./sender-constraint.ts";

export const PROOF = variants<Proof>({
  absent: {},
  valid: { cnf: CONFIRMATION },
  invalid: { by: text, because: text },
});
