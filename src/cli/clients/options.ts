/** The options of `candor clients`. */
import type { DataOptions } from "../data-options.ts";

export type ClientsAct = "list" | "show" | "create" | "change" | "remove";

export interface ClientsOptions extends DataOptions {
  readonly json?: boolean;
  readonly set?: readonly string[];
  readonly newSecret?: boolean;
  readonly removeSecret?: string;
  readonly yes?: boolean;
  readonly why?: string;
}
