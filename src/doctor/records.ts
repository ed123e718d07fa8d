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

/** The lines of a log, one by one: all of them at once would take several times its memory. Each piece but the last ends with a line. */
function* linesOf(log: Iterable<string>): Generator<string> {
  let rest = "";
  for (const piece of log) {
    let from = 0;
    for (let end = piece.indexOf("\n"); end !== -1; end = piece.indexOf("\n", from)) {
      yield plain(piece.slice(from, piece[end - 1] === "\r" && end > from ? end - 1 : end));
      from = end + 1;
    }
    rest = piece.slice(from);
  }
  yield plain(rest);
}

const plain = (line: string): string => (line.includes("\u001b") ? line.replaceAll(ANSI, "") : line);

/** What is known of a log's lines before it is split. */
interface Shape {
  readonly count: number;
  readonly isLog: boolean;
  /** Of each line, the length of its prefix. */
  readonly prefixes: Uint16Array;
  /** Of each line, whether it looks like the first one of a record. */
  readonly begins: Uint8Array;
}

function shapeOf(log: Iterable<string>): Shape {
  let prefixes = new Uint16Array(1024);
  let begins = new Uint8Array(1024);
  let [count, beginning, filled] = [0, 0, 0];
  for (const line of linesOf(log)) {
    if (count === prefixes.length) {
      prefixes = grown(prefixes);
      begins = grown(begins);
    }
    const prefix = prefixOf(line);
    const message = prefix === 0 ? line : line.slice(prefix);
    const isFirst = (prefix !== 0 || LEVEL.test(message)) && !CONTINUES.test(message);
    prefixes[count] = prefix;
    begins[count] = isFirst ? 1 : 0;
    beginning += isFirst ? 1 : 0;
    filled += line.trim() === "" ? 0 : 1;
    count++;
  }
  return { count, isLog: beginning * 4 >= filled, prefixes, begins };
}

function grown<T extends Uint8Array | Uint16Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}

/** Splits a log. Each record is read as it is asked for, and may be read again. The time is proportional to the log's length. */
export function recordsOf(log: Iterable<string>): Iterable<Record> {
  const shape = shapeOf(log);
  if (shape.isLog || shape.count > ONE) return { [Symbol.iterator]: () => split(log, shape) };
  const lines = [...linesOf(log)];
  return [{ start: 0, lines, prefixes: lines.map(() => 0) }];
}

/** After an empty line, unless that ends the headers of an HTTP message, whose body follows. */
function beginsParagraph(line: string, [before, headers]: readonly (string | undefined)[]): boolean {
  if (before?.trim() !== "" || line.trim() === "") return false;
  return !(/^[<>]? ?[\w-]{2,40}: /.test(headers ?? "") && /^\s*[{[<]|^[\w.]+=/.test(line));
}

function* split(log: Iterable<string>, { isLog, prefixes, begins }: Shape): Generator<Record> {
  let record = { start: 0, lines: [] as string[], prefixes: [] as number[] };
  let before: readonly (string | undefined)[] = [];
  let at = 0;
  for (const line of linesOf(log)) {
    const isFirst = isLog ? begins[at] === 1 : beginsParagraph(line, before);
    if (isFirst && at > 0) {
      yield record;
      record = { start: at, lines: [], prefixes: [] };
    }
    if (record.lines.length < MOST_LINES) {
      const prefix = prefixes[at] ?? 0;
      record.lines.push(line.slice(prefix));
      record.prefixes.push(prefix);
    }
    before = [line, before[0]];
    at++;
  }
  yield record;
}
