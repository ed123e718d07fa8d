/** A wording: concepts near each other, and what they mean together. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { Subject } from "../rules/subject.ts";
import type { Heard } from "./hear.ts";

export interface Wording {
  readonly reason: CauseCode;
  /** How certain it is if a message says exactly this. */
  readonly weight: number;
  readonly says: readonly Pattern[];
  /** Concepts next to which it means something else. */
  readonly unless: readonly Pattern[];
  /** The credential that the refused request must have contained. */
  readonly of?: readonly Subject[] | undefined;
  /** Starts of the errors that must accompany it, or must not. */
  readonly with?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
  readonly tell?: string | undefined;
}

interface Step {
  readonly concepts: readonly string[];
  /** How far from the previous one. */
  readonly order: "any" | "after" | "next";
}
export type Pattern = readonly Step[];

type Guards = Pick<Wording, "of" | "with" | "without" | "tell"> & { readonly unless?: string };

/** Characters between two concepts of a wording: after the first, before it, and directly after it. */
const GAP = { after: 48, before: 30, next: 6 } as const;

/** `a + b` near each other, `a > b` in this order, `a >> b` with nothing between; `a|b` for either; commas between patterns. */
export function patternsOf(text: string): Pattern[] {
  return text.split(", ").map((pattern) => {
    const [first = "", ...rest] = pattern.split(/ (\+|>>?) /);
    const steps: Step[] = [{ concepts: first.split("|"), order: "any" }];
    for (let at = 0; at < rest.length; at += 2)
      steps.push({
        concepts: (rest[at + 1] as string).split("|"),
        order: rest[at] === "+" ? "any" : rest[at] === ">" ? "after" : "next",
      });
    return steps;
  });
}

/** One wording: any of the patterns. */
export function says(reason: CauseCode, weight: number, patterns: string, guards: Guards = {}): Wording {
  const { unless, ...rest } = guards;
  return {
    reason,
    weight,
    says: patternsOf(patterns),
    unless: unless === undefined ? [] : patternsOf(unless),
    ...rest,
  };
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Concepts of one sentence, by name. */
export type ByConcept = ReadonlyMap<string, readonly Heard[]>;

const NOWHERE: readonly Heard[] = [];

/** The first of a step's concepts that is near the last one. */
function nextOf(step: Step, last: Heard, heard: ByConcept, text: string): Heard | undefined {
  for (const concept of step.concepts)
    for (const one of heard.get(concept) ?? NOWHERE)
      if (one !== last && isNear(last, one, step.order, text)) return one;
  return undefined;
}

function isNear(before: Heard, one: Heard, order: Step["order"], text: string): boolean {
  if (one.from >= before.to) {
    if (order === "next") return one.from - before.to <= GAP.next && !text.slice(before.to, one.from).includes(":");
    return one.from - before.to <= GAP.after;
  }
  return order === "any" && one.to <= before.from && before.from - one.to <= GAP.before;
}

const spanOfOne = ({ from, to, since = from }: Heard): Span => ({ from: Math.min(from, since), to });

/** Where a pattern fits, or undefined. */
export function spanOf(pattern: Pattern, heard: ByConcept, text: string): Span | undefined {
  if (!pattern.every(({ concepts }) => concepts.some((concept) => heard.has(concept)))) return undefined;
  const [first, ...rest] = pattern as [Step, ...Step[]];
  for (const concept of first.concepts)
    for (const start of heard.get(concept) ?? NOWHERE) {
      const span = spanFrom(start, rest, heard, text);
      if (span !== undefined) return span;
    }
  return undefined;
}

function spanFrom(start: Heard, steps: readonly Step[], heard: ByConcept, text: string): Span | undefined {
  let { from, to } = spanOfOne(start);
  let last = start;
  for (const step of steps) {
    const next = nextOf(step, last, heard, text);
    if (next === undefined) return undefined;
    last = next;
    from = Math.min(from, next.since ?? next.from);
    to = Math.max(to, next.to);
  }
  return { from, to };
}
