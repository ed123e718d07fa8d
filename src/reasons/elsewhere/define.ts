import type { Section } from "../../specs.ts";

/** A cause that other servers have. It has no evidence because Candor never refuses requests for it. */
export interface Elsewhere {
  /** The fault in a few words. */
  readonly title: string;
  /** What happened, and how it usually comes about. */
  readonly cause: string;
  /** What the app's developer can do about it. */
  readonly developer: string;
  /** What the server's operator or administrator can do about it. */
  readonly operator?: string;
  /** The standard errors that servers usually return for it. Empty if it is visible only in the app or the browser. */
  readonly errors: readonly string[];
  readonly cites: readonly Section[];
  /** Codes of causes that are easily confused with it. */
  readonly related?: readonly string[];
}

export type Causes = Readonly<Record<string, Elsewhere>>;
