/** argon2id with the parameters that OWASP lists first: 19 MiB, two passes. Runs on the thread pool. */
import { hash, verify } from "@node-rs/argon2";
import { costFault, decoyOf, kindOfHash, NO_PASSWORD, readPasswordHash } from "../../ports/password-hash.ts";
import type { Passwords } from "../../ports/passwords.ts";

const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const CURRENT = kindOfHash(NO_PASSWORD);

type Argon2 = Readonly<{ hash: typeof hash; verify: typeof verify }>;

/** Passwords hashed and verified with `argon2`, which tests may observe. Hashes of other servers are verified as well. */
export function argon2Passwords(argon2: Argon2 = { hash, verify }): Passwords {
  async function compare(password: string, stored: string): Promise<boolean> {
    if (kindOfHash(stored) === CURRENT) return argon2.verify(stored, password);
    const form = readPasswordHash(stored);
    // Whatever wrote it: what costs too much is never run.
    if (form === undefined || costFault(form) !== undefined) return false;
    if (form.is === "argon2") return argon2.verify(stored, password);
    const { verifyForeign } = await import("./foreign.ts");
    return verifyForeign(password, stored, form);
  }
  return {
    hash: (password) => argon2.hash(password, PARAMETERS),
    async verify(password, stored, like) {
      // Compared if there is no account, so that this takes as long as a wrong password.
      const right = await compare(password, stored ?? decoyOf(like ?? CURRENT));
      return right && stored !== undefined;
    },
    isCurrent: (stored) => kindOfHash(stored) === CURRENT,
  };
}
