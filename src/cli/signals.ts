/** What signals do: the first asks the server to end, and a later one ends it at once. SIGHUP reloads the configuration where there is one. */
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";
import type { Log } from "../ports/log.ts";

/** Milliseconds. A terminal, npm and a supervisor each pass on the same Ctrl-C, which counts once. */
export const BURST = 1_000;
/** Milliseconds for the end, in addition to the time for finishing requests. Anything that still hangs is abandoned. */
export const LONGEST = 20_000;

/** What a server or a mock has. */
interface Running {
  readonly close: (options?: { readonly delay?: number }) => Promise<void>;
}

/** `delay` is from the configuration, in seconds: how long a server keeps serving after SIGTERM. Without `reload`, SIGHUP ends it too. */
export function stopOnSignal(running: Running, delay: () => number, reload?: () => void): void {
  let first: number | undefined;
  const isHangUp = hangUps();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (signal === "SIGHUP" && reload !== undefined && !isHangUp()) {
        if (first === undefined) reload();
      } else if (first === undefined) {
        first = performance.now();
        void stop(running, signal === "SIGTERM" ? delay() : 0);
      } else if (performance.now() - first > BURST) process.exit(128 + constants.signals[signal]);
    });
  }
}

/** SIGUSR2 asks for a profile, in a file that `candor profile` has left in the data directory. Windows has no such signal. */
export function profileOnSignal(data: string, log: Log): void {
  if (process.platform === "win32" || data === "") return;
  process.on("SIGUSR2", async () => {
    const { answerProfileRequests } = await import("../running/profile.ts");
    await answerProfileRequests(data, log, new Date());
  });
}

/** Call it at the start. What it returns says of a SIGHUP whether a terminal was closed, which sends it too: then there is none any more. */
export function hangUps(): () => boolean {
  const hadTerminal = hasTerminal();
  return () => hadTerminal && !hasTerminal();
}

/** Whether the process has a terminal that could send signals. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}

async function stop(running: Running, delay: number): Promise<void> {
  setTimeout(() => process.exit(1), delay * 1_000 + LONGEST);
  try {
    await running.close({ delay });
  } catch (error) {
    process.exitCode = 1;
    console.error(`The server did not stop cleanly: ${(error as Error).message}`);
  }
  process.exit();
}
