/** Invoke-WebRequest and Invoke-RestMethod, as a browser copies them or a user writes them, with their variables. */
import type { HttpRequest } from "../material.ts";
import { withoutEntities, withScheme } from "./address.ts";
import { encodePairs } from "./form-text.ts";

export const POWERSHELL_START = /(?:^|[\s=(|{;])(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)\s+(?=[-"'$@(h`])/i;
const VARIABLE = /^\s*\$(\w{1,40})\s*=\s*(?=["'@$[])/;

type Value = string | ReadonlyMap<string, string>;

export interface PowerShellRead {
  readonly request: HttpRequest;
  readonly length: number;
}

/** Variables that are set before the command and used for its body or headers. */
export class Variables {
  readonly #values = new Map<string, Value>();

  /** Reads an assignment. Returns its length, or 0 if there is none. */
  take(text: string): number {
    const begins = VARIABLE.exec(text);
    if (begins === null || this.#values.size > 100) return 0;
    const { value, end } = valueAt(text, begins[0].length, this);
    if (value === undefined) return 0;
    this.#values.set((begins[1] as string).toLowerCase(), value);
    return end;
  }

  get(name: string): Value | undefined {
    return this.#values.get(name.toLowerCase());
  }
}

/** Escaped by a backtick. */
function quotedAt(text: string, at: number): { value: string; end: number } {
  const quote = text[at];
  const parts: string[] = [];
  let end = at + 1;
  for (; end < text.length; end++) {
    const character = text[end] as string;
    if (character === "`" && quote === '"') parts.push(text[++end] ?? "");
    else if (character !== quote) parts.push(character);
    else if (text[end + 1] === quote) parts.push(text[++end] as string);
    else break;
  }
  return { value: parts.join(""), end: end + 1 };
}

function valueAt(text: string, from: number, known: Variables): { value: Value | undefined; end: number } {
  let at = from;
  while (/[ \t([]/.test(text[at] ?? "")) at++;
  const character = text[at];
  if (character === '"' || character === "'") return quotedAt(text, at);
  if (character === "@" && text[at + 1] === "{") return tableAt(text, at + 2, known);
  if (character === "$") {
    const name = /^\$(\w{1,40})/.exec(text.slice(at, at + 45))?.[1] ?? "";
    return { value: known.get(name), end: at + 1 + name.length };
  }
  const word = /^[^\s|;)]{1,20000}/.exec(text.slice(at, at + 20_000))?.[0];
  return { value: word, end: at + (word?.length ?? 1) };
}

/** `@{ "name"="value"; name = $variable }`, with entries separated by `;` or lines. */
function tableAt(text: string, from: number, known: Variables): { value: Value; end: number } {
  const table = new Map<string, string>();
  let at = from;
  while (at < text.length && table.size < 200) {
    const gap = /^[\s;]{1,200}/.exec(text.slice(at, at + 200));
    at += gap?.[0].length ?? 0;
    if (text[at] === "}") return { value: table, end: at + 1 };
    const name = valueAtName(text, at);
    const equals = /^\s{0,20}=\s{0,20}/.exec(text.slice(name.end, name.end + 50));
    if (name.value === "" || equals === null) break;
    const { value, end } = valueAt(text, name.end + equals[0].length, known);
    table.set(name.value, typeof value === "string" ? value : "");
    at = Math.max(end, at + 1);
  }
  return { value: table, end: at };
}

function valueAtName(text: string, at: number): { value: string; end: number } {
  if (text[at] === '"' || text[at] === "'") return quotedAt(text, at);
  const word = /^[\w.-]{1,80}/.exec(text.slice(at, at + 80))?.[0] ?? "";
  return { value: word, end: at + word.length };
}

const OPTION = /^-([A-Za-z]{1,30})(?=[\s:=]|$)/;

export function readPowerShell(text: string, known: Variables): PowerShellRead | undefined {
  const start = POWERSHELL_START.exec(text.slice(0, 400));
  if (start === null) return undefined;
  const given = new Map<string, Value>();
  let at = start.index + start[0].length;
  while (at < text.length) {
    const gap = /^(?:[ \t]|`[ \t]{0,20}\n)+/.exec(text.slice(at, at + 400));
    at += gap?.[0].length ?? 0;
    if (at >= text.length || /[\n|;)}]/.test(text[at] as string)) break;
    const option = OPTION.exec(text.slice(at, at + 40));
    const name = option?.[1]?.toLowerCase() ?? "uri";
    at += option?.[0].length ?? 0;
    if (name === "usebasicparsing" || name === "skipcertificatecheck" || name === "skiphttperrorcheck") continue;
    const { value, end } = valueAt(text, at, known);
    if (value !== undefined) given.set(name, value);
    at = Math.max(end, at + 1);
  }
  const request = requestOf(given);
  return request && { request, length: at };
}

function requestOf(given: ReadonlyMap<string, Value>): HttpRequest | undefined {
  const uri = given.get("uri");
  if (typeof uri !== "string" || !/[./:]/.test(uri)) return undefined;
  const table = given.get("headers");
  const headers: Record<string, string> = {};
  if (table instanceof Map) for (const [name, value] of table) headers[name.toLowerCase()] = value;
  const type = given.get("contenttype");
  if (typeof type === "string") headers["content-type"] = type;
  const said = given.get("method");
  const fields = given.get("body");
  const method = typeof said === "string" ? said.toUpperCase() : "GET";
  const body = fields instanceof Map ? encodePairs(fields) : typeof fields === "string" ? fields : undefined;
  const url = withScheme(withoutEntities(uri));
  // With GET, the fields are the query.
  if (method === "GET" && fields instanceof Map)
    return { method, url: `${url}${url.includes("?") ? "&" : "?"}${body}`, headers };
  if (fields instanceof Map) headers["content-type"] ??= "application/x-www-form-urlencoded";
  return { method, url, headers, ...(body !== undefined && { body }) };
}
