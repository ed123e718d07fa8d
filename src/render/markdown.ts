/**
 * An explanation as Markdown, to be pasted into an issue. Values of the request stand in code, which nothing in them can leave;
 * sentences that may hold values are escaped, also against mentions of people and of other issues.
 */

import { librariesFor } from "../libraries/index.ts";
import type { Explanation, ProvedFix, TraceStep } from "../reasons/explain.ts";
import { citation, type Section } from "../specs.ts";
import { shorten, visible } from "./characters.ts";
import { timeText, unseen, valueTexts } from "./evidence.ts";
import { grantedText, isTold, NOT_TRIED, nextText, supposed } from "./proof.ts";
import { snippet } from "./snippet.ts";

const WIDTH = 96;
const LONGEST = 1_000;

export function toMarkdown(e: Explanation): string {
  const source = snippet(e.request, WIDTH);
  const facts = [
    `${code(e.code)} (answered as ${code(e.error)}, ${e.status})`,
    `${code(`${e.request.method} ${e.request.path}`)}`,
    ...(e.clientId === undefined ? [] : [`client ${code(e.clientId)}`]),
    timeText(e.at),
    `reference ${code(e.ref)}`,
  ];
  const evidence = unseen(e, e.says);
  return `${[
    `### Refused: ${text(e.title)}`,
    facts.join(" · "),
    text(e.says),
    ...(source.length === 0 ? [] : [block(source.map((line) => line.text))]),
    "**What to do**",
    e.fixes.length === 0 ? text(e.remedies.developer) : fixItems(e.fixes, ""),
    ...(evidence.length === 0
      ? []
      : [
          "**Evidence**",
          evidence
            .map((shown) => `- ${text(shown.label)}: ${valueTexts(shown).map(code).join(", ") || "none"}`)
            .join("\n"),
        ]),
    ...failed(e.trace),
    ...(e.more > 0 ? [`${e.more} more of the same kind by the same party followed.`] : []),
    ...(e.fault === undefined ? [] : ["**Thrown**", block(e.fault.split(/\r?\n/))]),
    `${e.cites.map(link).join(", ")}${e.cites.length > 0 ? ". " : ""}More${settings(e.code)}: ${linkTo(e.errorUri)}`,
  ].join("\n\n")}\n`;
}

/** That the page has the setting for the reader's own library. */
function settings(of: Explanation["code"]): string {
  const group = librariesFor(of);
  return group === undefined ? "" : `, with the settings of ${group.settings.length} libraries`;
}

/** Which check it was, and how many there are on either side of it. */
function failed(trace: readonly TraceStep[]): string[] {
  const at = trace.findIndex(({ result }) => result === "failed");
  const step = trace[at];
  if (step === undefined) return [];
  const cites = step.cites === undefined ? "" : ` (${link(step.cites)})`;
  const [before, after] = [at, trace.length - at - 1];
  return [`**Check ${at + 1} of ${trace.length} failed:** ${text(step.asks)}${cites}${beside(before, after)}`];
}

/** How many checks there are on either side; none are not counted. */
function beside(before: number, after: number): string {
  const passed = before === 0 ? "" : ` ${before} passed before it${after === 0 ? "." : ","}`;
  const left = after === 0 ? "" : ` ${after} ${after === 1 ? "was" : "were"} not reached.`;
  return passed + left;
}

const fixItems = (fixes: readonly ProvedFix[], indent: string): string =>
  fixes.map((fix, at) => fixItem(fix, fixes.slice(0, at), indent)).join("\n");

function fixItem(proved: ProvedFix, before: readonly ProvedFix[], indent: string): string {
  const { fix, outcome } = proved;
  const sign = `${before.length + 1}.`;
  const inner = indent + " ".repeat(sign.length + 1);
  const by = fix.by === "developer" ? "" : ` (${fix.by})`;
  const lines = [`${indent}${sign} ${text(fix.says)}${by}`];
  // Two spaces and a backslash would both do for a line of its own; the backslash is seen.
  const add = (line: string): void => {
    lines[lines.length - 1] += "\\";
    lines.push(inner + line);
  };
  if (fix.weakens !== undefined) add(`**Weakens security**: ${text(fix.weakens)}`);
  const comma = supposed(fix) === undefined ? "," : ":";
  if (outcome.is === "granted")
    add(`*${grantedText(fix)}${outcome.what === "" ? "" : `${comma} ${text(outcome.what)}`}*`);
  else if (outcome.is === "not tried") {
    if (fix.changes.length > 0) add(`*${NOT_TRIED}*`);
  } else {
    const next = isTold(proved, before) ? ", as above" : `: ${text(outcome.says)}`;
    add(`*${nextText(fix)}; next would be* ${code(outcome.code)}${next}`);
    if (outcome.fixes.length > 0) lines.push(fixItems(outcome.fixes, inner));
  }
  return lines.join("\n");
}

/** A sentence: on one line, every sign of Markdown or HTML escaped; `@` and `#` in code, so that they notify nobody. */
export function text(sentence: string): string {
  return (
    shorten(visible(sentence), LONGEST)
      .trimStart()
      .replaceAll(/[\\`*_{}[\]<>!|~&$]/g, "\\$&")
      .replaceAll("://", "\\://")
      .replaceAll(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`)
      // At its beginning a sentence could be a list, or the line below a heading.
      .replace(/^[-+=]/, "\\$&")
      .replace(/^(\d+)([.)])/, "$1\\$2")
      .replaceAll(/[@#]+/g, (signs) => `\`${signs}\``)
  );
}

/** A value as inline code: fenced by more backticks than it holds in a row. */
export function code(value: string): string {
  const shown = shorten(visible(value), LONGEST);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  // Beginning or ending with a backtick or a space, it needs a space that is taken away again; nothing at all is no code.
  const pad = shown === "" || /^[` ]|[` ]$/.test(shown) ? " " : "";
  return shown === "" ? "*(empty)*" : `${fence}${pad}${shown}${pad}${fence}`;
}

/** Lines as a block of code: fenced by more backticks than any of them holds in a row. */
function block(lines: readonly string[]): string {
  const shown = lines.map(visible);
  const longest = Math.max(2, ...shown.flatMap((line) => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...shown, fence].join("\n");
}

function link(section: Section): string {
  return `[${text(citation(section))}](<${encodeURI(section.url)}>)`;
}

function linkTo(uri: string): string {
  return /^https?:\/\/[\w.:/?=&%~-]+$/.test(uri) ? `<${uri}>` : code(uri);
}
