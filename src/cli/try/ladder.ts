/** The steps of a walk on a terminal. */
import { type Exchange, statusOf } from "../../checker/exchange.ts";
import { verdictOf } from "../../checker/mcp/report.ts";
import {
  type Culprit,
  firstBroken,
  type Problem,
  type Step,
  type StepVerdict,
  type Walk,
} from "../../checker/mcp/step.ts";
import { visible, wrap } from "../../render/characters.ts";
import { citation } from "../../specs.ts";
import { linesOf, paint } from "./messages.ts";

const WIDTH = 100;
const INDENT = "     ";
/** Lines of a broken step's message that are shown. */
const MOST_LINES = 40;

const SIGNS: Readonly<Record<StepVerdict, readonly [sign: string, colour: number]>> = {
  ok: ["✓", 32],
  broken: ["✗", 31],
  skipped: ["–", 33],
  "not needed": ["–", 2],
};

const WHOSE: Readonly<Record<Culprit, string>> = {
  "MCP server": "the MCP server",
  "authorization server": "the authorization server",
  client: "the client, or how it is set up: yours",
  network: "the network, or a proxy in between",
};

const text = (says: string, width: number): readonly string[] =>
  wrap(visible(says), width - INDENT.length).map((line) => INDENT + line);

/** A step: what it is, what is wrong, and the messages that show it. `verbose`: every message whole. */
export function stepLines(step: Step, verbose: boolean, width = WIDTH): readonly string[] {
  const { number, title, is, says, problems, shows } = step;
  const [sign, colour] = SIGNS[is];
  const head = `${String(number).padStart(2)} ${paint(colour, `${sign} ${title}`)}${is === "ok" ? "" : ` (${is})`}`;
  const own = problems.some((one) => one.says === says) ? [] : text(says, width);
  return [head, ...own, ...messages(step, verbose, shows), ...problems.flatMap((one) => problemLines(one, width))];
}

function messages({ is }: Step, verbose: boolean, shows: readonly Exchange[]): readonly string[] {
  const last = shows.at(-1);
  if (last === undefined) return [];
  const whole = verbose ? shows : is === "broken" ? [last] : [];
  const brief = shows.filter((one) => !whole.includes(one)).map((one) => INDENT + paint(2, briefLine(one)));
  return [...brief, ...whole.flatMap((one) => cut(linesOf(one), verbose)).map((line) => INDENT + line)];
}

const cut = (lines: readonly string[], verbose: boolean): readonly string[] =>
  verbose || lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES), "… --verbose shows the rest"];

function briefLine(exchange: Exchange): string {
  const { sent, came, failure = "no response" } = exchange;
  const { origin, pathname } = new URL(sent.url);
  return visible(`${sent.method} ${origin}${pathname} → ${came === undefined ? failure : statusOf(exchange)}`);
}

export function problemLines({ level, culprit, says, change, cites }: Problem, width = WIDTH): readonly string[] {
  const [word, colour] = level === "broken" ? ["Wrong", 31] : ["Note", 33];
  const written = cites.map((section) => citation(section)).join("; ");
  const [first = "", ...rest] = text(`${word}: ${says}`, width);
  return [
    first.replace(word, paint(colour as number, word)),
    ...rest,
    ...text(`Whose fault: ${WHOSE[culprit]}.`, width),
    ...text(`Change: ${change}`, width),
    ...(written === "" ? [] : text(`See: ${written}`, width)),
  ];
}

/** What it all came to. */
export function closing(walk: Walk, width = WIDTH): readonly string[] {
  const broken = firstBroken(walk);
  const notes = walk.steps.flatMap(({ problems }) => problems).filter(({ level }) => level === "note").length;
  const also = notes === 0 ? "" : notes === 1 ? " There is a note." : ` There are ${notes} notes.`;
  if (broken === undefined) return ["", ...wrap(visible(`${SAYS[verdictOf(walk)]}${also}`), width)];
  const more = walk.steps.filter(({ is, id }) => is === "broken" && id !== broken.id).map(({ number }) => number);
  const problem = broken.problems.find(({ level }) => level === "broken") as Problem;
  return [
    "",
    paint(1, `It breaks at step ${broken.number}: ${broken.title}.`),
    ...problemLines(problem, width).map((line) => line.slice(INDENT.length)),
    ...(more.length === 0 ? [] : [`Also broken: ${more.length === 1 ? "step" : "steps"} ${more.join(", ")}.`]),
  ];
}

const SAYS: Readonly<Record<ReturnType<typeof verdictOf>, string>> = {
  works: "It works: every step went through.",
  broken: "",
  open: "This server has no authorization: whoever reaches it can use its tools.",
  incomplete: "Nothing is broken as far as the walk went.",
};
