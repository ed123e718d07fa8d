/** The registered clients, from a cache that is told of changes. */
import type { Client } from "../protocol/client.ts";

/** A secret of a client: SHA-256 of a value with at least 128 bits of entropy, or of a weak one that is the operator's choice. */
export interface ClientSecret {
  readonly hash: Uint8Array;
  /** Milliseconds since 1970; none: it does not expire. */
  readonly expiresAt: number | undefined;
}

export interface RegisteredClient {
  readonly client: Client;
  readonly secrets: readonly ClientSecret[];
}

export interface Clients {
  find(id: string): RegisteredClient | undefined;
}
