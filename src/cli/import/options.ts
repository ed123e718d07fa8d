/** The options of `candor import`. */
import type { DataOptions } from "../data-options.ts";

export interface ImportOptions extends DataOptions {
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly redirectUris?: string;
  readonly why?: string;
}
