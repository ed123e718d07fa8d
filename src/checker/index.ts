/** `candor/check`: the engine behind `candor check`, for test suites and tools. It sends requests to servers whose hosts are confirmed. */

export type { Level, Requirement } from "../requirements/define.ts";
export type { ServerName } from "../requirements/fixes/define.ts";
export type { Section } from "../specs.ts";
export { CannotCheck } from "./cannot-check.ts";
export type { Checked, Progress } from "./check.ts";
export type { Came, Exchange, Sent } from "./exchange.ts";
export { type Expected, expectConforming, NotConforming } from "./expect.ts";
export type { Verdict } from "./finding.ts";
export type { Report } from "./report/report.ts";
export { type CheckOptions, checkServer } from "./run.ts";
