/** JSON lines on standard output, written while the event loop goes on: a flood of refusals must not wait for a terminal. */
import { destination, pino } from "pino";
import type { Log } from "../../ports/log.ts";

export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

export function pinoLog(level: LogLevel): Log {
  const out = destination({ dest: 1, sync: false });
  const logger = pino({ level }, out);
  return {
    info: (fields, message) => logger.info(fields, message),
    error: (fields, message) => logger.error(fields, message),
    flush() {
      try {
        out.flushSync();
      } catch {
        // Nothing is open yet, or nobody reads any more: there is nobody to tell.
      }
    },
  };
}
