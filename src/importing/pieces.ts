/** Reads JSON of any size piece by piece: the entries of its lists, and its other members, each parsed by itself. */

import { lenientJson } from "./lenient-json.ts";

/** A part of a document. */
export interface Piece {
  /** `users[3]`, `realm`, `[3]`, `line 4`. */
  readonly at: string;
  /** The member of the document that it belongs to; empty for the entries of a list, and for lines. */
  readonly member: string;
  readonly value: unknown;
}

/** What isn't JSON, and where. The text isn't repeated: it may be a secret. */
export class NotJson extends Error {}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [SLASH, STAR, NEWLINE] = [0x2f, 0x2a, 0x0a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const BRACKETS = new Set([OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]);
/** And what separates values beside spaces: a mark that a file had at its start, and the record separator of RFC 7464. */
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d, 0xfeff, 0x1e]);

/**
 * The pieces of a document: of a list its entries, of an object the entries of those members that are lists, and the other members.
 * With `lines`, each object or list of the text is a piece, as in JSON Lines. Throws `NotJson`.
 */
export async function* jsonPieces(chunks: AsyncIterable<string>, lines = false): AsyncGenerator<Piece> {
  const cutter = cut(lines);
  for await (const chunk of chunks) yield* cutter.push(chunk);
  cutter.end();
}

function cut(lines: boolean) {
  let text = "";
  let at = 0;
  /** What chunks before this one have of the value. They are put together once, so that a long value costs no more than its length. */
  let parts: string[] = [];
  /** Where the value starts that is being read; -1 between values. */
  let start = -1;
  /** How many brackets are open within it. */
  let inner = 0;
  let [inString, escaped] = [false, false];
  /** The brackets around it: of the document, and of a member that is a list. */
  const outer: number[] = [];
  let member: string | undefined;
  let index = 0;
  let [row, begun] = [1, 1];
  let documents = 0;
  /** A comment, of which the first character was read, or which ends with its line or with two characters. */
  let comment: "opened" | "line" | "block" | undefined;
  let before = 0;

  const place = (): string => {
    if (lines) return `line ${start < 0 ? row : begun}`;
    if (outer[0] === OPEN_LIST) return `[${index}]`;
    return outer.length > 1 ? `${member}[${index}]` : (member ?? "the document");
  };
  function parsed(end: number): unknown {
    const where = place();
    parts.push(text.slice(start, end));
    start = -1;
    const all = parts;
    parts = [];
    try {
      return lenientJson(all.join(""));
    } catch {
      throw new NotJson(`${where} isn't JSON.`);
    }
  }
  const piece = (end: number): Piece => ({
    at: place(),
    member: outer[0] === OPEN_OBJECT ? (member ?? "") : "",
    value: parsed(end),
  });

  /** Whether a character outside of a string changes nothing. Almost all do. */
  const isQuiet = (code: number): boolean =>
    start < 0
      ? SPACES.has(code)
      : code !== QUOTE && !BRACKETS.has(code) && (inner > 0 || (code !== COMMA && code !== COLON));

  function* step(code: number): Generator<Piece> {
    if (code === QUOTE) {
      inString = true;
      if (start < 0) begin(at);
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) opened(code);
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) yield* closed();
    else if (code === COLON && outer.length === 1 && member === undefined && start >= 0) member = String(parsed(at));
    else if (code === COMMA) yield* next();
    else if (start < 0) {
      if (outer.length === 0) throw new NotJson(`Line ${row} isn't JSON.`);
      begin(at);
    }
  }
  function begin(from: number): void {
    [start, begun] = [from, row];
  }
  /** A character of a comment, or the one that shows whether it is one. */
  function inComment(code: number): void {
    if (comment === "opened") {
      if (code !== SLASH && code !== STAR) throw new NotJson(`Line ${row} isn't JSON.`);
      comment = code === SLASH ? "line" : "block";
    } else if (comment === "line" ? code === NEWLINE : code === SLASH && before === STAR) comment = undefined;
    // What opens a block doesn't close it as well.
    before = before === SLASH && code === STAR ? 0 : code;
  }
  function opened(code: number): void {
    if (start >= 0) inner++;
    else if (!lines && outer.length === 0) {
      if (documents++ > 0) throw new NotJson(`There is more than one document: see line ${row}.`);
      outer.push(code);
      [index, member] = [0, undefined];
    } else if (outer.length === 1 && outer[0] === OPEN_OBJECT && member !== undefined && code === OPEN_LIST) {
      outer.push(code);
      index = 0;
    } else {
      begin(at);
      inner = 1;
    }
  }
  function* closed(): Generator<Piece> {
    if (inner > 0) {
      if (--inner === 0) yield piece(at + 1);
      return;
    }
    if (start >= 0) yield piece(at);
    if (outer.pop() === undefined) throw new NotJson(`Line ${row} closes what isn't open.`);
  }
  function* next(): Generator<Piece> {
    if (start >= 0) yield piece(at);
    if (outer.at(-1) === OPEN_LIST) index++;
    else member = undefined;
  }

  return {
    *push(chunk: string): Generator<Piece> {
      text = chunk;
      for (at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === NEWLINE) row++;
        if (comment !== undefined) inComment(code);
        else if (inString) {
          if (escaped) escaped = false;
          else if (code === BACKSLASH) escaped = true;
          else if (code === QUOTE) inString = false;
        } else if (code === SLASH) [comment, before] = ["opened", code];
        else if (isQuiet(code)) continue;
        else yield* step(code);
      }
      if (start < 0) return;
      parts.push(text.slice(start));
      start = 0;
    },
    end(): void {
      if (start >= 0 || outer.length > 0) throw new NotJson(`The text ends in the middle of ${place()}.`);
    },
  };
}

/** The rest of a list of pieces that are the whole of a small document, by its members. Lists are put together again. */
export async function wholeOf(pieces: AsyncIterable<Piece>): Promise<Readonly<Record<string, unknown>>> {
  const members: Record<string, unknown> = {};
  for await (const { at, member, value } of pieces) {
    if (!at.endsWith("]")) members[member] = value;
    else if (Array.isArray(members[member])) (members[member] as unknown[]).push(value);
    else members[member] = [value];
  }
  return members;
}
