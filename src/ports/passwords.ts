/** Hashes and verifies passwords, off the event loop. */
export interface Passwords {
  /** The hash to store, with its salt and parameters in it. */
  hash(password: string): Promise<string>;
  /** Whether the password has this hash. `undefined` takes as long as any other and is never right. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}
