/** Prints refusals to the terminal as they happen, the way a compiler prints its diagnostics. */
import type { Explanation } from "../reasons/explain.ts";
import { toTerminal } from "../render/terminal.ts";

/** Characters that may wait for a slow reader. */
const MOST_WAITING = 1_000_000;

/** Prints to standard error, in color if that is a terminal and NO_COLOR isn't set. Omits what the reader is too slow for. */
export function printRefusal(explanation: Explanation): void {
  const { isTTY = false, columns } = process.stderr;
  if (!process.stderr.writable || process.stderr.writableLength > MOST_WAITING) return;
  const colour = isTTY && !process.env.NO_COLOR;
  process.stderr.write(`${toTerminal(explanation, { colour, width: columns })}\n\n`);
}
