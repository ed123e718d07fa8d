/** Backchannel authentication requests (CIBA Core 1.0): an app asks a user, who decides elsewhere. Times are milliseconds since 1970. */
import type { AuthorizationDetail } from "../protocol/access-token.ts";
import type { Grant } from "../protocol/grant.ts";
import type { FoundDecision } from "../protocol/grants/device-code/facts.ts";
import type { AuditEntry } from "./audit.ts";
import type { FirstTokens, WaitingBy } from "./device-requests.ts";

export interface BackchannelRequest {
  readonly id: number;
  readonly clientId: string;
  /** Of the secret in the auth_req_id. */
  readonly hash: Uint8Array;
  /** Who is asked. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** What the app shows to the user too, so that both know what is decided. */
  readonly bindingMessage: string | undefined;
  /** Its authorization details, and the APIs of the request if its scopes don't decide them. */
  readonly details?: readonly AuthorizationDetail[] | undefined;
  readonly audience?: readonly string[] | undefined;
  /** How many seconds ago the user may have signed in. */
  readonly maxAge?: number | undefined;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** Seconds that the client must wait between two polls, and when it last polled. */
  readonly interval: number;
  readonly polledAt: number | undefined;
  readonly decided: FoundDecision | undefined;
  /** When its tokens were issued. */
  readonly usedAt: number | undefined;
  /** What a client that is notified wants to see then. It is forgotten once it has. */
  readonly notificationToken: string | undefined;
}

/** A client that must hear that its user has decided. `tries`: how often that failed. */
export interface DueNotification {
  readonly id: number;
  readonly clientId: string;
  readonly notificationToken: string;
  readonly tries: number;
}

export interface BackchannelRequestStore {
  insert(request: BackchannelRequest): Promise<void>;
  find(id: number): Promise<BackchannelRequest | undefined>;
  /** Those that wait for a user's decision, the oldest first. */
  waitingFor(subject: string, now: number, limit: number): Promise<readonly BackchannelRequest[]>;
  /** Those of all users. */
  waiting(by: WaitingBy, now: number): Promise<readonly BackchannelRequest[]>;
  /** Notes that the client has asked, and how many seconds it must wait longer from now on. */
  polled(id: number, at: number, longer: number): Promise<void>;
  /**
   * Keeps the user's decision, or that of an operator with its `entry` in the audit log, of which a client that is notified is to hear at once. `false`, and nothing changes, if there was one before, or
   * the request is gone.
   */
  decide(id: number, decision: FoundDecision, entry?: AuditEntry): Promise<boolean>;
  /**
   * Uses it up, and inserts the grant with what it issues, all in one step. `false`, and nothing changes, if it was used before, wasn't allowed,
   * or is gone.
   */
  redeem(id: number, at: number, grant: Grant, issued: FirstTokens): Promise<boolean>;
  /** Whether a notification is due. */
  isDue(now: number): Promise<boolean>;
  /** Notifications that are due. Whoever takes them has them until `until`: then they are due again. */
  takeDue(now: number, until: number, most: number): Promise<readonly DueNotification[]>;
  notified(id: number): Promise<void>;
  /**
   * It failed, and is tried again then; never if that is `undefined`. Changes nothing if another process, which took it when this one had had it for
   * too long, has finished with it.
   */
  notificationFailed(taken: Pick<DueNotification, "id" | "tries">, dueAt: number | undefined): Promise<void>;
}
