/** Lists, verifies and exports the audit log of a data directory or a database. */
import type { OpenAudit } from "../../adapters/sql/read-audit.ts";
import { CSV_HEAD, toCsv } from "../../admin/audit-csv.ts";
import type { KeptAuditEntry } from "../../ports/audit.ts";
import { said } from "../data-directory.ts";
import type { DataOptions } from "../data-options.ts";
import { EXIT } from "../exit.ts";
import { openAudit, placeOf } from "../place.ts";
import { print, readerOf } from "../print.ts";
import type { AuditExportOptions, AuditListOptions, AuditVerifyOptions } from "./options.ts";
import { tellOlder, tellVerified, toLine } from "./words.ts";

/** Lines that are printed at a time. */
const PORTION = 500;

/** Prints the latest entries, the newest last, above the prompt. */
export async function list(options: AuditListOptions): Promise<void> {
  await onAudit(options, async (audit) => {
    const { since: from, until: to, limit, json, ...by } = options;
    const all = await audit.list({ ...by, from, to, limit: limit + 1 });
    const found = all.slice(0, limit).toReversed();
    const { width } = readerOf();
    if (found.length > 0)
      print(found.map((entry) => (json === true ? toJson(entry) : toLine(entry, width))).join("\n"));
    else process.stderr.write("There are no matching entries.\n");
    if (all.length > limit) tellOlder(found[0]?.number);
  });
}

/** Prints the head of a whole log. The exit code is 1 if it isn't whole, and 2 if it can't be read. */
export async function verify(options: AuditVerifyOptions): Promise<void> {
  await onAudit(options, async (audit) => {
    const { entries, head, fault } = await audit.check(options.head);
    tellVerified({ entries, head: head.number === 0 ? undefined : `${head.number}:${head.hash}`, fault }, options);
  });
}

/** Prints the entries from a number on. */
export async function exportAll({ format, from, ...options }: AuditExportOptions): Promise<void> {
  await onAudit(options, async (audit) => {
    const [line, end] = format === "csv" ? [toCsv, "\r\n"] : [toJson, "\n"];
    let lines: string[] = format === "csv" ? [CSV_HEAD] : [];
    const flush = (): void => {
      // What is printed ends with a line feed.
      if (lines.length > 0) print(lines.join(end) + end.slice(0, -1));
      lines = [];
    };
    for await (const entry of audit.entries(from)) if (lines.push(line(entry)) >= PORTION) flush();
    flush();
  });
}

const toJson = ({ number, at, actor, action, target, ...rest }: KeptAuditEntry): string =>
  JSON.stringify({ number, at, actor, action, target, ...rest });

async function onAudit(options: DataOptions, work: (audit: OpenAudit) => Promise<void>): Promise<void> {
  let audit: OpenAudit | undefined;
  try {
    audit = await openAudit(await placeOf(options));
    await work(audit);
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(`${said(error)}\n`);
  } finally {
    await audit?.close();
  }
}
