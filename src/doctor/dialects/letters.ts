/** What texts contain, to compare with what patterns need. */

const SIZE = 1 << 15;

/** Between the parts of a need: they occur in this order, with anything between them. */
export const PARTS = "\n";
/** Characters of the keys of an index, and the least of a part. */
export const KEY = 3;

/** Three neighboring characters have a place in a table of this size. Those of lower-case ASCII share it with no others of them. */
const place = (a: number, b: number, c: number): number => ((a << 10) ^ (b << 5) ^ c) & (SIZE - 1);

/** What texts contain, without regard to letter case and to the length of white space. */
export class Letters {
  readonly text: string;
  #neighbors: Uint8Array | undefined;

  constructor(texts: readonly string[]) {
    this.text = texts.join("\n").toLowerCase().replaceAll(/\s+/g, " ");
  }

  /** Whether a need occurs. It is in lower case, with parts of at least three characters. */
  has(need: string): boolean {
    this.#neighbors ??= neighborsIn(this.text);
    // Nearly all end here.
    if (this.#neighbors[place(need.charCodeAt(0), need.charCodeAt(1), need.charCodeAt(2))] === 0) return false;
    return this.hasParts(need);
  }

  hasParts(need: string): boolean {
    let from = 0;
    for (const part of need.split(PARTS)) {
      const at = this.text.indexOf(part, from);
      if (at === -1) return false;
      from = at + part.length;
    }
    return true;
  }
}

function neighborsIn(text: string): Uint8Array {
  const neighbors = new Uint8Array(SIZE);
  for (let at = 2; at < text.length; at++)
    neighbors[place(text.charCodeAt(at - 2), text.charCodeAt(at - 1), text.charCodeAt(at))] = 1;
  return neighbors;
}

export const lettersOf = (texts: readonly string[]): Letters => new Letters(texts);

/** Whether any of the needs occurs. Without needs, every text may match. */
export const mayContain = (letters: Letters, needs: readonly string[]): boolean =>
  needs.length === 0 || needs.some((need) => letters.has(need));
