/** A check as an assertion, for test suites. */
import type { Level } from "../requirements/define.ts";
import { againstBaseline } from "./baseline.ts";
import { CannotCheck } from "./cannot-check.ts";
import type { Checked } from "./check.ts";
import { failuresOf, type Report, unclearIn } from "./report/report.ts";
import { toTerminal } from "./report/terminal.ts";
import { type CheckOptions, checkServer } from "./run.ts";

/** What a server is checked with, and what makes it fail. */
export interface Expected extends CheckOptions {
  /** What makes it fail; `MUST` unless given. */
  readonly level?: Level | undefined;
  /** Whether what is unclear at that level fails too. */
  readonly strict?: boolean | undefined;
  /** Failures that are expected, each with a reason. */
  readonly expected?: Readonly<Record<string, string>> | undefined;
}

/** A server that breaks requirements. The message is the report of what fails. */
export class NotConforming extends Error {
  override readonly name = "NotConforming";
  readonly failures: readonly Checked[];
  /** Expected failures that are none any more. */
  readonly stale: readonly string[];

  constructor(report: Report, failures: readonly Checked[], stale: readonly string[]) {
    const broken = toTerminal({ ...report, checked: failures }, { colour: false, list: ["broken", "unclear"] });
    const gone = stale.map((id) => `${id} is expected to fail, and doesn't any more.`);
    super([broken, ...gone].join("\n"));
    this.failures = failures;
    this.stale = stale;
  }
}

/** Checks the server, and returns the report. Rejects with `NotConforming` if anything fails that isn't expected to, and with `CannotCheck`. */
export async function expectConforming(issuer: string, options: Expected = {}): Promise<Report> {
  const report = await checkServer(issuer, options);
  const { level = "MUST", strict = false, expected = {} } = options;
  const counts = [...failuresOf(report, level), ...(strict ? unclearIn(report, level) : [])];
  const { failures, stale } = againstBaseline(counts, report.checked, { expected }, strict);
  if (report.warning !== undefined) throw new CannotCheck(report.warning);
  if (failures.length > 0 || stale.length > 0) throw new NotConforming(report, failures, stale);
  return report;
}
