/** A diagnosis for a terminal, the way a good compiler prints one: the cause, where it is seen, why it is believed, what to do. */
import { causeOf } from "../reasons/causes.ts";
import { columns, shorten, visible, wrap } from "../render/characters.ts";
import type { Diagnosis } from "./explain.ts";
import { likelihoodOf } from "./likelihood.ts";
import { type ReportedFinding, toReport } from "./report.ts";

export interface TerminalOptions {
  readonly colour: boolean;
  readonly width?: number | undefined;
}

const WIDTH = 100;
const COLOURS = { cause: "1;31", less: "1;33", quiet: "2", mark: "31", fix: "1;36" } as const;
type Paint = (colour: keyof typeof COLOURS, text: string) => string;

/** Below this it is not worth a line. */
const LEAST = 0.15;

export function diagnosisToTerminal(diagnosis: Diagnosis, { colour, width = WIDTH }: TerminalOptions): string {
  const paint: Paint = (name, text) => (colour ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text);
  const { findings, asks, providers } = toReport(diagnosis);
  const wide = Math.max(40, width);
  const told = findings.filter(({ confidence }, at) => at === 0 || confidence >= LEAST).slice(0, 4);
  const lines = told.flatMap((finding, at) => [...findingLines(finding, at, paint, wide), ""]);
  if (told.length === 0) lines.push("This is not enough to find the cause.", "");
  if (providers.length > 0) lines.push(paint("quiet", `Recognized: ${providers.map(visible).join(", ")}`), "");
  if (asks.length > 0) {
    lines.push(told.length === 0 ? "Give me:" : "To narrow it down, add:");
    lines.push(...asks.flatMap((ask) => indented("  - ", "    ", ask, wide)), "");
  }
  return lines.join("\n").trimEnd();
}

function findingLines(finding: ReportedFinding, at: number, paint: Paint, width: number): string[] {
  const { reason, title, evidence, fix, spec, spec_url, tell, page } = finding;
  const head = at === 0 ? paint("cause", `cause[${reason}]`) : paint("less", `or[${reason}]`);
  return [
    `${head}: ${visible(title)}${paint("quiet", ` (${likelihoodOf(finding, at)})`)}`,
    ...(at === 0 ? evidence : evidence.slice(0, 1)).flatMap((one) => evidenceLines(one, paint, width)),
    ...indented(paint("fix", "  fix: "), "       ", fix, width),
    ...(tell === undefined ? [] : indented("  to confirm: ", "       ", tell, width)),
    ...(at > 0 || spec === undefined ? [] : [paint("quiet", `  spec: ${spec}  ${spec_url ?? ""}`)]),
    ...(page === undefined ? [] : [paint("quiet", `  page: ${visible(page)}`)]),
  ];
}

function evidenceLines(
  { says, source, at }: ReportedFinding["evidence"][number],
  paint: Paint,
  width: number,
): string[] {
  const bar = paint("quiet", "   |");
  const lines = indented(paint("quiet", "   = "), "     ", says, width);
  if (source === undefined || source.trim() === "") return lines;
  const room = width - 6;
  // A window around the place; the place itself in columns of what is printed.
  const [from = 0, to = source.length] = at ?? [0, 0];
  const start = Math.max(0, Math.min(from - 20, source.length - room));
  const shown = shorten(visible(source.slice(start).replaceAll(/\s+/g, " ")), room);
  const marks =
    at === undefined
      ? ""
      : `${" ".repeat(columns(visible(source.slice(start, from).replaceAll(/\s+/g, " "))))}${"^".repeat(Math.max(1, columns(visible(source.slice(from, to).replaceAll(/\s+/g, " ")))))}`;
  return [...lines, `${bar} ${shown}`, ...(marks === "" ? [] : [`${bar} ${paint("mark", marks.slice(0, room))}`])];
}

function indented(first: string, rest: string, text: string, width: number): string[] {
  return wrap(text, Math.max(20, width - rest.length)).map((line, at) => `${at === 0 ? first : rest}${line}`);
}

/** A cause of the catalogue, as its page has it, for a terminal. */
export function causeToTerminal(
  code: Parameters<typeof causeOf>[0],
  { colour, width = WIDTH }: TerminalOptions,
): string {
  const paint: Paint = (name, text) => (colour ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text);
  const { title, cause, developer, operator, errors, cites, here } = causeOf(code);
  return [
    `${paint("cause", code)}: ${title}`,
    "",
    ...wrap(cause, width),
    "",
    ...indented(paint("fix", "fix: "), "     ", developer, width),
    ...(operator === undefined ? [] : indented(paint("fix", "operator: "), "     ", operator, width)),
    "",
    ...(errors.length === 0 ? [] : [`returned as: ${errors.join(", ")}`]),
    ...cites.map(({ spec, section, url }) =>
      paint("quiet", `spec: ${spec}${section === "" ? "" : ` ${section}`}  ${url}`),
    ),
    ...(here ? [] : [paint("quiet", "Candor itself never refuses for this, but other servers do.")]),
  ].join("\n");
}
