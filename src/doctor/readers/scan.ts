/** Goes through a text line by line and gives each part to the reader whose kind it starts with. The rest is prose. */
import { blockReaders, mayBeginBlock, type Scan } from "./blocks.ts";
import type { Gathered } from "./gathered.ts";
import { SEPARATOR } from "./http-text.ts";
import { readFacts } from "./log-facts.ts";
import { unlogged } from "./logged.ts";
import { namesOf } from "./names.ts";
import { excerpt, plain, unbroken } from "./plain.ts";
import { Variables } from "./powershell.ts";
import { readProse } from "./within-text.ts";

/** At some depth, a text within a text is only a text. */
const DEEPEST = 3;

export function readText(input: string, out: Gathered): void {
  readTextWithin(input, out, 0);
}

function readTextWithin(input: string, out: Gathered, depth: number): void {
  const text = plain(excerpt(input));
  if (text === "") return;
  const names = namesOf(text);
  if (names.length > 0) out.name(names);
  else if (/^<(?:!doctype html|html)[\s>]/i.test(text)) out.response({ headers: {}, body: text });
  else if (depth > DEEPEST) out.text(text);
  else readLines(unlogged(unbroken(text).split("\n")), out, depth);
}

function readLines(lines: readonly string[], out: Gathered, depth: number): void {
  const scan: Scan = {
    lines,
    out,
    left: { commands: 60, objects: 60, lists: 2_000 },
    variables: new Variables(),
    readText: (text, into) => readTextWithin(text, into, depth + 1),
  };
  let prose: string[] = [];
  const flush = () => {
    if (prose.length > 0) readProse(prose.join("\n").trim(), out);
    prose = [];
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const next = SEPARATOR.test(line.slice(0, 200)) ? at + 1 : blockAt(scan, at);
    if (next === at) {
      prose.push(line);
      readFacts(line, out);
    } else flush();
    at = Math.max(next, at + 1);
  }
  flush();
}

/** The line after the block that starts here; the same line if none does. */
function blockAt(scan: Scan, at: number): number {
  if (!mayBeginBlock(scan.lines[at] as string)) return at;
  for (const reader of blockReaders) {
    const next = reader(scan, at);
    if (next > at) return next;
  }
  return at;
}
