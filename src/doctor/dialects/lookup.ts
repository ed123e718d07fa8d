/** Which patterns a text could match at all, judged by a few letters: most are never run, nor even compiled. */
import type { Dialect, Signature } from "./define.ts";

const SIZE = 1 << 15;

/** Three neighboring characters have a place in a table of this size. Those of lower-case ASCII share it with no others of them. */
const place = (a: number, b: number, c: number): number => ((a << 10) ^ (b << 5) ^ c) & (SIZE - 1);

/** Which neighbors occur in texts, without regard to letter case. */
export type Letters = Uint8Array;

export function lettersOf(texts: readonly string[]): Letters {
  const table = new Uint8Array(SIZE);
  for (const text of texts) {
    const lower = text.toLowerCase();
    for (let at = 2; at < lower.length; at++) {
      table[place(lower.charCodeAt(at - 2), lower.charCodeAt(at - 1), lower.charCodeAt(at))] = 1;
    }
  }
  return table;
}

/** Whether any of the needs may occur. They are in lower case and at least three characters long. Without needs, all may. */
export function mayContain(letters: Letters, needs: readonly string[]): boolean {
  return needs.length === 0 || needs.some((need) => mayOccur(letters, need));
}

function mayOccur(letters: Letters, need: string): boolean {
  for (let at = 2; at < need.length; at++) {
    if (letters[place(need.charCodeAt(at - 2), need.charCodeAt(at - 1), need.charCodeAt(at))] === 0) return false;
  }
  return true;
}

/** The first signature that fits, without trying those that can't. Letters are those of everything that was said. */
export function firstOf(
  { needs, signature }: Dialect,
  letters: Letters,
  fits: (signature: Signature) => boolean,
): Signature | undefined {
  for (const [at, need] of needs.entries()) {
    if (!mayContain(letters, need)) continue;
    const one = signature(at);
    if (one !== undefined && fits(one)) return one;
  }
  return undefined;
}
