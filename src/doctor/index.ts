/** `candor/explain`: the engine behind `candor explain`, for tools, tests and browsers. Pure: it reads what it is given, and sends nothing. */
export { type Diagnosis, explain } from "./explain.ts";
export type { Evidence, Finding } from "./finding.ts";
export type { Context } from "./material.ts";
export { type Report, toReport } from "./report.ts";
export { inputSchema, outputSchema } from "./schema.ts";
