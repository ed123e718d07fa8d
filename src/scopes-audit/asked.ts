/** What an application asks for at one place in its source. */

/** Text with the offset of each of its characters in the source, since escapes are decoded and literals joined. */
export interface Placed {
  readonly text: string;
  readonly at: readonly number[];
}

/** Stands for what the source computes, such as a variable between two literals. No scope contains it. */
export const HOLE = "\u0000";

export interface Asked {
  /** Values of the parameter, or the elements of a list. */
  readonly values: readonly Placed[];
  /** What the source joins the elements with; nothing if it leaves that to a library. */
  readonly joiner?: Placed | undefined;
  /** The separator that configuration of this kind uses, so that it isn't a fault here: Spring's `scope: openid, email`. */
  readonly separator?: "," | undefined;
}

export const placed = (text: string, start: number): Placed => ({
  text,
  at: Array.from(text, (_, i) => start + i).slice(0, text.length),
});

export function part({ text, at }: Placed, from: number, to: number): Placed {
  return { text: text.slice(from, to), at: at.slice(from, to) };
}

export const together = (all: readonly Placed[]): Placed => ({
  text: all.map(({ text }) => text).join(""),
  at: all.flatMap(({ at }) => at),
});

/** Pieces of a text between a separator, each where it is. */
export function split(whole: Placed, separator: RegExp): readonly Placed[] {
  const pieces: Placed[] = [];
  let from = 0;
  for (const { index, 0: found } of whole.text.matchAll(separator)) {
    pieces.push(part(whole, from, index));
    from = index + found.length;
  }
  return [...pieces, part(whole, from, whole.text.length)];
}
