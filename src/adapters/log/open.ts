/** The log on standard output: JSON lines, or readable lines on a terminal. It never delays the server or ends it. */
import { pino } from "pino";
import type { Log } from "../../ports/log.ts";
import { outputTo } from "./output.ts";
import { LEVELS, type Level, prettyLine } from "./pretty.ts";

export interface LogSettings {
  readonly logLevel: "silent" | Level;
  readonly logFormat: "auto" | "pretty" | "json";
}

/** Whether lines are made for reading: on a terminal, unless the setting says otherwise. */
export function isPretty({ logFormat }: Pick<LogSettings, "logFormat">): boolean {
  return logFormat === "auto" ? process.stdout.isTTY === true : logFormat === "pretty";
}

/** A log whose level can change. */
export interface OpenLog extends Log {
  readonly setLevel: (level: LogSettings["logLevel"]) => void;
}

const leastOf = (level: LogSettings["logLevel"]): number =>
  level === "silent" ? Number.POSITIVE_INFINITY : LEVELS[level];

export function openLog(settings: LogSettings): OpenLog {
  let least = leastOf(settings.logLevel);
  const output = outputTo(1, process.stdout, (lines) => write("error", { lines }, "some log lines were lost"));
  const write = isPretty(settings) ? pretty(output.write) : json(output);
  const from =
    (level: Level): Log["info"] =>
    (fields, message) => {
      if (LEVELS[level] >= least) write(level, fields, message);
    };
  return {
    debug: from("debug"),
    info: from("info"),
    warn: from("warn"),
    error: from("error"),
    notice: (fields, message) => write("info", fields, message),
    writes: (level) => LEVELS[level] >= least,
    flush: () => output.flush(),
    setLevel: (level) => {
      least = leastOf(level);
    },
  };
}

type Write = (level: Level, fields: Parameters<Log["info"]>[0], message: string) => void;

function pretty(write: (line: string) => void): Write {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return (level, fields, message) => write(prettyLine({ level, fields, message, time: new Date(), colour }));
}

function json(output: { readonly write: (line: string) => void }): Write {
  const logger = pino({ level: "trace" }, output);
  return (level, fields, message) => logger[level](fields, message);
}
