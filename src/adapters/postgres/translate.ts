/** Statements of the shared stores in PostgreSQL's words. */

/** A statement, and which of the values that it is given it takes, in the order of its parameters. */
export interface Translated {
  readonly text: string;
  readonly takes: readonly number[];
}

/**
 * Numbers the parameters: `?3` is the third, and a bare `?` the one after the bare one before it. Those that a statement doesn't
 * name are left out, because PostgreSQL must know what each is. SQLite's hints for its planner
 * (`indexed by`, `cross join`, a sign before a column) go, and its null-safe `is` gets its standard name.
 */
export function translated(sql: string): Translated {
  let bare = 0;
  const takes: number[] = [];
  const text = sql
    .replace(/ cross join (\w+ \w+ on)\b/g, " join $1")
    .replace(/ indexed by \w+/g, "")
    .replace(/(?<=\b(?:and|where|by) )\+(?=[a-z_])/g, "")
    .replace(/ is (old\.\w+|new\.\w+|\?\d*)/g, " is not distinct from $1")
    .replace(/\?(\d*)/g, (_, number: string) => {
      const at = (number === "" ? ++bare : Number(number)) - 1;
      if (!takes.includes(at)) takes.push(at);
      return `$${takes.indexOf(at) + 1}`;
    });
  return { text, takes };
}

/** PostgreSQL's texts can't have the character NUL, which is kept as two characters. So is the one that may begin such a pair. */
const [MARK, NUL] = ["\u{10FFFF}", "\0"];

export const kept = (text: string): string =>
  text.includes(NUL) || text.includes(MARK) ? text.replaceAll(MARK, `${MARK}1`).replaceAll(NUL, `${MARK}0`) : text;

export const asSent = (text: string): string =>
  text.includes(MARK) ? text.replaceAll(`${MARK}0`, NUL).replaceAll(`${MARK}1`, MARK) : text;
