/** The registered clients, from a cache that hears of changes. */
import type { Client } from "../protocol/client.ts";

/** A secret of a client, as SHA-256: enough for a long random one, and the operator's choice for a weak one. */
export interface ClientSecret {
  readonly hash: Uint8Array;
  /** Milliseconds since 1970; none: it does not expire. */
  readonly expiresAt: number | undefined;
  /** Short enough to be guessed: it has to wait while attempts are throttled. */
  readonly guessable: boolean;
  /** How to find it within a longer text; unknown where the operator has given nothing but the hash. */
  readonly shape?: SecretShape | undefined;
}

export interface SecretShape {
  readonly length: number;
  /** The fingerprint of its first characters. */
  readonly beginning: number;
}

export interface RegisteredClient {
  readonly client: Client;
  readonly secrets: readonly ClientSecret[];
}

export interface Clients {
  find(id: string): RegisteredClient | undefined;
  /** Whether a text with this SHA-256, in base64url, is the secret of any client. */
  hasSecret(sha256: string): boolean;
  /** Lengths of the secrets whose first characters have this fingerprint. */
  lengthsOf(beginning: number): readonly number[];
  /** Whether there is a secret that could be guessed. */
  readonly haveGuessable: boolean;
}
