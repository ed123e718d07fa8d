/**
 * The applications that a user has signed in to during a session, as far as they want to hear when it ends (OpenID Connect Back-Channel Logout
 * 1.0, Front-Channel Logout 1.0). The session's end makes each of them due, in the same step. Times are milliseconds since 1970.
 */

export interface SessionApp {
  readonly id: number;
  readonly sessionId: number;
  readonly clientId: string;
  readonly subject: string;
  /** When the session ended; `undefined` while it is open. */
  readonly endedAt: number | undefined;
  /** When the application is notified next; `undefined` if it was notified, or isn't notified any more. */
  readonly dueAt: number | undefined;
  /** How often it was tried in vain, and why it failed last. */
  readonly tries: number;
  readonly fault: string | undefined;
  /** When it confirmed that it has ended its own session. */
  readonly toldAt: number | undefined;
}

/** An application that is to be notified now. */
export type DueLogout = SessionApp & { readonly endedAt: number };

/** The newest first: `before` is the id after which the list continues. Only those whose session has ended. */
export interface LogoutFilter {
  readonly clientId?: string | undefined;
  readonly subject?: string | undefined;
  /** Only those that weren't notified yet. */
  readonly untold?: boolean | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** How long an end is kept, so that an operator can look who was notified. */
export const LOGOUT_KEPT_FOR = 7 * 86_400_000;

export interface SessionAppStore {
  /** Adds an application to an open session. Changes nothing if it is there already. `until`: when the session expires. */
  add(app: Pick<SessionApp, "sessionId" | "clientId" | "subject"> & { readonly until: number }): Promise<void>;
  /** The applications of a session, in the order in which the user signed in to them. */
  ofSession(sessionId: number): Promise<readonly SessionApp[]>;
  /** Whether any is due at `now`. */
  isDue(now: number): Promise<boolean>;
  /**
   * Takes those that are due at `now`, those that wait longest first, and makes them due again at `until`, in one step: nobody else gets them
   * before.
   */
  take(now: number, until: number, limit: number): Promise<readonly DueLogout[]>;
  /** It was notified. Nothing is tried again. */
  told(id: number, at: number): Promise<void>;
  /**
   * It couldn't be notified, and is tried again at `dueAt`; `undefined`: it is given up. Changes nothing if another process, which took it when this
   * one had had it for too long, has finished with it.
   */
  failed(taken: Pick<DueLogout, "id" | "tries">, fault: string, dueAt: number | undefined): Promise<void>;
  list(filter: LogoutFilter): Promise<readonly SessionApp[]>;
}
