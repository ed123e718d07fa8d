/** Candor's own sentences in any text: which reason says so, with the values in it. */
import { type Code, isCode } from "../../reasons/index.ts";
import type { Evidence } from "./evidences.ts";
import { mapped } from "./markers.ts";
import { type Match, matchOf } from "./match.ts";
import { pieces } from "./pieces.ts";
import { asWritten } from "./plain.ts";
import { type Shape, saidOf, shapesOf } from "./shapes.ts";

export interface Sentence {
  readonly code: Code;
  /** The sentence, and its place in the text as it was written. */
  readonly text: string;
  readonly at: readonly [from: number, to: number];
  /** The evidence as far as the sentence says it. What it doesn't say is `UNSAID`, or NaN for a number. */
  readonly evidence: Evidence;
  /** The values in the sentence, by the names of their fields. */
  readonly values: readonly (readonly [name: string, value: string | number])[];
}

/** Stands for a value that isn't in the sentence. */
export const UNSAID = "\u0000";

/** Characters of a text that are searched. */
const MOST = 50_000;

/** The sentences in a text, in its order. Where two reasons say the same, both are in it. */
export function sentencesIn(text: string, isReferred = false): readonly Sentence[] {
  const written = asWritten(text.slice(0, MOST));
  const matches = candidatesFor(written)
    .flatMap((code) => shapesOf(code).flatMap((shape) => matchOf(shape, written, isReferred) ?? []))
    .sort((a, b) => b.weight - a.weight);
  const kept: Match[] = [];
  for (const match of matches) {
    const rivals = kept.filter(({ at }) => match.at[0] < at[1] && at[0] < match.at[1]);
    const isEqual = rivals.every(({ weight, shape }) => weight === match.weight && shape.code !== match.shape.code);
    if (isEqual) kept.push(match);
  }
  return kept.sort((a, b) => a.at[0] - b.at[0]).map((match) => sentenceOf(match, written));
}

/** The reasons of which a piece is in the text, in the order of the catalogue. A text is read once, not once for each piece. */
function candidatesFor(written: string): readonly Code[] {
  starts ??= startsOf(pieces);
  const { length, places } = starts;
  const found = new Set<number>();
  for (let at = 0; at + length <= written.length; at += 1)
    for (const { piece, line } of places.get(written.slice(at, at + length)) ?? [])
      if (written.startsWith(piece, at)) found.add(line);
  return [...found]
    .sort((a, b) => a - b)
    .flatMap((line) => {
      const [code = ""] = pieces[line]?.split("|", 1) ?? [];
      return isCode(code) ? [code] : [];
    });
}

/** Pieces by what they begin with, and the lines that they are in. */
interface Starts {
  /** Characters of a beginning: as many as the shortest piece has. */
  readonly length: number;
  readonly places: ReadonlyMap<string, readonly { readonly piece: string; readonly line: number }[]>;
}

let starts: Starts | undefined;

function startsOf(lines: readonly string[]): Starts {
  const all = lines.flatMap((of, line) =>
    of
      .split("|")
      .slice(1)
      .map((piece) => ({ piece, line })),
  );
  const length = Math.min(...all.map(({ piece }) => piece.length));
  const places = new Map<string, { readonly piece: string; readonly line: number }[]>();
  for (const one of all) {
    const start = one.piece.slice(0, length);
    places.set(start, [...(places.get(start) ?? []), one]);
  }
  return { length, places };
}

function sentenceOf({ shape, at, values }: Match, written: string): Sentence {
  const texts = values.flatMap(([place, value]) => ("marker" in place ? [[place.marker, value] as const] : []));
  const numbers = values.flatMap(([place, value]) =>
    "field" in place ? [[place.field, Number(value) * place.unit] as const] : [],
  );
  const names = Object.keys(shape.evidence).filter((name) => isSaid(shape, name));
  const filled = mapped(shape.evidence, (text) => {
    const whole = texts.reduce((partly, [marker, value]) => partly.replaceAll(marker, () => value), text);
    return MARKER.test(whole) ? UNSAID : whole;
  });
  const said = Object.entries(filled).map(([name, value]) => [name, names.includes(name) ? value : unsaid(value)]);
  const named = names.flatMap((name) =>
    texts.flatMap(([marker, text]) => ([shape.evidence[name]].flat().includes(marker) ? [[name, text] as const] : [])),
  );
  return {
    code: shape.code,
    text: written.slice(...at),
    at,
    evidence: { ...Object.fromEntries(said), ...Object.fromEntries(numbers) },
    values: [...named, ...numbers],
  };
}

/** Whether the sentence depends on a field. Two fields often have the same value, and only one of them is said. */
function isSaid({ code, evidence }: Shape, name: string): boolean {
  if (name === "words" || name === "offenders") return true;
  const { words = [], offenders = [] } = evidence;
  const values = [evidence[name]].flat();
  // What is wrong with each scope is a sentence of other values.
  const isWithin = values.some(
    (value) => typeof value === "string" && String(offenders).includes(value) && ![words].flat().includes(value),
  );
  const other = mapped({ [name]: evidence[name] }, (text) => `${text}x`);
  return isWithin || saidOf(code, { ...evidence, ...other }) !== saidOf(code, evidence);
}

const MARKER = /qz[a-z]{2}zq/;

/** What stands for a value that isn't known. Lists keep their length: sentences and fixes depend on whether there is an item. */
function unsaid(value: unknown): unknown {
  if (typeof value === "string") return UNSAID;
  if (typeof value === "number") return Number.NaN;
  return Array.isArray(value) ? value.map(() => UNSAID) : value;
}
