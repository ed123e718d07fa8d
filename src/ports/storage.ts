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
import type { Counters } from "./counters.ts";
import type { KeyStore } from "./key-store.ts";
import type { LeaseStore } from "./leases.ts";
import type { RefusalsBy, RefusalViews } from "./refusal-views.ts";
import type { RegistrationStore } from "./registrations.ts";
import type { UsageStore } from "./usage.ts";

export type { KeyStore, StoredKey, Successor } from "./key-store.ts";

/**
 * Why a store can't do its work for the moment, although the request is valid. `busy`: another process locks it for longer than
 * a request may wait. `full`: there is no room left. `failing`: the disk or its file system reports an error.
 */
export class StorageUnavailable extends Error {
  readonly reason: "busy" | "full" | "failing";

  constructor(reason: StorageUnavailable["reason"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StorageUnavailable";
    this.reason = reason;
  }
}

export interface Storage {
  readonly grants: GrantStore;
  readonly accessTokens: AccessTokenStore;
  readonly people: PeopleStore;
  readonly sessions: SessionStore;
  readonly invitations: InvitationStore;
  readonly consents: ConsentStore;
  readonly counters: Counters;
  readonly keys: KeyStore;
  readonly refusals: RefusalStore;
  readonly processes: ProcessStore;
  readonly leases: LeaseStore;
  readonly audit: AuditStore;
  readonly registrations: RegistrationStore;
  readonly usage: UsageStore;
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
  servedAs(issuer: string): Promise<string | undefined>;
  /**
   * Whether the rows that were committed last seem to be missing, so that this is a partial copy of a database. Nobody is
   * invited to such a server.
   */
  isIncomplete(): Promise<boolean>;
  /** Treats the database as complete from now on. */
  acceptAsIs(): Promise<void>;
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
  redeem(id: number, at: number, issued: Issued & { readonly by: Origin | undefined }): Promise<boolean>;
  /**
   * Replaces the refresh token of generation `from`. Returns `false` and changes nothing if another one is live or the grant is
   * revoked.
   */
  rotate(id: number, from: number, issued: Issued & { readonly refresh: RefreshState }): Promise<boolean>;
  /** Revokes a grant and all of its tokens. `false` if it was revoked before or is gone. */
  revoke(id: number, at: number, because: string): Promise<boolean>;
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

/** Standard claims of OpenID Connect Core 5.1, by name. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a user may do with the server itself: `auditor` sees everything, `operator` changes it too. */
export type Role = "user" | "auditor" | "operator";

export interface Account {
  /** `sub`: never reassigned. */
  readonly subject: string;
  /** As the user types it to sign in. Unique, ignoring case. */
  readonly username: string;
  /** argon2id, as a PHC string. */
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

/** What changes something appends its entry to the audit log in the same step. Without a change, nothing is appended. */
export interface PeopleStore {
  /** Returns `false` and changes nothing if the user name or the subject is in use. */
  insert(account: Account, entry?: AuditEntry): Promise<boolean>;
  find(subject: string): Promise<Account | undefined>;
  findByUsername(username: string): Promise<Account | undefined>;
  /** At most `limit` accounts in the order of `foldUsername`, starting after the user name `after`. */
  list(after: string | undefined, limit: number): Promise<readonly Account[]>;
  /**
   * Replaces an account with the result of `edit`, in one step. `edit` has no effects, may be called more than once, and changes
   * neither `subject` nor `createdAt`. `lastId` is the storage's highest id within this step: nothing that has begun has a
   * higher one. Nothing changes if the account is gone, if the user name is in use, or, with `keepOperator`, if no enabled
   * operator would be left.
   */
  change(
    subject: string,
    edit: (account: Account, lastId: number) => Account,
    keepOperator: boolean,
    entry?: (before: Account, after: Account) => AuditEntry | undefined,
  ): Promise<Account | "gone" | "taken" | "last-operator">;
  /** Deletes an account and its consents, in one step. */
  remove(
    subject: string,
    keepOperator: boolean,
    entry?: (account: Account) => AuditEntry | undefined,
  ): Promise<"removed" | "gone" | "last-operator">;
  /** Whether there is any operator yet. */
  hasOperator(): Promise<boolean>;
}

export interface Session {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly subject: string;
  readonly authTime: number;
  readonly expiresAt: number;
  readonly endedAt: number | undefined;
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

/** A one-time link with which the first operator makes an account. */
export interface Invitation {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly role: Account["role"];
  readonly expiresAt: number;
  readonly usedAt: number | undefined;
}

export interface InvitationStore {
  insert(invitation: Invitation): Promise<void>;
  find(id: number): Promise<Invitation | undefined>;
  /**
   * Uses the invitation and makes the account, in one step. `used`: the invitation was used before, has expired or is gone, or
   * the account would be an operator's and there is an operator already (an invitation is for the first one). `taken`: the user
   * name is in use; the invitation stays valid. The entry is appended to the audit log with the account.
   */
  accept(id: number, account: Account, at: number, entry?: AuditEntry): Promise<"accepted" | "used" | "taken">;
}

export interface ConsentStore {
  /** Scopes that the user has allowed the client. */
  find(subject: string, clientId: string): Promise<readonly string[]>;
  /** Adds to what the user has allowed. */
  add(subject: string, clientId: string, scopes: readonly string[], at: number): Promise<void>;
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
