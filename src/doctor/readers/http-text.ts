/** Raw HTTP: requests and responses as transmitted or as curl -v prints them, with or without their first line. */
import type { HttpRequest, HttpResponse } from "../material.ts";
import { balancedEnd } from "./json.ts";

const REQUEST_LINE = /^(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) {1,4}((?:https?:\/\/|\/)\S*)(?: {1,4}HTTP\/[\d.]+)?$/i;
const STATUS_LINE = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t].*)?$/i;
const HEADER = /^(:?[!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}):(?:[ \t]+(.*)|)$/;
const PSEUDO = /^:(?:method|authority|path|scheme|status):/i;
const ONLY_OF_RESPONSES = /^(?:www-authenticate|location|set-cookie)\s*:[ \t]+\S/i;
export const SEPARATOR = /^\s*[-=_*~#]{3,}(?:[^\n]{0,40}[-=_*~#]{3,})?\s*$/;

/** What curl -v puts before each line. */
const unmarked = (line: string): string => line.replace(/^[<>] ?/, "").trimEnd();

export type HttpStart = "request" | "response" | undefined;

export function httpStart(line: string): HttpStart {
  const bare = unmarked(line);
  if (REQUEST_LINE.test(bare)) return "request";
  if (STATUS_LINE.test(bare)) return "response";
  if (PSEUDO.test(bare)) return /^:status:/i.test(bare) ? "response" : "request";
  return ONLY_OF_RESPONSES.test(bare) ? "response" : undefined;
}

export interface HttpRead<Message> {
  readonly message: Message;
  /** The line behind it. */
  readonly next: number;
}

interface Head {
  readonly headers: Record<string, string>;
  readonly next: number;
}

/** Header lines, including folded ones; names in lower case; repeated ones joined by a comma (RFC 9110 5.3). */
function headOf(lines: readonly string[], from: number): Head {
  const headers: Record<string, string> = Object.create(null);
  let last = "";
  let at = from;
  for (; at < lines.length; at++) {
    const line = unmarked(lines[at] as string);
    const marked = /^[<>]/.test(lines[at] as string);
    if (line === "") return { headers, next: at + 1 };
    // What curl says about the connection, between its lines.
    if (/^\*\s|^[{}] ?\[\d/.test(line)) continue;
    const [, name, value = ""] = HEADER.exec(line) ?? [];
    if (name !== undefined && !/^https?$/i.test(name)) {
      last = name.toLowerCase();
      // Newer browsers copy a pseudo header and its value on two lines.
      const below = value === "" && last.startsWith(":") ? unmarked(lines[++at] ?? "") : value;
      headers[last] = last in headers && last !== "host" ? `${headers[last]}, ${below}` : below;
    } else if (/^[ \t]/.test(lines[at] as string) && last !== "" && !/^\s*[{<[]/.test(line)) {
      headers[last] += ` ${line.trim()}`;
    } else if (!marked) break;
  }
  return { headers, next: at };
}

/** The body: a whole JSON document, a page to its end, otherwise up to a blank line or the next message. */
function bodyAt(lines: readonly string[], from: number, ends: (line: string) => boolean): HttpRead<string | undefined> {
  let at = from;
  while (at < lines.length && (/^\s*$/.test(lines[at] as string) || /^[*{}] ?(?:\s|\[\d)/.test(lines[at] as string)))
    at++;
  const first = lines[at];
  if (first === undefined || ends(first)) return { message: undefined, next: at };
  if (/^\s*[{[]/.test(first)) {
    const text = lines.slice(at, at + 5_000).join("\n");
    const end = balancedEnd(text, text.search(/[{[]/));
    if (end !== -1) {
      const taken = text.slice(0, end).split("\n").length;
      return { message: text.slice(0, end).trim(), next: at + taken };
    }
  }
  const page = /^\s*</.test(first);
  let stop = at;
  for (; stop < lines.length && !ends(lines[stop] as string); stop++) {
    if (page && /<\/html>/i.test(lines[stop] as string)) {
      stop++;
      break;
    }
    // No form has a line with a hash and a space. It is somebody's note.
    if (!page && /^\s*(?:#\s.*)?$/.test(lines[stop] as string)) break;
  }
  const body = lines.slice(at, stop);
  const form = /^[\w.-]{1,60}=\S*$/.test(first.trim());
  return { message: form ? body.map((line) => line.trim()).join("") : body.join("\n").trim(), next: stop };
}

export function readRequest(
  lines: readonly string[],
  from: number,
  ends: (line: string) => boolean,
): HttpRead<HttpRequest> {
  const line = REQUEST_LINE.exec(unmarked(lines[from] as string));
  const { headers, next } = headOf(lines, line === null ? from : from + 1);
  const method = (line?.[1] ?? headers[":method"] ?? "GET").toUpperCase();
  const body = bodyAt(lines, next, ends);
  // GET has no body, so what follows is something else.
  const hasBody = body.message !== undefined && !/^(?:GET|HEAD|OPTIONS)$/.test(method);
  const url = absolute(line?.[2] ?? headers[":path"] ?? "", headers);
  return {
    message: { method, url, headers: { ...headers }, ...(hasBody && { body: body.message }) },
    next: Math.max(hasBody ? body.next : next, from + 1),
  };
}

function absolute(target: string, headers: Readonly<Record<string, string>>): string {
  const host = headers.host ?? headers[":authority"];
  if (!target.startsWith("/") || host === undefined || !/^[\w.:[\]-]{1,255}$/.test(host)) return target;
  const scheme = headers[":scheme"] ?? (/^(?:localhost|127\.)/.test(host) ? "http" : "https");
  return `${scheme}://${host}${target}`;
}

export function readResponse(
  lines: readonly string[],
  from: number,
  ends: (line: string) => boolean,
): HttpRead<HttpResponse> {
  const line = STATUS_LINE.exec(unmarked(lines[from] as string));
  const { headers, next } = headOf(lines, line === null ? from : from + 1);
  const status = Number(line?.[1] ?? headers[":status"] ?? Number.NaN);
  const body = bodyAt(lines, next, ends);
  return {
    message: {
      ...(status >= 100 && { status }),
      headers: { ...headers },
      ...(body.message !== undefined && { body: body.message }),
    },
    next: Math.max(body.message === undefined ? next : body.next, from + 1),
  };
}
