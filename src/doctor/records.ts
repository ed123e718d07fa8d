/** The records of a log: what was written at once, such as a message with its stack trace, or a request with its response. */

/** Some lines of a log. */
export interface Record {
  /** Of its first line, from 0. */
  readonly start: number;
  /** Without what the logger puts before each. */
  readonly lines: readonly string[];
  /** How long that is in each line, in UTF-16 code units. */
  readonly prefixes: readonly number[];
}

/** Colors and cursor movements. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are made of.
const ANSI = /\u001b\[[\d;?]*[ -/]*[@-~]/g;

const CLOCK = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?`;
/** What runners, containers and loggers put before a line: `2026-11-28T10:00:00.1Z`, `web-1  |`, `[Nov 28 10:00:00]`. */
const PREFIX = new RegExp(
  String.raw`^(?:[\w.-]{1,40} {1,20}\| ?)?[[(<]?(?:\d{4}[-/]\d{2}[-/]\d{2}[T ,]{1,2}${CLOCK}(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?|[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?${CLOCK}|${CLOCK})[\])>]?[ \t]?`,
);
/** A level at the beginning, or a JSON line of a logger. */
const LEVEL =
  /^(?:##\[(?:error|warning)\]|::(?:error|warning)|\[?(?:FATAL|ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|fail|crit|warn|info|dbug|trce)\]?(?=[:\s])|[EWIF]\d{4} |\{"(?:level|time|ts|timestamp|severity|msg|@timestamp)":)/;
/** Continues what the line before began. */
const CONTINUES = /^(?:\s|at |Caused by:|\.\.\. \d+ more|-{2,}>|[}\])]|File "|Traceback )/;

const prefixOf = (line: string): number => PREFIX.exec(line)?.[0].length ?? 0;

/** More lines than this are cut: a record is a message, and not a file. */
const MOST_LINES = 80;
/** A shorter text without times and levels is one record: notes, a terminal's output, one exchange. */
const ONE = 120;

/** Splits a log. The time is proportional to its length. */
export function recordsOf(log: string): readonly Record[] {
  const lines = log.replaceAll(ANSI, "").split(/\r?\n/);
  const prefixes = lines.map(prefixOf);
  const begins = lines.map((line, at) => {
    const message = line.slice(prefixes[at]);
    return (prefixes[at] !== 0 || LEVEL.test(message)) && !CONTINUES.test(message);
  });
  const isLog = begins.filter(Boolean).length * 4 >= lines.filter((line) => line.trim() !== "").length;
  if (!isLog && lines.length <= ONE) return [{ start: 0, lines, prefixes: lines.map(() => 0) }];
  return split(lines, prefixes, (at) => (isLog ? begins[at] === true : beginsParagraph(lines, at)));
}

/** After an empty line, unless that ends the headers of an HTTP message, whose body follows. */
function beginsParagraph(lines: readonly string[], at: number): boolean {
  if (lines[at - 1]?.trim() !== "" || lines[at]?.trim() === "") return false;
  return !(/^[<>]? ?[\w-]{2,40}: /.test(lines[at - 2] ?? "") && /^\s*[{[<]|^[\w.]+=/.test(lines[at] ?? ""));
}

function split(
  lines: readonly string[],
  prefixes: readonly number[],
  begins: (at: number) => boolean,
): readonly Record[] {
  const starts = lines.flatMap((_, at) => (at === 0 || begins(at) ? [at] : []));
  return starts.map((start, nth) => {
    const end = Math.min(starts[nth + 1] ?? lines.length, start + MOST_LINES);
    const own = prefixes.slice(start, end);
    return { start, lines: lines.slice(start, end).map((line, at) => line.slice(own[at])), prefixes: own };
  });
}
