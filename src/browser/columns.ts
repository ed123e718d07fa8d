/** The compiled dialects as the page /explain loads them: all values of one kind side by side, which compresses best. Written by scripts/slim.mjs. */
import { indexOf, needsOfMessage } from "../doctor/dialects/index-of.ts";
import type { Index } from "../doctor/dialects/lookup.ts";
import { needsOf } from "../doctor/dialects/needs.ts";
import type { Head, PackedMessage, Rest } from "../doctor/dialects/packed.ts";
import type { CauseCode } from "../reasons/causes.ts";

/** Each text is a column: a line for each row, with tabs between several values. */
export interface Columns {
  readonly dialects: readonly [
    providers: string,
    names: string,
    kinds: string,
    hosts: string,
    marks: string,
    counts: string,
    pages: string,
  ];
  /** Without the page and the number of meanings, which are characters of `rows`. */
  readonly messages: readonly [
    ids: string,
    says: string,
    errors: string,
    statuses: string,
    endpoints: string,
    parameters: string,
  ];
  readonly rows: readonly [pages: string, meanings: string, distinctive: string];
  readonly meanings: readonly [fixes: string, tells: string];
  /** Of each meaning, a character for the place in the list below. */
  readonly weighed: readonly [reasons: string, weights: string];
  readonly reasons: string;
  readonly weights: string;
}

/** The characters that stand for small numbers: those of JSON that need no escape, then others. */
export const digitOf = (number: number): string =>
  String.fromCharCode(number < 57 ? number + 35 : number < 91 ? number + 36 : number + 0x46);
export const numberOf = (digit: string, at = 0): number => {
  const unit = digit.charCodeAt(at);
  return unit < 92 ? unit - 35 : unit < 128 ? unit - 36 : unit - 0x46;
};

const lines = (column: string): readonly string[] => column.split("\n");
/** The values of a cell, or 0 for none. */
const values = (cell = ""): readonly string[] | 0 => (cell === "" ? 0 : cell.split("\t"));
const one = <T>(all: readonly T[] | 0): T | readonly T[] | 0 => (all && all.length === 1 ? (all[0] as T) : all);

/** What compiled.js has, except when pages were read and what kind they are. */
export function opened(packed: Columns): {
  readonly heads: readonly Head[];
  readonly index: Index;
  readonly restOf: (at: number) => Rest;
} {
  const [providers, names, kinds, hosts, marks, counts, pages] = packed.dialects.map(lines);
  const messages = messagesOf(packed);
  const heads = (providers ?? []).map((provider, at): Head => {
    const [own, marked] = [values(hosts?.[at]), values(marks?.[at])];
    return {
      provider,
      name: names?.[at] ?? "",
      kind: kinds?.[at] as Head["kind"],
      ...(own && { hosts: own }),
      ...(marked && { marks: marked.map((mark) => [mark, ...needsOf([mark])] as const) }),
      count: Number(counts?.[at]),
    };
  });
  let start = 0;
  const rests = heads.map(({ count }, at): Rest => {
    start += count;
    return {
      pages: (values(pages?.[at]) || []).map((url) => [url, "manual"] as const),
      messages: messages.slice(start - count, start),
    };
  });
  return { heads, index: indexOf(messages.map(needsOfMessage)), restOf: (at) => rests[at] as Rest };
}

function messagesOf({ messages, rows, meanings, weighed, reasons, weights }: Columns): readonly PackedMessage[] {
  const [ids = [], says, errors, statuses, endpoints, parameters] = messages.map(lines);
  const [fixes, tells] = meanings.map(lines);
  const [codes, numbers] = [lines(reasons) as readonly CauseCode[], lines(weights).map(Number)];
  let meaning = 0;
  const meaningAt = (at: number): PackedMessage[2][number] => {
    const [reason, weight] = [codes[numberOf(weighed[0], at)] as CauseCode, numbers[numberOf(weighed[1], at)] ?? 0];
    const [fix, tell] = [fixes?.[at] || 0, tells?.[at]] as const;
    return tell ? [reason, weight, fix, tell] : [reason, weight, fix];
  };
  return ids.map((id, at) => {
    const means = Array.from({ length: numberOf(rows[1], at) }, () => meaningAt(meaning++));
    const [status, parameter] = [values(statuses?.[at]), values(parameters?.[at])];
    const message = [
      id,
      numberOf(rows[0], at),
      means,
      rows[2][at] === "1" ? 1 : 0,
      values(says?.[at]),
      one(values(errors?.[at])),
      one(status && status.map(Number)),
      endpoints?.[at] || 0,
      ...(parameter === 0 ? [] : [parameter]),
    ];
    return message as unknown as PackedMessage;
  });
}
