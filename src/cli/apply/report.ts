/** What `candor apply` prints: the plan as a diff or as JSON on standard output, faults on standard error. */
import { ConfigurationError } from "../../configuration/fault.ts";
import type { Plan } from "../../declared/plan.ts";
import { planText } from "../../declared/show.ts";
import { visible } from "../../render/characters.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { print, readerOf } from "../print.ts";
import type { ApplyOptions } from "./options.ts";

/** Prints a plan, which was carried out as `version` if there is one. Sets the exit code. */
export function report(plan: Plan, { json, dryRun }: ApplyOptions, version?: number): void {
  process.exitCode = dryRun === true && plan.changes.length > 0 ? EXIT.not : EXIT.fine;
  if (json === true) {
    // The contents have hashes of secrets, which nobody needs to read.
    const changes = plan.changes.map(({ content: _, from: __, ...change }) => change);
    print(
      JSON.stringify({ file: plan.file, changes, left: plan.left, applied: version !== undefined, version }, null, 2),
    );
    return;
  }
  const text = planText(plan, readerOf().colour);
  print(text === "" ? sumOf(plan, version) : `${text}\n\n${sumOf(plan, version)}`);
}

function sumOf({ changes }: Plan, version: number | undefined): string {
  if (changes.length === 0) return "Nothing to do.";
  const count = (does: string): number => changes.filter((change) => change.does === does).length;
  const [added, changed, removed] = [count("add"), count("change"), count("remove")];
  return version === undefined
    ? `${added} to add, ${changed} to change, ${removed} to remove.`
    : `Done: ${added} added, ${changed} changed, ${removed} removed.`;
}

/** Prints why nothing was done, and sets the exit code. */
export function reportFaults(error: unknown, { json }: ApplyOptions): void {
  process.exitCode = EXIT.usage;
  if (!(error instanceof ConfigurationError)) {
    say(said(error));
    return;
  }
  if (json === true) print(JSON.stringify({ faults: error.faults }, null, 2));
  for (const { key, is, expected } of json === true ? [] : error.faults)
    process.stderr.write(`${visible(`${key} is ${is}`)}\n  ${visible(`expected ${expected}`)}\n`);
}

export const say = (text: string): void => void process.stderr.write(`${visible(text)}\n`);
