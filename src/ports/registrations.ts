/**
 * What is registered in the storage, beside what the configuration file registers: applications, scopes and APIs. What was
 * replaced stays for an hour, so that requests in progress keep what they began with (`Storage.purge`). A contract suite tests every adapter against this file.
 */
import type { AuditEntry } from "./audit.ts";
import type { HashKind } from "./password-hash.ts";

/** `settings` has one registration, with the id `server`. `initial-token`: an access token with which applications register themselves. `request`: somebody asks for a change that only an operator may make. */
export type Kind = DeclaredKind | "team" | "request" | "settings" | "initial-token";

/** What a registry file can say. */
export type DeclaredKind = "application" | "scope" | "api" | "trusted-issuer";

/** One of them, as it is in force since a version. */
export interface Registration {
  readonly kind: Kind;
  /** client_id, name of a scope or team, resource of an API. */
  readonly id: string;
  /** What is registered, as JSON. Secrets are in it only as hashes. */
  readonly content: string;
  /** The version of the registry that put it in force. It changes with each change, so it serves as an ETag. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Since when the id stands for this, whatever was changed since; unknown for what is older than this member. */
  readonly addedAt?: number | undefined;
}

/** Adds, replaces or removes one registration. */
export interface Change {
  readonly kind: Kind;
  readonly id: string;
  /** The version that the change was made from; 0 for what isn't registered yet. */
  readonly from: number;
  /** What it is from now on; `undefined` removes it. */
  readonly content: string | undefined;
  /** How it is found in lists. */
  readonly found?: FoundAs | undefined;
  /** How many of its kind its owner, or, without one, its team may have with it. With more, it is a conflict. */
  readonly atMost?: number | undefined;
  /** How the secrets of an application are found among texts that were sent in the wrong place. */
  readonly secrets?: readonly IndexedSecret[] | undefined;
  /** What it refers to. */
  readonly uses?: readonly Named[] | undefined;
  /** What it was decided by, and must be registered with it: otherwise something that is removed at the same time would be referred to. */
  readonly requires?: readonly Named[] | undefined;
  /** Only if nothing refers to it once all changes are carried out. */
  readonly unlessUsed?: boolean | undefined;
}

export type Named = Pick<Registration, "kind" | "id">;

/** By what lists find something that is registered. */
export interface FoundAs {
  /** User name of the owner, folded (`username.ts`). */
  readonly owner?: string | undefined;
  readonly team?: string | undefined;
  /** What it is called, beside its id. */
  readonly name?: string | undefined;
}

/** Whose registrations are listed: those of a user, or of teams. */
export interface OwnedBy {
  /** Folded. */
  readonly owner: string;
  readonly teams: readonly string[];
}

/** A client's secret as `SecretIndex` looks for it. */
export interface IndexedSecret {
  /** SHA-256 in base64url. */
  readonly hash: string;
  readonly guessable: boolean;
  readonly length?: number | undefined;
  readonly beginning?: number | undefined;
  /** The kind of its hash, if that is one of another server and takes long to compare. */
  readonly foreignKind?: string | undefined;
}

/** The change of which nothing was carried out: it was made from another version than the one in force, lacks what it requires, is used, or is one too many. */
export interface Conflict {
  readonly conflict: Change;
  /** What is in force; `undefined` if nothing is. */
  readonly current: Registration | undefined;
}

export interface ListedBy {
  readonly kind: Kind;
  /** The id after which the list continues. */
  readonly after?: string | undefined;
  readonly ownedBy?: OwnedBy | undefined;
  /** Only what has this in its id or name, ignoring case. */
  readonly text?: string | undefined;
  /** Only what refers to this. */
  readonly uses?: Named | undefined;
  /** Only teams that this user is in, by subject. Other filters don't matter then. */
  readonly member?: string | undefined;
  readonly limit: number;
}

/** The applications that the configuration file registers now and didn't at the last start, and the other way round. */
export interface FileChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface RegistrationStore {
  /** The version in force: 0 if nothing was ever registered. Each change makes a higher one. */
  version(): Promise<number>;
  /** What was in force at a version; by default at the current one. */
  find(kind: Kind, id: string, at?: number): Promise<Registration | undefined>;
  /** In force, in the order of their ids. */
  list(by: ListedBy): Promise<readonly Registration[]>;
  /** The ids of what has changed after a version. */
  changedSince(version: number): Promise<readonly Named[]>;
  /** How many of a kind refer to something. */
  countUsing(used: Named, kind: Kind): Promise<number>;
  /**
   * Carries out all changes and appends the entry to the audit log, in one step. Returns the new version. Carries out nothing if
   * one of the changes was made from another version than the one in force, lacks what it `requires`, is used and must not be, or has an owner with too many.
   * Rejects if two changes are of the same registration (`one-change-each.ts`).
   */
  change(changes: readonly Change[], entry: AuditEntry): Promise<number | Conflict>;
  /**
   * Keeps which applications the configuration file registers, in one step, and ends what users hold of an id that stood for
   * another application at the last start, or for none. Resolves to since when each id stands for what it does.
   */
  inFile(
    ids: readonly string[],
    at: number,
    entry?: (change: FileChange) => AuditEntry,
  ): Promise<ReadonlyMap<string, number>>;
  readonly secrets: StoredSecrets;
}

/** Finds ids and secrets of registered applications. */
export interface StoredSecrets {
  haveGuessable(): Promise<boolean>;
  foreignKinds(): Promise<readonly HashKind[]>;
  clientsAmong(texts: readonly string[]): Promise<ReadonlySet<string>>;
  secretsAmong(sha256: readonly string[]): Promise<ReadonlySet<string>>;
  lengthsOf(beginnings: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>>;
}
