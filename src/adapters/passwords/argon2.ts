/** argon2id with the parameters that OWASP lists first: 19 MiB, two passes. Runs on the thread pool. */
import { hash, verify } from "@node-rs/argon2";
import type { Passwords } from "../../ports/passwords.ts";

const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Compared if there is no account, so that this takes as long as a wrong password. It has the form of a hash and is that of no
 * password, so it costs nothing to make.
 */
const NOBODY = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$${"A".repeat(22)}$${"A".repeat(43)}`;

type Argon2 = Readonly<{ hash: typeof hash; verify: typeof verify }>;

/** Passwords hashed and verified with `argon2`, which tests may observe. */
export function argon2Passwords(argon2: Argon2 = { hash, verify }): Passwords {
  return {
    hash: (password) => argon2.hash(password, PARAMETERS),
    async verify(password, stored) {
      const right = await argon2.verify(stored ?? NOBODY, password);
      return right && stored !== undefined;
    },
  };
}
