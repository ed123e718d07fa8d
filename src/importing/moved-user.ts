/** A user of another server, put together from what most of them have. */
import type { Found, MovedUser } from "./found.ts";
import { type MovedHash, movedHash } from "./hashes.ts";
import { type Note, note } from "./notes.ts";
import { defined, type Json } from "./read-as.ts";
import { hasPlaceholder, isPlaceholder } from "./secrets.ts";

/** A password in plain text, as files have it that somebody has written. */
export interface PlainPassword {
  readonly plain: string;
  readonly at: string;
}

export interface Described extends Omit<MovedUser, "passwordHash" | "password"> {
  readonly at: string;
  /** Where the password is in the source, and what it is. */
  readonly password: MovedHash | PlainPassword | { readonly text: string | undefined; readonly at: string };
  readonly notes?: readonly Note[] | undefined;
}

/** The user, after what is to be said about it. */
export function* userFrom({ at, password, notes = [], claims, ...user }: Described): Generator<Found> {
  if (hasPlaceholder(user.username))
    return yield { is: "note", note: note("import/placeholder", at, { name: "The user", member: "its name" }) };
  for (const one of notes) yield { is: "note", note: one };
  const hash = usable(password);
  if ("note" in hash) yield { is: "note", note: hash.note };
  if ("plain" in hash) yield { is: "note", note: note("import/password-plain", hash.at) };
  yield {
    is: "user",
    at,
    user: {
      ...user,
      claims: defined(claims),
      ...("hash" in hash && { passwordHash: hash.hash }),
      ...("plain" in hash && { password: hash.plain }),
    },
  };
}

/** What can come along of a password. A placeholder would be one that everybody can read. */
function usable(password: Described["password"]): MovedHash | PlainPassword {
  if ("text" in password) return movedHash(password.text, password.at);
  const isOne = "plain" in password && isPlaceholder(password.plain);
  return isOne ? { note: note("import/password-placeholder", password.at) } : password;
}

/** What users could change themselves, without the claims that apps believe because users can't. */
export function ofUser(members: Json, at: string): { readonly claims: Json; readonly notes: readonly Note[] } {
  const believed = (name: string): boolean => BELIEVED.includes(name);
  return {
    claims: Object.fromEntries(Object.entries(members).filter(([name]) => !believed(name))),
    notes: Object.keys(members)
      .filter(believed)
      .map((claim) => note("import/claim-by-user", at, { claim })),
  };
}

const BELIEVED = ["groups", "roles", "preferred_username", "email_verified", "phone_number_verified"];

/** Who signs in with another identity provider has no password here. */
export const identityLink = (at: string, provider: string): Note => note("import/identity-link", at, { provider });
