/** A user of another server, put together from what most of them have. */
import type { Found, MovedUser } from "./found.ts";
import { type MovedHash, movedHash } from "./hashes.ts";
import { type Note, note } from "./notes.ts";
import { defined } from "./read-as.ts";

export interface Described extends Omit<MovedUser, "passwordHash"> {
  readonly at: string;
  /** Where the password is in the source, and what it is. */
  readonly password: MovedHash | { readonly text: string | undefined; readonly at: string };
  readonly notes?: readonly Note[] | undefined;
}

/** The user, after what is to be said about it. */
export function* userFrom({ at, password, notes = [], claims, ...user }: Described): Generator<Found> {
  for (const one of notes) yield { is: "note", note: one };
  const hash = "text" in password ? movedHash(password.text, password.at) : password;
  if ("note" in hash) yield { is: "note", note: hash.note };
  yield {
    is: "user",
    at,
    user: {
      ...user,
      claims: defined(claims),
      ...("hash" in hash && { passwordHash: hash.hash }),
    },
  };
}

/** Who signs in with another identity provider has no password here. */
export const identityLink = (at: string, provider: string): Note => note("import/identity-link", at, { provider });
