/** The part of a text that is quoted as evidence: around the place that is meant, and never cut in the middle of a word. */

/** A quote, and the place in it, in UTF-16 code units. */
export interface Excerpt {
  readonly source: string;
  readonly at?: readonly [from: number, to: number] | undefined;
}

type Measure = (text: string) => number;

const CUT = "…";
/** A cut at a letter or a digit, right after another one, splits a word. Scripts without spaces can be cut anywhere. */
const WITHIN_WORD = /[\p{L}\p{N}_](?<![\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])$/u;
const GOES_ON = /^(?![\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}_]/u;
/** Longer runs of letters and digits aren't words, and can be cut. */
const LONGEST_WORD = 60;

/**
 * The text on one line, and of a long one what fits into `most` columns around the place. What is left out becomes an ellipsis. A word
 * that doesn't fit is left out whole, unless nothing else is left.
 */
export function excerpt(
  text: string,
  at: Excerpt["at"],
  most: number,
  measure: Measure = ({ length }) => length,
): Excerpt {
  const [from, to] = at ?? [0, 0];
  const before = oneLine(text.slice(0, from)).trimStart();
  const meant = oneLine(text.slice(from, to));
  const after = oneLine(text.slice(to)).trimEnd();
  if (measure(before + meant + after) <= most) return quote(before, at && meant, after);
  if (at === undefined) return { source: headOf(after, most, measure) };
  if (measure(meant) > most) return quote("", headOf(meant, most, measure), "");
  const room = most - measure(meant);
  // What comes before is context. What comes after is usually the message.
  const left = endOf(before, Math.max(Math.floor(room / 3), room - measure(after)), measure);
  return quote(left, meant, beginningOf(after, room - measure(left), measure));
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

function quote(before: string, meant: string | undefined, after: string): Excerpt {
  const source = `${before}${meant ?? ""}${after}`;
  return meant === undefined ? { source } : { source, at: [before.length, before.length + meant.length] };
}

/** The beginning, with an ellipsis for the rest. */
export function headOf(text: string, most: number, measure: Measure = ({ length }) => length): string {
  return beginningOf(text, most, measure) || fitting(text, most - 1, measure) + CUT;
}

/** The beginning in whole words, or nothing. */
function beginningOf(text: string, most: number, measure: Measure): string {
  if (measure(text) <= most) return text;
  const fits = fitting(text, most - 1, measure);
  const splits = WITHIN_WORD.test(fits) && GOES_ON.test(text.slice(fits.length));
  const whole = (splits ? withoutLast(fits) : fits).trimEnd();
  return whole === "" ? "" : `${whole}${CUT}`;
}

/** The end in whole words, or nothing. */
function endOf(text: string, most: number, measure: Measure): string {
  // The same in a mirror. A word is a word there as well.
  return mirrored(beginningOf(mirrored(text), most, measure));
}

const mirrored = (text: string): string => [...text].reverse().join("");

function fitting(text: string, most: number, measure: Measure): string {
  let taken = 0;
  let end = 0;
  for (const character of text) {
    taken += measure(character);
    if (taken > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}

const withoutLast = (text: string): string => {
  const word = /[\p{L}\p{N}_]+$/u.exec(text.slice(-LONGEST_WORD))?.[0] ?? "";
  return text.slice(0, text.length - word.length);
};
