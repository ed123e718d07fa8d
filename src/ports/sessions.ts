/** Sessions of users who are signed in. */
import type { Place } from "./activity.ts";

export interface Session {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly subject: string;
  readonly authTime: number;
  readonly expiresAt: number;
  readonly endedAt: number | undefined;
  /** Where the user signed in. */
  readonly place?: Place | undefined;
}

export interface SessionStore {
  /**
   * Begins a session of an account whose password was right: `passwordHash` is the one that it was compared with. `false`, and nothing changes,
   * where the account is gone or disabled by now, or has another password: all in one step, so that no sign-in slips past such a change.
   * `undefined`: the user isn't in this storage, and the session begins in any case.
   */
  insert(session: Session, passwordHash: string | undefined): Promise<boolean>;
  /**
   * Renews an open session, whose user has given the password again: with another secret and time. It stays the same session for the
   * applications in it. `false` as with `insert`; `undefined`, and nothing changes, where it has ended or is another user's.
   */
  renew(session: Session, passwordHash: string | undefined): Promise<boolean | undefined>;
  find(id: number): Promise<Session | undefined>;
  /**
   * Ends a session because its user signs out: in one step with refresh tokens that were granted in it without `offline_access` (OpenID
   * Connect Back-Channel Logout 1.0, 2.7), and its applications become due. `false` if it had ended before or is gone.
   */
  end(id: number, at: number): Promise<boolean>;
}
