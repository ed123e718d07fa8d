/**
 * How many typing errors lie between two words: optimal string alignment, which counts a swap of two neighbors as one, as it
 * happens in typing.
 */

/** Three rows of the table, used again by each comparison. They are longer than most words, and grow with the longest. */
let [before, above, current] = [rowOf(100), rowOf(100), rowOf(100)];

function rowOf(columns: number): Uint32Array {
  return new Uint32Array(columns);
}

/** The edits (insert, delete, replace, swap) from one word to the other; `undefined` if there are more than `most`. */
export function editsBetween(one: string, other: string, most: number): number | undefined {
  if (Math.abs(one.length - other.length) > most) return undefined;
  // What both begin and end with needs no edit.
  let [start, end, otherEnd] = [0, one.length, other.length];
  while (start < end && start < otherEnd && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  while (end > start && otherEnd > start && one.charCodeAt(end - 1) === other.charCodeAt(otherEnd - 1)) {
    end--;
    otherEnd--;
  }
  if (end === start || otherEnd === start) return Math.max(end, otherEnd) - start;
  return editsOf(one.slice(start, end), other.slice(start, otherEnd), most);
}

function editsOf(one: string, other: string, most: number): number | undefined {
  const beyond = most + 1;
  const columns = other.length;
  if (columns >= above.length) [before, above, current] = [rowOf(columns + 1), rowOf(columns + 1), rowOf(columns + 1)];
  // Cells further off the diagonal than `most` cost more.
  before.fill(beyond, 0, columns + 1);
  current.fill(beyond, 0, columns + 1);
  for (let j = 0; j <= columns; j++) above[j] = Math.min(j, beyond);
  for (let i = 1; i <= one.length; i++) {
    // Within the band, nothing of an earlier row remains.
    const first = Math.max(0, i - most);
    const last = Math.min(columns, i + most);
    if (first > 0) current[first - 1] = beyond;
    let least = beyond;
    for (let j = first; j <= last; j++) {
      const cost = j === 0 ? i : cheapest(one, other, i, j);
      current[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return undefined;
    [before, above, current] = [above, current, before];
  }
  const edits = above[columns] as number;
  return edits > most ? undefined : edits;
}

/** The cost of a cell of the table, from the two rows before it and its own. */
function cheapest(one: string, other: string, i: number, j: number): number {
  const a = one.charCodeAt(i - 1);
  const b = other.charCodeAt(j - 1);
  const replaced = (above[j - 1] as number) + (a === b ? 0 : 1);
  const cost = Math.min(replaced, (above[j] as number) + 1, (current[j - 1] as number) + 1);
  const swapped = i > 1 && j > 1 && a === other.charCodeAt(j - 2) && b === one.charCodeAt(i - 2);
  return swapped ? Math.min(cost, (before[j - 2] as number) + 1) : cost;
}

/** The candidate one or two edits away, nearest first. None for short words, which are similar to everything. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 64) return undefined;
  let most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let best: string | undefined;
  for (const candidate of candidates) {
    const edits = editsBetween(word, candidate, most);
    if (edits === undefined) continue;
    if (edits === 0) return candidate;
    [best, most] = [candidate, edits - 1];
  }
  return best;
}
