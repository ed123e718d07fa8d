/**
 * An explanation as Markdown, to be pasted into an issue. Values of the request are in code, and nothing in them can break out of it.
 * Sentences that may contain values are escaped, also against mentions of accounts and of other issues.
 */

import { librariesFor } from "../libraries/index.ts";
import type { Explanation, ProvedFix, TraceStep } from "../reasons/explain.ts";
import { citation, type Section } from "../specs.ts";
import { shorten, visible } from "./characters.ts";
import { timeText, unseen, valueTexts } from "./evidence.ts";
import { BY, grantedText, isTold, NOT_TRIED, nextText, supposed } from "./proof.ts";
import { snippet } from "./snippet.ts";

const WIDTH = 96;
const LONGEST = 1_000;

export function toMarkdown(e: Explanation): string {
  const source = snippet(e.request, WIDTH);
  const facts = [
    `${code(e.code)} (returned as ${code(e.error)}, ${e.status})`,
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
    ...(e.more > 0 ? [`${e.more} more like this from the same source followed.`] : []),
    ...(e.fault === undefined ? [] : ["**Error thrown**", block(e.fault.split(/\r?\n/))]),
    `${e.cites.map(link).join(", ")}${e.cites.length > 0 ? ". " : ""}See also${settings(e.code)}: ${linkTo(e.errorUri)}`,
  ].join("\n\n")}\n`;
}

/** Mentions that the page has settings for libraries. */
function settings(of: Explanation["code"]): string {
  const group = librariesFor(of);
  return group === undefined ? "" : `, with settings for ${group.settings.length} libraries`;
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

/** How many checks there are on either side. Zero is left out. */
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
  const by = fix.by === "developer" ? "" : ` (${BY[fix.by]})`;
  const lines = [`${indent}${sign} ${text(fix.says)}${by}`];
  // Two spaces or a backslash would both break the line. The backslash is visible.
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
    const next = isTold(proved, before) ? ", as above" : `. ${text(outcome.says)}`;
    add(`*${nextText(fix)}:* ${code(outcome.code)}${next}`);
    if (outcome.fixes.length > 0) lines.push(fixItems(outcome.fixes, inner));
  }
  return lines.join("\n");
}

/** A sentence: on one line, with all Markdown and HTML escaped, and `@` and `#` in code, so that they notify nobody. */
export function text(sentence: string): string {
  return (
    shorten(visible(sentence), LONGEST)
      .trimStart()
      .replaceAll(/[\\`*_{}[\]<>!|~&$]/g, "\\$&")
      .replaceAll("://", "\\://")
      .replaceAll(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`)
      // At its start, a sentence could be a list, or the line below a heading.
      .replace(/^[-+=]/, "\\$&")
      .replace(/^(\d+)([.)])/, "$1\\$2")
      .replaceAll(/[@#]+/g, (signs) => `\`${signs}\``)
  );
}

/** A value as inline code, fenced by more backticks than it has in a row. */
export function code(value: string): string {
  const shown = shorten(visible(value), LONGEST);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  // With a backtick or a space at either end, it needs padding, which Markdown removes. An empty value cannot be code.
  const pad = shown === "" || /^[` ]|[` ]$/.test(shown) ? " " : "";
  return shown === "" ? "*(empty)*" : `${fence}${pad}${shown}${pad}${fence}`;
}

/** Lines as a block of code, fenced by more backticks than any of them has in a row. */
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
