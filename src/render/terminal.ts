/**
 * An explanation for a terminal, the way a good compiler prints one: what, where, the exact characters, what to do.
 * The terminal executes nothing that came with the request.
 */
import type { Explanation, ProvedFix, TraceStep } from "../reasons/explain.ts";
import { citation } from "../specs.ts";
import { columns, shorten, visible, wrap } from "./characters.ts";
import { type Pair, pairsOf, timeText, unseen, valueText } from "./evidence.ts";
import { BY, grantedText, isTold, NOT_TRIED, nextText, supposed } from "./proof.ts";
import { snippet } from "./snippet.ts";

export interface TerminalOptions {
  /** Whether to use colors. The caller checks NO_COLOR and whether it writes to a terminal. */
  readonly colour: boolean;
  readonly width?: number | undefined;
}

const WIDTH = 100;
const NARROWEST = 40;
const LONGEST_EVIDENCE = 300;
const MOST_FIXES = 3;
/** Deeper than this, the request has one problem after another. The page shows them all. */
const DEEPEST = 6;

const COLOURS = {
  refused: "1;31",
  strong: "1",
  quiet: "2",
  mark: "31",
  fix: "1;36",
  proved: "32",
  warns: "33",
} as const;
type Paint = (colour: keyof typeof COLOURS, text: string) => string;

/** Prints an explanation. The last line ends without a line feed. */
export function toTerminal(explanation: Explanation, { colour, width = WIDTH }: TerminalOptions): string {
  const wide = Math.max(width, NARROWEST);
  const paint: Paint = (name, text) => (colour && text !== "" ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text);
  return [
    ...headline(explanation, paint, wide),
    ...body(explanation, paint, wide),
    ...fixLines(explanation.fixes, explanation.remedies.developer, paint, wide),
    `${paint("fix", "  see")} ${visible(explanation.errorUri)}`,
  ].join("\n");
}

function headline(e: Explanation, paint: Paint, width: number): string[] {
  const code = `refused[${visible(e.code)}]`;
  const [first = "", ...rest] = wrap(`: ${e.title}`, width - columns(code));
  const where = [
    `${visible(e.request.method)} ${shorten(visible(e.request.path), 60)}`,
    `${visible(e.error)} ${e.status}`,
    ...(e.clientId === undefined ? [] : [shorten(visible(e.clientId), 40)]),
    `${timeText(e.at).slice(0, 19)} UTC`,
    `ref ${visible(e.ref)}`,
  ];
  return [
    paint("refused", code) + paint("strong", first),
    ...rest.map((line) => paint("strong", `  ${line}`)),
    `${paint("quiet", "  -->")} ${where.join(paint("quiet", " · "))}`,
  ];
}

/** The request and what there is to say about it, behind a gutter. */
function body(e: Explanation, paint: Paint, width: number): string[] {
  const [bar, equals] = [paint("quiet", "   |"), paint("quiet", "   =")];
  const room = width - 5;
  const source = snippet(e.request, room);
  // If the notes state the problem and a fix says what to do, the description would repeat both.
  const told = e.fixes.length > 0 && source.some(({ is, text }) => is === "mark" && /[^\s^|]/.test(text));
  const said = told ? "" : e.says;
  const pairs = pairsOf(e.evidence);
  const orders = e.fixes.slice(0, MOST_FIXES).map(({ fix }) => fix.says);
  const left = unseen(e, [said, ...orders].join("\n"));
  const lines: string[] = [];
  for (const shown of left) {
    const text = `${visible(shown.label)}: ${shorten(visible(valueText(shown)), LONGEST_EVIDENCE)}`;
    const pair = pairs.find(({ expected }) => expected === shown);
    lines.push(...hanging(equals, "    ", wrap(text, room)));
    if (pair !== undefined) lines.push(...differs(pair, bar, room, paint));
  }
  if (e.more > 0) lines.push(`${equals} and ${e.more} more like this from the same source since then`);
  return [
    ...(source.length === 0 ? [] : [bar]),
    ...source.map(({ is, text }) => `${bar} ${is === "mark" ? paint("mark", text) : text}`),
    ...(source.length === 0 ? [] : [bar]),
    ...(told ? [] : hanging(equals, "    ", wrap(e.says, room))),
    ...lines,
    ...failedAt(e.trace).flatMap((text) => hanging(equals, "    ", wrap(text, room))),
    ...(e.fault === undefined ? [] : fault(e.fault, bar, equals, room)),
  ];
}

/** The first line behind a sign, the others indented by its width. */
function hanging(sign: string, indent: string, lines: readonly string[]): string[] {
  return lines.map((line, at) => `${at === 0 ? sign : indent} ${line}`);
}

/** Tildes under the expected characters that were not sent. None if the values have nothing in common. */
function differs({ expected, difference: { other } }: Pair, bar: string, room: number, paint: Paint): string[] {
  const label = `${visible(expected.label)}: `;
  if (!other.some(({ same }) => same) || columns(label + visible(valueText(expected))) > room) return [];
  const line = other.map(({ text, same }) => (same ? " " : "~").repeat(columns(visible(text)))).join("");
  return line.trim() === "" ? [] : [`${bar} ${" ".repeat(columns(label))}${paint("mark", line.trimEnd())}`];
}

/** Which check it was, of how many. */
function failedAt(trace: readonly TraceStep[]): string[] {
  const at = trace.findIndex(({ result }) => result === "failed");
  const step = trace[at];
  if (step === undefined) return [];
  const cites = step.cites === undefined ? "" : ` (${citation(step.cites)})`;
  return [`check ${at + 1} of ${trace.length}: ${step.asks}${cites}`];
}

function fault(text: string, bar: string, equals: string, room: number): string[] {
  return text
    .split(/\r?\n/)
    .slice(0, 6)
    .map((line, at) => `${at === 0 ? equals : bar} ${shorten(visible(line.trim()), room)}`);
}

function fixLines(fixes: readonly ProvedFix[], otherwise: string, paint: Paint, width: number): string[] {
  if (fixes.length === 0) return hanging(paint("fix", "  fix:"), "      ", wrap(otherwise, width - 7));
  const left = fixes.length - MOST_FIXES;
  return [
    ...fixes.slice(0, MOST_FIXES).flatMap((fix, at) => fixTree(fix, fixes.slice(0, at), 2, DEEPEST, paint, width)),
    ...(left > 0 ? [paint("quiet", `       and ${left} more at the URL below`)] : []),
  ];
}

/** A fix, what replay proved of it, and below it the next problem. */
function fixTree(
  proved: ProvedFix,
  before: readonly ProvedFix[],
  indent: number,
  depth: number,
  paint: Paint,
  width: number,
): string[] {
  const { fix, outcome } = proved;
  const by = fix.by === "developer" ? "" : ` (${BY[fix.by]})`;
  const sign = " ".repeat(indent) + paint("fix", `fix${by}:`);
  const inner = " ".repeat(indent + 4);
  const room = Math.max(width - indent - 5 - by.length, NARROWEST / 2);
  const lines = hanging(sign, inner, wrap(fix.says, room));
  if (fix.weakens !== undefined) {
    const [first = "", ...rest] = wrap(`weakens security: ${fix.weakens}`, room);
    lines.push(...[first, ...rest].map((line) => `${inner} ${paint("warns", line)}`));
  }
  if (outcome.is === "granted") {
    const what = outcome.what === "" ? "" : `${supposed(fix) === undefined ? "," : ":"} ${outcome.what}`;
    lines.push(...wrap(grantedText(fix) + what, room).map((line) => `${inner} ${paint("proved", line)}`));
  } else if (outcome.is === "next") {
    const next = `${nextText(fix)}: ${outcome.code}${isTold(proved, before) ? ", as above" : `. ${outcome.says}`}`;
    lines.push(...wrap(next, room).map((line) => `${inner} ${paint("warns", line)}`));
    if (depth > 0) {
      for (const [at, one] of outcome.fixes.slice(0, 2).entries())
        lines.push(...fixTree(one, outcome.fixes.slice(0, at), indent + 5, depth - 1, paint, width));
    }
  } else if (fix.changes.length > 0) lines.push(`${inner} ${paint("quiet", NOT_TRIED)}`);
  return lines;
}
