/** The options of `candor backup` and `candor restore`. */
import type { DataOptions } from "../data-options.ts";

export interface BackupOptions extends DataOptions {
  readonly json?: boolean;
  readonly force?: boolean;
  readonly portable?: boolean;
  readonly endGrants?: boolean;
}
