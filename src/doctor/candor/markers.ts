/** Values of evidence, replaced by markers that nobody writes, so that they are found again in what is said. */
import type { Evidence } from "./evidences.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** A word of the same kind: some sentences depend on whether a value is a URL. */
function markerOf(value: string, n: number): string {
  const word = `qz${LETTERS[n % 26]}${LETTERS[Math.floor(n / 26) % 26]}zq`;
  if (/^https?:\/\//.test(value)) return `https://${word}.example/${word}`;
  return value.startsWith("/") ? `/${word}` : word;
}

export class Markers {
  readonly #markers = new Map<string, string>();
  readonly #evidence: Evidence;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    for (const value of stringsOf(evidence))
      if (!this.#markers.has(value)) this.#markers.set(value, markerOf(value, this.#markers.size));
  }

  /** The values that have a marker, the longest first. */
  get values(): readonly string[] {
    return [...this.#markers.keys()].sort((a, b) => b.length - a.length);
  }

  /** Lets a value stay as it is. */
  keep(value: string): void {
    this.#markers.delete(value);
  }

  /** The evidence with the marker of one value. */
  only(value: string): Evidence {
    return this.#with([value]);
  }

  /** The evidence with all markers. */
  all(): Evidence {
    return this.#with(this.values);
  }

  /** The text with the values instead of the markers. */
  undone(text: string): string {
    let plain = text;
    for (const [value, marker] of this.#markers) plain = plain.replaceAll(marker, () => value);
    return plain;
  }

  /** The markers. */
  get used(): readonly string[] {
    return [...this.#markers.values()];
  }

  #with(values: readonly string[]): Evidence {
    const replaced = (text: string): string => {
      // A marker has no value in it, so that the order is the only care.
      let marked = text;
      for (const value of values) marked = marked.replaceAll(value, () => this.#markers.get(value) as string);
      return marked;
    };
    return mapped(this.#evidence, replaced);
  }
}

/** The evidence with every text changed, in lists as well. */
export function mapped(evidence: Evidence, change: (text: string) => string): Evidence {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => {
      if (typeof value === "string") return [name, change(value)];
      return [name, Array.isArray(value) ? value.map((item) => change(String(item))) : value];
    }),
  );
}

/** Sentences within evidence are made of other values. Texts of scopes are made of scopes. */
function stringsOf(evidence: Evidence): readonly string[] {
  const isOfScopes = "offenders" in evidence;
  return Object.entries(evidence).flatMap(([name, value]) => {
    if (name === "offenders") return [];
    const texts = typeof value === "string" ? [value] : Array.isArray(value) ? value.map(String) : [];
    const parts = isOfScopes && name !== "delimiter" ? texts.flatMap((text) => text.split(" ")) : [];
    return [...texts, ...parts].filter((text) => text.length > 1);
  });
}
