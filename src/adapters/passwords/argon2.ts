/** argon2id with the parameters that OWASP lists first: 19 MiB, two passes. Runs on the thread pool. */
import { hash, verify } from "@node-rs/argon2";
import type { Passwords } from "../../ports/passwords.ts";

const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

type Argon2 = Readonly<{ hash: typeof hash; verify: typeof verify }>;

/** Passwords hashed and verified with `argon2`, which tests may observe. */
export function argon2Passwords(argon2: Argon2 = { hash, verify }): Passwords {
  // Compared if there is no account, so that this takes as long as a wrong password.
  const nobody = argon2.hash("nobody has this password", PARAMETERS);
  return {
    hash: (password) => argon2.hash(password, PARAMETERS),
    async verify(password, stored) {
      const right = await argon2.verify(stored ?? (await nobody), password);
      return right && stored !== undefined;
    },
  };
}
