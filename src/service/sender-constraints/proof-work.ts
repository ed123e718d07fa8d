/** The half of a sender constraint that verifies a proof. */
import type { SingleUse } from "../../ports/single-use.ts";
import type { Client } from "../../protocol/client.ts";
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

/** What else a proof depends on. */
export interface Proving {
  /** The access token that the request carries. */
  readonly token?: string | undefined;
  /** Whose request it is, where that is known: its profile may bound the algorithms. */
  readonly client?: Pick<Client, "profile"> | undefined;
}

export interface ProofWork {
  /**
   * Verifies the proof of a request that uses this constraint. The outcome never contains the proof itself. It consumes nothing, since it is
   * also called to say what would be refused next: what may be used once is in `once`. `now` in milliseconds.
   */
  readonly verify: (
    deps: Omit<Deps, "journal">,
    received: Received,
    now: number,
    by?: Proving,
  ) => Verified | Promise<Verified>;
}
