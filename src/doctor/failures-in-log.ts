/** Finds the failed exchanges in a log, and explains each. For `candor explain --from`, CI and editors. */
import { type Diagnosis, explain } from "./explain.ts";
import type { Context } from "./material.ts";
import { type Record, recordsOf } from "./records.ts";
import { type Report, toReport } from "./report.ts";
import { coverLog } from "./secrets-in-log.ts";

/** A failure, where the log reports it. */
export interface Failure {
  /** From 1. */
  readonly line: number;
  /** Of the message in this line, from 1. */
  readonly column: number;
  /** How often the log has the same. */
  readonly count: number;
  readonly diagnosis: Diagnosis;
  readonly report: Report;
}

/** Below this confidence, a cause isn't worth an annotation. A log has many lines that mean something else. */
const LEAST = 0.4;
/** Records are read if they have a word of failures, and a word that such failures have in any protocol or product. */
const FAILED =
  /error|invalid|denied|fail|unauthor|forbidden|expire|mismatch|unsupported|rejected|refused|revoked|exception|cannot|can't|not (?:allowed|found|valid|match)|missing|AADSTS|\b40[0139]\b|[\u0370-\uffff]{2}/i;
const RELEVANT =
  /oauth|oidc|openid|auth|token|jw[tks]|scope|client|redirect|call-?back|grant|consent|log-?in|sign-?in|credential|secret|issuer|audience|nonce|state|pkce|verifier|challenge|session|user|account|tenant|assertion|signature|AADSTS|[A-Z]{2,8}\d{4,}|[\u0370-\uffff]{2}/i;
/** Different records that are explained; what comes later in a log is usually a consequence. */
const MOST = 400;
const MOST_FAILURES = 100;
/** UTF-16 code units of a record. */
const LONGEST = 20_000;

/** In the order of the log, which may come in pieces that each end with a line. `now` as for `explain`. Never throws. */
export function failuresIn(log: string | Iterable<string>, context: Context = {}, now?: number): readonly Failure[] {
  const found = new Map<string, { failure: Failure | undefined; count: number }>();
  const records = recordsOf(typeof log === "string" ? [log] : log);
  const told = coverLog(linesIn(records));
  for (const record of records) {
    const text = record.lines.join("\n").slice(0, LONGEST);
    if (!FAILED.test(text) || !RELEVANT.test(text)) continue;
    const key = alike(text);
    const known = found.get(key);
    if (known !== undefined) known.count++;
    else if (found.size < MOST) found.set(key, { failure: failureIn(record, text, told, context, now), count: 1 });
  }
  return merged([...found.values()]);
}

function* linesIn(records: Iterable<Record>): Generator<string> {
  for (const { lines } of records) yield* lines;
}

/** Records that differ in times, ids and numbers are the same failure. */
const alike = (text: string): string => text.slice(0, 2_000).replaceAll(/[0-9a-f]{8,}|\d+/gi, "#");

function failureIn(
  record: Record,
  text: string,
  told: (text: string) => string,
  context: Context,
  now: number | undefined,
): Failure | undefined {
  const diagnosis = without(explain(text, context, now), told);
  const report = toReport(diagnosis);
  if (report.verdict !== "cause" || (report.findings[0]?.confidence ?? 0) < LEAST) return undefined;
  const within = Math.max(
    0,
    record.lines.findIndex((line) => FAILED.test(line)),
  );
  const line = record.lines[within] ?? "";
  const indent = line.length - line.trimStart().length;
  return {
    line: record.start + within + 1,
    column: (record.prefixes[within] ?? 0) + indent + 1,
    count: 1,
    diagnosis,
    report,
  };
}

/** The same cause with the same evidence is one failure, where it is first. */
function merged(
  found: readonly { readonly failure: Failure | undefined; readonly count: number }[],
): readonly Failure[] {
  const failures = new Map<string, Failure>();
  for (const { failure, count } of found) {
    if (failure === undefined) continue;
    const [first] = failure.report.findings;
    const key = `${first?.reason}\n${first?.fix}\n${failure.report.providers.join()}`;
    const known = failures.get(key);
    failures.set(key, { ...(known ?? failure), count: (known?.count ?? 0) + count });
  }
  return [...failures.values()].slice(0, MOST_FAILURES);
}

/** The diagnosis without what other records call a secret. */
function without(diagnosis: Diagnosis, told: (text: string) => string): Diagnosis {
  const findings = diagnosis.findings.map((finding) => ({
    ...finding,
    fix: told(finding.fix),
    evidence: finding.evidence.map((one) => ({
      ...one,
      says: told(one.says),
      source: one.source === undefined ? undefined : told(one.source),
    })),
  }));
  return { ...diagnosis, findings };
}
