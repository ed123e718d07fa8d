/** Accounts: found, listed and changed. */
import type { Account } from "./accounts.ts";
import type { AuditEntry } from "./audit.ts";
import type { HashKind } from "./password-hash.ts";
import type { Change } from "./registrations.ts";
import type { UserFilter, UserPage } from "./user-search.ts";

/** A user name that somebody had. */
export interface LeftName {
  /** As `foldUsername` has it. */
  readonly name: string;
  readonly subject: string;
  /** Milliseconds since 1970; 0 if that isn't known. */
  readonly leftAt: number;
}

/** Changes of what is registered, with the entry about them, that are carried out together with another change. */
export interface Along {
  readonly changes: readonly Change[];
  readonly entry: AuditEntry;
  /** Of registrations that stay: a file says whose they are, and they are changed only there. */
  readonly stay: readonly string[];
}

/** What changes something appends its entry to the audit log in the same step. Without a change, nothing is appended. */
export interface PeopleStore {
  /** Returns `false` and changes nothing if the user name or the subject is in use. */
  insert(account: Account, entry?: AuditEntry): Promise<boolean>;
  /** Inserts those whose user name and subject aren't in use, with the entries about them, in one step. Returns those. */
  insertAll(
    accounts: readonly Account[],
    entriesOf: (added: readonly Account[]) => readonly AuditEntry[],
  ): Promise<readonly Account[]>;
  find(subject: string): Promise<Account | undefined>;
  findByUsername(username: string): Promise<Account | undefined>;
  /** Those who have one of these subjects or user names. Somebody may be among them twice. */
  findAny(subjects: readonly string[], usernames: readonly string[]): Promise<readonly Account[]>;
  /** At most `limit` accounts in the order of `foldUsername`, starting after the user name `after`. */
  list(after: string | undefined, limit: number): Promise<readonly Account[]>;
  /** A page of those that a filter wants, in an order of its own. */
  search(filter: UserFilter): Promise<UserPage>;
  /** Groups that users are in, in order, with how many they are: at most `limit` after `after`. */
  groups(
    after: string | undefined,
    limit: number,
  ): Promise<readonly { readonly name: string; readonly users: number }[]>;
  /** How many users have a hash of each kind (`kindOfHash`), in the order of the kinds. Some may be missing that an older version added. */
  hashKinds(): Promise<readonly HashKind[]>;
  /** Whether another user had this user name before. What a file says of the name was meant for that one. */
  isSecondHand(username: string, subject: string): Promise<boolean>;
  /** User names that users have left, by removal or by another name: at most `limit` after `after`, in the order of their names. */
  leftNames(after: LeftName | undefined, limit: number): Promise<readonly LeftName[]>;
  /** Remembers names that users have left elsewhere. Returns how many are new here. */
  addLeftNames(names: readonly LeftName[]): Promise<number>;
  /**
   * Replaces an account with the result of `edit`, in one step. `edit` has no effects, may be called more than once, and changes
   * neither `subject` nor `createdAt`. `lastId` is the storage's highest id within this step: nothing that has begun has a
   * higher one. Nothing changes if the account is gone, if the user name is in use, or, with `keepOperator`, if no enabled
   * operator would be left. If the user gets another name, `along` must change everything that is registered for the old one; the
   * result is `owned` if it doesn't, or if it was made from another version.
   */
  change(
    subject: string,
    edit: (account: Account, lastId: number) => Account,
    keepOperator: boolean,
    entry?: (before: Account, after: Account) => AuditEntry | undefined,
    along?: Along,
  ): Promise<Account | "gone" | "taken" | "last-operator" | "owned">;
  /** Deletes an account, its consents and its events, in one step. `along`: as for another user name. */
  remove(
    subject: string,
    keepOperator: boolean,
    entry?: (account: Account) => AuditEntry | undefined,
    along?: Along,
  ): Promise<"removed" | "gone" | "last-operator" | "owned">;
  /** Whether there is any operator yet. */
  hasOperator(): Promise<boolean>;
}
