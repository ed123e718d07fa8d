/** JSON that users paste: complete, within other text, truncated, with typographic quotes. */
import type { Json } from "./gathered.ts";

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string, number or boolean as text. Nothing for an object, since the input controls its `toString`. */
export function scalar(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** `undefined` if it isn't JSON. `null` says nothing, and is treated the same. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The same for text that an editor has made typographic. */
export function parsedLoosely(text: string): unknown {
  const strict = parsed(text);
  if (strict !== undefined || !/[\u201c\u201d\u2018\u2019\u00a0]/.test(text)) return strict;
  return parsed(straight(text));
}

/** Replaces typographic quotes and spaces with plain ones. */
export function straight(text: string): string {
  return text
    .replaceAll(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replaceAll(/[\u2018\u2019\u201a]/g, "'")
    .replaceAll("\u00a0", " ");
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = new Set([123, 91]);
const CLOSING = new Set([125, 93]);

/**
 * Where the object or array that starts at `start` ends, just after its last bracket; -1 if it doesn't end within `most`
 * characters.
 */
export function balancedEnd(text: string, start: number, most = 1_000_000): number {
  const until = Math.min(text.length, start + most);
  let depth = 0;
  let quoted = false;
  for (let at = start; at < until; at++) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === BACKSLASH) at++;
      else if (character === QUOTE) quoted = false;
    } else if (character === QUOTE) quoted = true;
    else if (OPENING.has(character)) depth++;
    else if (CLOSING.has(character) && --depth === 0) return at + 1;
  }
  return -1;
}

const MOST = { objects: 40, length: 100_000, looked: 2_000_000 } as const;

export interface Embedded {
  readonly value: unknown;
  readonly from: number;
  readonly to: number;
}

/** The JSON objects within a text. The time is limited whatever brackets it contains. */
export function objectsWithin(text: string): Embedded[] {
  const found: Embedded[] = [];
  let looked = 0;
  for (let from = text.indexOf("{"); from !== -1 && found.length < MOST.objects; ) {
    const to = balancedEnd(text, from, MOST.length);
    looked += to === -1 ? Math.min(MOST.length, text.length - from) : to - from;
    const value = to === -1 ? undefined : parsedLoosely(text.slice(from, to));
    if (value !== undefined) found.push({ value, from, to });
    if (looked > MOST.looked) break;
    from = text.indexOf("{", value === undefined ? from + 1 : to);
  }
  return found;
}

/** Every object within a value, itself first, limited to the depth and number that a response needs. */
export function objectsOf(value: unknown, most = 200, depth = 6): Json[] {
  const found: Json[] = [];
  const visit = (one: unknown, left: number) => {
    if (found.length >= most || left < 0 || typeof one !== "object" || one === null) return;
    if (isRecord(one)) found.push(one);
    for (const inner of Object.values(one).slice(0, most)) visit(inner, left - 1);
  };
  visit(value, depth);
  return found;
}
