/** The half of a sender constraint that verifies a proof. */
import type { SingleUse } from "../../ports/single-use.ts";
import type { Received } from "../../protocol/received.ts";
import type { Proof, ProofDetails } from "../../protocol/sender-constraints/sender-constraint.ts";
import type { Deps } from "../deps.ts";

/** A proof that was verified, and may be used once. */
export type Verified = Proof & {
  readonly once?: SingleUse & {
    /** Why a second use is refused. */
    readonly because: string;
    readonly details?: ProofDetails;
  };
};

export interface ProofWork {
  /**
   * Verifies the proof of a request that uses this constraint. The outcome never contains the proof itself. It consumes nothing, since it is
   * also called to say what would be refused next: what may be used once is in `once`. `token`: the access token that the request carries.
   * `now` in milliseconds.
   */
  readonly verify: (
    deps: Omit<Deps, "journal">,
    received: Received,
    now: number,
    token?: string,
  ) => Verified | Promise<Verified>;
}
