/** Explains a failed exchange of any provider: what it was, why that is believed, what to do, and what to ask for where it cannot tell. */
import { type CauseCode, isCause } from "../reasons/causes.ts";
import { asksFor } from "./asks.ts";
import { buildView } from "./build-view.ts";
import { findCandor } from "./candor.ts";
import { dialects } from "./dialects/index.ts";
import type { Evidence, Finding } from "./finding.ts";
import type { Context, Material } from "./material.ts";
import { findNamed } from "./named.ts";
import { rank } from "./rank.ts";
import { read } from "./read.ts";
import { recognise } from "./recognise.ts";
import { rules } from "./rules/index.ts";
import { cover, secretsOf } from "./secrets.ts";
import { findSignatures } from "./signatures.ts";
import type { View } from "./view.ts";

/** What an input comes to. */
export interface Diagnosis {
  /** The likeliest first. */
  readonly findings: readonly Finding[];
  /** What would tell more, where this does not tell enough. */
  readonly asks: readonly string[];
  /** The providers that were recognized, as users call them. */
  readonly providers: readonly string[];
  /** Codes of the catalogue that were asked for by name. */
  readonly causes: readonly CauseCode[];
}

/** Explains a text, whatever it is. Never throws; takes time in proportion to its length. */
export function explain(input: string, context: Context = {}): Diagnosis {
  return explainMaterial(read(input, context));
}

export function explainMaterial(material: Material): Diagnosis {
  const view = buildView(material);
  const told = cover(secretsOf(view));
  const findings = rank([
    ...findCandor(view),
    ...findNamed(view),
    ...found(view),
    ...findSignatures(view, dialects, told),
  ]).map((finding) => without(finding, told));
  return {
    findings,
    asks: asksFor(view, findings),
    providers: recognise(view, dialects).map(({ dialect }) => dialect.name),
    causes: material.names.filter(isCause),
  };
}

/** What the rules find. One that fails has found nothing: the input is anybody's. */
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
    return { says: told(says), source: source === undefined ? undefined : told(source).slice(0, 400), at };
  });
  const { tell } = finding;
  return { ...finding, evidence, fix: told(finding.fix), tell: tell === undefined ? undefined : told(tell) };
}
