/** Text for a terminal in blocks: each is wrapped to the width, and what matters least gives way where there are too many lines. */
import { columns, shorten, visible } from "../render/characters.ts";
import { headOf } from "./excerpt.ts";

/** Lines that are shown together or not at all. */
export interface Block {
  readonly lines: readonly string[];
  /** 0 is always shown. The higher, the earlier it is left out. */
  readonly rank: number;
  /** Whether an empty line comes before it. */
  readonly apart?: boolean;
}

/** A word longer than this is cut, even a URL. */
const LONGEST_WORD = 300;

/** A label and a text, broken at spaces. Further lines are indented by `hang` columns. Longer words, such as URLs, stay whole. */
export function paragraph(label: string, text: string, width: number, hang: number): string[] {
  const lines: string[] = [];
  let line = label;
  for (const whole of visible(text).split(" ")) {
    const word = shorten(whole, LONGEST_WORD);
    const joined = line === "" ? word : `${line} ${word}`;
    // Nothing is gained by a line break before a word that is longer than a line.
    if (columns(joined) <= width || columns(word) > width - hang) line = joined;
    else {
      lines.push(line);
      line = `${" ".repeat(hang)}${word}`;
    }
  }
  return [...lines, line];
}

/** A label and a text on one line. A text that is too long ends with its first sentence, or with a clause or a word of it. */
export function oneLiner(label: string, text: string, width: number): string[] {
  const room = width - columns(label) - 1;
  if (room < MANY)
    return [shorten(label, width), ...(width - 4 < MANY ? [] : [`    ${clauseOf(visible(text), width - 4)}`])];
  return [`${label} ${clauseOf(visible(text), room)}`];
}

/** Columns that a text needs to say something. */
const MANY = 24;

function clauseOf(text: string, room: number): string {
  if (columns(text) <= room) return text;
  const [sentence = text] = text.split(/(?<=[a-z)'"][.!?]) (?=[A-Z])/);
  if (columns(sentence) <= room) return sentence;
  const fits = headOf(text, room, columns);
  const clause = /^.*[^\s,;:](?=[,;:] )/.exec(fits)?.[0] ?? "";
  return columns(clause) >= room / 2 ? `${clause}…` : fits.replace(/[,;:]+(?=…$)/, "");
}

/** The lines of the blocks that fit, in their order, and how many blocks were left out. */
export function screenful(
  blocks: readonly Block[],
  most: number,
): { readonly lines: readonly string[]; readonly left: number } {
  const kept = new Set<Block>();
  for (const block of [...blocks].sort((a, b) => a.rank - b.rank)) {
    kept.add(block);
    if (block.rank > 0 && linesOf(blocks, kept).length > most) kept.delete(block);
  }
  return { lines: linesOf(blocks, kept), left: blocks.length - kept.size };
}

const linesOf = (blocks: readonly Block[], kept: ReadonlySet<Block>): string[] =>
  blocks
    .filter((block) => kept.has(block))
    .flatMap(({ lines, apart }, at) => (apart === true && at > 0 ? ["", ...lines] : lines));
