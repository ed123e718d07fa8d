/** Writes a result to standard output. Files and pipes get it directly: what Node writes with otherwise takes longer to load than a short result to find. */
import { fstatSync, writeSync } from "node:fs";

/** `/dev/null` counts as well. */
const isTerminal = (): boolean => fstatSync(1).isCharacterDevice();

/** How to print for whoever reads it. */
export function readerOf(): { readonly colour: boolean; readonly width?: number } {
  if (!isTerminal()) return { colour: false };
  const { isTTY = false, columns } = process.stdout;
  return { colour: isTTY && !process.env.NO_COLOR, width: columns };
}

/** Ends this process when the reader stops early: `candor explain … | head -1`. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

/** Prints a line, or lines. */
export const print = (text: string): void => printPart(`${text}\n`);

/** Prints a text as it is. */
export function printPart(text: string): void {
  let rest: Uint8Array = new TextEncoder().encode(text);
  try {
    if (!isTerminal()) while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EPIPE") process.exit();
    // Somebody made the pipe one that doesn't block. Node waits for it.
    if (code !== "EAGAIN") throw error;
  }
  if (rest.length === 0) return;
  endWithReader();
  process.stdout.write(rest);
}
