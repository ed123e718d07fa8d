/** JSON lines on standard output. Logging never holds the server up, and never ends it. */
import { pino } from "pino";
import type { Log } from "../../ports/log.ts";
import { outputTo } from "./output.ts";

export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

export function pinoLog(level: LogLevel): Log {
  const output = outputTo(1, process.stdout, (lines) => logger.error({ lines }, "lines of the log were lost"));
  const logger = pino({ level }, output);
  return {
    info: (fields, message) => logger.info(fields, message),
    error: (fields, message) => logger.error(fields, message),
    flush: () => output.flush(),
  };
}
