/** Holds what a source asks for against the catalogue, by the protocol's own checks. */
import { type Catalogue, stateAt } from "../protocol/scope/catalogue.ts";
import type { Fault } from "../protocol/scope/diagnose.ts";
import { offenceOf } from "../protocol/scope/resolve.ts";
import type { Code } from "../reasons/index.ts";
import { quotable } from "../reasons/scrub.ts";
import { type Asked, HOLE, type Placed, split } from "./asked.ts";
import { findScopes } from "./find.ts";
import { isOrdinary, isSurelyOAuth } from "./plausible.ts";

export interface Finding {
  readonly kind: Fault | "deprecated" | "unused";
  /** The reason with which a server refuses it, if it does. */
  readonly code?: Code;
  readonly severity: "error" | "warning";
  /** Absent for a scope that no file asks for. */
  readonly place?: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endColumn: number;
  };
  /** The word at fault. */
  readonly word: string;
  readonly says: string;
  /** What to write in its place; empty if there is nothing. */
  readonly expected: readonly string[];
}

export interface Against {
  readonly catalogue: Catalogue;
  /** The client whose allowed scopes count. Without it, every scope is allowed. */
  readonly client?:
    | { readonly id: string; readonly scopes: readonly string[]; readonly grantTypes?: readonly string[] }
    | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Audited {
  readonly findings: readonly Finding[];
  /** Scopes that the file asks for, right or wrong. */
  readonly asked: readonly string[];
}

/** Longest word that is shown. */
const SHOWN = 200;

/** What one file asks for, and what is wrong with it. */
export function auditFile(file: string, source: string, against: Against): Audited {
  const findings = new Map<number, Finding>();
  const asked = new Set<string>();
  for (const one of findScopes(file, source)) {
    const words = one.values.flatMap(wordsOf);
    const isKnown = words.some(({ text }) => against.catalogue.scopes.has(text));
    for (const word of [...words, ...joinedBy(one, words)]) {
      const [at = 0] = word.at;
      const found = judged(word.text, against);
      if (against.catalogue.scopes.has(word.text)) asked.add(word.text);
      for (const part of found?.kind === "wrong-delimiter" ? found.expected : [])
        if (against.catalogue.scopes.has(part)) asked.add(part);
      if (found === undefined || findings.has(at)) continue;
      const isGuess = found.kind === "unknown" || found.kind === "malformed";
      if (isGuess && !isKnown && (isOrdinary(words.map(({ text }) => text)) || !isSurelyOAuth(source, at))) continue;
      findings.set(at, { ...found, place: { file, ...placeOf(source, word) } });
    }
  }
  return { findings: [...findings].sort(([a], [b]) => a - b).map(([, finding]) => finding), asked: [...asked] };
}

/** Scopes that the client is allowed and that nothing asks for. Libraries add `openid` on their own. */
export function unusedScopes(asked: ReadonlySet<string>, { catalogue, client, now }: Against): readonly Finding[] {
  return (client?.scopes ?? []).flatMap((word) => {
    const scope = catalogue.scopes.get(word);
    if (asked.has(word) || word === "openid" || scope === undefined || stateAt(scope, now).is === "removed") return [];
    const says = `'${word}' is allowed for ${client?.id}, but nothing here requests it`;
    return [{ kind: "unused", severity: "warning", word, says, expected: [] } as const];
  });
}

/** Words of a value, without those that are computed, and without what is the name of something else. */
const wordsOf = (value: Placed): readonly Placed[] =>
  split(value, / +/g).filter(({ text }) => text.trim() !== "" && !text.includes(HOLE) && !/^[@/.]|^=$/.test(text));

/** A list that the source joins by something else than a space, as it is sent. */
function joinedBy({ joiner }: Asked, words: readonly Placed[]): readonly Placed[] {
  const mark = joiner === undefined || /^ *$/.test(joiner.text) ? undefined : joiner.text;
  if (mark === undefined || words.length < 2) return [];
  const sent = words.map(({ text }) => text).join(mark.trim());
  return [{ text: sent, at: joiner?.at ?? [] }];
}

function judged(text: string, { catalogue, client, now }: Against): Finding | undefined {
  const word = quotable(text, SHOWN);
  const scope = catalogue.scopes.get(text);
  const allowed = { grantTypes: [], ...(client ?? { id: "", scopes: [...catalogue.scopes.keys()] }) };
  const offence = offenceOf(text, { client: allowed, catalogue, withPerson: true }, now);
  if (offence !== undefined) {
    const { fault: kind, instead } = offence;
    const says = quotable(offence.says, 2 * SHOWN);
    return { kind, code: `scope/${kind}` as Code, severity: "error", word, says, expected: instead };
  }
  const state = scope && stateAt(scope, now);
  if (state?.is !== "deprecated") return undefined;
  const until = state.sunset === undefined ? "" : ` and refused from ${state.sunset}`;
  const says = `'${word}' is deprecated since ${state.since}${until}`;
  const expected = state.replacement === undefined ? [] : [state.replacement];
  return { kind: "deprecated", severity: "warning", word, says, expected };
}

/** Lines and columns count from 1. A word that goes on in another line ends in its own. */
function placeOf(source: string, { at }: Placed): Omit<NonNullable<Finding["place"]>, "file"> {
  const [start = 0] = at;
  const before = source.lastIndexOf("\n", start - 1);
  const lineEnd = source.indexOf("\n", start);
  const end = Math.min((at.at(-1) ?? start) + 1, lineEnd === -1 ? source.length : lineEnd);
  let line = 1;
  for (let i = source.indexOf("\n"); i !== -1 && i < start; i = source.indexOf("\n", i + 1)) line++;
  return { line, column: start - before, endColumn: Math.max(end, start + 1) - before };
}
