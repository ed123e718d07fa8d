/** Parameters, one per line, as listed by a browser's tools, Postman or a user: `grant_type: authorization_code`. */
import { PARAMETER_NAMES } from "./parameters.ts";

const LINE = /^\s{0,12}(?:[-*•]\s{1,3})?["'`]?([A-Za-z][\w.-]{1,40})["'`]?\s{0,4}(?:=>|[:=])\s{0,4}(.*)$/;
const HEADING =
  /^\s*(?:form data|query string parameters|request payload|payload|parameters|params|body|view source|view url-?encoded)[\s:]*$/i;

export interface Listed {
  readonly pairs: readonly (readonly [string, string])[];
  readonly next: number;
}

/** At least two parameters of the protocol, and nothing else between them. */
export function readListedForm(lines: readonly string[], from: number): Listed | undefined {
  const pairs: [string, string][] = [];
  let known = 0;
  let at = from;
  while (at < lines.length && HEADING.test(lines[at] as string)) at++;
  for (; at < lines.length && pairs.length < 100; at++) {
    const [, name = "", value = ""] = LINE.exec((lines[at] as string).slice(0, 20_000)) ?? [];
    // A form of several parameters on one line belongs to another reader.
    if (name === "" || (!PARAMETER_NAMES.has(name) && known === 0) || /^[^\s=&]*&[\w.-]{1,60}=/.test(value)) break;
    if (PARAMETER_NAMES.has(name)) known++;
    pairs.push([name, bare(value)]);
  }
  return known >= 2 ? { pairs, next: at } : undefined;
}

function bare(value: string): string {
  const text = value.trim().replace(/,$/, "");
  return /^(["'`]).*\1$/.test(text) ? text.slice(1, -1) : value.trim();
}
