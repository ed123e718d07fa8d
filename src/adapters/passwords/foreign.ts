/** Verifies hashes that other servers made: bcrypt, PBKDF2 and scrypt. Loaded when the first one is met. Runs on the thread pool. */
import { pbkdf2, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { PasswordHash } from "../../ports/password-hash.ts";

const derive = promisify(pbkdf2);

/** Whether the password has this hash, of which `form` is what it says. The cost must have been judged. */
export async function verifyForeign(
  password: string,
  stored: string,
  form: Exclude<PasswordHash, { readonly is: "argon2" }>,
): Promise<boolean> {
  switch (form.is) {
    case "bcrypt":
      return (await import("@node-rs/bcrypt")).verify(password, stored);
    case "pbkdf2":
      return timingSafeEqual(
        await derive(password, form.salt, form.iterations, form.key.length, form.digest),
        form.key,
      );
    case "scrypt":
      return timingSafeEqual(await scrypted(password, form), form.key);
  }
}

function scrypted(
  password: string,
  { cost, block, lanes, salt, key }: Extract<PasswordHash, { readonly is: "scrypt" }>,
): Promise<Buffer> {
  // Node's limit is a little above what the algorithm itself needs.
  const maxmem = 128 * cost * block + 128 * block * (lanes + 2) + 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, key.length, { N: cost, r: block, p: lanes, maxmem }, (error, made) =>
      error === null ? resolve(made) : reject(error),
    );
  });
}
