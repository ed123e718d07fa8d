/** The options of `candor doctor`. */
import type { DataOptions } from "../data-options.ts";

export interface DoctorOptions extends DataOptions {
  readonly json?: boolean;
  readonly issuer?: string;
  readonly backups?: string;
  /** Hours. */
  readonly backupAge: number;
}
