/**
 * What a browser's network panel shows and users copy: `Request URL: …`, `Request Method: …`, `Status Code: …`, headers, form.
 */
import type { Exchange } from "../material.ts";
import { withoutEntities } from "./address.ts";
import { encodePairs } from "./form-text.ts";
import { readListedForm } from "./listed-form.ts";

const DEV_TOOLS_START = /^\s*(?:Request )?URL:?(?:\s+|$)/i;
/** Postman's console: a line with method, URL, and maybe status and time; below it the sections. */
const CONSOLE_START = /^[▼▶▾▸>\s]{0,8}(GET|POST|PUT|PATCH|DELETE) (https?:\/\/\S+)(?:\s+(\d{3})\b.*)?$/;
const MARK = /^(\s*)[▼▶▾▸]\s*/;

export function startsPanel(lines: readonly string[], at: number): boolean {
  const line = (lines[at] as string).slice(0, 4_000);
  if (DEV_TOOLS_START.test(line.slice(0, 400))) return true;
  return CONSOLE_START.test(line) && lines.slice(at + 1, at + 6).some((one) => SECTION.test(one.replace(MARK, "")));
}

const FACT = /^\s*(Request URL|URL|Request Method|Method|Status Code|Status|Remote Address|Referrer Policy):?\s*(.*)$/i;
const SECTION =
  /^\s*(?:general|network|headers|(response|request) headers|(form data|request payload|payload|request body|body)|(query string parameters)|(response|response body|preview))(?:\s*\(\d+\))?:?\s*$/i;
const HEADER = /^\s*(:?[A-Za-z][\w-]{1,60}):(?:\s+(.*))?$/;

export interface DevTools {
  readonly exchange: Exchange;
  readonly next: number;
}

export function readDevTools(
  lines: readonly string[],
  from: number,
  ends: (line: string) => boolean,
): DevTools | undefined {
  const facts: Record<string, string> = {};
  const headers = { request: {} as Record<string, string>, response: {} as Record<string, string> };
  let into: "request" | "response" = "request";
  let form: string | undefined;
  let at = from;
  for (; at < lines.length; at++) {
    const line = (lines[at] as string).replace(MARK, "$1");
    const console = CONSOLE_START.exec(line);
    if (console !== null && at === from) {
      [, facts.method = "", facts.url = "", facts.status = ""] = console;
      continue;
    }
    // A status and a time on lines of their own.
    if (/^\s*(?:[1-5]\d\d|[\d.]+ ?m?s)\s*$/.test(line) && facts.method !== undefined) {
      facts.status ||= /^\s*\d{3}\s*$/.test(line) ? line.trim() : "";
      continue;
    }
    const fact = FACT.exec(line.slice(0, 30_000));
    if (fact !== null) {
      const name = (fact[1] as string).toLowerCase().replace(/^request /, "");
      // Another exchange begins.
      if (name === "url" && facts.url !== undefined) break;
      const value = (fact[2] as string).trim();
      facts[name] = value === "" ? (lines[++at] ?? "").trim() : value;
      continue;
    }
    if (line.trim() === "") continue;
    const listed = readListedForm(lines, at);
    if (listed !== undefined) {
      form = encodePairs(listed.pairs);
      at = listed.next - 1;
      continue;
    }
    const section = SECTION.exec(line);
    if (section !== null) {
      into = /^response/i.test(section[1] ?? section[4] ?? "") ? "response" : "request";
      if (section[4] !== undefined) break;
      continue;
    }
    if (/^\s*[\w.-]{1,60}=\S+$/.test(line) && form === undefined) {
      form = line.trim();
      continue;
    }
    const [, name, value] = HEADER.exec(line.slice(0, 30_000)) ?? [];
    if (name === undefined || ends(line)) break;
    headers[into][name.toLowerCase()] = (value ?? (lines[++at] ?? "").trim()).replace(/^"(.*)"$/, "$1");
  }
  return exchangeOf(facts, headers, form, at);
}

function exchangeOf(
  facts: Readonly<Record<string, string>>,
  headers: { request: Record<string, string>; response: Record<string, string> },
  form: string | undefined,
  next: number,
): DevTools | undefined {
  const url = withoutEntities(facts.url ?? "");
  if (!/^https?:\/\/\S+$/i.test(url)) return undefined;
  const status = Number.parseInt(facts["status code"] ?? facts.status ?? "", 10);
  const said = (facts.method ?? "").toUpperCase();
  const method = /^[A-Z]{3,7}$/.test(said) ? said : form === undefined ? "GET" : "POST";
  const inBody = form !== undefined && method !== "GET";
  if (inBody) headers.request["content-type"] ??= "application/x-www-form-urlencoded";
  // The panel shows the URL's parameters again.
  const request = { method, url, headers: headers.request, ...(inBody && { body: form }) };
  const partial = method !== "GET" && form === undefined;
  const answered = status >= 100 || Object.keys(headers.response).length > 0;
  const response = { ...(status >= 100 && { status }), headers: headers.response };
  return { exchange: { request: { ...request, ...(partial && { partial }) }, ...(answered && { response }) }, next };
}
