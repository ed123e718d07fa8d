/** The audit log: who changed what, from where, from what to what, and why. It is append-only, and each entry is chained to the one before by a hash. */

/** Who changes something. */
export interface Actor {
  /** `client` with a token, `user` at the console, `command` on the command line of the machine, `file` by applying a file, `server` by itself. */
  readonly is: "client" | "user" | "command" | "file" | "server";
  /** client_id, subject, name of the system's user, or path. */
  readonly id: string;
  /** The network that the request came from. */
  readonly network?: string | undefined;
}

/** The server, by its start: what no request made. */
export const AT_START: Actor = { is: "server", id: "start" };

/** One entry as it is written. Secrets are never in it. */
export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: Actor;
  /** `application/change`, `scope/remove`, `key/rotate`. */
  readonly action: string;
  /** What was changed: its kind and id. */
  readonly target: { readonly kind: string; readonly id: string };
  /** Its members as they were and as they are, as far as they differ. */
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly after?: Readonly<Record<string, unknown>> | undefined;
  /** The request or approval behind it, in words or by its reference. */
  readonly why?: string | undefined;
}

/** An entry as it is kept. */
export interface KeptAuditEntry extends AuditEntry {
  /** 1, 2, 3 … without a gap. */
  readonly number: number;
  /** SHA-256, in base64url, over the hash of the entry before and the text of this one. */
  readonly hash: string;
}

/** The last entry. Whoever keeps it elsewhere can tell later whether anything up to it was changed. */
export type AuditHead = Pick<KeptAuditEntry, "number" | "hash">;

export interface AuditedBy {
  /** Only entries with a lower number. */
  readonly before?: number | undefined;
  /** Of this kind of thing, or one of these. */
  readonly kind?: string | readonly string[] | undefined;
  /** Of the thing with this id, or one of these. */
  readonly id?: string | readonly string[] | undefined;
  /** The id of who made the change. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Only entries of this time or later, and from before that one. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
}

/** The end of a log was lost: nothing can be appended, so nothing that the log must have can be changed. */
export interface LostEnd {
  /** What the storage keeps as the head: older than the last entry, or nothing. */
  readonly head: AuditHead | undefined;
  /** The last entry that is there. */
  readonly last: AuditHead;
}

export interface AuditStore {
  /** Appends an entry. A store that changes something appends the entry in the same transaction instead. */
  append(entry: AuditEntry): Promise<KeptAuditEntry>;
  /**
   * Appends entries of another server as they are, with their numbers and hashes, in one step. `false`, and nothing changes, unless the
   * log ends at `after`. Rejects if one of them doesn't follow from the one before.
   */
  adopt(after: AuditHead, entries: readonly KeptAuditEntry[]): Promise<boolean>;
  /** The newest first. */
  list(by: AuditedBy): Promise<readonly KeptAuditEntry[]>;
  /** In the order of their numbers, from `from` on, for verifying and exporting. */
  read(from: number, limit: number): Promise<readonly KeptAuditEntry[]>;
  /** The number and hash of the entry that was appended last, kept apart from it; number 0 if there was none. */
  head(): Promise<AuditHead>;
  /**
   * Continues a log that has lost its end after the last entry that is there, in one step with an entry about it. `undefined`, and
   * nothing changes, if nothing was lost. It hides nothing: what is missing or changed before stays so.
   */
  continueAfterLoss(entry: (lost: LostEnd) => AuditEntry): Promise<KeptAuditEntry | undefined>;
}
