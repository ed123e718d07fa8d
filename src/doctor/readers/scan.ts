/** Goes over a text line by line and gives each part to the reader whose kind it begins with; what nobody wants is prose. */
import { isAddress, kindOf, withoutEntities, withScheme } from "./address.ts";
import { CURL_START, readCurl } from "./curl.ts";
import { formKind } from "./form-text.ts";
import type { Gathered } from "./gathered.ts";
import { httpStart, readRequest, readResponse, SEPARATOR } from "./http-text.ts";
import { balancedEnd, parsedLoosely } from "./json.ts";
import { readJson } from "./json-document.ts";
import { decodeJwt } from "./jwt.ts";
import { namesOf } from "./names.ts";
import { excerpt, plain, unbroken } from "./plain.ts";
import { readProse } from "./within-text.ts";

/** Reads the block at a line; the line behind it, or the same where it is none of its kind. */
type BlockReader = (lines: readonly string[], at: number, out: Gathered) => number;

const MOST = { commands: 60, objects: 60, linesOfCommand: 400, linesOfObject: 20_000 } as const;

export function readText(input: string, out: Gathered): void {
  const text = plain(excerpt(input));
  if (text === "") return;
  const names = namesOf(text);
  if (names.length > 0) {
    out.names.push(...names);
    return;
  }
  const lines = unbroken(text).split("\n");
  const left = { commands: MOST.commands, objects: MOST.objects };
  const readers: BlockReader[] = [
    (...given) => (left.commands > 0 ? readCommand(...given, left) : given[1]),
    readMessage,
    (...given) => (left.objects > 0 ? readObjectAt(...given, left) : given[1]),
    readLine,
  ];
  let prose: string[] = [];
  const flush = () => {
    if (prose.length > 0) readProse(prose.join("\n").trim(), out);
    prose = [];
  };
  for (let at = 0; at < lines.length; ) {
    if (SEPARATOR.test(lines[at] as string)) {
      at++;
      continue;
    }
    const next = firstOf(readers, lines, at, out);
    if (next === at) prose.push(lines[at++] as string);
    else {
      flush();
      at = next;
    }
  }
  flush();
}

function firstOf(readers: readonly BlockReader[], lines: readonly string[], at: number, out: Gathered): number {
  if (!beginsBlock(lines[at] as string)) return at;
  for (const reader of readers) {
    const next = reader(lines, at, out);
    if (next > at) return next;
  }
  return at;
}

/** Where a body or a text ends: at the beginning of something else. */
export function beginsMessage(line: string): boolean {
  return httpStart(line) !== undefined || SEPARATOR.test(line) || CURL_START.test(line.slice(0, 400));
}

function beginsBlock(line: string): boolean {
  return line.length > 2_000 || beginsMessage(line) || /^\s*[{[]/.test(line) || !/\s/.test(line.trim());
}

function readCommand(lines: readonly string[], at: number, out: Gathered, left: { commands: number }): number {
  if (!CURL_START.test((lines[at] as string).slice(0, 400))) return at;
  left.commands--;
  const text = lines.slice(at, at + MOST.linesOfCommand).join("\n");
  const curl = readCurl(text);
  if (curl === undefined) return at;
  out.request(curl.request);
  return at + text.slice(0, curl.length).split("\n").length;
}

function readMessage(lines: readonly string[], at: number, out: Gathered): number {
  const start = httpStart(lines[at] as string);
  if (start === undefined) return at;
  if (start === "request") {
    const { message, next } = readRequest(lines, at, beginsMessage);
    out.request(message);
    return next;
  }
  const { message, next } = readResponse(lines, at, beginsMessage);
  out.response(message);
  const { location } = message.headers;
  if (location !== undefined && kindOf(location) === "redirect") out.redirect(location);
  return next;
}

function readObjectAt(lines: readonly string[], at: number, out: Gathered, left: { objects: number }): number {
  if (!/^\s*[{[]/.test(lines[at] as string)) return at;
  left.objects--;
  const text = lines.slice(at, at + MOST.linesOfObject).join("\n");
  const start = text.search(/[{[]/);
  const end = balancedEnd(text, start);
  const rest = end === -1 ? "" : (text.slice(end).split("\n", 1)[0] as string);
  const written = text.slice(start, end);
  const value = end === -1 ? undefined : parsedLoosely(written);
  if (value === undefined || rest.trim().length > 1) return at;
  readJson(value, written, out, readText);
  return at + text.slice(0, end).split("\n").length;
}

/** A line that is one thing: an address, a form, a token. */
function readLine(lines: readonly string[], at: number, out: Gathered): number {
  const line = (lines[at] as string).trim().replaceAll(/^["'<`(]+|["'>`),;]+$/g, "");
  if (line === "") return at;
  const jwt = decodeJwt(line, "input");
  if (jwt !== undefined) out.jwt(jwt);
  else if (isAddress(line)) readAddress(withScheme(withoutEntities(line)), out);
  else if (!readForm(withoutEntities(line), out)) return at;
  return at + 1;
}

export function readAddress(address: string, out: Gathered): void {
  if (kindOf(address) === "redirect") out.redirect(address);
  else out.request({ method: "GET", url: address, headers: {} }, false);
}

function readForm(form: string, out: Gathered): boolean {
  const kind = formKind(form);
  const bare = form.replace(/^\?/, "");
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  if (kind === "authorization") out.request({ method: "GET", url: `?${bare}`, headers: {} }, false);
  else if (kind === "request") out.request({ method: "POST", url: "", headers, body: bare });
  else if (kind === "answer") out.response({ headers, body: bare });
  else if (kind === "return") out.redirect(`?${bare}`);
  return kind !== undefined;
}
