/** What the admin API shows, for a terminal: tables that fit its width, and members one below the other. */
import { isDeepStrictEqual } from "node:util";
import { differenceText } from "../../declared/show.ts";
import { columns, shorten, visible } from "../../render/characters.ts";
import type { Members } from "./admin-api.ts";

export interface Column {
  readonly head: string;
  /** The member, or what is shown of all. */
  readonly of: string | ((item: Members) => unknown);
}

/** Columns of the narrowest cell that is cut. */
const NARROWEST = 8;
const GAP = "  ";

/** A table. `width` of the terminal; without one, nothing is cut. */
export const tableText = (items: readonly Members[], all: readonly Column[], width: number | undefined): string =>
  tableOf(all, width)(items);

/** A table that comes page by page. Its heads are repeated only where a page has other columns than the one before. */
export function tableOf(all: readonly Column[], width: number | undefined): (items: readonly Members[]) => string {
  let before: Shape = { shown: [], widths: [] };
  return (items) => {
    const { rows, shape } = laidOut(items, all, width, before);
    const isContinued = isDeepStrictEqual(shape.shown, before.shown);
    before = shape;
    return (isContinued ? rows.slice(1) : rows).join("\n");
  };
}

/** The columns that are shown, and how wide they are. */
interface Shape {
  readonly shown: readonly number[];
  readonly widths: readonly number[];
}

function laidOut(
  items: readonly Members[],
  all: readonly Column[],
  width: number | undefined,
  before: Shape,
): { readonly rows: readonly string[]; readonly shape: Shape } {
  const rows = [
    all.map(({ head }) => head),
    ...items.map((item) => all.map(({ of }) => cellText(typeof of === "string" ? item[of] : of(item)))),
  ].map((row) => row.map(visible));
  // A column that says nothing about anything is left out.
  const isShown = (i: number): boolean =>
    i === 0 || before.shown.includes(i) || rows.slice(1).some((row) => row[i] !== "");
  const shown = all.map((_, i) => i).filter(isShown);
  const widths = fitted(
    shown.map((i) => Math.max(before.widths[before.shown.indexOf(i)] ?? 0, widest(rows.map((row) => row[i] ?? "")))),
    width,
  );
  const line = (row: readonly string[]): string =>
    shown
      .map((i, at) => padded(shorten(row[i] ?? "", widths[at] ?? 0), widths[at] ?? 0))
      .join(GAP)
      .trimEnd();
  return { rows: rows.map(line), shape: { shown, widths } };
}

/** Of any number of cells: a call can't have that many arguments. */
const widest = (cells: readonly string[]): number => cells.reduce((most, cell) => Math.max(most, columns(cell)), 0);

const padded = (cell: string, width: number): string => cell + " ".repeat(Math.max(0, width - columns(cell)));

/** The widest column gives way until all fit. */
function fitted(widths: readonly number[], width: number | undefined): readonly number[] {
  const now = [...widths];
  const room = width === undefined ? Number.POSITIVE_INFINITY : width - GAP.length * (now.length - 1);
  const sum = (): number => now.reduce((all, one) => all + one, 0);
  while (sum() > room) {
    const widest = now.indexOf(Math.max(...now));
    if ((now[widest] ?? 0) <= NARROWEST) break;
    now[widest] = Math.max(NARROWEST, (now[widest] ?? 0) - (sum() - room));
  }
  return now;
}

/** All members, one below the other. */
export function membersText(item: Members): string {
  const rows = Object.entries(item).flatMap(([name, value]) => {
    const text = cellText(value);
    return text === "" ? [] : [[name, text] as const];
  });
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => visible(`${name.padEnd(width)}${GAP}${text}`)).join("\n");
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join(" ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The members that differ, a line each. */
export function differencesText(thing: string, id: string, before: Members, after: Members): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((member) => !isDeepStrictEqual(before[member], after[member]))
    .map((member) => {
      const difference = { member, before: before[member], after: after[member] };
      return `~ ${thing} ${id}: ${differenceText(difference)}`;
    });
}
