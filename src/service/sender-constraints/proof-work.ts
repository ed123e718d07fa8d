/** The half of a sender constraint that verifies a proof. */
import type { Received } from "../../protocol/received.ts";
import type { Proof } from "../../protocol/sender-constraints/sender-constraint.ts";
import type { Deps } from "../deps.ts";

export interface ProofWork {
  /**
   * Verifies the proof of a request that uses this constraint. The outcome never contains the proof itself. It consumes nothing, since it is
   * also called to say what would be refused next. `now` in milliseconds.
   */
  readonly verify: (deps: Omit<Deps, "journal">, received: Received, now: number) => Proof | Promise<Proof>;
}
