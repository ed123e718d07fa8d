/**
 * What has happened to an account, for its user. It is apart from the audit log, which is never purged and is chained, so that
 * nobody's sign-in waits for it.
 */

/** Events of one user that are kept, and for how long, in milliseconds. */
export const KEPT_EVENTS = 100;
export const KEPT_FOR = 90 * 86_400_000;

export type Happening =
  | "signed-in"
  | "signed-out"
  | "password-changed"
  | "profile-changed"
  | "allowed"
  | "withdrawn"
  | "grant-ended"
  | "session-ended"
  | "all-ended"
  | "joined-team"
  | "left-team";

/** Where it was done: what kind of browser, and in which network. Neither identifies anybody. */
export interface Place {
  /** `Firefox on Linux`. */
  readonly browser?: string | undefined;
  readonly network?: string | undefined;
}

export interface Activity {
  readonly subject: string;
  readonly at: number;
  readonly what: Happening;
  /** The application that it is about, or the team. */
  readonly about?: string | undefined;
  readonly place?: Place | undefined;
  /** Who did it, if it wasn't the user. */
  readonly by?: "operator" | undefined;
}

export interface KeptActivity extends Activity {
  /** Grows with time. */
  readonly id: number;
}
