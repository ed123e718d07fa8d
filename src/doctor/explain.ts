/** Explains a failed exchange with any provider: the cause, the evidence, the fix, and what to ask for if it isn't certain. */

import { once } from "../protocol/once.ts";
import { type CauseCode, isCause } from "../reasons/causes.ts";
import { asksFor } from "./asks.ts";
import { buildView } from "./build-view.ts";
import { findCandor } from "./candor.ts";
import { atTime } from "./clock.ts";
import type { Dialect } from "./dialects/define.ts";
import { dialects as allDialects } from "./dialects/index.ts";
import type { Evidence, Finding } from "./finding.ts";
import { fitted } from "./fit.ts";
import { findAlike } from "./likeness/index.ts";
import type { Context, Material } from "./material.ts";
import { findNamed } from "./named.ts";
import { findPrinted } from "./printed.ts";
import { rank } from "./rank.ts";
import { read } from "./read.ts";
import { recognise } from "./recognise.ts";
import { rules } from "./rules/index.ts";
import { cover, secretsOf } from "./secrets.ts";
import { isOAuth } from "./sign.ts";
import { findingsOf, findMatches } from "./signatures.ts";
import type { View } from "./view.ts";

/** The result for an input. */
export interface Diagnosis {
  /** The likeliest first. */
  readonly findings: readonly Finding[];
  /** What would tell more, if this isn't enough. */
  readonly asks: readonly string[];
  /** The recognized providers, by the names that users know. */
  readonly providers: readonly string[];
  /** Codes of the catalogue that the input names. */
  readonly causes: readonly CauseCode[];
  /** Names of errors and causes, if the input is nothing else. */
  readonly names: readonly string[];
  /** Whether anything in the input is a sign of OAuth. Without one, nothing is found. */
  readonly isOAuth: boolean;
}

/**
 * Explains any text. Never throws. The time is proportional to the length. `now` is the time of whoever asks, in milliseconds since 1970: a
 * token that comes without any time is compared with it.
 */
export function explain(input: string, context: Context = {}, now?: number): Diagnosis {
  return explainMaterial(read(input, context), now);
}

export function explainMaterial(
  material: Material,
  now?: number,
  dialects: readonly Dialect[] = allDialects,
): Diagnosis {
  const built = buildView(material);
  return explainView(now === undefined ? built : atTime(built, now), dialects);
}

/** The same for what has been read already. What doesn't depend on the dialects is found once for each view. */
export function explainView(view: View, dialects: readonly Dialect[] = allDialects): Diagnosis {
  const { names } = view.material;
  const causes = names.filter(isCause);
  // Whoever asks for causes by their codes gets these and no other.
  if (names.length > 0 && causes.length === names.length)
    return { findings: [], asks: [], providers: [], causes, names, isOAuth: true };
  const told = cover(secretsOf(view));
  const providers = recognise(view, dialects);
  const ours = candorIn(view);
  const { rest } = ours;
  const matched = rest === undefined ? [] : findMatches(rest, dialects);
  const isSigned = ours.findings.length > 0 || isOAuth(view, matched);
  const others = rest === undefined || !isSigned ? [] : [...findingsOf(matched, told), ...findOf(rest)];
  const all = [...ours.findings, ...others.filter(ours.admits)];
  const findings = rank(fitted(all, view)).map((finding) => without(finding, told));
  return {
    findings,
    asks: asksFor(view, findings, providers.length),
    providers: providers.map(({ dialect }) => dialect.name),
    causes,
    names,
    isOAuth: isSigned,
  };
}

const candorIn = once(findCandor);

/** What is found without any dialect. */
const findOf = once((view: View): readonly Finding[] => [
  ...findPrinted(view),
  ...findNamed(view),
  ...found(view),
  ...findAlike(view),
]);

/** What the rules find. A rule that throws has found nothing, because the input may be anything. */
function found(view: View): readonly Finding[] {
  return rules.flatMap((rule) => {
    try {
      return rule.run(view);
    } catch {
      return [];
    }
  });
}

function without(finding: Finding, told: (text: string) => string): Finding {
  const evidence = finding.evidence.map(({ says, source, at }): Evidence => {
    return { says: told(says), source: source === undefined ? undefined : told(source), at };
  });
  const { tell } = finding;
  return { ...finding, evidence, fix: told(finding.fix), tell: tell === undefined ? undefined : told(tell) };
}
