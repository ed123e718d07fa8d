/** The arguments of `candor check`. */
import type { Level } from "../../requirements/define.ts";

/** The formats of a report. */
export const FORMATS = ["terminal", "json", "junit", "sarif", "markdown", "html", "badge"] as const;

export type Format = (typeof FORMATS)[number];

export interface CheckArguments {
  readonly with?: string;
  readonly own?: readonly string[];
  readonly only?: readonly string[];
  readonly level: Lowercase<Level>;
  readonly format: Format;
  readonly output?: string;
  readonly all?: boolean;
  readonly baseline?: string;
  readonly since?: string;
  readonly dryRun?: boolean;
  readonly rate: string;
  readonly most: string;
  readonly ca?: string;
}
