/** Where refusals are kept, each under its reference, with everything that it was decided by. */
import type { Occasion, Refused } from "../protocol/occasion.ts";
import type { Refusal } from "../reasons/index.ts";
import type { RefusalFilter } from "./storage.ts";

/** What else is known of a request. */
export interface Circumstances {
  /** `token`, `authorization`, `sign-in`, … */
  readonly endpoint: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  /** For faults of the server: what was thrown, without secrets. */
  readonly fault?: string | undefined;
}

export interface JournalEntry {
  readonly ref: string;
  readonly at: number;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly refusal: Refusal;
  /** What it was decided by, for replay; `undefined` where the record is of a form that this server does not know. */
  readonly on: Occasion | undefined;
  /** The request's parts as they are kept, for display. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** The registered client that it is about. */
  readonly clientId: string | undefined;
  readonly from: { readonly network?: string | undefined; readonly agent?: string | undefined };
  readonly fault?: string | undefined;
  /** How many more of the same kind by the same party were counted under this reference. */
  readonly more: number;
}

/** Of a refusal, what a list shows. */
export type ListedRefusal = Pick<JournalEntry, "ref" | "at" | "endpoint" | "refusal" | "clientId" | "more">;

export interface Recorded {
  readonly ref: string;
  readonly kept: boolean;
  readonly told: Refusal;
}

export interface Journal {
  /**
   * Keeps a refusal, or counts it where there were many of its kind by the same party; `ref` is then that of the last one kept.
   * `told` is what may be said of it: the refusal without secrets that stood where they do not belong. Never throws and never waits.
   */
  record(refused: Refused, circumstances: Circumstances): Recorded;
  find(ref: string): Promise<JournalEntry | undefined>;
  /** The newest first. */
  list(filter: RefusalFilter): Promise<readonly ListedRefusal[]>;
  /** Writes what was counted; resolves when everything is kept. */
  flush(): Promise<void>;
}
