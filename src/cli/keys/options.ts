/** The options of `candor keys`. */
import type { KeyAlg } from "../../ports/keys.ts";
import type { DataOptions } from "../data-options.ts";

export interface KeysOptions extends DataOptions {
  readonly server?: string;
  readonly json?: boolean;
  readonly alg?: KeyAlg;
  readonly now?: boolean;
  readonly another?: boolean;
  readonly revoke?: string;
  /** Only with `revoke`. */
  readonly dryRun?: boolean;
}
