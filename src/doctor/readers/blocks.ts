/** The kinds of blocks in a text, each with a reader that knows where it ends. */

import type { HttpRequest } from "../material.ts";
import { isAddress, kindOf, withoutEntities, withScheme } from "./address.ts";
import { ASSIGNED_START, assignedIn, readAssignment } from "./assigned.ts";
import { CALL_START, readCall } from "./calls.ts";
import { CURL_START, readCurl } from "./curl.ts";
import { readDevTools, startsPanel } from "./dev-tools.ts";
import { encodePairs, formKind, looksLikeSpacedForm } from "./form-text.ts";
import type { Gathered } from "./gathered.ts";
import { httpStart, readRequest, readResponse, SEPARATOR } from "./http-text.ts";
import { HTTPIE_START, readHttpie } from "./httpie.ts";
import { INSPECTED_START, readInspected } from "./inspected.ts";
import { balancedEnd, isRecord, parsedLoosely } from "./json.ts";
import { readJson } from "./json-document.ts";
import { decodeJwt } from "./jwt.ts";
import { readListedForm } from "./listed-form.ts";
import type { Dict } from "./literal.ts";
import { readLooseAnswer } from "./loose-answer.ts";
import { looksLikeCollection, readCollection } from "./postman.ts";
import { POWERSHELL_START, readPowerShell, type Variables } from "./powershell.ts";
import { readWget, WGET_START } from "./wget.ts";

export interface Scan {
  readonly lines: readonly string[];
  readonly out: Gathered;
  /** Readers that work line by line are tried only this often, because each may look far ahead. */
  readonly left: { commands: number; objects: number; lists: number };
  readonly variables: Variables;
  /** Variables of a program's source, once they are needed. */
  assigned?: Dict;
  readonly readText: (text: string, out: Gathered) => void;
}

/** Reads the block at a line. Returns the line after it, or the same line if the block isn't of its kind. */
type BlockReader = (scan: Scan, at: number) => number;

const MOST = { linesOfCommand: 400, linesOfObject: 20_000, line: 400 } as const;

const lineAt = ({ lines }: Scan, at: number): string => lines[at] as string;

/** How many lines a part of a text takes, from the line where it starts. */
const linesOf = (text: string, length: number): number => text.slice(0, length).trimEnd().split("\n").length;

/** Where a body or a text ends: where something else starts. */
export function beginsMessage(line: string): boolean {
  const start = line.slice(0, MOST.line);
  return httpStart(line) !== undefined || SEPARATOR.test(start) || CURL_START.test(start);
}

/** Most log lines start nothing, which is quick to see. */
export function mayBeginBlock(line: string): boolean {
  return (
    /^\s*(?:[{}[<>:$#%*`"'\d]|HTTP|status|response|error|answer|got|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|\S{0,80}curl|\W{0,4}(?:GET|POST|PUT|PATCH|DELETE) http|(?:request )?URL|form data|[\w.$"'-]{1,60}\s{0,4}(?:=>|[:=])|[^'"`]{0,80}fetch\(|Invoke|iwr|irm|PS |\S+$)/i.test(
      line.slice(0, MOST.line),
    ) ||
    COMMANDS.some(([pattern]) => pattern.test(line.slice(0, MOST.line))) ||
    CALL_START.test(line.slice(0, MOST.line)) ||
    INSPECTED_START.test(line.slice(0, MOST.line))
  );
}

/** Commands that send a request, by how their line starts. */
const COMMANDS: readonly (readonly [RegExp, (text: string, scan: Scan) => RequestRead | undefined])[] = [
  [CURL_START, (text) => readCurl(text)],
  [WGET_START, (text) => readWget(text)],
  [HTTPIE_START, (text) => readHttpie(text)],
  [POWERSHELL_START, (text, { variables }) => readPowerShell(text, variables)],
];

interface RequestRead {
  readonly request: HttpRequest;
  readonly length: number;
}

function readCommand(scan: Scan, at: number): number {
  const start = lineAt(scan, at).slice(0, MOST.line);
  const [, command] = COMMANDS.find(([pattern]) => pattern.test(start)) ?? [];
  return command === undefined ? at : readSent(scan, at, (text) => command(text, scan));
}

/** Reads the request that begins at a line. */
function readSent(scan: Scan, at: number, reader: (text: string) => RequestRead | undefined): number {
  if (scan.left.commands-- <= 0) return at;
  const sent = reader(blockFrom(scan, at));
  if (sent === undefined) return at;
  scan.out.command(sent.request);
  return at + linesOf(blockFrom(scan, at), sent.length);
}

const blockFrom = (scan: Scan, at: number): string => scan.lines.slice(at, at + MOST.linesOfCommand).join("\n");

function readVariable(scan: Scan, at: number): number {
  if (!/^\s*\$\w{1,40}\s*=/.test(lineAt(scan, at)) || scan.left.commands-- <= 0) return at;
  const text = scan.lines.slice(at, at + MOST.linesOfCommand).join("\n");
  const length = scan.variables.take(text);
  return length === 0 ? at : at + linesOf(text, length);
}

/** Parameters that a program's source gives a variable. If a call uses it, they are read with the call. */
function readAssigned(scan: Scan, at: number): number {
  const line = lineAt(scan, at).slice(0, MOST.line);
  if (!ASSIGNED_START.test(line) || scan.left.commands-- <= 0) return at;
  const text = blockFrom(scan, at);
  const assignment = readAssignment(text);
  if (assignment === undefined) return at;
  const rest = scan.lines.slice(at).join("\n").slice(assignment.length, 200_000);
  if (!isUsed(assignment.name, rest)) scan.out.request(assignment.request);
  return at + linesOf(text, assignment.length);
}

/** Whether a call comes after this that has the variable. */
function isUsed(name: string, rest: string): boolean {
  const lines = rest.split("\n");
  const call = lines.findIndex((line) => CALL_START.test(line.slice(0, 2_000)));
  return call !== -1 && new RegExp(`\\b${name}\\b`).test(lines.slice(call, call + 40).join("\n"));
}

function readSourceCall(scan: Scan, at: number): number {
  if (!CALL_START.test(lineAt(scan, at).slice(0, 2_000))) return at;
  return readSent(scan, at, (text) => readCall(text, assigned(scan)));
}

const assigned = (scan: Scan): Dict => {
  scan.assigned ??= assignedIn(scan.lines.join("\n"));
  return scan.assigned;
};

function readMessage({ lines, out }: Scan, at: number): number {
  const start = httpStart(lines[at] as string);
  if (start === undefined) return at;
  if (start === "request") {
    const { message, next } = readRequest(lines, at, beginsMessage);
    out.sent(message, /^>/.test(lines[at] as string));
    return next;
  }
  const { message, next } = readResponse(lines, at, beginsMessage);
  out.response(message);
  const { location } = message.headers;
  if (location !== undefined && kindOf(location) === "redirect") out.redirect(location);
  return next;
}

function readPanel({ lines, out }: Scan, at: number): number {
  if (!startsPanel(lines, at)) return at;
  const panel = readDevTools(lines, at, beginsMessage);
  if (panel === undefined) return at;
  const { request, response } = panel.exchange;
  if (request !== undefined) out.request(request);
  // The body of the response may follow.
  if (response !== undefined) out.began(response);
  return panel.next;
}

function readAnswer({ lines, out }: Scan, at: number): number {
  const answer = readLooseAnswer(lines, at);
  if (answer === undefined) return at;
  out.response(answer.response);
  return answer.next;
}

function readObject(scan: Scan, at: number): number {
  if (!/^\s*[{[]/.test(lineAt(scan, at)) || scan.left.objects-- <= 0) return at;
  const text = scan.lines.slice(at, at + MOST.linesOfObject).join("\n");
  const start = text.search(/[{[]/);
  const end = balancedEnd(text, start);
  if (end === -1) return at;
  const rest = text.slice(end, end + 200).split("\n", 1)[0] as string;
  const written = text.slice(start, end);
  const value = rest.trim().length > 1 ? undefined : parsedLoosely(written);
  if (value === undefined) return at;
  readJson(value, written, scan.out, scan.readText);
  return at + linesOf(text, end);
}

/** An entry of Postman's console, copied as an object. */
function readConsoleEntry({ lines, out }: Scan, at: number): number {
  const [, sent] = /^\W{0,4}([A-Z]{3,7} https?:\/\/\S+?):? \{$/.exec((lines[at] as string).slice(0, 4_000)) ?? [];
  if (sent === undefined) return at;
  const text = ["{", ...lines.slice(at + 1, at + MOST.linesOfObject)].join("\n");
  const end = balancedEnd(text, 0);
  const value = end === -1 ? undefined : parsedLoosely(text.slice(0, end));
  if (!isRecord(value) || !looksLikeCollection(value)) return at;
  readCollection(value, out, sent);
  return at + linesOf(text, end);
}

/** An object as a program prints it. */
function readPrinted(scan: Scan, at: number): number {
  const line = lineAt(scan, at).slice(0, MOST.line * 2);
  if (!line.includes("{") || !INSPECTED_START.test(line) || scan.left.objects-- <= 0) return at;
  const text = scan.lines.slice(at, at + MOST.linesOfObject).join("\n");
  const printed = readInspected(text);
  if (printed === undefined) return at;
  scan.out.exchange(printed.exchange);
  return at + linesOf(text, printed.length);
}

function readList(scan: Scan, at: number): number {
  if (scan.left.lists-- <= 0) return at;
  const listed = readListedForm(scan.lines, at);
  if (listed === undefined) return at;
  readForm(encodePairs(listed.pairs), scan.out);
  return listed.next;
}

/** A line that is one thing: a URL, a form, a token. */
function readLine(scan: Scan, at: number): number {
  const line = lineAt(scan, at)
    .trim()
    .replace(/^["'<`(]+/, "")
    .replace(/["'>`),;]{1,5}$/, "");
  if (line === "") return at;
  // Spaces that nobody encoded.
  if (/\s/.test(line))
    return looksLikeSpacedForm(line) && readForm(line.replaceAll(" ", "%20"), scan.out) ? at + 1 : at;
  const jwt = decodeJwt(line, "input");
  if (jwt !== undefined) scan.out.jwt(jwt);
  else if (isAddress(line)) readAddress(withScheme(withoutEntities(line)), scan.out);
  else if (!readForm(withoutEntities(line), scan.out)) return at;
  return at + 1;
}

/** What curl -v says about the connection. These aren't the server's words. */
function readNarration({ lines }: Scan, at: number): number {
  return /^\* \s{0,4}\S|^[{}] ?\[\d|^\s*%\s+Total\s|^\s*Dload\s|^\s*\d+\s+\d+\s+\d+\s+\d+\s.*--:--/.test(
    (lines[at] as string).slice(0, 200),
  ) &&
    (/^\* {1,4}(?:Trying|Connected|Connection|ALPN|TLS|SSL|Server certificate|upload|using|Using|Host|IPv|Mark|Closing|Re-using|We are|Request completely|old SSL|Server auth|\[HTTP)/.test(
      lines[at] as string,
    ) ||
      !/^\*/.test(lines[at] as string))
    ? at + 1
    : at;
}

export const blockReaders: readonly BlockReader[] = [
  ...[readCommand, readVariable, readAssigned, readSourceCall, readPanel, readConsoleEntry, readMessage],
  ...[readNarration, readAnswer, readObject, readPrinted, readList, readLine],
];

function readAddress(address: string, out: Gathered): void {
  const cut = /(?:\u2026|\.\.\.)$/.test(address);
  if (kindOf(address) === "redirect") out.redirect(address);
  else
    out.request(
      { method: "GET", url: address.replace(/(?:\u2026|\.{3})$/, ""), headers: {}, ...(cut && { partial: true }) },
      false,
    );
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
