/** The options of `candor export`. */
import type { DataOptions } from "../data-options.ts";

export interface ExportOptions extends DataOptions {
  readonly format?: "yaml" | "json";
  readonly everything?: boolean;
  readonly passwordHashes?: boolean;
  readonly out?: string;
}
