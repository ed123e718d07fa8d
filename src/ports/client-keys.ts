/** Public keys of clients: those that they registered, or those that their `jwks_uri` publishes (RFC 7591 2). */
import type { Client } from "../protocol/client.ts";
import type { MissingKey } from "../protocol/encryption.ts";
import type { JwkSet } from "../protocol/jwk.ts";
import type { OutboundFault } from "./outbound.ts";

/** Why keys that a client publishes can't be used; `status 404` and the like: the response. */
export type KeysFault = OutboundFault | `status ${number}` | "not-keys";

export type FoundKeys =
  | { readonly is: "keys"; readonly set: JwkSet }
  /** It has registered neither keys nor a URL. */
  | { readonly is: "none" }
  | { readonly is: "unavailable"; readonly because: KeysFault };

export interface ClientKeys {
  /**
   * The keys of a client. `fits` says whether a key that is needed is among them: if not, they are fetched again, as a client that has
   * replaced its keys expects. `now` in milliseconds.
   */
  of(client: Pick<Client, "jwks" | "jwksUri">, fits: (set: JwkSet) => boolean, now: number): Promise<FoundKeys>;
}

/** A client has no key that something could be encrypted to: its keys can't be fetched, or none of them fits. Nothing is sent in plain text. */
export class NoKeyToEncryptTo extends Error {
  readonly evidence: MissingKey;
  constructor(evidence: MissingKey) {
    super(`Client ${evidence.clientId} has no key for ${evidence.alg}: ${evidence.because}.`);
    this.name = "NoKeyToEncryptTo";
    this.evidence = evidence;
  }
}
