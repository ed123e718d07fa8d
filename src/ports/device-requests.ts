/** Device authorization requests (RFC 8628): a device waits for a user, who decides on another one. Times are milliseconds since 1970. */
import type { AccessToken, AuthorizationDetail } from "../protocol/access-token.ts";
import type { Grant } from "../protocol/grant.ts";
import type { FoundDecision } from "../protocol/grants/device-code/facts.ts";
import type { AuditEntry } from "./audit.ts";

export interface DeviceRequest {
  readonly id: number;
  readonly clientId: string;
  /** Of the secret in the device code. */
  readonly hash: Uint8Array;
  /** Of the code that the user types, with a key of the server: there are few such codes. */
  readonly userCodeHash: Uint8Array;
  readonly scopes: readonly string[];
  /** Its authorization details, and the APIs of the request if its scopes don't decide them. */
  readonly details?: readonly AuthorizationDetail[] | undefined;
  readonly audience?: readonly string[] | undefined;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** Seconds that the device must wait between two polls, and when it last polled. */
  readonly interval: number;
  readonly polledAt: number | undefined;
  readonly decided: FoundDecision | undefined;
  /** When its tokens were issued. */
  readonly usedAt: number | undefined;
}

/** What a device gets first, beside the refresh token of its grant, and when that may be forgotten. */
export interface FirstTokens {
  readonly accessToken: AccessToken | undefined;
  readonly forgetAfter: number;
}

/** Requests that wait for a user are listed so, the newest first. `before`: an id. */
export interface WaitingBy {
  readonly clientId?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface DeviceRequestStore {
  /** `false`, and nothing changes, if another request has the same user code. */
  insert(request: DeviceRequest): Promise<boolean>;
  find(id: number): Promise<DeviceRequest | undefined>;
  findByUserCode(hash: Uint8Array): Promise<DeviceRequest | undefined>;
  /** Notes that the device has asked, and how many seconds it must wait longer from now on. */
  polled(id: number, at: number, longer: number): Promise<void>;
  /** Those that wait for a user's decision. */
  waiting(by: WaitingBy, now: number): Promise<readonly DeviceRequest[]>;
  /**
   * Keeps the user's decision, or that of an operator with its `entry` in the audit log. `false`, and nothing changes, if there was one before,
   * or the request is gone.
   */
  decide(id: number, decision: FoundDecision, entry?: AuditEntry): Promise<boolean>;
  /**
   * Uses it up, and inserts the grant with what it issues, all in one step. `false`, and nothing changes, if it was used before, wasn't allowed,
   * or is gone.
   */
  redeem(id: number, at: number, grant: Grant, issued: FirstTokens): Promise<boolean>;
}

/** How long an ended request is remembered, so that its device learns why. */
export const DEVICE_KEPT_FOR = 3_600_000;
