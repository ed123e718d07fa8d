/** The audit log for spreadsheets (RFC 4180). */
import type { KeptAuditEntry } from "../ports/audit.ts";
import { timeOf } from "./audit-words.ts";

const COLUMNS: Readonly<Record<string, (entry: KeptAuditEntry) => unknown>> = {
  number: ({ number }) => number,
  time: timeOf,
  actor: ({ actor }) => actor.is,
  actor_id: ({ actor }) => actor.id,
  network: ({ actor }) => actor.network,
  action: ({ action }) => action,
  kind: ({ target }) => target.kind,
  id: ({ target }) => target.id,
  before: ({ before }) => before && JSON.stringify(before),
  after: ({ after }) => after && JSON.stringify(after),
  why: ({ why }) => why,
  hash: ({ hash }) => hash,
};

/** The first line. */
export const CSV_HEAD = Object.keys(COLUMNS).join(",");

/** One entry on one line. */
export const toCsv = (entry: KeptAuditEntry): string =>
  Object.values(COLUMNS)
    .map((column) => cell(column(entry)))
    .join(",");

/**
 * A cell that begins like a formula is run by spreadsheets, also one that begins after a separator of another country or a line
 * break. An apostrophe makes it text.
 */
function cell(value: unknown): string {
  const text = String(value ?? "").replaceAll(/((?:^|[;\t\r\n])[\s"]*)([=+\-@＝＋－＠])/g, "$1'$2");
  return `"${text.replaceAll('"', '""')}"`;
}
