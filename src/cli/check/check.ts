/** Checks a server, and prints the report. */
import { accessSync, constants, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { againstBaseline, Baseline, type Compared } from "../../checker/baseline.ts";
import { CannotCheck } from "../../checker/cannot-check.ts";
import { probesFor } from "../../checker/check.ts";
import { type CheckFile, REGISTRATION } from "../../checker/check-file.ts";
import { unmet } from "../../checker/conditions.ts";
import { PROBES } from "../../checker/probes/index.ts";
import { Before, changesSince, changesToText } from "../../checker/report/compare.ts";
import { failuresOf, type Report, unclearIn, VERDICTS } from "../../checker/report/report.ts";
import { toTerminal } from "../../checker/report/terminal.ts";
import { checkOpened, openLab, requirementsFor } from "../../checker/run.ts";
import type { Target } from "../../checker/target.ts";
import type { Level, Requirements } from "../../requirements/define.ts";
import { REQUIREMENTS } from "../../requirements/index.ts";
import { EXIT } from "../exit.ts";
import { print, readerOf } from "../print.ts";
import { openInBrowser } from "../remote/browser.ts";
import type { CheckArguments } from "./arguments.ts";
import { fileOf, readCheckFile, textOf } from "./files.ts";
import { reportIn } from "./print-report.ts";

/** Returns the exit code. */
export async function checkOnCommandLine(issuer: string, options: CheckArguments): Promise<number> {
  try {
    return await checked(issuer, options);
  } catch (error) {
    if (!(error instanceof CannotCheck)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.usage;
  }
}

async function checked(issuer: string, options: CheckArguments): Promise<number> {
  const given = readCheckFile(options.with);
  const baseline = fileOf(Baseline, options.baseline, { expected: {} });
  const before = options.since === undefined ? undefined : fileOf(Before, options.since, undefined);
  const requirements = requirementsFor(options.only);
  if (options.output !== undefined) mayWrite(options.output);
  const opened = await openLab(issuer, {
    ...given,
    ...waysIn(given, options),
    hosts: [...given.hosts, ...(options.own ?? [])],
    ...(options.patience !== undefined && { patience: numberOf("--patience", options.patience) }),
    rate: numberOf("--rate", options.rate),
    most: numberOf("--most", options.most),
    timeout: numberOf("--timeout", options.timeout) * 1_000,
    open: (url) => {
      process.stderr.write(`Sign in and allow everything in your browser: ${url}\n`);
      openInBrowser(url, process.env);
    },
    ca: options.ca === undefined ? undefined : textOf(options.ca),
  });
  if (options.dryRun) {
    listProbes(requirements, opened.target);
    return EXIT.fine;
  }
  const report = await checkOpened(opened, requirements, { server: options.server, progress: showProgress });
  const level = options.level.toUpperCase() as Level;
  const unclear = options.strict ? unclearIn(report, level) : [];
  const counts = [...failuresOf(report, level), ...unclear];
  const compared = againstBaseline(counts, report.checked, baseline, options.strict);
  write(report, options, baseline);
  if (before !== undefined) print(changesToText(changesSince(before, report.checked)));
  for (const line of verdictLines(compared)) process.stderr.write(`${line}\n`);
  if (report.warning !== undefined) process.stderr.write(`${report.warning}\n`);
  if (compared.failures.length > 0 || compared.stale.length > 0) return EXIT.not;
  return report.warning === undefined ? EXIT.fine : EXIT.usage;
}

/** A dry run registers nobody and starts no browser. */
function waysIn({ registration, sign_in }: CheckFile, options: CheckArguments): Partial<CheckFile> {
  if (options.dryRun) return { registration: undefined, sign_in: "forms" };
  const way = options.signIn ?? sign_in;
  return { sign_in: way, registration: options.register ? (registration ?? REGISTRATION) : registration };
}

/** A folder that isn't there is found out now, and not after the check. Throws `CannotCheck`. */
function mayWrite(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    throw new CannotCheck(`${path} can't be written: ${(error as Error).message}`);
  }
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new CannotCheck(`${option} is ${text}. It must be a number greater than 0.`);
  return value;
}

function listProbes(requirements: Requirements, target: Target): void {
  for (const name of probesFor(requirements, PROBES)) {
    const missing = unmet(PROBES[name]?.needs ?? [], target);
    print(`${name}: ${missing === undefined ? PROBES[name]?.does : `nothing. ${missing.because}`}`);
  }
}

/** On a terminal, a line that is replaced. */
function showProgress(done: number, of: number, does: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001b[2K${done + 1}/${of} ${does}${done + 1 === of ? "\r\u001b[2K" : ""}`);
}

function write(report: Report, { format, output, all = false }: CheckArguments, { expected }: Baseline): void {
  const terminal = { ...readerOf(), list: all ? VERDICTS : (["broken", "unclear"] as const) };
  const isExpected = (id: string): boolean => Object.hasOwn(expected, id);
  if (output === undefined) {
    print(reportIn(format, report, terminal, isExpected));
    return;
  }
  writeFileSync(output, `${reportIn(format, report, { ...terminal, colour: false }, isExpected)}\n`);
  print(toTerminal(report, { ...terminal, list: [] }));
}

/** What a baseline and --strict change. */
const verdictLines = ({ failures, expected, stale }: Compared): readonly string[] => [
  ...(failures.some(({ is }) => is === "unclear") ? [strictly(failures)] : []),
  ...(expected.length === 0 ? [] : [`Expected to fail: ${expected.map(({ id }) => id).join(", ")}`]),
  ...stale.map((id) =>
    Object.hasOwn(REQUIREMENTS, id)
      ? `The baseline expects ${id} to fail, and it doesn't any more. Remove it.`
      : `The baseline expects ${id} to fail, and there is no such requirement. Check the spelling.`,
  ),
];

function strictly(failures: Compared["failures"]): string {
  const count = failures.filter(({ is }) => is === "unclear").length;
  return `--strict: it is unclear whether ${count === 1 ? "1 requirement is" : `${count} requirements are`} held. Each is listed as unclear, with what is missing. A baseline may expect them.`;
}
