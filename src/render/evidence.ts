/** Evidence in readable form, and the pairs of fields that belong together: what was sent, and what should have been sent. */
import type { EvidenceShown, Explanation } from "../reasons/explain.ts";
import { type Difference, difference } from "./difference.ts";

/** A readable point in time: `2026-06-15 12:00:00 UTC`, with milliseconds if there are any. */
export function timeText(at: number): string {
  return `${instant(at)
    .replace("T", " ")
    .replace(/(?:\.000)?Z$/, "")} UTC`;
}

/** The years 0001 to 9999, which are those that RFC 3339 can express. */
const [FIRST, LAST] = [-62_135_596_800_000, 253_402_300_799_999];

/** RFC 3339, in UTC. A time out of its range is shown as 1970. */
export function instant(at: number): string {
  return new Date(at >= FIRST && at <= LAST ? at : 0).toISOString();
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** A duration: `90 s`, and from two minutes on, also in words: `7776000 s (90 days)`. */
export function durationText(seconds: number): string {
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length * 2 || seconds === length);
  if (unit === undefined || seconds === 60) return `${seconds} s`;
  const [name, length] = unit;
  const many = Math.round((seconds / length) * 10) / 10;
  return `${seconds} s (${many} ${name}${many === 1 ? "" : "s"})`;
}

/** A value of evidence in words. Lists item by item. */
export function valueTexts({ kind, value }: EvidenceShown): readonly string[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "boolean") return [value ? "yes" : "no"];
  if (typeof value === "number") {
    if (kind === "instant") return [timeText(value)];
    return [kind === "seconds" ? durationText(value) : String(value)];
  }
  return [String(value)];
}

/** The same on one line. */
export function valueText(shown: EvidenceShown): string {
  return valueTexts(shown).join(", ") || "none";
}

/** Names of fields to compare, what was sent first. */
const PAIRS = [
  ["sent", "repaired"],
  ["sent", "registered"],
  ["sent", "expected"],
  ["sent", "near"],
  ["path", "near"],
  ["near", "parameter"],
  ["header", "body"],
  ["computed", "challenge"],
] as const;

export interface Pair {
  readonly sent: EvidenceShown;
  readonly expected: EvidenceShown;
  readonly difference: Difference;
}

const WHOLE = 0.4;

/** The pairs among the evidence. Values with little in common aren't a pair: `expected` may be a description, not a value. */
export function pairsOf(evidence: readonly EvidenceShown[]): Pair[] {
  return PAIRS.flatMap(([one, other]): Pair[] => {
    const [sent, expected] = [one, other].map((name) => evidence.find((shown) => shown.name === name));
    if (sent?.kind !== "text" || expected?.kind !== "text" || sent.value === expected.value) return [];
    const found = difference(String(sent.value), String(expected.value));
    const alike = found.one.reduce((sum, { text, same }) => sum + (same ? text.length : 0), 0);
    const longest = Math.max(String(sent.value).length, String(expected.value).length);
    return other === "challenge" || alike / longest >= WHOLE ? [{ sent, expected, difference: found }] : [];
  });
}

/** Fields that are shown even if the request and a fix have them, so that readers see exactly what was expected. */
const EXPECTED = ["registered", "expected", "challenge", "body"];

/** The evidence that a reader of the marked request and of what is `said` has not seen yet. */
export function unseen({ evidence, request, clientId }: Explanation, said: string): EvidenceShown[] {
  const spans = request.parts.flatMap(({ value, marks }) =>
    value === undefined || marks.length === 0 ? [] : [value, ...marks.map(({ from, to }) => value.slice(from, to))],
  );
  const notes = [...request.parts.flatMap(({ marks }) => marks), ...request.marks].flatMap(({ note = "" }) =>
    note.length < 4 ? [] : [note.replace(/\?$/, "")],
  );
  for (const { at } of request.marks) if (at === "method" || at === "path") spans.push(request[at]);
  const expected = pairsOf(evidence).filter((pair) => EXPECTED.includes(pair.expected.name));
  // What was not sent is marked as missing.
  const missing = request.marks.some(({ at, notKept }) => at !== "method" && at !== "path" && notKept !== true);
  const isSeen = (text: string): boolean =>
    text === clientId ||
    (missing && /^absent\b/.test(text)) ||
    spans.includes(text) ||
    notes.some((note) => text.includes(note) || note.includes(text)) ||
    holds(said, text);
  return evidence.filter((shown) => {
    const value = String(shown.value);
    if (expected.some((pair) => pair.expected === shown)) return !notes.some((note) => holds(note, value));
    if (expected.some((pair) => pair.sent === shown) && !spans.includes(value)) return true;
    if (shown.kind === "flag" || shown.kind === "instant") return true;
    return Array.isArray(shown.value) ? shown.value.length > 0 && !shown.value.every(isSeen) : !isSeen(value);
  });
}

/** Whether a text has a value as a separate word: `60` in `lived for 60 s`, but not in `160`. */
function holds(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at !== -1 && value !== ""; at = text.indexOf(value, at + 1)) {
    const [before, after] = [text[at - 1] ?? " ", text.slice(at + value.length, at + value.length + 2)];
    if (!/[\w/%~-]/.test(before) && !/^(?:[\w/%~-]|[.:?#]\w)/.test(after)) return true;
  }
  return false;
}
