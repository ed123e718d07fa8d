import type { Section } from "../../specs.ts";

/** A cause that other servers have. It has no evidence of its own, since Candor never refuses for it. */
export interface Elsewhere {
  /** The fault in a few words. */
  readonly title: string;
  /** What happened, and how it usually comes about. */
  readonly cause: string;
  /** What the developer of the application does about it. */
  readonly developer: string;
  /** What whoever runs the server, or is its administrator, does about it. */
  readonly operator?: string;
  /** The standard errors that it is usually answered as; none where it shows in the application or the browser only. */
  readonly errors: readonly string[];
  readonly cites: readonly Section[];
  /** Codes that it is easily taken for. */
  readonly related?: readonly string[];
}

export type Causes = Readonly<Record<string, Elsewhere>>;
