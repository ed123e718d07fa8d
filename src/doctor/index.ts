/**
 * `candor/explain`: the engine behind `candor explain`, for tools, tests and browsers. It is pure: it reads its input and sends
 * nothing.
 */

export type { CauseCode } from "../reasons/causes.ts";
export type { ElsewhereCode } from "../reasons/elsewhere.ts";
export type { Code, Families, Family } from "../reasons/index.ts";
export type { Section } from "../specs.ts";
export type { Diagnosis } from "./explain.ts";
export { Explained, explain, explainResponse, rethrow } from "./explained.ts";
export type { Evidence, Finding } from "./finding.ts";
export type { InWords } from "./likelihood.ts";
export type { Context } from "./material.ts";
export { type Report, type ReportedFinding, toReport } from "./report.ts";
export { inputSchema, outputSchema } from "./schema.ts";
