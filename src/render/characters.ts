/**
 * Text of strangers on a terminal. Whatever could move the cursor, change the direction, join its neighbor or be invisible is
 * written out as \u{…}. So every cell has a known width, and underlines are where they should be.
 */

/** One character as it is printed: what, how wide, and which code units of the text it represents. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

/** Control, format, private and unassigned characters; marks and jamo, which join; every space but U+0020. */
const UNSEEN =
  /[\p{C}\p{M}\p{Z}\p{Default_Ignorable_Code_Point}\p{Regional_Indicator}\u1160-\u11ff\ud7b0-\ud7ff\p{Emoji_Modifier}]/u;

/** Right-to-left scripts: a terminal that reorders them would move the text away from its underline. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** East Asian Wide and Fullwidth (UAX 11), emoji, and the two planes of ideographs. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18d08}\u{1aff0}-\u{1b2fb}\u{1d300}-\u{1d376}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;

const PLAIN = /^[\x20-\x7e]*$/;

/** The text, cell by cell. */
export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const character of text) {
    const printed = print(character);
    cells.push({ ...printed, from: at, to: at + character.length });
    at += character.length;
  }
  return cells;
}

function print(character: string): { text: string; width: number } {
  if (PLAIN.test(character)) return { text: character, width: 1 };
  if (UNSEEN.test(character) || RIGHT_TO_LEFT.test(character)) {
    const text = `\\u{${character.codePointAt(0)?.toString(16)}}`;
    return { text, width: text.length };
  }
  return { text: character, width: WIDE.test(character) ? 2 : 1 };
}

/** The text on one line, without anything that a terminal would execute. */
export function visible(text: string): string {
  return PLAIN.test(text)
    ? text
    : cellsOf(text)
        .map((cell) => cell.text)
        .join("");
}

/** How many columns a visible text takes. */
export function columns(text: string): number {
  return PLAIN.test(text) ? text.length : cellsOf(text).reduce((sum, { width }) => sum + width, 0);
}

/** Breaks a text at spaces into visible lines of at most `width` columns; longer words stay whole, up to `longest`. */
export function wrap(text: string, width: number, longest = 300): string[] {
  const lines: string[] = [];
  for (const word of visible(text).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && columns(last) + 1 + columns(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(shorten(word, longest));
  }
  return lines;
}

/** Cuts a visible text at so many columns. */
export function shorten(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = "";
  let taken = 0;
  for (const { text: cell, width: wide } of cellsOf(text)) {
    if (taken + wide > width - 1) break;
    kept += cell;
    taken += wide;
  }
  return `${kept}…`;
}
