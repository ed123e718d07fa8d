/** A report for a terminal: what is broken, with the request and the response that show it. */
import { visible, wrap } from "../../render/characters.ts";
import type { ServerName } from "../../requirements/fixes/define.ts";
import { fixFor } from "../../requirements/fixes/index.ts";
import { citation } from "../../specs.ts";
import type { Checked } from "../check.ts";
import type { Exchange } from "../exchange.ts";
import type { Verdict } from "../finding.ts";
import { coveredExchange } from "./covered.ts";
import { countsOf, inOrder, type Report } from "./report.ts";

export interface TerminalOptions {
  readonly colour: boolean;
  readonly width?: number | undefined;
  /** What is listed above the counts. */
  readonly list: readonly Verdict[];
}

const WIDTH = 100;
const SHOWN = 2;
const LONGEST = 400;
const COLOURS: Readonly<Record<Verdict | "strong" | "quiet", string>> = {
  ...{ held: "32", broken: "1;31", "not applicable": "2", unclear: "33" },
  ...{ strong: "1", quiet: "2" },
};
const SIGNS: Readonly<Record<Verdict, string>> = { held: "✓", broken: "✗", "not applicable": "–", unclear: "?" };

type Paint = (colour: keyof typeof COLOURS, text: string) => string;

/** Prints a report. The last line ends without a line feed. */
export function toTerminal(report: Report, { colour, width = WIDTH, list }: TerminalOptions): string {
  const paint: Paint = (name, text) => (colour && text !== "" ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text);
  const listed = inOrder(report.checked).filter(({ is }) => list.includes(is));
  const { missing, rest } = apart(listed);
  const counts = countsOf(report);
  const total = (Object.keys(counts) as Verdict[]).map((is) => paint(is, `${counts[is]} ${is}`));
  return [
    ...rest.flatMap((one) => [...block(one, report.server, { paint, width }), ""]),
    ...[...missing].flatMap(([because, count]) => [
      ...wrap(`${paint("unclear", `? ${count} unclear:`)} ${visible(because)}`, width),
      "",
    ]),
    `${visible(report.issuer)}: ${total.join(", ")}`,
  ].join("\n");
}

/** What nobody tried, by its reason, if several have the same. */
function apart(listed: readonly Checked[]): {
  readonly missing: ReadonlyMap<string, number>;
  readonly rest: readonly Checked[];
} {
  const untried = listed.filter(({ is, shows }) => is === "unclear" && shows.length === 0);
  const counts = new Map<string, number>();
  for (const { because } of untried) counts.set(because, (counts.get(because) ?? 0) + 1);
  const missing = new Map([...counts].filter(([, count]) => count > 1));
  return { missing, rest: listed.filter((one) => !(untried.includes(one) && missing.has(one.because))) };
}

function block(
  { id, is, because, shows, requirement }: Checked,
  server: ServerName | undefined,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): readonly string[] {
  const { cites, level, says, threat } = requirement;
  const fix = fixFor(server, id);
  const head = `${paint(is, `${SIGNS[is]} ${is}`)} ${paint("strong", id)} ${paint("quiet", `${level}, ${cites.map(citation).join("; ")}`)}`;
  if (is === "held" || is === "not applicable") return [head];
  const indented = (text: string): readonly string[] => wrap(visible(text), width - 4).map((line) => `    ${line}`);
  return [
    head,
    ...indented(says),
    ...indented(`Seen: ${because}`),
    ...(is === "broken" && fix !== undefined ? indented(`Fix in ${fix.server}: ${fix.says}`) : []),
    ...(is === "broken" ? indented(`Why it matters: ${threat}`) : []),
    ...(is === "broken" ? shows.slice(-SHOWN).flatMap((one) => exchangeLines(one, paint)) : []),
  ];
}

function exchangeLines(exchange: Exchange, paint: Paint): readonly string[] {
  const { sent, came, failure } = coveredExchange(exchange);
  const cut = (text: string): string => visible(text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);
  const asked = [`> ${sent.method} ${cut(sent.url)}`, ...(sent.body === undefined ? [] : [`> ${cut(sent.body)}`])];
  const answered =
    came === undefined ? [`< ${failure}`] : [`< ${came.status}`, ...(came.body === "" ? [] : [`< ${cut(came.body)}`])];
  return [...asked, ...answered].map((line) => `      ${paint("quiet", line)}`);
}
