/** Hashes and verifies passwords, off the event loop. */
export interface Passwords {
  /** The hash to store. It contains its salt and parameters. */
  hash(password: string): Promise<string>;
  /** Whether the password has this hash. `undefined` takes as long as a real hash and never matches. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}
