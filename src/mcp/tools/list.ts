/** Every tool of `candor mcp`, in the order in which agents see them. */
import type { Tool } from "../tool.ts";
import { checkTool } from "./check.ts";
import { explainTool } from "./explain.ts";
import { mockTool } from "./mock.ts";
import { reasonTool } from "./reason.ts";
import { refusalTool } from "./refusal.ts";
import { replayTool } from "./replay.ts";
import { searchReasonsTool } from "./search-reasons.ts";
import { standardErrorTool } from "./standard-error.ts";
import { tryTool } from "./try.ts";
import { watchTool } from "./watch.ts";

export const tools: readonly Tool[] = [
  explainTool,
  reasonTool,
  searchReasonsTool,
  standardErrorTool,
  refusalTool,
  checkTool,
  tryTool,
  watchTool,
  replayTool,
  mockTool,
];
