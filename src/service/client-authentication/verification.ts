/** The half of a client authentication method that finds the client and verifies what it presented. */
import type { StoredSecret } from "../../ports/registered.ts";
import type { SingleUse } from "../../ports/single-use.ts";
import type { Soon } from "../../ports/soon.ts";
import type { ClientFacts } from "../../protocol/client-authentication/facts.ts";
import type { Presented } from "../../protocol/client-authentication/method.ts";
import type { Deps } from "../deps.ts";

/** How a secret is kept that is known. */
export type OwnHash = Pick<StoredSecret, "hash" | "guessable" | "shape">;

export interface Verified {
  /** The client, and the outcome of verifying. Never the secret itself. */
  readonly facts: ClientFacts;
  /** Whether what was right could have been guessed, so that it must wait while attempts are throttled. */
  readonly guessable: boolean;
  /** Names the secret that was right, if it is one of the storage. */
  readonly secretId?: string | undefined;
  /** If that is still kept as the hash of another server: the mark of that, and what it is kept as from now on. */
  readonly moved?: { readonly cameAs: string; readonly own: OwnHash } | undefined;
  /** Compares it with the hashes of other servers as well, which takes long: only a request that counts as an attempt does. */
  readonly slowly?: ((deps: Pick<Deps, "keys" | "passwords">) => Promise<Verified>) | undefined;
  /** What is accepted once, and the facts if it was used before. */
  readonly once?: { readonly use: SingleUse; readonly otherwise: ClientFacts } | undefined;
}

/** Verifies what was presented. It counts and consumes nothing: it is also called to say what would be refused next. `now` in milliseconds. */
export type Verification = (
  deps: Pick<Deps, "registry" | "clientKeys"> & Partial<Pick<Deps, "keys">>,
  presented: Presented,
  now: number,
) => Soon<Verified>;
