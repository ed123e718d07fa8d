/**
 * A decision is an ordered table of checks over the facts of one request. The first check that fails names its reason. The same
 * table decides requests, explains refusals and proves fixes. No I/O, no clock, no HTTP type.
 */
import { isRefusal, type Refusal } from "../reasons/index.ts";
import type { Section } from "../specs.ts";

/** One check: its question, its section, and the refusal if it fails. Later checks may rely on earlier ones. */
export interface Check<Given> {
  readonly asks: string;
  readonly cites: Section;
  readonly run: (given: Given) => Refusal | undefined;
}

/** What a check says about itself. */
export type Question = Pick<Check<never>, "asks" | "cites">;

/** Runs checks in order and returns the first refusal, or `undefined` if all pass. */
export function firstRefusal<Given>(checks: readonly Check<Given>[], given: Given): Refusal | undefined {
  for (const check of checks) {
    const refusal = check.run(given);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** A part of a decision: checks over the facts that are loaded for them. */
export interface Stage<On> {
  readonly checks: readonly Question[];
  /** The name of the loader that must run first; none if the received request is enough. */
  readonly needs: string | undefined;
  /** Runs one of the checks over the facts; `undefined` if they haven't been loaded. */
  readonly facts: (on: On) => ((check: number) => Refusal | undefined) | undefined;
}

/** Binds checks to their facts of an occasion. */
export function stage<On, Given>(
  checks: readonly Check<Given>[],
  given: (on: On) => Given | undefined,
  needs?: string,
): Stage<On> {
  return {
    checks,
    needs,
    facts(on) {
      const facts = given(on);
      return facts === undefined ? undefined : (check) => (checks[check] as Check<Given>).run(facts);
    },
  };
}

/** How an occasion is decided, and what is granted if every check passes. */
export interface Decision<On, Granted> {
  readonly stages: (on: On) => readonly Stage<On>[];
  /** What is granted. If this can still refuse, `concludes` says what it asks. */
  readonly grant: (on: On) => Granted | Refusal;
  readonly concludes?: Question;
  /** What is granted, in words. */
  readonly words: (granted: Granted) => string;
}

/** A decision that grants only what it is named for. */
export function decisionOver<On>(words: string, stages: Decision<On, object>["stages"]): Decision<On, object> {
  return { stages, grant: () => GRANTED, words: () => words };
}

const GRANTED = {};

/** The first refusal of a stage. Throws if its facts haven't been loaded. */
export function refusedIn<On>({ checks, facts, needs }: Stage<On>, on: On): Refusal | undefined {
  const run = facts(on);
  if (run === undefined) throw new Error(`Nothing has loaded ${needs ?? "what was received"}.`);
  for (let check = 0; check < checks.length; check++) {
    const refusal = run(check);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Decides an occasion whose facts have been loaded up to the first refusal. Throws if there is no refusal. */
export function refusalOn<On, Granted>({ stages, grant }: Decision<On, Granted>, on: On): Refusal {
  for (const one of stages(on)) {
    const refusal = refusedIn(one, on);
    if (refusal !== undefined) return refusal;
  }
  const granted = grant(on);
  if (!isRefusal(granted)) throw new Error("What was found must be refused.");
  return granted;
}
