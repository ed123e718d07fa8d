/** The account of a user. */

/** Standard claims of OpenID Connect Core 5.1, by name. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a user may do with the server itself: `auditor` sees everything, `operator` changes it too. */
export type Role = "user" | "auditor" | "operator";

export interface Account {
  /** `sub`: never reassigned. */
  readonly subject: string;
  /** As the user types it to sign in. Unique, ignoring case. */
  readonly username: string;
  /** As `password-hash.ts` says. */
  readonly passwordHash: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly claims: Claims;
  readonly createdAt: number;
  /** What ended when the account was disabled or an operator set its password; `undefined` if nothing did. */
  readonly ended?: Ended | undefined;
}

/** Sessions and grants, with their tokens, that stay ended whatever happens to the account. */
export interface Ended {
  /** The highest id that has ended. Ids grow even if the clock is set back. */
  readonly through: number;
  readonly at: number;
}
