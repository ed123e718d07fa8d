/** How a dialect says what a message looks like: plain text, or a regular expression between slashes. */
import { literal } from "../text.ts";
import type { Pattern } from "./define.ts";

/** What `*` in plain text stands for: the least text on one line, and never so much that two sentences meet by chance. */
const ANY = "[^\\n]{0,80}?";

/** With `c`, letter case counts; `u` is that of JavaScript. */
const EXPRESSION = /^\/(?<source>.+)\/(?<flags>[cu]*)$/s;

/** Whether it is written as a regular expression. */
export const isExpression = (pattern: string): boolean => EXPRESSION.test(pattern);

/**
 * The regular expression of a pattern. Letter case is ignored, and `^` and `$` are the ends of a line. In plain text, white space of any
 * length matches any, `*` stands for any text of up to 80 characters on the line, and words aren't cut at its ends.
 * @throws if it is no regular expression
 */
export function toRegExp(pattern: string): RegExp {
  const { source, flags = "" } = EXPRESSION.exec(pattern)?.groups ?? {};
  if (source === undefined) return new RegExp(sourceOf(pattern), "im");
  return new RegExp(source, `m${flags.includes("c") ? "" : "i"}${flags.includes("u") ? "u" : ""}`);
}

const startsWord = (text: string): string => (/^\w/.test(text) ? "\\b" : "");
const endsWord = (text: string): string => (/\w$/.test(text) ? "\\b" : "");

/** Beside a `*` that stands alone, words are whole as well: `app * id`, but not `app*id`. At an end it says that the word goes on. */
function sourceOf(text: string): string {
  const stem = text.trim();
  const parts = stem.replaceAll(/^\*+|\*+$/g, "").split("*");
  return parts
    .map((part, at) => {
      const isFirst = at === 0;
      const isLast = at === parts.length - 1;
      const words = part.trim();
      const before = (isFirst ? !stem.startsWith("*") : /^\s/.test(part)) ? startsWord(words) : "";
      const after = (isLast ? !stem.endsWith("*") : /\s$/.test(part)) ? endsWord(words) : "";
      return before + words.split(/\s+/).map(literal).join("\\s+") + after;
    })
    .join(ANY);
}

/** What any of the patterns finds, the first in the text. They are compiled when they are first used. */
export function anyOf(patterns: readonly string[]): Pattern {
  let made: readonly RegExp[] | undefined;
  const expressions = (): readonly RegExp[] => {
    made ??= patterns.map(toRegExp);
    return made;
  };
  return {
    test: (text) => expressions().some((one) => one.test(text)),
    exec: (text) =>
      expressions()
        .map((one) => one.exec(text))
        .reduce((a, b) => (a === null || (b !== null && b.index < a.index) ? b : a), null),
  };
}
