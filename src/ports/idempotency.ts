/** Requests of the admin API that carry an Idempotency-Key, so that each is carried out once. Times are milliseconds since 1970. */

/** A request that somebody carries out, or has carried out. */
export interface KeyedRequest {
  /** A keyed hash of who sent it and the key. The key itself isn't stored. */
  readonly id: string;
  /** Who sent it. */
  readonly caller: string;
  /** A keyed hash of the request. Another one with the same key is another request. */
  readonly request: string;
  readonly beganAt: number;
  /** Whoever carries it out says that it still does, at the latest by then. */
  readonly heldUntil: number;
  /** The number of the last entry in the audit log when it began. */
  readonly audited: number;
}

/** What became of one. `response`: encrypted; `undefined` if it was too large to keep. */
export type KeyedStanding =
  | { readonly is: "running"; readonly kept: KeyedRequest }
  | { readonly is: "finished"; readonly kept: KeyedRequest; readonly response: Uint8Array | undefined };

/** How much is kept of one caller. */
export interface KeyedLimits {
  readonly count: number;
  readonly bytes: number;
}

/** How long a response is kept after its request began. */
export const KEYED_FOR = 86_400_000;

export interface IdempotencyStore {
  /**
   * Adds a request in one step, unless there is one with its id. Resolves to what became of that one; `undefined`: it was added. One that
   * began `KEYED_FOR` before it or earlier doesn't count.
   */
  begin(request: KeyedRequest): Promise<KeyedStanding | undefined>;
  /** Prolongs a running request, or takes it over: only if it is still held until `from`. `false` if somebody else has done so. */
  hold(id: string, from: number, until: number): Promise<boolean>;
  /** Keeps its response. Then forgets the oldest finished ones of the caller, as many as exceed the limits. */
  finish(id: string, response: Uint8Array | undefined, limits: KeyedLimits): Promise<void>;
  /** Forgets a running request, which has done nothing. */
  forget(id: string): Promise<void>;
}
