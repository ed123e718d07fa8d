/** What probes change about attestations and proofs. Apart from keys, so that its users need no types of Node. */
import type { Signer } from "./signer.ts";

/** What is different from a right JWT. A member that is undefined is left out. */
export interface JwtChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signer?: Signer;
}

export interface AttestationChanges {
  readonly attestation?: JwtChanges;
  readonly proof?: JwtChanges;
}
