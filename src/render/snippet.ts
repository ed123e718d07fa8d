/** The parts of a request that a reason points at, each on a line with the wrong span underlined and its note. */
import type { Mark, MarkElsewhere, RequestPart, RequestShown } from "../reasons/explain.ts";
import { type Cell, cellsOf, columns, shorten, visible, wrap } from "./characters.ts";

/** A line of the request, or one below it that is about it. */
export interface SnippetLine {
  readonly is: "request" | "mark";
  readonly text: string;
}

const LONGEST_NAME = 40;
const MOST_WINDOWS = 3;
/** A note starts under its span, unless there is less room than this. */
const NARROWEST_NOTE = 28;

export function snippet(request: RequestShown, width: number): SnippetLine[] {
  return [
    ...startLine(request, width),
    ...request.parts.flatMap((part) => partLines(part, width)),
    ...elsewhere(request, width),
  ];
}

/** How a part of the request is written before its value: `scope=`, `Content-Type: `. */
export function nameOf({ place, name }: RequestPart): string {
  const short = shorten(visible(name), LONGEST_NAME);
  return place === "header" ? `${short}: ` : `${short}=`;
}

/** What is shown in place of a value that is not kept. */
export function notKept({ length, thumbprint }: RequestPart): string {
  const what = length === 1 ? "1 character" : `${length} characters`;
  return thumbprint === undefined ? `(${what}, not kept)` : `(${what}, not kept, thumbprint ${visible(thumbprint)})`;
}

/** The method and the path, if the reason points at one of them. */
function startLine({ method, path, marks }: RequestShown, width: number): SnippetLine[] {
  const spans = marks.flatMap(({ at, note }) => {
    if (at === "method") return [{ from: 0, to: method.length, note }];
    return at === "path" ? [{ from: method.length + 1, to: method.length + 1 + path.length, note }] : [];
  });
  return spans.length === 0 ? [] : marked("", cellsOf(`${method} ${path}`), spans, width);
}

/** Says that something is missing, or that it is not kept. */
export function elsewhereOf({ at, notKept: hidden }: MarkElsewhere): string {
  const name = shorten(visible(at), LONGEST_NAME);
  return hidden === true ? `(${name}, not kept)` : `(no ${name})`;
}

/** What the reason points at that was not sent, or is not kept. */
function elsewhere({ marks }: RequestShown, width: number): SnippetLine[] {
  const others = marks.filter(({ at }) => at !== "method" && at !== "path");
  return others.flatMap((mark): SnippetLine[] => {
    const { note } = mark;
    const text = elsewhereOf(mark);
    return [{ is: "request", text }, ...notes([{ column: 0, width: columns(text), note }], width)];
  });
}

function partLines(part: RequestPart, width: number): SnippetLine[] {
  if (part.marks.length === 0) return [];
  const value = part.value ?? notKept(part);
  const spans =
    part.value === undefined ? part.marks.map(({ note }) => ({ from: 0, to: value.length, note })) : part.marks;
  return marked(nameOf(part), cellsOf(value), spans, width);
}

/** Shows as much of a long value as fits around each mark. Marks that are far apart get a line each. */
function marked(name: string, cells: readonly Cell[], marks: readonly Mark[], width: number): SnippetLine[] {
  // One column is reserved for what is missing at the end of the value.
  const room = Math.max(width - columns(name) - 1, 20);
  const lines: SnippetLine[] = [];
  let left = [...marks].sort((one, other) => one.from - other.from || one.to - other.to);
  for (let shown = 0; left.length > 0; shown++) {
    if (shown === MOST_WINDOWS) {
      lines.push({ is: "mark", text: `and ${left.length} more in this value` });
      break;
    }
    const window = windowAround(cells, left[0] as Mark, room);
    const end = cells[window.to - 1]?.to ?? 0;
    const here = left.filter(({ from }, at) => at === 0 || from < end);
    left = left.slice(here.length);
    lines.push(...windowLines(name, cells, window, here, width));
  }
  return lines;
}

interface Window {
  /** Indices of cells, the second exclusive. */
  readonly from: number;
  readonly to: number;
}

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);

function windowAround(cells: readonly Cell[], mark: Mark, room: number): Window {
  if (widthOf(cells) <= room) return { from: 0, to: cells.length };
  // Two columns are for the dots that mark an omission.
  let budget = room - 2;
  const middle = cells.findIndex(({ to }) => to > mark.from);
  let from = middle === -1 ? cells.length : middle;
  let to = from;
  const take = (cell: Cell | undefined): boolean => {
    if (cell === undefined || cell.width > budget) return false;
    budget -= cell.width;
    return true;
  };
  while ((cells[to]?.from ?? mark.to) < mark.to && take(cells[to])) to++;
  const before = budget / 2;
  while (budget > before && take(cells[from - 1])) from--;
  while (take(cells[to])) to++;
  while (take(cells[from - 1])) from--;
  return { from, to };
}

function windowLines(
  name: string,
  cells: readonly Cell[],
  { from, to }: Window,
  marks: readonly Mark[],
  width: number,
): SnippetLine[] {
  const shown = cells.slice(from, to);
  const head = from > 0 ? "…" : "";
  const tail = to < cells.length ? "…" : "";
  const start = columns(name) + head.length;
  const spans = marks.map((mark) => {
    const before = shown.filter((cell) => cell.to <= mark.from);
    const inside = shown.filter((cell) => cell.to > mark.from && cell.from < mark.to);
    return { column: start + widthOf(before), width: Math.max(widthOf(inside), 1), note: mark.note };
  });
  const text = name + head + shown.map((cell) => cell.text).join("") + tail;
  return [{ is: "request", text }, ...notes(spans, width)];
}

interface Span {
  readonly column: number;
  readonly width: number;
  readonly note?: string | undefined;
}

/** The underlines of a line. The last note is next to them if it fits, the others below, last one first. */
function notes(spans: readonly Span[], width: number): SnippetLine[] {
  let carets = "";
  for (const { column, width: wide } of spans) {
    carets = carets.padEnd(column) + "^".repeat(Math.max(column + wide - Math.max(carets.length, column), 0));
  }
  const noted = spans.filter(({ note }) => note !== undefined && note !== "");
  const last = noted.at(-1);
  const beside = last === undefined ? "" : ` ${visible(last.note ?? "")}`;
  const fits = last === spans.at(-1) && carets.length + columns(beside) <= width;
  const lines = [fits ? carets + beside : carets];
  for (const [at, span] of (fits ? noted.slice(0, -1) : noted).toReversed().entries()) {
    lines.push(...noteBelow(span, noted, noted.length - (fits ? 2 : 1) - at, width));
  }
  return lines.map((text) => ({ is: "mark", text }));
}

/** A note on separate lines, with a stroke for each span to the left whose note is still to come. */
function noteBelow({ column, note = "" }: Span, noted: readonly Span[], at: number, width: number): string[] {
  const indent = width - column >= NARROWEST_NOTE ? column : 0;
  let strokes = "";
  for (const other of noted.slice(0, at)) {
    if (other.column >= strokes.length && other.column < indent) strokes = `${strokes.padEnd(other.column)}|`;
  }
  return wrap(note, width - indent).map((line) => strokes.padEnd(indent) + line);
}
