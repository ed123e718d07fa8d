/**
 * What Candor needs from a database. Every operation is asynchronous, and its effect is durable once it has resolved. Every
 * single-use thing is consumed by one atomic compare-and-set that says whether it won. No operation spans more than one client,
 * user or grant. Times are milliseconds since 1970. Any operation may reject with `StorageUnavailable`, and has then changed
 * nothing. One contract suite tests every adapter against this file.
 */

import type { AccessToken } from "../protocol/access-token.ts";
import type { Grant, RefreshState } from "../protocol/grant.ts";
import type { Origin } from "../protocol/origin.ts";
import type { AuditEntry, AuditStore } from "./audit.ts";
import type { BackchannelRequestStore } from "./backchannel-requests.ts";
import type { Counters } from "./counters.ts";
import type { DeviceRequestStore } from "./device-requests.ts";
import type { HoldingStore } from "./holdings.ts";
import type { IdempotencyStore } from "./idempotency.ts";
import type { InvitationStore } from "./invitations.ts";
import type { KeyStore } from "./key-store.ts";
import type { LeaseStore } from "./leases.ts";
import type { NoticeStore } from "./notices.ts";
import type { PeopleStore } from "./people.ts";
import type { PushedRequestStore } from "./pushed-requests.ts";
import type { RefusalsBy, RefusalViews } from "./refusal-views.ts";
import type { RegistrationStore } from "./registrations.ts";
import type { SecretUseStore } from "./secret-uses.ts";
import type { SessionAppStore } from "./session-apps.ts";
import type { SessionStore } from "./sessions.ts";
import type { SingleUseStore } from "./single-use.ts";
import type { Together } from "./together.ts";
import type { UsageStore } from "./usage.ts";

export type { Account, Claims, Ended, Role } from "./accounts.ts";
export type { Acceptance, Invitation, InvitationStore, InvitedTo } from "./invitations.ts";
export type { KeyStore, StoredKey, Successor } from "./key-store.ts";
export type { Along, LeftName, PeopleStore } from "./people.ts";
export type { Session, SessionStore } from "./sessions.ts";

/**
 * Why a store can't do its work for the moment, although the request is valid. `busy`: another process locks it for longer than
 * a request may wait. `full`: there is no room left. `failing`: the disk or its file system reports an error. `unaudited`: the
 * audit log can't be continued, so what it must have isn't changed.
 */
export class StorageUnavailable extends Error {
  readonly reason: "busy" | "full" | "failing" | "unaudited";

  constructor(reason: StorageUnavailable["reason"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StorageUnavailable";
    this.reason = reason;
  }
}

/** Lists and reports for operators. Nothing may be decided by them: see `reports.ts`. */
export interface Reports {
  readonly holdings: Pick<HoldingStore, "grants" | "countGrants" | "sessions" | "consents" | "activity">;
  readonly people: Pick<PeopleStore, "list" | "search" | "groups">;
  readonly audit: Pick<AuditStore, "list" | "read">;
  readonly refusals: Pick<RefusalReader, "list" | "groups" | "counts">;
}

/** What every process keeps in memory, and others may change. */
export const ANNOUNCED = ["registry", "keys"] as const;
export type Announced = (typeof ANNOUNCED)[number];

export interface Storage {
  readonly together?: Together;
  readonly grants: GrantStore;
  readonly accessTokens: AccessTokenStore;
  readonly people: PeopleStore;
  readonly sessions: SessionStore;
  readonly sessionApps: SessionAppStore;
  readonly invitations: InvitationStore;
  readonly consents: ConsentStore;
  readonly holdings: HoldingStore;
  readonly counters: Counters;
  readonly keys: KeyStore;
  readonly refusals: RefusalStore;
  readonly notices: NoticeStore;
  readonly processes: ProcessStore;
  readonly leases: LeaseStore;
  readonly audit: AuditStore;
  readonly registrations: RegistrationStore;
  readonly usage: UsageStore;
  readonly secretUses: SecretUseStore;
  readonly idempotency: IdempotencyStore;
  readonly singleUse: SingleUseStore;
  readonly pushedRequests: PushedRequestStore;
  readonly deviceRequests: DeviceRequestStore;
  readonly backchannelRequests: BackchannelRequestStore;
  /** Lists and reports from elsewhere, where there is such a place: see `reportsOf`. */
  readonly reports?: Reports;
  /** The highest id in use, so that new ones are higher; 0 if there is none. */
  lastId(): Promise<number>;
  /** Rejects if the database can't be read and written. */
  check(): Promise<void>;
  /**
   * Deletes what ended before `now`, and grants whose `forgetAfter` has passed, at most `limit` rows of each kind. Returns how
   * many.
   */
  purge(now: number, limit: number): Promise<number>;
  /** The time of the last purge; `undefined` if there was none. */
  trustedTime(): Promise<number | undefined>;
  trustTime(at: number): Promise<void>;
  /** Keeps the issuer that the data is served as. Resolves to the one before; `undefined` where there was none. */
  servedAs(issuer: string, entry?: (before: string) => AuditEntry): Promise<string | undefined>;
  /**
   * Whether the rows that were committed last seem to be missing, so that this is a partial copy of a database. Nobody is
   * invited to such a server.
   */
  isIncomplete(): Promise<boolean>;
  /** Treats the database as complete from now on. */
  acceptAsIs(entry?: AuditEntry): Promise<void>;
  /**
   * Calls `heard` as soon as any process has changed one of these, and whenever an announcement may have been missed, until the
   * storage is closed. A storage that can't do that leaves it out: processes look for themselves now and then in any case.
   */
  follow?(heard: (what: Announced) => void): void;
  /** Finishes pending operations and closes. */
  close(): Promise<void>;
}

export interface GrantStore {
  /**
   * Inserts a grant, in one step with the access token that it issues at once. A grant that issues nothing yet, such as one with
   * a code, is kept as `retention.ts` says.
   */
  insert(grant: Grant, issued?: Omit<Issued, "refresh">): Promise<void>;
  find(id: number): Promise<Grant | undefined>;
  /**
   * Redeems the code of a grant in one step: sets `redeemedAt`, the request's origin and the first refresh token, and inserts
   * the access token if it is opaque. Returns `false` and changes nothing if the code was redeemed or revoked before, or is
   * gone, or if there never was one.
   */
  redeem(id: number, at: number, issued: Issued & Redeemed): Promise<boolean>;
  /**
   * Replaces the refresh token of generation `from`. Returns `false` and changes nothing if another one is live or the grant is
   * revoked.
   */
  rotate(id: number, from: number, issued: Issued & { readonly refresh: RefreshState }): Promise<boolean>;
  /** Revokes a grant and all of its tokens. `false` if it was revoked before or is gone. */
  revoke(id: number, at: number, because: string): Promise<boolean>;
  /** The live grant that a client manages, by the id of the one with which it began. Only one that was redeemed, and isn't due to be forgotten at `now`. */
  findManaged(root: number, now: number): Promise<Grant | undefined>;
  /** Revokes it in one step with every code that would go on with it. `false` if there is nothing to revoke. */
  revokeManaged(root: number, at: number, because: string): Promise<boolean>;
}

/** The request that redeems a code. */
export interface Redeemed {
  readonly by: Origin | undefined;
  /** In the same step, everything else is revoked that began with this grant: a client manages one. */
  readonly supersedes?: { readonly root: number; readonly because: string } | undefined;
}

/** What a redemption or rotation issues. */
export interface Issued {
  readonly refresh: RefreshState | undefined;
  readonly accessToken: AccessToken | undefined;
  /** When the grant may be forgotten: none of its tokens is valid any more, and replays need not be distinguished. */
  readonly forgetAfter: number;
}

export interface AccessTokenStore {
  insert(token: AccessToken): Promise<void>;
  /** `revokedAt` is also set if the grant behind the token was revoked. */
  find(id: number): Promise<AccessToken | undefined>;
  /** Marks a token as revoked. Inserts it if it is a JWT without a row. */
  revoke(token: AccessToken, at: number): Promise<void>;
}

export interface ConsentStore {
  /** Scopes that the user has allowed the client. */
  find(subject: string, clientId: string): Promise<readonly string[]>;
  /** Adds to what the user has allowed. */
  add(subject: string, clientId: string, scopes: readonly string[], at: number): Promise<void>;
  /** Takes scopes from it, so that the user is asked again. */
  remove(subject: string, clientId: string, scopes: readonly string[]): Promise<void>;
}

/** A refusal as the journal keeps it. */
export interface KeptRefusal {
  readonly ref: string;
  readonly at: number;
  readonly code: string;
  readonly clientId: string | undefined;
  readonly endpoint?: string | undefined;
  /** Where the request came from. */
  readonly network?: string | undefined;
  /** The journal's own text: the request, the facts, the reason and the evidence. */
  readonly record: string;
  /** How many more of its kind were counted under it. */
  readonly more: number;
}

/** Which refusals are listed. */
export interface RefusalFilter extends RefusalsBy {
  /**
   * The refusal after which the list continues: only earlier ones follow, and those of the same time with a lower reference.
   */
  readonly before?: Pick<KeptRefusal, "at" | "ref"> | undefined;
  readonly limit: number;
}

export interface RefusalStore extends RefusalReader {
  insert(refusal: KeptRefusal): Promise<void>;
  /** Adds to the count of a refusal. Changes nothing if the refusal is gone. */
  count(ref: string, more: number): Promise<void>;
  /**
   * Deletes refusals from before `before`, and the oldest ones while all records together exceed `bytes`. Asks `mayGoOn` between
   * two batches, and ends if it says no. Returns how many.
   */
  purge(before: number, bytes: number, mayGoOn?: () => Promise<boolean>): Promise<number>;
}

/** Reads refusals and changes nothing. Also works on a database that another process writes. */
export interface RefusalReader extends RefusalViews {
  find(ref: string): Promise<KeptRefusal | undefined>;
  /** The newest first. */
  list(filter: RefusalFilter): Promise<readonly KeptRefusal[]>;
}

/** The processes that use this storage at the same time. Each has its own number, which is part of its ids. */
export interface ProcessStore {
  /**
   * Takes, for a holder, the number below `count` that has been silent for longest. Nobody else gets it while the holder
   * reports that it is alive.
   */
  take(holder: string, count: number): Promise<number>;
  /** Reports that the holder is alive. `false` if another process has taken the number after a long silence. */
  keep(holder: string, part: number): Promise<boolean>;
}
