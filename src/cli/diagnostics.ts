/** Prints refusals to the terminal as they happen, the way a compiler prints its diagnostics. */
import type { Explanation } from "../reasons/explain.ts";
import { toTerminal } from "../render/terminal.ts";

/** Prints to standard error, in colour where that is a terminal and NO_COLOR is not set. */
export function printRefusal(explanation: Explanation): void {
  const { isTTY = false, columns } = process.stderr;
  const colour = isTTY && !process.env.NO_COLOR;
  process.stderr.write(`${toTerminal(explanation, { colour, width: columns })}\n\n`);
}
