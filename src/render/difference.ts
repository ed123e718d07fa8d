/** Where two values differ, character by character: what was sent and what was expected. */

/** A stretch of a value, and whether the other value has it too. */
export interface Piece {
  readonly text: string;
  readonly same: boolean;
}

export interface Difference {
  readonly one: readonly Piece[];
  readonly other: readonly Piece[];
}

/** If more characters than this differ between the common start and end, they are shown as entirely different. */
const MOST = 300;

/** If less than this part of the characters is common, the values are easier to read whole. */
const ALIKE = 0.6;

/** If less than this part of the characters recurs, as in two hashes, it recurs by chance. */
const CHANCE = 0.5;

export function difference(one: string, other: string): Difference {
  const [a, b] = [[...one], [...other]];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [between, betweenOther] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const longest = Math.max(a.length, b.length);
  // If values share nothing else, a common start or end of one or two characters is chance, too.
  if (longest > 0 && (head + tail) / longest < CHANCE / 5 && longest > 8) return whollyDifferent(one, other);
  const kept = recurring(between, betweenOther);
  const ends = (middle: readonly string[], same: readonly boolean[]): Piece[] =>
    pieces([
      ...a.slice(0, head).map((text) => ({ text, same: true })),
      ...middle.map((text, at) => ({ text, same: same[at] ?? false })),
      ...a.slice(a.length - tail).map((text) => ({ text, same: true })),
    ]);
  const found = { one: ends(between, kept.one), other: ends(betweenOther, kept.other) };
  const alike = found.one.reduce((sum, { text, same }) => sum + (same ? [...text].length : 0), 0);
  return alike < longest * ALIKE && !isAddition(found) ? whollyDifferent(one, other) : found;
}

/** Whether one of the two is the other with something added before, inside or after it. */
function isAddition({ one, other }: Difference): boolean {
  return [one, other].some((pieces) => pieces.every(({ same }) => same)) && one.length + other.length <= 4;
}

function whollyDifferent(one: string, other: string): Difference {
  const piece = (text: string): Piece[] => (text === "" ? [] : [{ text, same: false }]);
  return one === other
    ? { one: [{ text: one, same: true }], other: [{ text: other, same: true }] }
    : { one: piece(one), other: piece(other) };
}

/** Joins neighboring pieces of the same kind. */
function pieces(characters: readonly Piece[]): Piece[] {
  const joined: { text: string; same: boolean }[] = [];
  for (const { text, same } of characters) {
    const last = joined.at(-1);
    if (last?.same === same) last.text += text;
    else joined.push({ text, same });
  }
  return joined;
}

/** Which characters belong to a longest common subsequence of both. */
function recurring(a: readonly string[], b: readonly string[]): { one: boolean[]; other: boolean[] } {
  const one = a.map(() => false);
  const other = b.map(() => false);
  if (a.length === 0 || b.length === 0 || a.length > MOST || b.length > MOST) return { one, other };
  const wide = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * wide);
  const at = (i: number, j: number): number => lengths[i * wide + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * wide + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  if (at(0, 0) / Math.max(a.length, b.length) < CHANCE) return { one, other };
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      one[i++] = true;
      other[j++] = true;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return { one, other };
}
