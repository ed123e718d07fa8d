/** Authorization requests that were pushed (RFC 9126). Times are milliseconds since 1970. */

export interface PushedRequest {
  readonly id: number;
  /** Of the secret in its request_uri. */
  readonly hash: Uint8Array;
  readonly clientId: string;
  /** The parameters, as a form. */
  readonly parameters: string;
  readonly pushedAt: number;
  /** Until when a user must come with it. */
  readonly expiresAt: number;
  /** When one came. */
  readonly openedAt: number | undefined;
  /** When its code was issued. */
  readonly usedAt: number | undefined;
}

export interface PushedRequestStore {
  insert(request: PushedRequest): Promise<void>;
  find(id: number): Promise<PushedRequest | undefined>;
  /** Notes that a user came, who may take until `endsAt`. Changes nothing if one came before. */
  open(id: number, at: number, endsAt: number): Promise<void>;
  /** Uses it up. `false` if it was used before or is gone. */
  use(id: number, at: number): Promise<boolean>;
}
