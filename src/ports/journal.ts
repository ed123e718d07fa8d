/** Where refusals are kept, each under its reference, with everything that the decision used. */
import type { Earlier } from "../protocol/client-authentication/facts.ts";
import type { Occasion, Refused } from "../protocol/occasion.ts";
import type { KeptParts } from "../protocol/replay/kept-request.ts";
import type { TokenOccasion } from "../protocol/token/facts.ts";
import type { Refusal } from "../reasons/index.ts";
import type { Registry } from "./registry.ts";
import type { Soon } from "./soon.ts";
import type { RefusalFilter } from "./storage.ts";

/** What else is known about a request. */
export interface Circumstances {
  /** `token`, `authorization`, `sign-in`, … */
  readonly endpoint: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  /** For the server's own errors: what was thrown, without secrets. */
  readonly fault?: string | undefined;
}

export interface JournalEntry {
  readonly ref: string;
  readonly at: number;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly refusal: Refusal;
  /** What the decision used, for replay; `undefined` if it can't be decided again. */
  readonly on: Occasion | undefined;
  /** What is wrong with the record, if that is why. */
  readonly undecided?: string | undefined;
  /** The parts of the request that were kept, for display. */
  readonly kept: KeptParts;
  /** The registered client that the refusal is about. */
  readonly clientId: string | undefined;
  readonly from: { readonly network?: string | undefined; readonly agent?: string | undefined };
  readonly fault?: string | undefined;
  /** How many more of the same kind by the same party were counted under this reference. */
  readonly more: number;
}

/** What a list shows of a refusal. */
export type ListedRefusal = Pick<JournalEntry, "ref" | "at" | "endpoint" | "refusal" | "clientId" | "more"> & {
  readonly network?: string | undefined;
};

export interface Recorded {
  readonly ref: string;
  readonly kept: boolean;
  readonly told: Refusal;
}

export interface Journal {
  /**
   * Keeps a refusal, or counts it if there were many of its kind by the same party; `ref` is then that of the last one kept.
   * `told` is what may be shown: the refusal without misplaced secrets. `registry` decided the request. Never throws
   * or rejects, and waits only if clients must be loaded to find such secrets.
   */
  record(refused: Refused, circumstances: Circumstances, registry: Registry): Soon<Recorded>;
  find(ref: string): Promise<JournalEntry | undefined>;
  /** What the same client was refused for just before, when it asked for the same. Never rejects. */
  earlier(on: TokenOccasion): Promise<Earlier | undefined>;
  /** The newest first. */
  list(filter: RefusalFilter): Promise<readonly ListedRefusal[]>;
  /** Writes the pending counts. Resolves when everything is stored. */
  flush(): Promise<void>;
}
