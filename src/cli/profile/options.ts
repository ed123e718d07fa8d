/** Options of `candor profile`. */
import type { DataOptions } from "../data-options.ts";

export interface ProfileOptions extends DataOptions {
  readonly seconds: number;
  readonly heap?: boolean;
}
