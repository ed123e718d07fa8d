/** Hashes and verifies passwords, off the event loop. */
export interface Passwords {
  /** The hash to store. It contains its salt and parameters. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password has this hash, of any form of `password-hash.ts`. `undefined` takes as long as a real hash and never
   * matches: as one of the kind `like`, or else as one that `hash` makes.
   */
  verify(password: string, hash: string | undefined, like?: string): Promise<boolean>;
  /** Whether `hash` would make one like it today. Another is replaced as soon as the password is known. */
  isCurrent(hash: string): boolean;
}
