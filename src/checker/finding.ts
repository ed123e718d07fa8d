/** What a probe finds out. */
import type { Exchange } from "./exchange.ts";

/** `unclear`: it could not be told. */
export type Verdict = "held" | "broken" | "not applicable" | "unclear";

/** What was found out about a requirement. */
export interface Finding {
  /** What it came to. */
  readonly is: Verdict;
  /** Why, in a sentence; for what is held, what was seen. */
  readonly because: string;
  /** What shows it. */
  readonly shows: readonly Exchange[];
}

export type Findings<Name extends string> = Readonly<Record<Name, Finding>>;

export const held = (because: string, ...shows: Exchange[]): Finding => ({ is: "held", because, shows });
export const broken = (because: string, ...shows: Exchange[]): Finding => ({ is: "broken", because, shows });
export const unclear = (because: string, ...shows: Exchange[]): Finding => ({ is: "unclear", because, shows });
export const notApplicable = (because: string, ...shows: Exchange[]): Finding => ({
  is: "not applicable",
  because,
  shows,
});

/** Held or broken. */
export const either = (isHeld: boolean, good: string, bad: string, ...shows: Exchange[]): Finding =>
  isHeld ? held(good, ...shows) : broken(bad, ...shows);

/** The same finding under all of these names. */
export const all = <Name extends string>(names: readonly Name[], finding: Finding): Findings<Name> =>
  Object.fromEntries(names.map((name) => [name, finding])) as Findings<Name>;

/** The first that is broken, or else the first that is unclear, or else the first. */
export function worst(findings: readonly [Finding, ...Finding[]]): Finding {
  return findings.find(({ is }) => is === "broken") ?? findings.find(({ is }) => is === "unclear") ?? findings[0];
}
