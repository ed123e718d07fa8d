/** Exchanges on a terminal: a line each, and below a failure what the doctor says of it. */
import { diagnosisToTerminal } from "../../doctor/terminal.ts";
import { visible, wrap } from "../../render/characters.ts";
import type { Entry } from "../../watch/entry.ts";
import type { Watching } from "../../watch/watch.ts";
import type { WatchArguments } from "./arguments.ts";

interface Reader {
  readonly colour: boolean;
  readonly width?: number;
}

const COLOURS = { fine: 32, expected: 33, failed: 31 } as const;
const INDENT = "    ";

const painter =
  ({ colour }: Reader) =>
  (code: number, text: string): string =>
    colour ? `\u001b[${code}m${text}\u001b[0m` : text;

/** `12:03:04 #4 token request (authorization_code)  400 invalid_grant  23 ms  POST https://…/token`. */
export function entryText({ exchange, kind, outcome, flow, diagnosis, notices }: Entry, reader: Reader): string {
  const paint = painter(reader);
  const { number, at, ms, request } = exchange;
  const time = new Date(at).toTimeString().slice(0, 8);
  const where = request.url.replace(/[?#].*$/s, "");
  const head = [
    `${paint(2, time)} #${number}${flow === undefined ? "" : ` flow ${flow.number}`}`,
    paint(1, visible(kind.says)),
    paint(COLOURS[outcome.is], visible(outcome.says)),
    `${ms} ms`,
    paint(2, visible(`${request.method} ${where}`)),
  ].join("  ");
  const width = (reader.width ?? 100) - INDENT.length;
  const why = diagnosis === undefined ? [] : explained(diagnosisToTerminal(diagnosis, { ...reader, width }));
  const told = notices.flatMap((text) => wrap(`Note: ${text}`, Math.max(40, width)).map((line) => paint(33, line)));
  return [head, ...[...told, ...why].map((line) => (line === "" ? "" : INDENT + line))].join("\n");
}

/** Here, the page shows more. */
const explained = (text: string): readonly string[] =>
  text.replace(/\n+[^\n]*--verbose shows more\.[^\n]*$/, "").split("\n");

/** A line of JSON, for programs. Without secrets. */
export function entryJson({ exchange, kind, outcome, flow, report, notices }: Entry): string {
  const { number, at, request, response, ms, open } = exchange;
  return JSON.stringify({
    ...{ number, at: new Date(at).toISOString(), kind: kind.name, says: kind.says },
    ...{ method: request.method, url: request.url, status: response?.status ?? null, ms },
    ...{ outcome: outcome.says, is: outcome.is, flow: flow?.number ?? null, stream: open === true, notices },
    ...(report !== undefined && { explanation: report }),
  }).replaceAll(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Where to point the application, and what is changed. */
export function startText(
  { origins, page }: Watching,
  targets: readonly URL[],
  { rewrite, save }: WatchArguments,
  reader: Reader,
): string {
  const paint = painter(reader);
  const paths = targets.map(({ pathname }) => pathname.replace(/\/$/, ""));
  return [
    ...origins.map(
      ({ target, proxy }, at) =>
        `${paint(1, proxy + visible(paths[at] ?? ""))} passes on to ${target}${visible(paths[at] ?? "")}`,
    ),
    `The page: ${paint(1, page)}`,
    ...(save === undefined ? [] : [`Kept in ${save}, without secrets.`]),
    ...(rewrite === true ? ["", ...REWRITES] : []),
    "",
  ].join("\n");
}

const REWRITES = [
  "--rewrite changes what passes: metadata, Location, iss, WWW-Authenticate and cookies name this proxy,",
  "and Origin, Referer, resource and audience of requests name the server. Signed tokens can't be changed:",
  "the iss of an ID token is still the server's, and a client that compares it refuses the token.",
];
