/** The options of `candor audit`. */
import type { AuditHead } from "../../ports/audit.ts";
import type { DataOptions } from "../data-options.ts";

export interface AuditListOptions extends DataOptions {
  readonly server?: string;
  readonly json?: boolean;
  readonly kind?: string;
  readonly id?: string;
  readonly actor?: string;
  readonly action?: string;
  /** Milliseconds since 1970. */
  readonly since?: number;
  readonly until?: number;
  readonly before?: number;
  readonly limit: number;
}

export interface AuditVerifyOptions extends DataOptions {
  readonly server?: string;
  readonly json?: boolean;
  readonly head?: AuditHead;
}

export interface AuditRepairOptions extends DataOptions {
  readonly json?: boolean;
}

export interface AuditExportOptions extends DataOptions {
  readonly server?: string;
  readonly format: "jsonl" | "csv";
  readonly from: number;
}
