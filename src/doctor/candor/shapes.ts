/**
 * A reason's sentence as a shape: fixed text with places for the values of its evidence. Shapes aren't written by hand. Each is what the
 * catalogue says of evidence in which every value has been replaced by a marker.
 */
import { type Code, reasonOf } from "../../reasons/index.ts";
import { wireText } from "../../render/wire-text.ts";
import { type Evidence, evidencesOf, otherNumbers } from "./evidences.ts";
import { Markers } from "./markers.ts";
import { numbersOf } from "./numbers.ts";

/** A place for a value. */
export type Place = { readonly marker: string } | { readonly field: string; readonly unit: number };

/** One way in which a reason is said. */
export interface Shape {
  readonly code: Code;
  /** Fixed text and places. */
  readonly parts: readonly (string | Place)[];
  /** The evidence, with markers in it. */
  readonly evidence: Evidence;
}

/** What a reason says of evidence. Not every combination of evidence occurs, and then it may throw. */
export function saidOf(code: Code, evidence: Evidence): string | undefined {
  try {
    return wireText(reasonOf(code).says(evidence as never));
  } catch {
    return undefined;
  }
}

const made = new Map<Code, readonly Shape[]>();

/** All shapes of the sentences of a reason. */
export function shapesOf(code: Code): readonly Shape[] {
  const known = made.get(code);
  if (known !== undefined) return known;
  const shapes = new Map<string, Shape>();
  const bases = evidencesOf(code);
  for (const evidence of [...bases, ...bases.flatMap((base) => otherNumbers(code, base))]) {
    const shape = shapeOf(code, evidence);
    if (shape === undefined) continue;
    const key = shape.parts.map((part) => (typeof part === "string" ? part : "\0")).join("");
    if (!shapes.has(key)) shapes.set(key, shape);
  }
  made.set(code, [...shapes.values()]);
  return [...shapes.values()];
}

function shapeOf(code: Code, original: Evidence): Shape | undefined {
  const plain = saidOf(code, original);
  if (plain === undefined) return undefined;
  const markers = new Markers(original);
  // A value that decides what is said stays as it is.
  for (const value of markers.values)
    if (markers.undone(saidOf(code, markers.only(value)) ?? "") !== plain) markers.keep(value);
  const marked = markers.all();
  const isSame = markers.undone(saidOf(code, marked) ?? "") === plain;
  const evidence = isSame ? marked : original;
  const text = isSame ? (saidOf(code, marked) as string) : plain;
  return {
    code,
    parts: partsOf(
      text,
      isSame ? markers.used : [],
      numbersOf(code, evidence, text, (one) => saidOf(code, one)),
    ),
    evidence,
  };
}

function partsOf(text: string, markers: readonly string[], numbers: ReturnType<typeof numbersOf>): Shape["parts"] {
  const places = [
    ...markers.flatMap((marker) =>
      placesOf(text, marker).map((from) => ({ from, to: from + marker.length, place: { marker } })),
    ),
    ...numbers.map(({ from, to, field, unit }) => ({ from, to, place: { field, unit } })),
  ].sort((a, b) => a.from - b.from);
  const parts: (string | Place)[] = [];
  let end = 0;
  for (const { from, to, place } of places) {
    if (from < end) continue;
    if (from > end) parts.push(text.slice(end, from));
    parts.push(place);
    end = to;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts.flatMap((part): readonly (string | Place)[] =>
    typeof part === "string" ? part.split(SENTENCE) : [part],
  );
}

/** Sentences are found one by one: later ones differ, or are cut off. */
const SENTENCE = /(?<=[.?])(?= [A-Z'])/;

function placesOf(text: string, marker: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + 1)) places.push(at);
  return places;
}
