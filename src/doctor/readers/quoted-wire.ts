/** Messages that a log shows in quotes, whole or in pieces, with their line ends escaped. */

export interface Wire {
  readonly lines: readonly string[];
  readonly next: number;
}

interface Piece {
  readonly way: "sent" | "received";
  readonly text: string;
}

/** Pieces of Python's http.client and of Apache's HttpClient. */
const PYTHON = /^(?:\S{1,80}[: ]\s?)?(send|reply|header): (?:b?(["'])(.*)\2\s*|([A-Za-z][\w-]{1,60}:.*))$/;
const APACHE = /(>>|<<) "(.*)"$/;
/** A whole message in quotes, as Go's `%q` and Python's `repr` show it. */
const WHOLE =
  /(["'`])((?:(?:GET|POST|PUT|PATCH|DELETE) \S{1,2000} HTTP\/\d(?:\.\d)?|HTTP\/\d(?:\.\d)? \d{3})[^"'`\\]{0,60}(?:\\r)?\\n(?:\\.|(?!\1)[^\\]){0,50000})\1/;
/** What urllib3 says between the headers and the body. */
const BETWEEN = /^(?:DEBUG[: ])?\s?urllib3\.|\burllib3\.connectionpool\b/;

/** The message that begins at a line, in lines of its own. */
export function quotedWire(lines: readonly string[], from: number): Wire | undefined {
  const line = lines[from] as string;
  const first = pieceOf(line);
  const whole = first === undefined && line.length < 60_000 && line.includes("HTTP/") ? WHOLE.exec(line) : null;
  if (whole !== null) return { lines: unescaped(whole[2] as string).split(/\r?\n/), next: from + 1 };
  if (first === undefined) return undefined;
  const parts: string[] = [];
  let at = from;
  for (; at < lines.length; at++) {
    const next = lines[at] as string;
    const piece = pieceOf(next);
    if (piece === undefined ? !BETWEEN.test(next) : piece.way !== first.way || beginsAgain(piece, parts)) break;
    if (piece !== undefined) parts.push(piece.text);
  }
  return { lines: parts.join("").split(/\r?\n/), next: at };
}

const beginsAgain = ({ text }: Piece, parts: readonly string[]): boolean =>
  parts.length > 0 && /^(?:[A-Z]{3,7} \S+ HTTP\/\d|HTTP\/\d)/.test(text);

function pieceOf(line: string): Piece | undefined {
  if (line.length > 60_000) return undefined;
  const python = PYTHON.exec(line);
  if (python !== null) {
    const [, what, , quoted, header] = python;
    if (what === "header") return header === undefined ? undefined : { way: "received", text: `${header}\n` };
    return quoted === undefined ? undefined : { way: what === "send" ? "sent" : "received", text: unescaped(quoted) };
  }
  const [, arrow, text = ""] = APACHE.exec(line) ?? [];
  if (arrow === undefined) return undefined;
  return {
    way: arrow === ">>" ? "sent" : "received",
    text: text.replaceAll("[\\r]", "").replaceAll("[\\n]", "\n").replaceAll("[0x9]", "\t"),
  };
}

const ESCAPED: Readonly<Record<string, string>> = { r: "\r", n: "\n", t: "\t" };

const unescaped = (text: string): string =>
  text.replaceAll(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gi, (_, byte?: string, unit?: string, letter = "") =>
    letter === "" ? String.fromCharCode(Number.parseInt(byte ?? unit ?? "", 16)) : (ESCAPED[letter] ?? letter),
  );
