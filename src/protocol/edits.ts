/**
 * How many typing errors lie between two words: optimal string alignment, which counts a swap of two neighbors as one, as it
 * happens in typing.
 */

/** The edits (insert, delete, replace, swap) from one word to the other; `undefined` if there are more than `most`. */
export function editsBetween(one: string, other: string, most: number): number | undefined {
  if (Math.abs(one.length - other.length) > most) return undefined;
  const beyond = most + 1;
  const row = (): number[] => new Array<number>(other.length + 1).fill(beyond);
  let [before, above, current] = [row(), row(), row()];
  for (let j = 0; j <= Math.min(most, other.length); j++) above[j] = j;
  for (let i = 1; i <= one.length; i++) {
    // Cells further off the diagonal than `most` cost more. Within the band, nothing of an earlier row remains.
    const first = Math.max(0, i - most);
    const last = Math.min(other.length, i + most);
    if (first > 0) current[first - 1] = beyond;
    let least = beyond;
    for (let j = first; j <= last; j++) {
      const cost = j === 0 ? i : cheapest(one, other, i, j, before, above, current);
      current[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return undefined;
    [before, above, current] = [above, current, before];
  }
  const edits = above[other.length] as number;
  return edits > most ? undefined : edits;
}

/**
 * The cost of a cell of the table, from the two rows before it and its own. It allocates nothing, because there are many cells.
 */
function cheapest(
  one: string,
  other: string,
  i: number,
  j: number,
  before: readonly number[],
  above: readonly number[],
  current: readonly number[],
): number {
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
