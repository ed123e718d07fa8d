/**
 * What Candor needs of a database. Every operation is asynchronous and durable once it has resolved; every single-use
 * thing is consumed by one atomic compare-and-set that says whether it won; no operation spans more than one client,
 * user or grant. Times are milliseconds since 1970. Any operation may reject with `StorageUnavailable`, and has then changed nothing.
 * One contract suite holds every adapter to this page.
 */
import type { DrainingCount } from "../protocol/draining-count.ts";
import type { AccessToken, Grant, RefreshState } from "../protocol/grant.ts";
import type { Origin } from "../protocol/origin.ts";

/**
 * Why a store cannot do its work for the moment, though nothing is wrong with what was asked: `busy`, another process keeps it locked for longer
 * than a request may wait; `full`, there is no room left; `failing`, the disk or its file system refuses.
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
  readonly attempts: AttemptStore;
  readonly keys: KeyStore;
  readonly refusals: RefusalStore;
  readonly processes: ProcessStore;
  /** Highest id in use, so that new ones are higher; 0 where there is none. */
  lastId(): Promise<number>;
  /** Rejects where the database cannot be read and written. */
  check(): Promise<void>;
  /** Deletes what ended before `now`, and grants whose `forgetAfter` is before it; at most `limit` rows of each kind. Returns how many. */
  purge(now: number, limit: number): Promise<number>;
  /** The time by which was last purged; `undefined` where it never was. */
  trustedTime(): Promise<number | undefined>;
  trustTime(at: number): Promise<void>;
  /** Whether rows that were committed last seem to be missing: the database is a copy of a part. Nobody is invited to such a one. */
  isIncomplete(): Promise<boolean>;
  /** Counts as complete from now on. */
  acceptAsIs(): Promise<void>;
  /** Finishes what is under way and closes. */
  close(): Promise<void>;
}

export interface GrantStore {
  insert(grant: Grant): Promise<void>;
  find(id: number): Promise<Grant | undefined>;
  /**
   * Redeems the code of a grant: sets `redeemedAt`, where it came from, and the first refresh token, and inserts the access token where it is opaque,
   * in one step. `false`, and nothing changes, where it is already redeemed or revoked, or gone.
   */
  redeem(id: number, at: number, issued: Issued & { readonly by: Origin | undefined }): Promise<boolean>;
  /** Replaces the refresh token of generation `from`. `false`, and nothing changes, where another one is live or the grant is revoked. */
  rotate(id: number, from: number, issued: Issued & { readonly refresh: RefreshState }): Promise<boolean>;
  /** Revokes a grant and with it all of its tokens. `false` where it was revoked before, or is gone. */
  revoke(id: number, at: number, because: string): Promise<boolean>;
}

/** What a redemption or rotation issues. */
export interface Issued {
  readonly refresh: RefreshState | undefined;
  readonly accessToken: AccessToken | undefined;
  /** When the grant may be forgotten: no token of it lives any more, and replays need not be distinguished. */
  readonly forgetAfter: number;
}

export interface AccessTokenStore {
  insert(token: AccessToken): Promise<void>;
  /** `revokedAt` is also set where the grant behind the token was revoked. */
  find(id: number): Promise<AccessToken | undefined>;
  /** Marks a token as revoked; inserts it where a JWT has no row yet. */
  revoke(token: AccessToken, at: number): Promise<void>;
}

/** Standard claims of OpenID Connect Core 5.1, by name. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Account {
  /** `sub`: never reassigned. */
  readonly subject: string;
  /** As the user types it to sign in; unique without regard to letter case. */
  readonly username: string;
  /** argon2id, as a PHC string. */
  readonly passwordHash: string;
  readonly role: "user" | "operator";
  readonly disabled: boolean;
  readonly claims: Claims;
  readonly createdAt: number;
  /** What was ended when the account was disabled or an operator set its password; `undefined` where nothing was. */
  readonly ended?: Ended | undefined;
}

/** Sessions and grants, with their tokens, that stay ended whatever becomes of the account. */
export interface Ended {
  /** The highest id that has ended: ids grow, also where the clock is set back. */
  readonly through: number;
  readonly at: number;
}

export interface PeopleStore {
  /** `false`, and nothing changes, where the user name or the subject is in use. */
  insert(account: Account): Promise<boolean>;
  find(subject: string): Promise<Account | undefined>;
  findByUsername(username: string): Promise<Account | undefined>;
  /** At most `limit` accounts in the order of `foldUsername`, those after the user name `after`. */
  list(after: string | undefined, limit: number): Promise<readonly Account[]>;
  /**
   * Replaces an account by what `edit` returns, in one step. `edit` does nothing else and may be called more than once; it changes neither `subject` nor
   * `createdAt`. `lastId` is that of the storage within this step: whatever has begun has no higher id. Nothing changes where the account is gone, where the user name is in use, and, with `keepOperator`, where no enabled operator would be left.
   */
  change(
    subject: string,
    edit: (account: Account, lastId: number) => Account,
    keepOperator: boolean,
  ): Promise<Account | "gone" | "taken" | "last-operator">;
  /** Deletes an account and its consents, in one step. */
  remove(subject: string, keepOperator: boolean): Promise<"removed" | "gone" | "last-operator">;
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
   */
  insert(session: Session, passwordHash: string): Promise<boolean>;
  find(id: number): Promise<Session | undefined>;
  /** `false` where it had ended before, or is gone. */
  end(id: number, at: number): Promise<boolean>;
}

/** A one-time link by which the first operator makes an account. */
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
   * Uses the invitation and makes the account, in one step. `used` where the invitation was used before, has expired or is gone, and
   * where the account would be an operator's and there is an operator by now: an invitation is for the first one.
   * `taken` where the user name is in use, and the invitation stays good.
   */
  accept(id: number, account: Account, at: number): Promise<"accepted" | "used" | "taken">;
}

export interface ConsentStore {
  /** Scopes that the user has agreed to for the client. */
  find(subject: string, clientId: string): Promise<readonly string[]>;
  /** Adds to what the user has agreed to. */
  add(subject: string, clientId: string, scopes: readonly string[], at: number): Promise<void>;
}

/** A failed attempt to sign in, as one count takes it. */
export interface Failure {
  readonly key: string;
  /** Milliseconds until the count forgets it. */
  readonly drain: number;
}

/** Failed attempts to sign in, in counts that drain (`protocol/draining-count.ts`). A count that is empty may be purged. */
export interface AttemptStore {
  /** The counts of these keys, in the same order; `undefined` where there is none. */
  find(keys: readonly string[]): Promise<readonly (DrainingCount | undefined)[]>;
  /** Adds a failure to each of the counts, in one step: see `oneMore`. */
  add(failures: readonly Failure[], at: number): Promise<void>;
  clear(key: string): Promise<void>;
}

/** A key, sealed by the keeper: the store sees no private key in the clear where a key-encryption secret is configured. */
export interface StoredKey {
  readonly kid: string;
  /** `ES256`, `RS256` or `EdDSA` for signing keys; `tag` for the key that tags credentials. */
  readonly use: string;
  readonly sealed: string;
  readonly createdAt: number;
  /** From when it signs; `undefined`: since it was made. */
  readonly signsFrom?: number | undefined;
}

/** A key that takes the place of another: one that is there, or a new one. */
export type Successor = (StoredKey | { readonly kid: string }) & { readonly signsFrom: number };

export interface KeyStore {
  all(): Promise<readonly StoredKey[]>;
  /** Adds a key unless there is one for the same use already; returns the one that is there. */
  addFirst(key: StoredKey): Promise<StoredKey>;
  /** Changes with the keys and their dates, however they are sealed. */
  revision(): Promise<string>;
  /** Adds a key unless the latest one of its use, by `signsFrom`, is another than `latest`. `false`, and nothing changes, where it is. */
  add(key: StoredKey, latest: string | undefined): Promise<boolean>;
  /** Dates from when a key signs. `false` where there is no such key. */
  date(kid: string, signsFrom: number): Promise<boolean>;
  /**
   * Deletes a key and, in the same step, dates the key that takes its place, or adds it where it is new. `false`, and nothing changes, where there is
   * no key `kid`.
   */
  replace(kid: string, by: Successor | undefined): Promise<boolean>;
  /** Replaces how a key is sealed, and leaves no trace of how it was; nothing changes where there is no such key. */
  reseal(kid: string, sealed: string): Promise<void>;
}

/** A refusal as the journal keeps it. */
export interface KeptRefusal {
  readonly ref: string;
  readonly at: number;
  readonly code: string;
  readonly clientId: string | undefined;
  /** The journal's own text: the request, the facts, the reason and the evidence. */
  readonly record: string;
  /** Name of the text that many refusals have in common: scopes and settings as they were. */
  readonly surroundings: string;
  /** How many more of its kind were counted under it. */
  readonly more: number;
}

/** Which refusals are listed. */
export interface RefusalFilter {
  readonly clientId?: string | undefined;
  /** A code, or a family of them. */
  readonly code?: string | undefined;
  /** The refusal after which the list goes on: those before it in time, or of the same time and before it by reference. */
  readonly before?: Pick<KeptRefusal, "at" | "ref"> | undefined;
  readonly limit: number;
}

export interface RefusalStore extends RefusalReader {
  insert(refusal: KeptRefusal): Promise<void>;
  /** Keeps the surroundings that refusals name; nothing changes where they are there. */
  surround(name: string, text: string): Promise<void>;
  /** Adds to the count of a refusal; nothing changes where it is gone. */
  count(ref: string, more: number): Promise<void>;
  /** Deletes refusals from before `before`, and the oldest as long as all records together are longer than `bytes`. Returns how many. */
  purge(before: number, bytes: number): Promise<number>;
}

/** What reads refusals and changes nothing: also of a database that another process writes. */
export interface RefusalReader {
  find(ref: string): Promise<{ readonly refusal: KeptRefusal; readonly surroundings: string } | undefined>;
  /** The newest first. */
  list(filter: RefusalFilter): Promise<readonly KeptRefusal[]>;
}

/** The processes that work on this storage at once: each has a number of its own, which goes into its ids. */
export interface ProcessStore {
  /** Takes, for a holder, the number below `count` of which nothing was heard for longest; nobody else has it while signs of life come. */
  take(holder: string, count: number): Promise<number>;
  /** Gives a sign of life. `false` where another process has taken the number, because there was none for long. */
  keep(holder: string, part: number): Promise<boolean>;
}
