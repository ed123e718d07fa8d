/** What a text must contain for a pattern to match it: by that, the doctor leaves out most patterns without running them. */
import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { toRegExp } from "../../src/doctor/dialects/pattern.ts";

/** Any of these, in lower case. Undefined if nothing certain must occur. */
type Needs = readonly string[] | undefined;

/** Shorter ones are in nearly every text. */
const LEAST = 3;
/** More alternatives than this cost more than the pattern. */
const MOST = 24;

/** What a text must contain, any of it, for any of the patterns to match; empty if nothing certain must occur. */
export function needsOf(patterns: readonly string[]): readonly string[] {
  const all = patterns.map((pattern) => {
    const expression = toRegExp(pattern);
    return ofAlternatives(
      new RegExpParser().parsePattern(expression.source, 0, expression.source.length, expression.unicode).alternatives,
    );
  });
  return union(all) ?? [];
}

function union(all: readonly Needs[]): Needs {
  if (all.length === 0 || all.includes(undefined)) return undefined;
  const among = [...new Set(all.flatMap((needs) => needs ?? []))];
  // What contains another one says nothing more.
  const least = among.filter((one) => !among.some((other) => other !== one && one.includes(other)));
  return least.length <= MOST ? least : undefined;
}

const ofAlternatives = (alternatives: readonly AST.Alternative[]): Needs =>
  union(alternatives.map(({ elements }) => ofSequence(elements)));

/** The best of what a sequence needs: the one whose shortest text is the longest. */
function ofSequence(elements: readonly AST.Element[]): Needs {
  const found: Needs[] = [];
  let run = "";
  const end = () => {
    if (run.length >= LEAST) found.push([run]);
    run = "";
  };
  for (const element of elements) {
    const letter = letterOf(element);
    if (letter !== undefined) {
      run += letter;
      continue;
    }
    if (element.type === "Assertion" && element.kind !== "lookahead" && element.kind !== "lookbehind") continue;
    end();
    found.push(ofElement(element));
  }
  end();
  return found.reduce((best, one) => (worth(one) > worth(best) ? one : best), undefined);
}

const worth = (needs: Needs): number =>
  needs === undefined ? 0 : Math.min(...needs.map(({ length }) => length)) - (needs.length - 1) / MOST;

function ofElement(element: AST.Element): Needs {
  if (element.type === "Group" || element.type === "CapturingGroup") return ofAlternatives(element.alternatives);
  if (element.type === "Quantifier" && element.min > 0) return ofSequence([element.element]);
  return undefined;
}

/** A character that is the same in lower case, however the pattern and the text write it. */
function letterOf(element: AST.Element): string | undefined {
  if (element.type !== "Character") return undefined;
  const text = String.fromCodePoint(element.value).toLowerCase();
  // Letters of other scripts that count as these in some cases.
  return text.length === 1 && !/[ſKÅİıµ]/.test(text) ? text : undefined;
}
