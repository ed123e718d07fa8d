/** Public keys of clients: those that they registered, or those that their `jwks_uri` publishes (RFC 7591 2). */
import type { Client } from "../protocol/client.ts";
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
