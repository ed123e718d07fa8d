/** `candor/watch`: the recording proxy of `candor watch`, for test suites and tools. */

export type { Diagnosis } from "../doctor/explain.ts";
export type { Evidence, Finding } from "../doctor/finding.ts";
export type { InWords } from "../doctor/likelihood.ts";
export type { Report, ReportedFinding } from "../doctor/report.ts";
export type { CauseCode } from "../reasons/causes.ts";
export type { ElsewhereCode } from "../reasons/elsewhere.ts";
export type { Code, Families, Family } from "../reasons/index.ts";
export type { Section } from "../specs.ts";
export type { Entry } from "./entry.ts";
export type { Body, Exchange, Headers, Request, Response } from "./exchange.ts";
export type { Flow } from "./flows.ts";
export type { Kind, KindName } from "./kind.ts";
export type { Outcome } from "./outcome.ts";
export type { Origins } from "./rewriting.ts";
export { type Watching, type WatchOptions, watch } from "./watch.ts";
