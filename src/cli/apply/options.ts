/** The options of `candor apply`. */
import type { DataOptions } from "../data-options.ts";

export interface ApplyOptions extends DataOptions {
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  readonly adopt?: boolean;
  readonly why?: string;
}
