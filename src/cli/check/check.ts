/** Checks a server, and prints the report. */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { againstBaseline, Baseline, type Compared } from "../../checker/baseline.ts";
import { check, probesFor } from "../../checker/check.ts";
import { CheckFile } from "../../checker/check-file.ts";
import { unmet } from "../../checker/conditions.ts";
import { discover } from "../../checker/discover.ts";
import { Lab } from "../../checker/lab.ts";
import { isOwnHost } from "../../checker/own-hosts.ts";
import { PROBES } from "../../checker/probes/index.ts";
import { Before, changesSince, changesToText } from "../../checker/report/compare.ts";
import { failuresOf, type Level, type Report, VERDICTS } from "../../checker/report/report.ts";
import { toTerminal } from "../../checker/report/terminal.ts";
import { senderOf } from "../../checker/sender.ts";
import { formSignIn } from "../../checker/sign-in/forms.ts";
import type { Target } from "../../checker/target.ts";
import type { Requirements } from "../../requirements/define.ts";
import { REQUIREMENTS } from "../../requirements/index.ts";
import { EXIT } from "../exit.ts";
import { print, readerOf } from "../print.ts";
import type { Format } from "./formats.ts";
import { reportIn } from "./print-report.ts";

export interface CheckOptions {
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

/** Milliseconds until a response must be there. */
const TIMEOUT = 15_000;

/** What the user got wrong. */
class Wrong extends Error {}

/** Returns the exit code. */
export async function checkServer(issuer: string, options: CheckOptions): Promise<number> {
  try {
    return await checked(issuer, options);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.usage;
  }
}

async function checked(issuer: string, options: CheckOptions): Promise<number> {
  const given = fileOf(CheckFile, options.with, {});
  const baseline = fileOf(Baseline, options.baseline, { expected: {} });
  const before = options.since === undefined ? undefined : fileOf(Before, options.since, undefined);
  const { lab, target } = await labFor(issuer, given, options);
  const requirements = chosen(options.only);
  if (options.dryRun) {
    listProbes(requirements, target);
    return EXIT.fine;
  }
  const report: Report = { issuer, at: Date.now(), checked: await check(lab, requirements, PROBES, showProgress) };
  const failures = failuresOf(report, options.level.toUpperCase() as Level);
  const compared = againstBaseline(failures, report.checked, (id) => Object.hasOwn(REQUIREMENTS, id), baseline);
  write(report, options, baseline);
  if (before !== undefined) print(changesToText(changesSince(before, report.checked)));
  for (const line of verdictLines(compared)) process.stderr.write(`${line}\n`);
  return compared.failures.length === 0 && compared.stale.length === 0 ? EXIT.fine : EXIT.not;
}

async function labFor(issuer: string, given: CheckFile, { own, rate, most, ca }: CheckOptions) {
  const confirmed = new Set([...(own ?? []), ...given.hosts]);
  if (!isOwnHost(issuer, confirmed)) throw new Wrong(notConfirmed(issuer));
  const send = senderOf({
    ...{ most: numberOf("--most", most), rate: numberOf("--rate", rate), timeout: TIMEOUT },
    isOwn: (url) => isOwnHost(url, confirmed),
    ...(ca !== undefined && { ca: textOf(ca) }),
  });
  const target = await discover(issuer, send, given.clients, given.metadata);
  const { failure } = target.oauth.exchange;
  if (failure !== undefined && target.openid.exchange.failure !== undefined)
    throw new Wrong(`${issuer} can't be reached: ${failure}.`);
  const signIn = formSignIn(send, given.user);
  const stranger = () => formSignIn(send, undefined);
  return { target, lab: new Lab({ target, send, signIn, stranger, now: Date.now, random: randomBytes }) };
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Wrong(`${option} is ${text}. It must be a number greater than 0.`);
  return value;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Wrong(`${path} can't be read: ${(error as Error).message}`);
  }
}

function fileOf<Output>(schema: z.ZodType<Output>, path: string | undefined, otherwise: unknown): Output {
  const text = path === undefined ? undefined : textOf(path);
  try {
    return schema.parse(text === undefined ? otherwise : parseYaml(text));
  } catch (error) {
    throw new Wrong(`${path}: ${error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message}`);
  }
}

function chosen(only: readonly string[] | undefined): Requirements {
  const all = Object.entries(REQUIREMENTS);
  const some = all.filter(([id]) => only === undefined || only.some((prefix) => id.startsWith(prefix)));
  if (some.length === 0) throw new Wrong(`No requirement begins with ${only?.join(" or ")}.`);
  return Object.fromEntries(some);
}

const notConfirmed = (issuer: string): string =>
  URL.canParse(issuer)
    ? `A check sends requests that a server must refuse. If ${new URL(issuer).host} is yours, say so: --own ${new URL(issuer).host}`
    : `${issuer} is no URL. Give the issuer as the server's metadata has it, such as https://login.example.`;

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

function write(report: Report, { format, output, all = false }: CheckOptions, { expected }: Baseline): void {
  const terminal = { ...readerOf(), list: all ? VERDICTS : (["broken", "unclear"] as const) };
  const isExpected = (id: string): boolean => Object.hasOwn(expected, id);
  if (output === undefined) {
    print(reportIn(format, report, terminal, isExpected));
    return;
  }
  writeFileSync(output, `${reportIn(format, report, { ...terminal, colour: false }, isExpected)}\n`);
  print(toTerminal(report, { ...terminal, list: [] }));
}

/** What a baseline changes. */
const verdictLines = ({ expected, stale }: Compared): readonly string[] => [
  ...(expected.length === 0 ? [] : [`Expected to fail: ${expected.map(({ id }) => id).join(", ")}`]),
  ...stale.map((id) => `The baseline expects ${id} to fail, and it doesn't any more. Remove it.`),
];
