/** When each secret of an application was last used. Times are milliseconds since 1970. */

export interface SecretUse {
  readonly clientId: string;
  readonly secretId: string;
  readonly at: number;
}

export interface SecretUseStore {
  /** Keeps the later time of each. */
  note(uses: readonly SecretUse[]): Promise<void>;
  /** Of one application. */
  of(clientId: string): Promise<readonly SecretUse[]>;
}

/** How long the last use of a secret is kept. */
export const SECRET_USE_KEPT_FOR = 400 * 86_400_000;

/** Notes uses without delaying what they are for. */
export interface SecretUses {
  note(clientId: string, secretId: string, now: number): void;
  /** With what was noted just now. */
  of(clientId: string): Promise<ReadonlyMap<string, number>>;
  /** Stores what was noted. Doesn't reject. */
  flush(): Promise<void>;
}
