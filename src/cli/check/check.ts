/** Checks a server, and prints the report. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { check, probesFor } from "../../checker/check.ts";
import { CheckFile } from "../../checker/check-file.ts";
import { unmet } from "../../checker/conditions.ts";
import { discover } from "../../checker/discover.ts";
import { Lab } from "../../checker/lab.ts";
import { isOwnHost } from "../../checker/own-hosts.ts";
import { PROBES } from "../../checker/probes/index.ts";
import { toJson } from "../../checker/report/json.ts";
import { failuresOf, type Level, type Report } from "../../checker/report/report.ts";
import { toTerminal } from "../../checker/report/terminal.ts";
import { senderOf } from "../../checker/sender.ts";
import { formSignIn } from "../../checker/sign-in/forms.ts";
import { REQUIREMENTS } from "../../requirements/index.ts";
import { EXIT } from "../exit.ts";
import { print, readerOf } from "../print.ts";
import type { Format } from "./formats.ts";

export interface CheckOptions {
  readonly with?: string;
  readonly own?: readonly string[];
  readonly only?: readonly string[];
  readonly level: Lowercase<Level>;
  readonly format: Format;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly rate: string;
  readonly most: string;
  readonly ca?: string;
}

/** Milliseconds until a response must be there. */
const TIMEOUT = 15_000;

/** Returns the exit code. */
export async function checkServer(issuer: string, options: CheckOptions): Promise<number> {
  const given = readFile(options.with);
  if (typeof given === "string") return wrong(given);
  const confirmed = new Set([...(options.own ?? []), ...given.hosts]);
  if (!isOwnHost(issuer, confirmed)) return wrong(notConfirmed(issuer));
  const send = senderOf({
    ...{ most: Number(options.most), rate: Number(options.rate), timeout: TIMEOUT },
    isOwn: (url) => isOwnHost(url, confirmed),
    ...(options.ca !== undefined && { ca: readFileSync(options.ca, "utf8") }),
  });
  const target = await discover(issuer, send, given.clients, given.metadata);
  const signIn = formSignIn(send, given.user);
  const lab = new Lab({
    target,
    send,
    signIn,
    stranger: () => formSignIn(send, undefined),
    now: Date.now,
    random: randomBytes,
  });
  const { only } = options;
  const requirements = Object.fromEntries(
    Object.entries(REQUIREMENTS).filter(([id]) => only === undefined || only.some((prefix) => id.startsWith(prefix))),
  );
  if (options.dryRun) {
    for (const name of probesFor(requirements, PROBES)) {
      const missing = unmet(PROBES[name]?.needs ?? [], target);
      print(`${name}: ${missing === undefined ? PROBES[name]?.does : `nothing. ${missing.because}`}`);
    }
    return EXIT.fine;
  }
  const checked = await check(lab, requirements, PROBES, showProgress);
  const report: Report = { issuer, at: Date.now(), checked };
  print(
    options.format === "json"
      ? toJson(report)
      : toTerminal(report, { ...readerOf(), everything: options.all === true }),
  );
  return failuresOf(report, options.level.toUpperCase() as Level).length === 0 ? EXIT.fine : EXIT.not;
}

function wrong(says: string): number {
  process.stderr.write(`${says}\n`);
  return EXIT.usage;
}

/** The file's content, or what is wrong with it. */
function readFile(path: string | undefined): CheckFile | string {
  try {
    return CheckFile.parse(path === undefined ? {} : parseYaml(readFileSync(path, "utf8")));
  } catch (error) {
    return `${path}: ${error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message}`;
  }
}

const notConfirmed = (issuer: string): string =>
  URL.canParse(issuer)
    ? `A check sends requests that a server must refuse. If ${new URL(issuer).host} is yours, say so: --own ${new URL(issuer).host}`
    : `${issuer} is no URL. Give the issuer as the server's metadata has it, such as https://login.example.`;

/** On a terminal, a line that is replaced. */
function showProgress(done: number, of: number, does: string): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r\u001b[2K${done}/${of} ${does}${done + 1 === of ? "\r\u001b[2K" : ""}`);
}
