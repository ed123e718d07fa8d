/** All renderings of one explanation as one text in which a difference is readable. */

import { refusalExplainedPage } from "../../src/pages/refusal-explained.tsx";
import type { Explanation } from "../../src/reasons/explain.ts";
import { isCode, reasonOf } from "../../src/reasons/index.ts";
import { waysOf } from "../../src/render/answer.ts";
import { toJson } from "../../src/render/json.ts";
import { toMarkdown } from "../../src/render/markdown.ts";
import { problemOf } from "../../src/render/problem.ts";
import { toTerminal } from "../../src/render/terminal.ts";
import { descriptionOf } from "../../src/render/wire-text.ts";

export function renderingsOf(explanation: Explanation): string {
  const body = bodyOf(explanation);
  const asProblem = waysOf(explanation.code).includes("problem");
  const redirected = waysOf(explanation.code).includes("redirect");
  const parts: readonly (readonly [string, string])[] = [
    ["wire", `${explanation.status}\n${JSON.stringify(asProblem ? problemIn(explanation) : body, null, 2)}`],
    ...(redirected ? [["redirect", parametersOf(body)] as const] : []),
    ["terminal", toTerminal(explanation, { colour: false })],
    ["page", outlineOf(refusalExplainedPage({ base: "", explanation }))],
    ["Markdown", toMarkdown(explanation).trimEnd()],
    ["JSON", JSON.stringify(toJson(explanation), null, 2)],
  ];
  return `${parts.map(([name, text]) => `==== ${name} ====\n\n${text}`).join("\n\n\n")}\n`;
}

/** What RFC 9457 puts into the JSON. */
function problemIn(explanation: Explanation) {
  const { code, errorUri, ref, status } = explanation;
  const evidence = Object.fromEntries(explanation.evidence.map(({ name, value }) => [name, value]));
  const page = errorUri.replace(/\?.*$/, "");
  return problemOf(reasonOf(code), status, page, bodyOf(explanation), ref, evidence);
}

/** What RFC 6749 5.2 puts into the JSON; where a face speaks for the reason, its words. */
function bodyOf({ code, error, says, errorUri, ref }: Explanation) {
  const face = /\/errors\/([a-z0-9-]+\/[a-z0-9-]+)(?:\?|$)/.exec(errorUri)?.[1] ?? code;
  const said = face === code || !isCode(face) ? says : reasonOf(face).says({} as never);
  return { error, error_description: descriptionOf(said, ref), error_uri: errorUri };
}

function parametersOf(body: Readonly<Record<string, string>>): string {
  return `?${String(new URLSearchParams(body)).replaceAll("&", "\n&")}`;
}

/** Elements that are within a line. */
const INLINE = /^(?:a|b|bdi|code|del|ins|mark|span|strong|time)$/;

/** Has nothing in it that is read. */
const DRAWN = /<svg[\s\S]*?<\/svg>/g;

/** The page's own copy of the Markdown, which has a part of its own. */
const REPEATED = /(As Markdown[^<]*<\/summary>)<pre[^>]*>[^<]*<\/pre>/g;

/** The main element, one block a line, indented by its depth; without classes, which are the stylesheet's affair. */
export function outlineOf(html: string): string {
  const main = (/<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "").replaceAll(DRAWN, "").replaceAll(REPEATED, "$1");
  const lines: string[] = [];
  let depth = 0;
  let line = "";
  const end = (closing: boolean): void => {
    const [text, opener] = [line.trim(), lines.length - 1];
    line = "";
    if (text === "") return;
    // An element that holds nothing but text takes one line.
    if (closing && !text.includes("\n") && lines[opener] === opened) lines[opener] = `${opened} ${text}`;
    else lines.push(...text.split("\n").map((one) => "  ".repeat(depth) + one.trim()));
  };
  let opened = "";
  for (const [token, closing, name = "", attributes = ""] of main.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|[^<]+/g)) {
    if (name === "") line += token;
    else if (INLINE.test(name)) line += inline(name, closing ?? "", attributes);
    else {
      end(closing !== "");
      if (closing) depth--;
      else {
        opened = `${"  ".repeat(depth)}${name}${named(attributes)}:`;
        lines.push(opened);
        depth++;
      }
    }
  }
  end(false);
  return lines.join("\n");
}

/** What a screen reader would say of an element. */
function named(attributes: string): string {
  const label = /aria-label="([^"]*)"/.exec(attributes)?.[1];
  return label === undefined ? "" : ` (${label})`;
}

function inline(name: string, closing: string, attributes: string): string {
  if (name === "a") return closing ? "]" : `[${/href="([^"]*)"/.exec(attributes)?.[1] ?? ""} `;
  const sign = { code: "`", del: "~~", ins: "++", mark: "==", strong: "**", b: "**" }[name];
  if (sign !== undefined) return sign;
  return /class="(?:line|said|place)/.test(attributes) ? "\n" : "";
}
