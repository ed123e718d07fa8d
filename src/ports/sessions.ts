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
  find(id: number): Promise<Session | undefined>;
  /** `false` if it had ended before or is gone. */
  end(id: number, at: number): Promise<boolean>;
}
