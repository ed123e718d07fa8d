/** `candor/check`: the engines behind `candor check` and `candor try`, for test suites and tools. */

export type { Level, Requirement } from "../requirements/define.ts";
export type { ServerName } from "../requirements/fixes/define.ts";
export type { Section } from "../specs.ts";
export { asHttp } from "./as-http.ts";
export { CannotCheck } from "./cannot-check.ts";
export type { Checked, Progress } from "./check.ts";
export type { Came, Exchange, Sent } from "./exchange.ts";
export { type Expected, expectConforming, NotConforming } from "./expect.ts";
export type { Finding, Verdict } from "./finding.ts";
export { type FlowEnd, type FlowResult, tryFlow } from "./flow/flow.ts";
export type { DeviceCode, Flow, FlowOptions } from "./flow/options.ts";
export type { FlowSection } from "./flow/reporter.ts";
export type { McpExchange, McpProblem, McpStep, McpWalk } from "./mcp/report.ts";
export type { Revision } from "./mcp/revision.ts";
export type { Culprit, StepId, StepVerdict } from "./mcp/step.ts";
export { type TryMcpOptions, tryMcp } from "./mcp/try-mcp.ts";
export type { Report } from "./report/report.ts";
export { type CheckOptions, checkServer } from "./run.ts";
export type { Metadata } from "./target.ts";
