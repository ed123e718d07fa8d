/** The name that somebody meant who wrote another. */

/** The number of letters to insert, delete or replace to make one of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The most similar name, if one is similar at all; among codes `family/slug`, also one with the same slug. */
export function nearest(word: string, among: readonly string[]): string | undefined {
  const slug = word.split("/").at(-1);
  const scored = among.map((name) => ({
    name,
    // Whoever mistypes a name mostly begins it right.
    far: word.includes("/") && name.endsWith(`/${slug}`) ? 1 : distance(word, name) + (name[0] === word[0] ? 0 : 0.5),
  }));
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (a, b) => (a === undefined || b.far < a.far ? b : a),
    undefined,
  );
  return best !== undefined && best.far <= Math.max(2, word.length / 3) ? best.name : undefined;
}
