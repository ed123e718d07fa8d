/**
 * HTTP as libraries log it, written as it was transmitted, so that one reader understands all: OkHttp and Feign (`--> POST …`),
 * Apache's wire log (`>> "POST …[\r][\n]"`), Python's http.client (`send: b'POST …'`), Go's dumps, wget -S.
 */
import { quotedWire } from "./quoted-wire.ts";

const MAY_BE = /--> |<-- |[<>]{2} "|\bsend: b?['"]|HTTP\/\d[.\d]* ?|^\| /m;

const METHOD = "(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)";
const ARROW = new RegExp(
  `^(.{0,200}?)(?:-{2,3}> (${METHOD} \\S+)(?: \\S*)?(?: \\(([\\d]+)-byte body\\))?|<-{2,3} (?:HTTP/[\\d.]+ )?(\\d{3})\\b.*|(?:-{2,3}>|<-{2,3}) END\\b.*)$`,
);
const START = new RegExp(
  `^(.{0,200}?[\\s:|"'\\]])(${METHOD} \\S+ HTTP/\\d(?:\\.\\d)?|HTTP/\\d(?:\\.\\d)? \\d{3}(?: [A-Za-z' -]{0,40})?)$`,
);
/** What java.util.logging writes above each line. */
const ABOVE = /^\w{3} \d{1,2}, \d{4} [\d:]+ [AP]M \S+ \w+$/;
const HEADER = /^\s*[A-Za-z][\w-]{1,60}: \S/;

export function unlogged(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => MAY_BE.test(line.slice(0, 2_000)))) return lines;
  const out: string[] = [];
  /** What the log puts before each line of the present message. */
  let prefix: RegExp | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const quoted = quotedWire(lines, at);
    if (quoted !== undefined) {
      out.push("", ...quoted.lines);
      at = quoted.next - 1;
      continue;
    }
    const arrow = line.length < 4_000 ? ARROW.exec(line) : null;
    if (arrow !== null) {
      out.push("", ...startOf(arrow));
      prefix = prefixLike(arrow[1] as string);
    } else if (isBelowCommand(out, line)) out.push(line.slice(2));
    else {
      const start = line.length < 4_000 ? START.exec(line) : null;
      const next = lines[at + 1] ?? "";
      if (
        start !== null &&
        !/^[<>] $/.test(start[1] as string) &&
        (HEADER.test(next) || prefixLike(start[1] as string)?.test(next))
      ) {
        prefix = prefixLike(start[1] as string);
        out.push("", start[2] as string);
      } else if (prefix === undefined || !ABOVE.test(line))
        out.push(prefix === undefined ? line : line.replace(prefix, ""));
    }
  }
  return out;
}

/** The first lines of a message. A body that isn't logged is still there. */
function startOf([, , request, length, status]: readonly (string | undefined)[]): string[] {
  if (request !== undefined) return length === undefined ? [request] : [request, `content-length: ${length}`];
  return status === undefined ? [] : [`HTTP/1.1 ${status}`];
}

/** The same with other digits: a later time, another thread. */
function prefixLike(prefix: string): RegExp | undefined {
  if (prefix === "") return undefined;
  const parts = prefix
    .trimEnd()
    .split(/(\d+|\s+)/)
    .map((part) =>
      /^\d/.test(part) ? "\\d+" : /^\s/.test(part) ? "\\s+" : part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&"),
    );
  return new RegExp(`^${parts.join("")}\\s{0,${prefix.length - prefix.trimEnd().length}}`);
}

/** Insomnia shows the body of a request behind `| `. */
const isBelowCommand = (out: readonly string[], line: string): boolean =>
  line.startsWith("| ") && out.slice(-3).some((one) => one.startsWith("> "));
