/** What a text must contain for a pattern to match it: by that, the doctor leaves out most patterns without compiling them. */
import { PARTS } from "./letters.ts";
import { toRegExp } from "./pattern.ts";

/** Texts of which one must occur: each is a list of parts, which occur in this order. Undefined if nothing certain must. */
type Needs = readonly (readonly string[])[] | undefined;

/** Shorter parts are in nearly every text. */
const LEAST = 3;
/** So many characters are rare enough without the alternatives beside them. */
const ENOUGH = 10;
/** More alternatives than this cost more than the pattern: in a sequence, and of all patterns. */
const MOST = { beside: 8, all: 32 } as const;

/** What a text must contain, any of it, for any of the patterns to match; empty if nothing certain must occur. */
export function needsOf(patterns: readonly string[]): readonly string[] {
  const among = (union(patterns.map((pattern) => new Expression(toRegExp(pattern).source).alternatives())) ?? []).map(
    (parts) => parts.join(PARTS),
  );
  // What contains another one says nothing more.
  return among.filter((one) => !among.some((other) => other !== one && one.includes(other)));
}

function union(all: readonly Needs[]): Needs {
  if (all.length === 0 || all.includes(undefined)) return undefined;
  const among = new Map(all.flatMap((needs) => (needs ?? []).map((parts) => [parts.join(PARTS), parts] as const)));
  return among.size <= MOST.all ? [...among.values()] : undefined;
}

/** A letter, what a group needs, `nothing` for what takes no place, or undefined for what can be many things. */
type Item = string | { readonly needs: Needs } | typeof NOTHING | undefined;
const NOTHING = Symbol("nothing");

const QUANTIFIER = /(?:[*+?]|\{(?<least>\d+)(?:,\d*)?\})\??/y;
const GROUP = /\((?:\?(?:<(?![=!])[^>]*>|[a-z-]*:))?/y;
const AROUND = /\(\?<?[=!]/y;
const CLASS = /\[(?:\\[\s\S]|[^\\\]])*\]/y;
/** A letter by its number, any of several, or the same as before. */
const ESCAPED =
  /\\(?:u\{(?<point>[\da-fA-F]+)\}|u(?<unit>[\da-fA-F]{4})|x(?<byte>[\da-fA-F]{2})|[pP]\{[^}]*\}|k<[^>]*>|(?<one>[\s\S]))/y;

/** Reads the source of a regular expression that is valid. */
class Expression {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Needs {
    const all = [this.#sequence()];
    while (this.#take("|")) all.push(this.#sequence());
    return union(all);
  }

  /** All parts of a sequence that are the same whatever matches; and its alternatives, if those parts are few. */
  #sequence(): Needs {
    const found: (readonly (readonly string[])[])[] = [];
    let run = "";
    const end = () => {
      if (run.length >= LEAST) found.push([[run]]);
      run = "";
    };
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at] as string)) {
      const item = this.#item();
      if (item === NOTHING) continue;
      const [quantifier, least] = this.#quantifier();
      if (typeof item === "string" && least > 0) {
        if (item !== " " || !run.endsWith(" ")) run += item;
        // White space of any length is one space.
        if (quantifier === "" || item === " ") continue;
      }
      end();
      if (typeof item === "object" && item.needs !== undefined && least > 0) found.push(item.needs);
    }
    end();
    return combined(found);
  }

  #item(): Item {
    if (this.#match(AROUND) !== undefined) {
      this.alternatives();
      this.#take(")");
      return undefined;
    }
    if (this.#match(GROUP) !== undefined) {
      const needs = this.alternatives();
      this.#take(")");
      return { needs };
    }
    if (this.#match(CLASS) !== undefined || this.#take(".")) return undefined;
    if (this.#take("^") || this.#take("$")) return NOTHING;
    const escaped = this.#match(ESCAPED);
    if (escaped === undefined) return letter(String.fromCodePoint(this.#next()));
    const { point, unit, byte, one = "" } = escaped.groups ?? {};
    const number = point ?? unit ?? byte;
    if (number !== undefined) return letter(String.fromCodePoint(Number.parseInt(number, 16)));
    if (one === "b" || one === "B") return NOTHING;
    if (/[snrtfv]/.test(one)) return " ";
    return /[\da-zA-Z]/.test(one) || one === "" ? undefined : letter(one);
  }

  #next(): number {
    const point = this.#source.codePointAt(this.#at) as number;
    this.#at += point > 0xffff ? 2 : 1;
    return point;
  }

  #quantifier(): readonly [text: string, least: number] {
    const found = this.#match(QUANTIFIER);
    if (found === undefined) return ["", 1];
    return [found[0], found[0].startsWith("+") ? 1 : Number(found.groups?.least ?? 0)];
  }

  #take(one: string): boolean {
    const isThere = this.#source[this.#at] === one;
    if (isThere) this.#at++;
    return isThere;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }
}

function combined(found: readonly (readonly (readonly string[])[])[]): Needs {
  const certain = found.filter(({ length }) => length === 1).flat(2);
  const isEnough = certain.join("").length >= ENOUGH;
  let all: readonly (readonly string[])[] = [[]];
  for (const needs of found) {
    if (needs.length > 1 && (isEnough || all.length * needs.length > MOST.beside) && certain.length > 0) continue;
    if (all.length * needs.length > MOST.all) continue;
    all = all.flatMap((before) => needs.map((parts) => [...before, ...parts]));
  }
  return all.some(({ length }) => length === 0) ? undefined : all;
}

/** A character that is the same in lower case, however the pattern and the text write it. */
function letter(character: string): string | undefined {
  if (/\s/.test(character)) return " ";
  const lower = character.toLowerCase();
  // Letters of other scripts that count as these in some cases.
  return lower.length === 1 && !/[ſKÅİıµ]/.test(lower) ? lower : undefined;
}
