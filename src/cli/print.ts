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
  if (process.stdout.listenerCount("error") > 0) return;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

/** Keeps a server running when a disk is full or its reader is gone. */
export function outliveReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.removeAllListeners("error").on("error", () => undefined);
}

/** Prints a line, or lines. */
export const print = (text: string): void => printPart(`${text}\n`);

/** Prints a text as it is. */
export function printPart(text: string): void {
  let rest: Uint8Array = new TextEncoder().encode(text);
  while (rest.length > 0 && !isTerminal()) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") process.exit();
      // Somebody made the pipe one that doesn't block, and it is full. What Node would keep meanwhile has no bound.
      if (code !== "EAGAIN") throw error;
      Atomics.wait(NOBODY_WAKES, 0, 0, PAUSE);
    }
  }
  if (rest.length === 0) return;
  endWithReader();
  process.stdout.write(rest);
}

const NOBODY_WAKES = new Int32Array(new SharedArrayBuffer(4));
/** Milliseconds until a full pipe is tried again. */
const PAUSE = 2;
