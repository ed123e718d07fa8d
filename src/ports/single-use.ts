/** What is accepted once, such as the `jti` of an assertion or a proof (RFC 7523 3, RFC 9449 11.1). Times are milliseconds since 1970. */

/** Something that may be used once. */
export interface SingleUse {
  /** A hash over what it is and whose, so that no two are mixed up and nothing is learned from the storage. */
  readonly hash: Uint8Array;
  /** Until when it would be accepted. It is remembered until then. */
  readonly until: number;
}

export interface SingleUseStore {
  /** Uses all of them in one step. `false` if one of them was used before; nothing is changed then. */
  use(all: readonly SingleUse[]): Promise<boolean>;
}
