/** The registered clients, from a cache that follows changes. */
import type { Client } from "../protocol/client.ts";

/** A client's secret, as SHA-256. That is enough for a long random secret. A weak one is the operator's choice. */
export interface ClientSecret {
  readonly hash: Uint8Array;
  /** Milliseconds since 1970. Without it, the secret doesn't expire. */
  readonly expiresAt: number | undefined;
  /** Short enough to be guessed, so it must wait while attempts are throttled. */
  readonly guessable: boolean;
  /** How to find it within a longer text; unknown if the operator has configured only the hash. */
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
  /** Whether any secret could be guessed. */
  readonly haveGuessable: boolean;
}
