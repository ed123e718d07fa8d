/**
 * Tells systemd that the server serves, and then that it is alive (`Type=notify`, `WatchdogSec`). Node can't send datagrams to a Unix socket, so
 * systemd's own program does.
 */
import { spawn } from "node:child_process";
import type { Log } from "../ports/log.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Microseconds in a millisecond. */
const MILLISECOND = 1_000;

/** Call it only where `NOTIFY_SOCKET` is set, once the server listens. `watched`: whether this process says that it is alive. */
export function tellSystemd(environment: Environment, log: Pick<Log, "warn">, watched: boolean): void {
  notify(environment, log, "--ready");
  const every = Number(environment.WATCHDOG_USEC ?? 0) / MILLISECOND / 2;
  // A timer of the event loop: while it is blocked, nothing is said.
  if (watched && every > 0) setInterval(() => notify(environment, log, "WATCHDOG=1"), every).unref();
}

function notify(environment: Environment, log: Pick<Log, "warn">, what: string): void {
  const { NOTIFY_SOCKET, PATH = "/usr/bin:/bin" } = environment;
  const child = spawn("systemd-notify", [what], { env: { NOTIFY_SOCKET, PATH }, stdio: "ignore" });
  child.on("error", (error: NodeJS.ErrnoException) =>
    log.warn({ fault: error.code }, "systemd-notify can't be run, so systemd doesn't learn that the server is ready"),
  );
  child.unref();
}
