/** What a worker tells its primary, and what it does without one. */
import cluster from "node:cluster";
import type { LogSettings } from "../../adapters/log/open.ts";

/** Sent when a worker serves. */
export interface Ready {
  /** Seconds for which it goes on serving after SIGTERM. */
  readonly delay: number;
  /** The settings that the primary logs by, which it doesn't read itself. */
  readonly log: LogSettings;
}

/** Whether a message of a worker is this one. */
export const isReady = (message: unknown): message is Ready =>
  typeof message === "object" && message !== null && "delay" in message;

/** Tells the primary that this worker serves. Without the primary, it finishes its requests and ends. */
export function reportReady(ready: Ready): void {
  const { worker } = cluster;
  if (worker === undefined) return;
  // Otherwise Node would end the process at once.
  worker.exitedAfterDisconnect = true;
  process.once("disconnect", () => process.kill(process.pid, "SIGINT"));
  process.send?.(ready);
}

/** Ends a worker that couldn't start, whose connection to the primary would keep it alive. */
export function endFailed(): void {
  if (cluster.isWorker) process.exit();
}
