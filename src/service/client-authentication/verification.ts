/** The half of a client authentication method that finds the client and verifies what it presented. */
import type { SingleUse } from "../../ports/single-use.ts";
import type { Soon } from "../../ports/soon.ts";
import type { ClientFacts } from "../../protocol/client-authentication/facts.ts";
import type { Presented } from "../../protocol/client-authentication/method.ts";
import type { Deps } from "../deps.ts";

export interface Verified {
  /** The client, and the outcome of verifying. Never the secret itself. */
  readonly facts: ClientFacts;
  /** Whether what was right could have been guessed, so that it must wait while attempts are throttled. */
  readonly guessable: boolean;
  /** Names the secret that was right, if it is one of the storage. */
  readonly secretId?: string | undefined;
  /** What is accepted once, and the facts if it was used before. */
  readonly once?: { readonly use: SingleUse; readonly otherwise: ClientFacts } | undefined;
}

/** Verifies what was presented. It counts and consumes nothing: it is also called to say what would be refused next. `now` in milliseconds. */
export type Verification = (
  deps: Pick<Deps, "registry" | "clientKeys"> & Partial<Pick<Deps, "keys">>,
  presented: Presented,
  now: number,
) => Soon<Verified>;
