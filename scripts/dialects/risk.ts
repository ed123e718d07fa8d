/** Whether a pattern can be made to run for long: by its form, and by texts that nearly match it. */
import { createContext, Script } from "node:vm";
import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { toRegExp } from "../../src/doctor/dialects/pattern.ts";

/** Ways to try from one place of the text. Three gaps of 80 characters are well within it. */
const MOST_WAYS = 2_000_000;
/** What an unlimited repetition counts for. */
const UNLIMITED = 10_000;
/** Repetitions that are shorter than this do no harm within others. */
const SHORT = 4;
const ATTACK = 6_000;
const MOST_MILLISECONDS = 400;

/** What is wrong with the pattern, in words; undefined if nothing is. */
export function riskOf(pattern: string): string | undefined {
  const expression = toRegExp(pattern);
  const { alternatives } = new RegExpParser().parsePattern(
    expression.source,
    0,
    expression.source.length,
    expression.unicode,
  );
  const nested = nestedIn(alternatives, false);
  if (nested !== undefined) return `"${nested}" repeats what repeats: a text that nearly matches takes very long`;
  const ways = waysOf(alternatives);
  if (ways > MOST_WAYS) return "it has too many gaps, which are tried in every combination: limit them, as in {0,80}";
  const slow = attacksOn(alternatives).find((text) => isSlow(expression, text));
  return slow === undefined ? undefined : `it takes very long on "${slow.slice(0, 40)}…"`;
}

/** The source of a repetition that is within another one, both long. */
function nestedIn(alternatives: readonly AST.Alternative[], isWithin: boolean): string | undefined {
  for (const element of alternatives.flatMap(({ elements }) => elements)) {
    const isLong = element.type === "Quantifier" && element.max > SHORT && element.max !== element.min;
    if (isLong && isWithin) return element.raw;
    const inner = element.type === "Quantifier" ? element.element : element;
    const found = "alternatives" in inner ? nestedIn(inner.alternatives, isWithin || isLong) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const waysOf = (alternatives: readonly AST.Alternative[]): number =>
  alternatives.reduce(
    (sum, { elements }) => sum + elements.reduce((product, one) => product * waysOfElement(one), 1),
    0,
  );

function waysOfElement(element: AST.Element): number {
  if (element.type === "Quantifier") {
    const span = Math.min(element.max, UNLIMITED, mostOf(element.element)) - element.min + 1;
    return Math.max(1, span) * Math.max(1, waysOfElement(element.element));
  }
  return "alternatives" in element ? Math.max(1, waysOf(element.alternatives)) : 1;
}

/** A run of white space or of one character ends where the next word begins, and words, numbers and names are seldom longer than this. */
function mostOf(element: AST.Element): number {
  if (element.type === "Character") return 1;
  if (element.type === "CharacterSet" && element.kind === "space" && !element.negate) return 1;
  const isOfWords =
    element.type === "CharacterSet"
      ? element.kind === "digit" || element.kind === "word"
      : element.type === "CharacterClass";
  return isOfWords && !("negate" in element && element.negate) ? 20 : UNLIMITED;
}

/** Texts that begin like a match, many times, and never end like one. */
function attacksOn(alternatives: readonly AST.Alternative[]): readonly string[] {
  return alternatives.flatMap(({ elements }) => {
    const parts = elements.map(sampleOf);
    return [
      parts.join(""),
      ...parts.filter((part) => part.length > 1),
      parts.slice(0, Math.ceil(parts.length / 2)).join(""),
    ]
      .filter((part) => part !== "")
      .map((part) => (part.length > 3 ? part.slice(0, -1) : part).repeat(Math.ceil(ATTACK / part.length)));
  });
}

function sampleOf(element: AST.Element): string {
  switch (element.type) {
    case "Character":
      return String.fromCodePoint(element.value);
    case "CharacterSet":
      return element.kind === "digit" ? "0" : element.kind === "space" ? " " : "a";
    case "CharacterClass":
      return element.negate ? "a" : sampleOfClass(element);
    case "Quantifier":
      return sampleOf(element.element).repeat(Math.max(1, Math.min(element.min, 50)));
    default:
      return "alternatives" in element && element.type !== "Assertion" ? sampleOfFirst(element.alternatives) : "";
  }
}

const sampleOfFirst = ([first]: readonly AST.Alternative[]): string => (first?.elements ?? []).map(sampleOf).join("");

function sampleOfClass({ elements: [first] }: AST.CharacterClass): string {
  if (first?.type === "CharacterClassRange") return String.fromCodePoint(first.min.value);
  return first?.type === "Character" ? String.fromCodePoint(first.value) : "a";
}

/** In a context of its own, because only there can an expression that runs on be ended. */
const context = createContext({ expression: /./, text: "" });
const search = new Script("expression.test(text)");

/** Three times: the machine may be busy with other things. */
function isSlow(expression: RegExp, text: string): boolean {
  Object.assign(context, { expression, text });
  return [1, 2, 3].every(() => {
    try {
      return search.runInContext(context, { timeout: MOST_MILLISECONDS }) === undefined;
    } catch {
      return true;
    }
  });
}
