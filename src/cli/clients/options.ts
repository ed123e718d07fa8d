/** The options of `candor clients`. */
import type { ChangeOptions } from "../registry/options.ts";

export type ClientsAct = "list" | "show" | "create" | "change" | "remove";

export interface ClientsOptions extends ChangeOptions {
  readonly newSecret?: boolean;
  readonly removeSecret?: string;
  readonly search?: string;
  readonly where?: readonly string[];
  readonly limit?: number;
  readonly after?: string;
  readonly all?: boolean;
}
