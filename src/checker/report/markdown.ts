/** A report as Markdown, for an issue or a summary of a build. */
import { visible } from "../../render/characters.ts";
import type { ServerName } from "../../requirements/fixes/define.ts";
import { fixFor } from "../../requirements/fixes/index.ts";
import { citation } from "../../specs.ts";
import type { Checked } from "../check.ts";
import type { Exchange } from "../exchange.ts";
import { coveredExchange } from "./covered.ts";
import { countsOf, inOrder, type Report } from "./report.ts";

const LONGEST = 1_000;

/** Text that Markdown doesn't take for anything else. */
const plain = (text: string): string => visible(text.replace(/\s+/g, " ")).replace(/[\\`*_{}[\]<>#|!~]/g, "\\$&");

/** A block of code with a fence that its text can't end. */
function block(lines: readonly string[]): string {
  const text = lines.join("\n");
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}http\n${text}\n${fence}`;
}

export function toMarkdown(report: Report): string {
  const { held, broken, unclear, "not applicable": not } = countsOf(report);
  const ordered = inOrder(report.checked);
  const unclears = ordered.filter(({ is }) => is === "unclear");
  return [
    `# ${plain(report.issuer)}`,
    `${held} held, ${broken} broken, ${unclear} unclear, ${not} not applicable.`,
    ...ordered.filter(({ is }) => is === "broken").map((one) => section(one, report.server)),
    ...(unclears.length === 0 ? [] : ["## Unclear", unclears.map(line).join("\n")]),
  ].join("\n\n");
}

const line = ({ id, because }: Checked): string => `- \`${id}\`: ${plain(because)}`;

function section(
  { id, because, shows, requirement: { says, threat, level, cites } }: Checked,
  server: ServerName | undefined,
): string {
  const fix = fixFor(server, id);
  const links = cites.map((one) => `[${citation(one)}](${one.url})`).join(", ");
  return [
    `## ${plain(says)}`,
    `\`${id}\`, ${level}, ${links}`,
    `**Seen:** ${plain(because)}`,
    ...(fix === undefined ? [] : [`**Fix in ${fix.server}:** ${fix.says}`]),
    `**Why it matters:** ${plain(threat)}`,
    ...shows.slice(-2).map((one) => block(exchangeLines(one))),
  ].join("\n\n");
}

/** An exchange as it went over the wire, cut where it is long. */
export function exchangeLines(exchange: Exchange): readonly string[] {
  const { sent, came, failure } = coveredExchange(exchange);
  const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);
  const headers = (all: readonly (readonly [string, string])[]) => all.map(([name, value]) => `${name}: ${cut(value)}`);
  const body = (text: string | undefined) => (text === undefined || text === "" ? [] : ["", cut(text)]);
  return [
    `${sent.method} ${cut(sent.url)}`,
    ...headers(sent.headers),
    ...body(sent.body),
    "",
    ...(came === undefined ? [`(${failure})`] : [`${came.status}`, ...headers(came.headers), ...body(came.body)]),
  ].flatMap((lines) => lines.split("\n").map(visible));
}
