/** Prints a list page by page, so that the longest one needs no more memory than a page. */

import { visible } from "../../render/characters.ts";
import { print, printPart } from "../print.ts";
import type { Paging } from "./paging.ts";

/** How many are read at a time: what the admin API allows. */
const PAGE = 200;

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts; `undefined` if there is none. */
  readonly next: string | undefined;
}

export interface Printed<T> {
  /** One page. It may keep what the next one is to be aligned with. */
  readonly lines: (items: readonly T[]) => string;
  readonly json: (item: T) => object;
  /** What is said of an empty list. */
  readonly none: string;
  /** What else finds less, such as `--search`. */
  readonly narrower?: string;
}

/** Prints up to `limit`, or everything, and says how to continue. */
export async function printPages<T>(
  read: (after: string | undefined, limit: number) => Promise<Page<T>>,
  { limit, all = false, after, json = false }: Paging,
  { lines, json: objectOf, none, narrower }: Printed<T>,
): Promise<void> {
  const most = all ? Number.POSITIVE_INFINITY : limit;
  let printed = 0;
  let next = after;
  do {
    const page = await read(next, Math.min(PAGE, most - printed));
    if (json && page.items.length > 0) printPart(printed === 0 ? "[\n" : ",\n");
    if (json) printPart(page.items.map((one) => indented(objectOf(one))).join(",\n"));
    else if (page.items.length > 0) print(lines(page.items));
    printed += page.items.length;
    next = page.next;
  } while (next !== undefined && printed < most);
  if (json) print(printed === 0 ? "[]" : "\n]");
  else if (printed === 0) say(none);
  if (next !== undefined)
    say(
      `There are more. These are ${printed}: continue with --after ${shellWord(next)}, or use --limit, --all${narrower === undefined ? "" : ` or ${narrower}`}.`,
    );
}

/** As in a list that is printed at once. */
const indented = (value: object): string => JSON.stringify(value, null, 2).replace(/^/gm, "  ");

/** A name that somebody else chose is copied into a shell. */
const shellWord = (text: string): string =>
  /^[\w.:@/+=-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const say = (text: string): void => void process.stderr.write(`${visible(text)}\n`);
