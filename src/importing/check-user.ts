/** Whether a user of another server can be one here, and what has to stay behind. Pure. */
import { isDeepStrictEqual } from "node:util";
import { NO_PASSWORD } from "../ports/password-hash.ts";
import type { Account } from "../ports/storage.ts";
import { foldUsername, tidyUsername, usernameFault } from "../ports/username.ts";
import { type Attribute, named } from "../protocol/attributes.ts";
import { claimFault, claimFaults } from "../protocol/claim-values.ts";
import { CLAIMS } from "../protocol/claims.ts";
import type { MovedUser } from "./found.ts";
import { type Note, note } from "./notes.ts";

/** OpenID Connect Core 2. */
const SUBJECT = /^[\x21-\x7E]{1,255}$/;

/** An account that isn't stored yet; without a subject, it gets a new one. */
export type NewAccount = Omit<Account, "subject"> & { readonly subject: string | undefined };

export interface CheckedUser {
  /** `undefined`: the user can't come along. */
  readonly account?: NewAccount | undefined;
  readonly notes: readonly Note[];
}

/** `now` in milliseconds. */
export function checkUser(at: string, user: MovedUser, attributes: readonly Attribute[], now: number): CheckedUser {
  const { subject, passwordHash = NO_PASSWORD, disabled, createdAt, role = "user" } = user;
  const username = tidyUsername(user.username);
  if (username === "") return { notes: [note("import/user-nameless", at)] };
  const expected = usernameFault(username);
  if (expected !== undefined) return { notes: [note("import/user-name", at, { expected })] };
  if (subject !== undefined && !SUBJECT.test(subject)) return { notes: [note("import/user-subject", at)] };
  const notes: Note[] = [];
  const claims: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(user.claims)) {
    if (value === null || value === undefined) continue;
    const fitting = fitted(value, named(attributes, name)?.type);
    const fault = claimFault(name, fitting, attributes);
    if (fault === undefined) claims[name] = fitting;
    else if (!CLAIMS.includes(name) && named(attributes, name) === undefined)
      notes.push(note("import/attribute-undeclared", at, { name: name.slice(0, 64) }));
    else notes.push(note("import/claim-invalid", at, { claim: name, expected: fault.expected }));
  }
  for (const fault of claimFaults(claims)) {
    delete claims[fault.name];
    notes.push(note("import/claim-invalid", at, { claim: fault.name, expected: fault.expected }));
  }
  claims.preferred_username ??= username;
  return { account: { subject, username, passwordHash, role, disabled, claims, createdAt: createdAt ?? now }, notes };
}

/** Other servers keep numbers, flags and single values as texts. */
function fitted(value: unknown, type: Attribute["type"] | undefined): unknown {
  if (type === "list" && typeof value === "string") return [value];
  if (type === "number" && typeof value === "string" && value.trim() !== "") return Number(value);
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return type === "text" && typeof value !== "string" ? String(value) : value;
}

/** What differs between a user who is here and one who would be added; nothing if it is the same. Passwords may have changed since. */
export function userDifferences(here: Account, moved: NewAccount): readonly string[] {
  return [
    ...(moved.subject !== undefined && moved.subject !== here.subject ? ["subject"] : []),
    ...(foldUsername(here.username) === foldUsername(moved.username) ? [] : ["username"]),
    ...(here.disabled === moved.disabled ? [] : ["disabled"]),
    ...Object.entries(moved.claims).flatMap(([name, value]) =>
      name === "updated_at" || isDeepStrictEqual(here.claims[name], value) ? [] : [name],
    ),
  ];
}
