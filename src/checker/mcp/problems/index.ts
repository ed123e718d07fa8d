/** Everything that a walk can find wrong, step by step: whose fault it is, what to change, and where that is written. */

import type { KnownProblem, Problem } from "../step.ts";
import { AUTHORIZATION_SERVER } from "./authorization-server.ts";
import { CALLS } from "./calls.ts";
import { MCP_SERVER } from "./mcp-server.ts";
import { SIGN_IN } from "./sign-in.ts";

export const PROBLEMS = { ...MCP_SERVER, ...AUTHORIZATION_SERVER, ...SIGN_IN, ...CALLS };

export type ProblemId = keyof typeof PROBLEMS;

/** A problem, as it was seen. `values` fill in what to change. */
export function problem(id: ProblemId, says: string, values: Readonly<Record<string, string>> = {}): Problem {
  const { culprit, change, cites, ...rest }: KnownProblem = PROBLEMS[id];
  const filled = change.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  return { id, level: rest.level ?? "broken", culprit, says, change: filled, cites };
}
