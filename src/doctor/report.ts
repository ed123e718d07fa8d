/** A diagnosis as the JSON that tools read. `schema.ts` documents it. */
import { type CauseCode, causeOf } from "../reasons/causes.ts";
import { citation } from "../specs.ts";
import { excerpt } from "./excerpt.ts";
import type { Diagnosis } from "./explain.ts";
import type { Evidence, Finding } from "./finding.ts";
import { type InWords, inWords } from "./likelihood.ts";

/** A diagnosis as JSON. */
export interface Report {
  /** `cause`: there is one. `unclear`: the input isn't enough. `unrelated`: the input doesn't look like OAuth. */
  readonly verdict: "cause" | "unclear" | "unrelated";
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
  /** From 0 to 1: of many findings with the same confidence, about this share is right. */
  readonly confidence: number;
  /** The same in words. */
  readonly likelihood: InWords;
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

/** A finding below this isn't worth a line. */
export const LEAST = 0.15;

/** Characters of a quote. */
const QUOTED = 240;

/** Without undefined members, so that it is the same after JSON.parse(JSON.stringify(…)). */
export function toReport(diagnosis: Diagnosis): Report {
  const { findings, asks, providers, causes, names } = diagnosis;
  return {
    verdict: verdictOf(diagnosis),
    findings: [...causes.map(asked), ...findings.map((one, at) => reported(one, at, names))],
    asks: causes.length > 0 ? [] : asks,
    providers,
  };
}

function verdictOf({ findings: [first], causes, isOAuth }: Diagnosis): Report["verdict"] {
  if (causes.length > 0) return "cause";
  if (isOAuth === false) return "unrelated";
  return first !== undefined && first.confidence >= LEAST ? "cause" : "unclear";
}

/** A code of the catalogue that the input names. */
function asked(reason: CauseCode): ReportedFinding {
  const { title, cause, developer, cites } = causeOf(reason);
  const [spec] = cites;
  return {
    reason,
    title,
    confidence: 1,
    likelihood: "most likely",
    evidence: [{ says: cause }],
    fix: developer,
    ...(spec !== undefined && { spec: citation(spec), spec_url: spec.url }),
    rule: "catalogue",
  };
}

function reported(finding: Finding, place: number, names: readonly string[]): ReportedFinding {
  const { reason, confidence, evidence, fix, spec, rule, tell, page } = finding;
  const cause = causeOf(reason);
  const cites = spec ?? cause.cites[0];
  return {
    reason,
    title: cause.title,
    confidence: Math.round(confidence * 100) / 100,
    likelihood: inWords(finding, place),
    evidence: distinct(evidence.map(quoted), names),
    fix: fix === "" ? cause.developer : fix,
    ...(cites !== undefined && { spec: citation(cites), spec_url: cites.url }),
    ...(tell !== undefined && { tell }),
    ...(page !== undefined && { page }),
    rule,
  };
}

type ReportedEvidence = ReportedFinding["evidence"][number];

function quoted({ says, source, at }: Evidence): ReportedEvidence {
  if (source === undefined || source.trim() === "") return { says };
  const quote = excerpt(source, at, QUOTED);
  return { says, source: quote.source, ...(quote.at !== undefined && { at: quote.at }) };
}

/** The same words of the input are evidence once, whoever points at them. An input that is one name isn't evidence for itself. */
function distinct(evidence: readonly ReportedEvidence[], names: readonly string[]): readonly ReportedEvidence[] {
  const kept: ReportedEvidence[] = [];
  for (const one of evidence)
    if (!names.includes(one.source ?? "") && !kept.some((other) => isSame(one, other))) kept.push(one);
  return kept;
}

function isSame(one: ReportedEvidence, other: ReportedEvidence): boolean {
  if (other.source === undefined) return one.says === other.says;
  const quote = bare(other.source);
  if (one.source !== undefined) return quote.includes(bare(one.source)) || bare(one.source).includes(quote);
  const [, error] = RETURNED.exec(one.says) ?? [];
  return error !== undefined && quote.includes(error);
}

const RETURNED = /^the server returns (\w+)$/;
const bare = (source: string): string => source.replaceAll("…", "").trim();
