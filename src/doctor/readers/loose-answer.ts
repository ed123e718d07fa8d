/** A pasted response: a status in the user's words, and the body below or after it. */
import type { HttpResponse } from "../material.ts";
import { balancedEnd, parsedLoosely } from "./json.ts";

const STATUS =
  /^[\s<*#>-]{0,6}(?:(?:(?:got|received|returned|returns|the|server|http|api|error|response|status|code|answer|body|with|is|was|a|line)[\s:=_/.\d(-]{0,6}){0,6}?)([1-5]\d\d)(?![\d.])(?:[ \t]{0,3}[)\]:,;–-]?[ \t]{0,3}(?:\(?[A-Za-z][A-Za-z' -]{0,30}\)?)?)?[\s:;,.–-]{0,6}(?:(?:response )?body[\s:]{0,4})?$/i;
/** Nothing but that a body follows. */
const LABEL =
  /^[\s#*>-]{0,6}(?:(?:the|token|error|server|http|full|raw|and|it|api|i)\s){0,4}(?:response|answer|body|result|output|returns|returned|got|get|received)(?:\s(?:body|data|text|was|is|from \w{1,20})){0,2}\s{0,3}[:=]?\s{0,3}$/i;
const HEADER = /^[A-Za-z][\w-]{1,60}: \S/;

export interface LooseAnswer {
  readonly response: HttpResponse;
  readonly next: number;
}

/** `400 Bad Request`, `HTTP 401:`, `Status: 400`, followed by headers and a body, on the same line or below. */
export function readLooseAnswer(lines: readonly string[], from: number): LooseAnswer | undefined {
  const line = lines[from] as string;
  const open = line.search(/[{[<]/);
  const before = open === -1 ? line : line.slice(0, open);
  if (before.length > 120) return undefined;
  const status = Number(STATUS.exec(before)?.[1] ?? 0);
  if (status === 0 && !LABEL.test(before)) return undefined;
  let at = from + 1;
  const headers: Record<string, string> = {};
  if (open === -1) {
    for (; at < lines.length; at++) {
      const text = (lines[at] as string).trim();
      if (HEADER.test(text) && text.length < 4_000) {
        const colon = text.indexOf(":");
        headers[text.slice(0, colon).toLowerCase()] = text.slice(colon + 1).trim();
      } else if (!/^(?:(?:response )?(?:body|headers))?:?$/i.test(text)) break;
    }
  }
  const start = open === -1 ? at : from;
  const body = bodyAt(lines, start, open === -1 ? 0 : open);
  if (body === undefined) return undefined;
  return { response: { ...(status > 0 && { status }), headers, body: body.text }, next: body.next };
}

function bodyAt(lines: readonly string[], at: number, column: number): { text: string; next: number } | undefined {
  const first = (lines[at] ?? "").slice(column).trimStart();
  if (/^[{[]/.test(first)) {
    const text = [first, ...lines.slice(at + 1, at + 2_000)].join("\n");
    const end = balancedEnd(text, 0);
    const rest = text.slice(end, end + 200).split("\n", 1)[0] as string;
    // If the sentence continues, it is a text as a whole.
    if (end === -1 || (column > 0 && rest.trim().length > 2) || parsedLoosely(text.slice(0, end)) === undefined)
      return undefined;
    return { text: text.slice(0, end), next: at + text.slice(0, end).split("\n").length };
  }
  if (/^<(?:!doctype|html|\?xml)/i.test(first)) {
    const end = lines.findIndex((line, index) => index >= at && /<\/html>/i.test(line));
    const next = end === -1 ? lines.length : end + 1;
    return { text: [first, ...lines.slice(at + 1, next)].join("\n"), next };
  }
  if (/^(?:error|access_token)=\S+$/.test(first)) return { text: first, next: at + 1 };
  return undefined;
}
