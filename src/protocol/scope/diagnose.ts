/** What is wrong with one word of a scope parameter, and what was probably meant (RFC 6749 3.3). */
import { nearest } from "../edits.ts";
import { type Catalogue, stateAt } from "./catalogue.ts";
import { inOtherCase, nearestScope } from "./names.ts";

export type Fault =
  | "malformed"
  | "wrong-delimiter"
  | "wrong-case"
  | "misspelled"
  | "removed"
  | "not-allowed-for-client"
  | "exceeds-grant"
  | "unsuitable"
  | "unknown";

/** One wrong word: its problem in words, and the scopes to send instead (none: omit it). */
export interface Offence {
  readonly word: string;
  readonly fault: Fault;
  readonly says: string;
  readonly instead: readonly string[];
}

/** `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )` (RFC 6749 3.3, quoted). */
const TOKEN = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

const DELIMITERS: readonly (readonly [RegExp, string])[] = [
  [/,/, "a comma"],
  [/;/, "a semicolon"],
  [/\|/, "a vertical bar"],
  [/%20/, "a space that was encoded twice (%20)"],
  [/\+/, "a plus sign"],
  [/%2C/i, "a comma that was encoded twice (%2C)"],
  [/[\t\r\n]+/, "a tab or a line break"],
  [/[^\S \t\r\n]/, "another space than U+0020"],
];

/** What any of them has in it. */
const ANY_DELIMITER = /[,;|%+\s]/;

/** What lists in JSON and other languages put around and between their words. */
const LIST = /[\s"'`[\](){}<>\\,;]+/;

/** The delimiter that joins several known scopes into one word. */
export function wrongDelimiter(word: string, catalogue: Catalogue): { name: string; parts: string[] } | undefined {
  if (!ANY_DELIMITER.test(word)) return undefined;
  for (const [delimiter, name] of DELIMITERS) {
    if (!delimiter.test(word)) continue;
    const parts = word.split(delimiter).filter((part) => part !== "");
    if (parts.some((part) => catalogue.scopes.has(part) || nearestScope(part, catalogue) !== undefined)) {
      return { name, parts };
    }
  }
  return undefined;
}

/** Diagnoses a word that isn't an active scope in the catalogue. `now` in milliseconds. */
export function diagnose(word: string, catalogue: Catalogue, preferred: readonly string[], now: number): Offence {
  const scope = catalogue.scopes.get(word);
  const state = scope && stateAt(scope, now);
  if (state?.is === "removed") {
    const { replacement } = state;
    const successor = replacement === undefined ? "without a successor" : `in favor of '${replacement}'`;
    return {
      word,
      fault: "removed",
      says: `'${word}' has been removed ${successor}`,
      instead: replacement === undefined ? [] : [replacement],
    };
  }
  const joined = wrongDelimiter(word, catalogue);
  if (joined !== undefined) {
    const { name, parts } = joined;
    // Beside a single scope, the mark joins nothing.
    const says =
      parts.length === 1
        ? `'${word}' has ${name} in it, but scopes are separated only by a space`
        : `'${word}' joins scopes by ${name} instead of a space`;
    return { word, fault: "wrong-delimiter", says, instead: parts };
  }
  if (!TOKEN.test(word)) {
    const listed = word.split(LIST).filter((part) => part !== "");
    const instead = listed.every((part) => catalogue.scopes.has(part)) ? listed : [];
    return { word, fault: "malformed", says: `'${word}' has characters that no scope may have`, instead };
  }
  const name = inOtherCase(word, catalogue);
  if (name !== undefined) {
    return {
      word,
      fault: "wrong-case",
      says: `'${word}' is written '${name}': scopes are case-sensitive`,
      instead: [name],
    };
  }
  const meant = nearest(word, preferred) ?? nearestScope(word, catalogue);
  if (meant !== undefined) {
    return { word, fault: "misspelled", says: `'${word}' is unknown. Did you mean '${meant}'?`, instead: [meant] };
  }
  return { word, fault: "unknown", says: `'${word}' is unknown`, instead: [] };
}
