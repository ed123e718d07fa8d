/** Finds a shape in a text, and the values at its places. */
import type { Place, Shape } from "./shapes.ts";

/** A shape that was found. */
export interface Match {
  readonly shape: Shape;
  /** Characters of fixed text that were found. */
  readonly weight: number;
  /** Whether the text ends before the shape does. */
  readonly isCut: boolean;
  readonly at: readonly [from: number, to: number];
  /** The text at each place that was found. */
  readonly values: readonly (readonly [Place, string])[];
}

/** How much fixed text shows that a Candor server wrote it: all of a sentence, a part of it, or beside a reference. */
const TELLING = { whole: 18, part: 24, partWithoutValue: 40, referred: 10 } as const;
/** Characters of a value. */
const LONGEST = 400;
const ANCHOR = 10;
/** Places at which an anchor is looked for. */
const PLACES = 8;

/** Where a shape is looked for: its first fixed text that is telling, or its longest. A text that was cut lacks the end. */
function anchorsOf({ parts }: Shape): readonly number[] {
  const lengths = parts.map((part) => (typeof part === "string" ? part.trim().length : 0));
  return [...new Set([lengths.findIndex((length) => length >= ANCHOR), lengths.indexOf(Math.max(...lengths))])].filter(
    (at) => at >= 0,
  );
}

/** `isReferred`: a reference of a Candor server was with the text. */
export function matchOf(shape: Shape, text: string, isReferred: boolean): Match | undefined {
  for (const place of anchorsOf(shape)) {
    const head = headOf(shape.parts[place] as string);
    let from = text.indexOf(head);
    for (let n = 0; n < PLACES && from !== -1; n++) {
      const match = matchAt(shape, text, place, from);
      if (match !== undefined && match.weight >= leastOf(match, isReferred)) return match;
      from = text.indexOf(head, from + 1);
    }
  }
  return undefined;
}

function leastOf({ isCut, values }: Match, isReferred: boolean): number {
  if (isReferred) return TELLING.referred;
  if (!isCut) return TELLING.whole;
  return values.length > 0 ? TELLING.part : TELLING.partWithoutValue;
}

function matchAt(shape: Shape, text: string, place: number, from: number): Match | undefined {
  const before = backwards(shape.parts.slice(0, place), text, from);
  const after = forwards(shape.parts.slice(place), text, from);
  if (before === undefined || after === undefined) return undefined;
  return {
    shape,
    weight: before.weight + after.weight,
    isCut: after.isCut,
    at: [before.end, after.end],
    values: [...before.values, ...after.values],
  };
}

/** A text that was cut has only the beginning. */
const headOf = (anchor: string): string => anchor.slice(0, Math.max(ANCHOR, Math.ceil(anchor.length / 2)));

interface Found {
  readonly weight: number;
  readonly end: number;
  readonly isCut: boolean;
  readonly values: readonly (readonly [Place, string])[];
}

function forwards(parts: Shape["parts"], text: string, start: number): Found | undefined {
  const values: [Place, string][] = [];
  let [end, weight] = [start, 0];
  let open: Place | undefined;
  for (const part of parts) {
    if (typeof part !== "string") {
      open = part;
      continue;
    }
    const at =
      open === undefined
        ? text.startsWith(part, end)
          ? end
          : -1
        : text.slice(0, end + LONGEST + part.length).indexOf(part, end);
    if (at === -1) {
      const rest = text.slice(end, end + LONGEST + part.length);
      const common = commonEnd(rest, part, open !== undefined);
      // The line or the text ends here, with a beginning of what was expected. Or only the first sentences are as expected.
      if (common === undefined)
        return weight > 0 && open === undefined && part.startsWith(" ")
          ? { values, weight, end, isCut: true }
          : undefined;
      return { values, weight: weight + common.length, end: end + common.at + common.length, isCut: true };
    }
    if (open !== undefined) values.push([open, text.slice(end, at)]);
    open = undefined;
    end = at + part.length;
    weight += part.trim().length;
  }
  return { values, weight, end, isCut: open !== undefined };
}

/** What a line that was cut still has of a fixed text: a beginning, and then the end of the line, a quote or an ellipsis. */
function commonEnd(rest: string, part: string, isAfterValue: boolean): { at: number; length: number } | undefined {
  const line = /^[^\n]*/.exec(rest)?.[0] ?? "";
  const bare = line.replace(/(?:\.{3}|…|[\\"'`)\]}>,;]|\s)+$/, "");
  for (let length = Math.min(part.length, bare.length); length > 0; length--) {
    const at = isAfterValue ? bare.length - length : 0;
    if (
      (isAfterValue || bare.length <= part.length) &&
      bare.slice(at, at + length) === part.slice(0, length) &&
      at + length === bare.length
    )
      return { at, length };
  }
  return isAfterValue || bare === "" ? { at: bare.length, length: 0 } : undefined;
}

function backwards(parts: Shape["parts"], text: string, start: number): Found | undefined {
  const values: [Place, string][] = [];
  let [end, weight] = [start, 0];
  let open: Place | undefined;
  for (const part of [...parts].reverse()) {
    if (typeof part !== "string") {
      open = part;
      continue;
    }
    const least = Math.max(0, end - LONGEST - part.length);
    const at = open === undefined ? end - part.length : least + text.slice(least, end).lastIndexOf(part);
    if (at < least || !text.startsWith(part, at)) return undefined;
    if (open !== undefined) values.unshift([open, text.slice(at + part.length, end)]);
    open = undefined;
    end = at;
    weight += part.trim().length;
  }
  if (open === undefined) return { values, weight, end, isCut: false };
  // A value at the beginning is the word before the text.
  const [value = ""] = /[^\s"'`([{=:,]+\s?$/.exec(text.slice(Math.max(0, end - LONGEST), end)) ?? [];
  return { values: [[open, value], ...values], weight, end: end - value.length, isCut: false };
}
