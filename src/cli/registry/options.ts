/** The options of the commands of the registry. */
import type { DataOptions } from "../data-options.ts";

export interface RegistryOptions extends DataOptions {
  readonly server?: string;
  readonly json?: boolean;
}

export interface ListOptions extends RegistryOptions {
  readonly limit: number;
  readonly after?: string;
  readonly all?: boolean;
  readonly search?: string;
  /** `parameter=value` */
  readonly where?: readonly string[];
}

export interface ChangeOptions extends RegistryOptions {
  readonly set?: readonly string[];
  readonly from?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly why?: string;
}
