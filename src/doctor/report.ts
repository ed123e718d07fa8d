/** A diagnosis as the JSON that tools read. `schema.ts` documents it. */
import { type CauseCode, causeOf } from "../reasons/causes.ts";
import { citation } from "../specs.ts";
import type { Diagnosis } from "./explain.ts";
import type { Finding } from "./finding.ts";

/** A diagnosis as JSON. */
export interface Report {
  /** Causes, the likeliest first. */
  readonly findings: readonly ReportedFinding[];
  /** What would tell more. */
  readonly asks: readonly string[];
  /** The providers that were recognized. */
  readonly providers: readonly string[];
}

/** A cause that was found, as JSON. */
export interface ReportedFinding {
  /** A code of the catalogue. */
  readonly reason: string;
  /** The problem in a few words. */
  readonly title: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** The evidence. Never a secret. */
  readonly evidence: readonly {
    readonly says: string;
    readonly source?: string;
    readonly at?: readonly [number, number];
  }[];
  /** What to do. */
  readonly fix: string;
  /** As it is cited: `RFC 6749, section 5.2`. */
  readonly spec?: string;
  /** Where it can be read. */
  readonly spec_url?: string;
  /** How to tell it apart from the others. */
  readonly tell?: string;
  /** The page of the provider's manual. */
  readonly page?: string;
  /** The rule or signature that found it. */
  readonly rule: string;
}

/** Without undefined members, so that it is the same after JSON.parse(JSON.stringify(…)). */
export function toReport({ findings, asks, providers, causes }: Diagnosis): Report {
  return {
    findings: [...causes.map(asked), ...findings.map(reported)],
    asks: causes.length > 0 ? [] : asks,
    providers,
  };
}

/** A code of the catalogue that the input names. */
function asked(reason: CauseCode): ReportedFinding {
  const { title, cause, developer, cites } = causeOf(reason);
  const [spec] = cites;
  return {
    reason,
    title,
    confidence: 1,
    evidence: [{ says: cause }],
    fix: developer,
    ...(spec !== undefined && { spec: citation(spec), spec_url: spec.url }),
    rule: "catalogue",
  };
}

function reported({ reason, confidence, evidence, fix, spec, rule, tell, page }: Finding): ReportedFinding {
  const cause = causeOf(reason);
  const cites = spec ?? cause.cites[0];
  return {
    reason,
    title: cause.title,
    confidence: Math.round(confidence * 100) / 100,
    evidence: evidence.map(({ says, source, at }) => ({
      says,
      ...(source !== undefined && { source }),
      ...(at !== undefined && { at }),
    })),
    fix: fix === "" ? cause.developer : fix,
    ...(cites !== undefined && { spec: citation(cites), spec_url: cites.url }),
    ...(tell !== undefined && { tell }),
    ...(page !== undefined && { page }),
    rule,
  };
}
